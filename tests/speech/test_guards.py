"""What Whisper makes up is cut, and what people really say is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.speech import guards
from scribe.speech.guards import ECHOED, LONGEST_ECHO, SKIPPED_S, SPARSE_S, misled, sparse
from tests.speech.hearing import heard, texts

SURE = -0.2
"""A mean log-probability that no guard minds."""


def test_words_over_silence_are_dropped_when_whisper_says_so_itself() -> None:
    words = heard("and then we went home")
    assert guards.heard(words, no_speech=0.9, log_probability=-1.5, voiced_s=0.0) == ()


@pytest.mark.parametrize(("no_speech", "log_probability"), [(0.9, SURE), (0.1, -1.5)])
def test_one_sign_of_silence_alone_is_not_enough(no_speech: float, log_probability: float) -> None:
    words = heard("and then we went home")
    assert guards.heard(words, no_speech, log_probability, voiced_s=1.5) == tuple(words)


@pytest.mark.parametrize("phantom", ["Thank you.", "Thanks for watching!", "Bye bye.", "you", "The end."])
def test_a_farewell_of_videos_over_hardly_any_speech_is_dropped(phantom: str) -> None:
    words = heard(phantom, p=0.3)
    assert guards.heard(words, 0.3, SURE, voiced_s=0.2) == ()


@pytest.mark.parametrize(
    ("text", "p", "voiced_s"),
    [
        ("Thank you.", 0.3, 1.2),  # somebody spoke
        ("Thank you.", 0.9, 0.2),  # clearly heard, if short
        ("I thought so", 0.3, 0.2),  # nothing of a video
    ],
)
def test_thanks_in_the_room_are_kept(text: str, p: float, voiced_s: float) -> None:
    assert texts(guards.heard(heard(text, p=p), 0.3, SURE, voiced_s)) == text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I know I know I know I know", "I know"),
        ("well " + "no " * 12, "well no"),
        ("we can look at that " * 3, "we can look at that"),
        ("a b c d e f g h " * 3, "a b c d e f g h"),
        ("And then. And THEN, and then! and then", "And then."),
    ],
)
def test_of_a_loop_the_first_round_is_kept(said: str, kept: str) -> None:
    assert texts(guards.unlooped(heard(said))) == kept


@pytest.mark.parametrize(
    "said",
    [
        "no, no, no, no, I never said that",
        "I know, I know, I know",
        "it was very very very late and very very cold",
        "we talked and we talked and then we slept",
    ],
)
def test_what_people_do_repeat_is_kept(said: str) -> None:
    assert texts(guards.unlooped(heard(said))) == said


def test_words_without_any_time_of_their_own_are_cut() -> None:
    spoken = heard("this was said")
    made_up = heard("and this was not said at all", start=0.9, step=0.02)
    assert texts(guards.unrushed([*spoken, *made_up])) == "this was said"


@given(st.lists(st.sampled_from(["a", "b", "c", "you", "thank"]), max_size=40), st.floats(0.01, 0.5), st.floats(0, 2))
def test_guards_only_ever_cut_the_end(said: list[str], step: float, voiced_s: float) -> None:
    words = heard(" ".join(said), step=step)
    kept = guards.heard(words, 0.2, SURE, voiced_s)
    assert kept == tuple(words[: len(kept)])
    assert guards.heard(kept, 0.2, SURE, voiced_s) == kept


def test_a_loop_that_began_before_these_words_is_cut() -> None:
    before = ["and", "then", "what", "and", "then", "what"]
    assert guards.unlooped(heard("and then what you said"), before) == ()
    assert texts(guards.unlooped(heard("you said and then what"), before)) == "you said and then what"


def test_a_loop_that_was_over_before_these_words_is_not_theirs() -> None:
    assert texts(guards.unlooped(heard("so I left"), ["no"] * 6)) == "so I left"


# -- a look that began at the wrong place ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "new", "misled_by_it"),
    [
        ("I just forgot honestly and", "Saturday and Sunday", False),
        ("Sunday I just forgot honestly and", "Sunday I just forgot honestly and", True),
        ("I forgot and I", "forgot and it rained", True),  # the echo began in what is confirmed already
        ("no", "no no no", True),
        ("well I", "I was late", False),
        ("that's flooding", "that's flooding yes", True),
        ("", "we went there we came", False),
    ],
)
def test_telling_again_what_was_said_is_worth_a_closer_look(before: str, new: str, misled_by_it: bool) -> None:
    assert misled(heard(new), before.split(), 0.0) is misled_by_it


def test_speech_that_was_passed_over_is_worth_a_closer_look() -> None:
    assert misled(heard("and then"), ["yes"], SKIPPED_S)
    assert not misled(heard("and then"), ["yes"], SKIPPED_S - 0.01)


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=ECHOED, max_size=LONGEST_ECHO), st.integers(0, 8))
def test_an_echo_is_found_wherever_the_confirmed_words_end_in_it(phrase: list[str], told: int) -> None:
    known = [*phrase, *phrase[: min(told, len(phrase) - 1)]]
    rest = [*phrase, *phrase][len(known) :]
    assert misled(heard(" ".join(rest)), known, 0.0)
    assert not misled([], known, 0.0)


@pytest.mark.parametrize(
    ("text", "voiced_s", "found"),
    [
        ("And", 1.8, True),
        ("", 1.3, True),
        ("And", SPARSE_S - 0.1, False),
        ("well yes", 1.9, False),
        ("a b", 3.0, True),
    ],
)
def test_hardly_a_word_of_much_speech_is_doubted(text: str, voiced_s: float, found: bool) -> None:
    assert sparse(heard(text), voiced_s) is found


def test_a_word_again_in_no_time_of_its_own_was_not_said_again() -> None:
    words = [*heard("Two."), *heard("Two.", 0.5, step=0.02)]
    assert texts(guards.heard(words, 0.0, SURE, voiced_s=0.5)) == "Two."
    assert guards.heard(heard("Two.", step=0.02), 0.0, SURE, voiced_s=0.5, before=["Two."]) == ()


def test_a_word_said_twice_is_kept() -> None:
    assert texts(guards.heard(heard("No. No.", step=0.2), 0.0, SURE, voiced_s=0.5)) == "No. No."
    assert texts(guards.heard(heard("Two.", step=0.02), 0.0, SURE, voiced_s=0.5, before=["to"])) == "Two."
