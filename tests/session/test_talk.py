"""Shares add up, silences are those of people and not of the pause, and nothing that was taken back is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe import events as ev
from scribe.session.talk import PACE_FROM_S, SILENCE_S, Talk, Turn, talk
from tests.session.reviewed import folded

ROLES = {"S1": ev.Role.THERAPIST, "S2": ev.Role.CLIENT, "S3": ev.Role.PARTNER}


def utterance(number: int, speaker: str, start: float, end: float, words: int = 10) -> ev.Utterance:
    text = " ".join(["word"] * words)
    role = ROLES[speaker]
    return ev.Utterance(id=f"u{number}", speaker=speaker, role=role, start=start, end=end, text=text, confidence=0.9)


def state(name: ev.SessionState, at: float) -> ev.Session:
    return ev.Session(state=name, at=at)


def told(*events: ev.AnyEvent) -> Talk:
    return talk(folded(*events), events)


def test_shares_paces_and_turns_of_a_couple() -> None:
    found = told(
        utterance(1, "S1", 0.0, 10.0, 20),
        utterance(2, "S2", 10.5, 20.5, 25),
        utterance(3, "S2", 21.0, 31.0, 25),
        utterance(4, "S3", 31.2, 41.2, 40),
        ev.Speaker(speaker="S3", role=ev.Role.PARTNER, name="Kim", utterances=("u4",)),
    )
    assert [(v.speaker, v.share, v.pace, v.name) for v in found.voices] == [
        ("S1", 0.25, 120, None),
        ("S2", 0.5, 150, None),
        ("S3", 0.25, 240, "Kim"),
    ]
    assert found.turns == (Turn("S1", 0.0, 10.0), Turn("S2", 10.5, 31.0), Turn("S3", 31.2, 41.2))
    assert found.silences == ()


def test_a_silence_is_told_and_a_pause_is_none() -> None:
    found = told(
        utterance(1, "S1", 0.0, 4.0),
        utterance(2, "S2", 12.0, 14.0),
        state(ev.SessionState.PAUSED, 15.0),
        state(ev.SessionState.LIVE, 60.0),
        utterance(3, "S1", 61.0, 65.0),
        utterance(4, "S2", 66.0, 67.0),
    )
    assert found.silences == ((4.0, 12.0),)


def test_what_was_taken_back_is_neither_talk_nor_silence() -> None:
    found = told(
        utterance(1, "S1", 0.0, 4.0),
        utterance(2, "S2", 5.0, 30.0),
        utterance(3, "S1", 31.0, 35.0),
        ev.Redaction(utterances=("u2",), reason="struck"),
    )
    assert [voice.speaker for voice in found.voices] == ["S1"] and found.silences == ()


def test_of_a_few_words_no_pace_is_told_and_of_no_words_nothing() -> None:
    assert told(utterance(1, "S1", 0.0, PACE_FROM_S - 1)).voices[0].pace is None
    assert told() == Talk(voices=(), turns=(), silences=())


SAID = st.lists(
    st.tuples(st.sampled_from([*ROLES]), st.floats(0, 600), st.floats(0.2, 30), st.integers(1, 60)), max_size=25
)


@given(SAID)
def test_shares_add_up_and_turns_and_silences_stand_in_order(lines: list[tuple[str, float, float, int]]) -> None:
    found = told(*(utterance(n, who, at, at + long, words) for n, (who, at, long, words) in enumerate(lines)))
    assert sum(voice.share for voice in found.voices) == pytest.approx(1.0 if lines else 0.0, abs=0.01)
    assert list(found.turns) == sorted(found.turns, key=lambda turn: turn.start)
    assert all(end - start >= SILENCE_S for start, end in found.silences)
    assert not any(turn.start < end and turn.end > start for turn in found.turns for start, end in found.silences)
