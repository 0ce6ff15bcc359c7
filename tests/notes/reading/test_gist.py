"""What an answer is headed by where no cue names its subject."""

import pytest

from scribe.notes.reading.conversation import Turn
from scribe.notes.reading.gist import gist_of, medicines
from tests.notes.conversation import session


def prompt(text: str) -> Turn:
    turn = session(f"T: {text}\nC: Right.").exchanges[-1].prompt
    assert turn is not None
    return turn


@pytest.mark.parametrize(
    ("asked", "gist"),
    [
        ("How are you getting along with the fluoxetine?", "Fluoxetine"),
        ("How are things under your own roof, with Donna?", ""),
        ("And the lamp, every night?", "Lamp"),
        ("And the song that runs through your head?", "Song that runs through their head"),
        ("And the week before?", ""),
        ("Behind the lamp?", ""),
        ("Any trouble with that?", "Trouble"),
        ("And what did you do then?", ""),
        ("Lace one boot, just like that.", ""),
        ("Tell me about the cones.", ""),
        ("That's a heck of a choice. Did it ever leave the glove box?", ""),
        ("Would you leave it in my drawer?", ""),
        ("And how strong is it now?", ""),
        ("What've you got?", ""),
        ("Fair. What do you want on there?", ""),
    ],
)
def test_what_a_question_without_a_verb_names_first(asked: str, gist: str) -> None:
    assert gist_of(prompt(asked)) == gist


def test_a_number_is_not_told_without_what_it_counts() -> None:
    assert "nine" not in gist_of(prompt("And the searching after nine, did you hold the line?")).lower()


def test_medicines_by_the_stems_of_their_names() -> None:
    assert medicines(prompt("And that new medicine at bedtime, the mirtazapine?")) == ["mirtazapine"]
    assert medicines(prompt("And the garden?")) == []


@pytest.mark.parametrize(
    ("asked", "gist"),
    [("How important is that?", ""), ("The lamp's in the hall, then.", ""), ("And the rehearsal?", "Rehearsal")],
)
def test_how_something_is_asked_of_is_no_subject(asked: str, gist: str) -> None:
    assert gist_of(session(f"T: {asked}\nC: Two.").exchanges[0].prompt) == gist


def test_what_holds_no_word_has_no_subject() -> None:
    assert gist_of(session("T: +\nC: Two.").exchanges[0].prompt) == ""
