"""The console sees what the daemon's own fold sees, whenever it joined and however often it was cut off."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.console.screen import Gap, Link, Screen
from scribe import events as ev
from scribe.gateway import messages, snapshot
from scribe.session.transcript import Transcript
from tests.strategies import LOGS


def stamped(log: list[ev.AnyEvent]) -> list[ev.AnyEvent]:
    return [ev.stamp(event, seq=seq, at=seq / 10, session="s") for seq, event in enumerate(log, 1)]


def folded(events: list[ev.AnyEvent]) -> Transcript:
    transcript = Transcript(session="s")
    for event in events:
        transcript.apply(event)
    return transcript


def welcome(transcript: Transcript | None) -> messages.Welcome:
    taken = snapshot.take(transcript) if transcript else None
    return messages.Welcome(room="Room 2", seq=transcript.seq if transcript else 0, snapshot=taken)


def live(started: float = 0.0, **fields: object) -> ev.AnyEvent:
    event = ev.Session(state=ev.SessionState.LIVE, room="Room 2", **fields)  # type: ignore[arg-type]
    return ev.stamp(event, seq=1, at=started, session="s")


@given(LOGS, st.lists(st.integers(0, 25), max_size=3))
def test_with_any_cuts_it_sees_what_one_without_sees(log: list[ev.AnyEvent], cuts: list[int]) -> None:
    screen, events = Screen(), stamped(log)
    screen.welcome(welcome(Transcript(session="s")), 0.0)
    for event in events:
        if event.seq in cuts:
            assert screen.place == ("s", event.seq - 1)
            screen.welcome(messages.Welcome(room="Room 2", resumed=True, seq=event.seq - 1), 1.0)
        screen.event(event, 1.0)
    assert snapshot.take(screen.transcript) == snapshot.take(folded(events))
    assert screen.seq == len(log)


@pytest.mark.parametrize("seq", [1, 3])
def test_a_missing_or_repeated_event_is_noticed(seq: int) -> None:
    screen = Screen()
    screen.welcome(welcome(Transcript(session="s")), 0.0)
    screen.event(live(), 0.0)
    with pytest.raises(Gap):
        screen.event(ev.stamp(ev.Redaction(utterances=(), reason=""), seq=seq, at=1, session="s"), 0.0)


def test_another_sessions_event_is_noticed() -> None:
    screen = Screen()
    screen.welcome(welcome(Transcript(session="s")), 0.0)
    with pytest.raises(Gap):
        screen.event(ev.stamp(ev.Level(dbfs=-20, speech=True), seq=0, at=1, session="another"), 0.0)


def test_merged_drafts_and_levels_are_no_gap() -> None:
    screen = Screen()
    screen.welcome(welcome(Transcript(session="s")), 0.0)
    screen.event(live(), 0.0)
    for at in (1.0, 2.0):
        screen.event(ev.stamp(ev.Level(dbfs=-20, speech=True), seq=1, at=at, session="s"), at)
    assert screen.place == ("s", 1)


def test_a_disk_that_got_room_while_the_console_was_away_is_full_no_longer() -> None:
    screen = Screen()
    screen.welcome(welcome(Transcript(session="s")), 0.0)
    screen.event(live(), 0.0)
    screen.event(ev.stamp(ev.Saving(good=False), seq=1, at=1, session="s"), 1.0)
    assert screen.unsaved
    screen.welcome(messages.Welcome(room="Room 2", resumed=True, seq=1), 2.0)
    assert not screen.unsaved and screen.state is ev.SessionState.LIVE


@pytest.mark.parametrize(("why", "said"), [("", "full"), ("full", "full"), ("unwritable", "not writable")])
def test_why_nothing_is_saved(why: Literal["", "full", "unwritable"], said: str) -> None:
    screen = Screen()
    screen.welcome(welcome(Transcript(session="s")), 0.0)
    screen.event(live(), 0.0)
    screen.event(ev.stamp(ev.Saving(good=False, why=why), seq=1, at=1, session="s"), 1.0)
    assert screen.unsaved == said


def test_a_new_session_replaces_the_one_before() -> None:
    screen = Screen()
    screen.welcome(welcome(folded([live()])), 0.0)
    screen.welcome(welcome(None), 0.0)
    assert (screen.state, screen.place, screen.link) == (None, None, Link.HERE)


def test_time_passes_between_events_while_a_session_is_heard_or_paused() -> None:
    screen = Screen()
    screen.welcome(welcome(folded([live(started=60.0)])), now=1000.0)
    assert screen.elapsed(1000.0) == 60.0
    assert screen.elapsed(1012.5) == 72.5


def test_a_session_that_is_over_stays_as_long_as_it_was() -> None:
    over = ev.Session(
        state=ev.SessionState.DRAFT, started_at="2026-03-12T14:00:00+00:00", ended_at="2026-03-12T14:50:12+00:00"
    )
    screen = Screen()
    screen.welcome(welcome(folded([ev.stamp(over, seq=1, at=3100.0, session="s")])), 0.0)
    assert screen.elapsed(500.0) == 3012.0


def test_a_level_is_shown_while_it_is_of_now() -> None:
    screen = Screen()
    screen.welcome(welcome(folded([live()])), 0.0)
    screen.event(ev.stamp(ev.Level(dbfs=-20, speech=True), seq=1, at=1, session="s"), 10.0)
    level = screen.loudness(10.5)
    assert level
    assert level.dbfs == -20
    assert screen.loudness(20.0) is None
    screen.link = Link.LOST
    assert screen.loudness(10.5) is None


def test_people_go_by_name_then_role_then_label() -> None:
    events = [
        live(),
        *stamped(
            [
                ev.Words(utterance="u0", speaker="S9", words=()),
                ev.Words(utterance="u1", speaker="S1", words=(ev.Word(text="Yes.", start=0, end=1, p=1),)),
                ev.Words(utterance="u2", speaker="S2", words=(ev.Word(text="No.", start=1, end=2, p=1),)),
                ev.Words(utterance="u3", speaker="S3", words=(ev.Word(text="Why?", start=2, end=3, p=1),)),
                ev.Speaker(speaker="S1", role=ev.Role.CLIENT, name="Rowan", utterances=("u1",)),
                ev.Speaker(speaker="S2", role=ev.Role.THERAPIST, utterances=("u2",)),
            ]
        )[1:],
    ]
    screen = Screen()
    screen.welcome(welcome(folded(events)), 0.0)
    assert [screen.who(said) for said in screen.talk()] == ["Rowan", "Therapist", "S3"]
