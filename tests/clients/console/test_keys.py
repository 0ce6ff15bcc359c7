"""Keys do what they say, ask again before what can't be undone, and are harmless otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.console.keys import ASKED_S, Keys, Question, Quit
from scribe import commands
from scribe.events import SessionState

LIVE, PAUSED = SessionState.LIVE, SessionState.PAUSED


def test_pause_and_resume_are_one_key() -> None:
    assert Keys().press("p", LIVE, 0) == commands.Pause()
    assert Keys().press("P", PAUSED, 0) == commands.Resume()


def test_a_mark_is_made_at_once() -> None:
    assert Keys().press("m", LIVE, 0) == commands.Mark()


@pytest.mark.parametrize(
    ("key", "question", "command"),
    [("s", Question.STRIKE, commands.Strike(last_s=60)), ("e", Question.STOP, commands.Stop())],
)
def test_what_can_not_be_undone_is_asked_again(key: str, question: Question, command: commands.AnyCommand) -> None:
    keys = Keys()
    assert keys.press(key, LIVE, 0) is None
    assert keys.standing(1) is question
    assert keys.press("y", LIVE, 1) == command
    assert keys.standing(1) is None


@given(st.characters().filter(lambda key: key not in "yY"))
def test_any_other_key_means_no(key: str) -> None:
    keys = Keys()
    keys.press("e", LIVE, 0)
    assert keys.press(key, LIVE, 1) is None
    assert keys.standing(1) is None


def test_a_forgotten_question_is_withdrawn() -> None:
    keys = Keys()
    keys.press("e", LIVE, 0)
    assert keys.press("y", LIVE, ASKED_S) is None


@pytest.mark.parametrize("key", ["q", "Q", "\x03", "\x04"])
@pytest.mark.parametrize("state", [None, LIVE, SessionState.DRAFT])
def test_quitting_is_always_possible(key: str, state: SessionState | None) -> None:
    with pytest.raises(Quit):
        Keys().press(key, state, 0)


@given(st.sampled_from([s for s in SessionState if s not in (LIVE, PAUSED)]) | st.none(), st.sampled_from("pmsey"))
def test_without_a_session_that_is_heard_nothing_is_asked(state: SessionState | None, key: str) -> None:
    keys = Keys()
    assert keys.press(key, state, 0) is None
    assert keys.standing(0) is None


@given(st.lists(st.characters().filter(lambda key: key not in "qQ\x03\x04"), max_size=30))
def test_no_run_of_keys_ends_or_strikes_without_a_yes_to_its_question(pressed: list[str]) -> None:
    keys, before = Keys(), None
    for key in pressed:
        command = keys.press(key, LIVE, 0)
        if isinstance(command, commands.Stop | commands.Strike):
            assert key in "yY"
            assert before is not None
        before = keys.standing(0)


def test_a_question_about_one_session_is_not_answered_in_the_next() -> None:
    keys = Keys()
    keys.press("e", LIVE, 0, "s1")
    assert keys.press("y", LIVE, 1, "s2") is None
    keys.press("e", LIVE, 2, "s2")
    assert keys.press("y", LIVE, 3, "s2") == commands.Stop()
