"""Whether words are a sentence, by what their verbs are said of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.sentences import (
    begins_with_name,
    holds_noun,
    main,
    merely_how,
    of_speaker,
    orders,
    says_little,
    subject_left_out,
    supposes,
    tells_past,
    unfinished,
    whole,
)


@pytest.mark.parametrize(
    "text",
    [
        "My knees are sore",
        "Rosa leaves the tray in the yard",
        "the kettle's broken",
        "In my head it was a flood",
        "Before the drops I was getting three",
        "Wednesday I took the ferry",
        "What I eat isn't what they eat",
        "Meetings cost more than I planned, by a third",
        "She locks the shed",
        "I wasnae waiting for the post",
    ],
)
def test_a_subject_and_its_verb_are_a_sentence(text: str) -> None:
    assert whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "The dizziness I had",
        "When I see her cry",
        "The harder I push",
        "A hot meal with greens on it",
        "Grant, hold on",
        "Stick it on the door",
        "May I ask something",
        "what I told my brother",
    ],
)
def test_a_verb_inside_what_is_named_or_ordered_makes_none(text: str) -> None:
    assert not whole(text)


def test_its_verb_is_the_one_of_the_sentence_itself() -> None:
    said = main("When I see her I cry")
    assert said is not None
    assert said.verb == 5


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("Felt bad afterwards", True),
        ("Couldn't face the yard", True),
        ("Got in the van", True),
        ("Could be worse", False),
        ("Knocked me out", False),
        ("Worn out", False),
    ],
)
def test_the_speaker_is_left_out_before_what_only_they_can_have_done(text: str, dropped: bool) -> None:
    assert subject_left_out(text) is dropped


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("I could", True),
        ("he just wouldn't", True),
        ("It's, huh", True),
        ("It's down", False),
        ("That's what it is", False),
        ("Two nights I didn't", False),
        ("Last time I tried, I couldn't", False),
    ],
)
def test_what_was_meant_stood_elsewhere(text: str, broken: bool) -> None:
    assert unfinished(text) is broken


@pytest.mark.parametrize(
    ("text", "little"),
    [("before", True), ("Behind", True), ("aye", True), ("not anymore", False), ("tonight", False), ("twice", False)],
)
def test_what_says_little_names_no_thing_deed_or_time(text: str, little: bool) -> None:
    assert says_little(text) is little


@pytest.mark.parametrize(("text", "how"), [("Smaller", True), ("so easy", True), ("four", False), ("Not now", False)])
def test_how_something_is_and_no_more(text: str, how: bool) -> None:
    assert merely_how(text) is how


@pytest.mark.parametrize(("text", "order"), [("Forget it", True), ("Come on", True), ("Call Luis", False)])
def test_an_order_to_whoever_is_there(text: str, order: bool) -> None:
    assert orders(text) is order


@pytest.mark.parametrize(
    ("text", "imagined"),
    [
        ("I'd die", True),
        ("It would be rubbish", True),
        ("I'd like every other Friday", False),
        ("I'd have said ten", False),
        ("I'd lost the gloves", False),
        ("He'd have been twelve", False),
        ("He said he'd be home", False),
    ],
)
def test_what_would_be_is_not(text: str, imagined: bool) -> None:
    assert supposes(text) is imagined


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert whole(text) is (main(text) is not None)
    assert not (says_little(text) and holds_noun(text))


def test_of_whom_it_is_said() -> None:
    assert of_speaker("Monday I slept badly")
    assert not of_speaker("The five turns into forty because I sleep")
    assert begins_with_name("Mabel was scratching at the door")
    assert not begins_with_name("Two of them came")


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("You'd signed up for three", True),
        ("It was ninety", True),
        ("You've missed two of them", True),
        ("The score is three today", False),
        ("Each verse fits in one breath", False),
        ("Put two fingers there", False),
    ],
)
def test_what_was_or_has_been(text: str, past: bool) -> None:
    assert tells_past(text) is past
