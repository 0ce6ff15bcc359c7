"""A name that sounds as one of the chart's is written as there; what only resembles one stays."""

import pytest

from scribe.speech.heard import HeardWord
from scribe.speech.spelling import Spelling


def written(text: str, *people: str) -> str:
    words = [HeardWord(word, (1,), 0.0, 0.1, 0.9) for word in text.split()]
    return " ".join(word.text for word in Spelling(people).charted(words))


@pytest.mark.parametrize(
    ("heard", "name", "told"),
    [
        ("Right, Joe, your turn.", "Jo", "Right, Jo, your turn."),
        ("Joe's truck, and Jo.", "Jo", "Jo's truck, and Jo."),
        ("And Sara?", "Sarah", "And Sarah?"),
        ("Ann said so.", "Anne", "Anne said so."),
        ("I told Mark twice.", "Marc", "I told Marc twice."),
        ("Thank you, Steven.", "Stephen", "Thank you, Stephen."),
        ("Katy did.", "Katie", "Katie did."),
    ],
)
def test_what_sounds_the_same_is_written_as_the_chart_has_it(heard: str, name: str, told: str) -> None:
    assert written(heard, name) == told


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Jane came by.", "Jan"),
        ("Dave was there.", "Dev"),
        ("Jove knows.", "Jo"),
        ("so joe said no", "Jo"),
        ("Dean and Don and Dan.", "Diane"),
        ("Marcus is late.", "Mark"),
    ],
)
def test_what_only_resembles_a_name_stays(heard: str, name: str) -> None:
    assert written(heard, name) == heard


def test_two_names_that_sound_alike_are_each_left_as_they_are() -> None:
    assert written("Sara and Sarah.", "Sara", "Sarah") == "Sara and Sarah."


def test_times_and_tokens_stay() -> None:
    word = HeardWord("Joe.", (7, 8), 1.0, 1.2, 0.4)
    (told,) = Spelling(["Jo"]).charted([word])
    assert (told.text, told.tokens, told.start, told.end, told.p) == ("Jo.", (7, 8), 1.0, 1.2, 0.4)
