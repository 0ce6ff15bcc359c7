"""Every transition that is drawn, and none that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.chart import Participant
from scribe.commands import ConsentGiven
from scribe.errors import StateError
from scribe.events import Role, SessionState
from scribe.session.machine import INTERRUPTED, Transition, after, missing_consent

DRAWN = [
    ("created", "start", "live"),
    ("live", "pause", "paused"),
    ("paused", "resume", "live"),
    ("live", "stop", "ended"),
    ("paused", "stop", "ended"),
    ("ended", "drafted", "draft"),
    ("created", "write", "unheard"),
    ("unheard", "stop", "ended"),
    ("draft", "review", "reviewed"),
    ("reviewed", "sign", "signed"),
    ("signed", "amend", "amended"),
    ("amended", "amend", "amended"),
]


def test_what_is_drawn_is_allowed_and_nothing_else() -> None:
    allowed = []
    for state in SessionState:
        for transition in Transition:
            try:
                allowed.append((state.value, transition.value, after(state, transition).value))
            except StateError as error:
                assert state.value in error.text
    assert sorted(allowed) == sorted(DRAWN)


@given(st.lists(st.sampled_from(Transition), max_size=30))
def test_no_path_unsigns_a_note_or_hears_again_after_the_end(path: list[Transition]) -> None:
    state, seen = SessionState.CREATED, [SessionState.CREATED]
    for transition in path:
        try:
            state = after(state, transition)
        except StateError:
            continue
        seen.append(state)
    first_end = next((n for n, s in enumerate(seen) if s == SessionState.ENDED), len(seen))
    assert not {SessionState.LIVE, SessionState.PAUSED} & set(seen[first_end:])
    assert not ({SessionState.LIVE} <= set(seen) and SessionState.UNHEARD in seen)
    first_signature = next((n for n, s in enumerate(seen) if s == SessionState.SIGNED), len(seen))
    assert set(seen[first_signature:]) <= {SessionState.SIGNED, SessionState.AMENDED}


def test_what_a_crash_can_leave_behind() -> None:
    assert set(INTERRUPTED) == {SessionState.LIVE, SessionState.PAUSED, SessionState.UNHEARD, SessionState.ENDED}


def agreed(name: str, purpose: str = "a written note") -> ConsentGiven:
    return ConsentGiven(name=name, role=Role.CLIENT, purpose=purpose)


PEOPLE = (
    Participant(name="Dr. B", role=Role.THERAPIST),
    Participant(name="Ann", role=Role.CLIENT),
    Participant(name="Bob", role=Role.PARTNER),
)


@pytest.mark.parametrize(
    ("consents", "missing"),
    [
        ((), ("Ann", "Bob")),
        ((agreed("Ann"),), ("Bob",)),
        ((agreed("Ann"), agreed("Bob", "  ")), ("Bob",)),
        ((agreed("Ann"), agreed("Bob")), ()),
        ((agreed("Somebody else"),), ("Ann", "Bob")),
    ],
)
def test_everyone_but_the_clinician_has_to_agree(consents: tuple[ConsentGiven, ...], missing: tuple[str, ...]) -> None:
    assert missing_consent(PEOPLE, consents) == missing
