"""Stored before announced, numbered without a gap, and a late reader misses nothing and reads nothing twice."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe import events as ev
from scribe.errors import StateError, StoreError, UnstoredError
from scribe.session import patience
from scribe.session.log import Make, SessionLog
from tests.strategies import LOGS


class Disk:
    """Remembers what was stored; fails when told to."""

    def __init__(self) -> None:
        self.events: list[ev.AnyEvent] = []
        self.full = False
        self.takes = False
        """What it refuses is there all the same."""
        self.why: Literal["full", "unwritable"] = "full"

    async def store(self, events: Sequence[ev.AnyEvent]) -> None:
        await asyncio.sleep(0)
        if self.takes or not self.full:
            self.events.extend(events)
        if self.full:
            raise UnstoredError("The disk refuses.", reason=self.why)


def notice(text: str) -> ev.Notice:
    return ev.Notice(level=ev.NoticeLevel.INFO, code="test", text=text)


def log_on(disk: Disk) -> SessionLog:
    return SessionLog("s", disk.store, lambda: 1.5)


async def test_an_event_is_stored_before_it_is_announced() -> None:
    disk, stored_then = Disk(), []
    log = log_on(disk)
    log.attach(lambda event: stored_then.append(event in disk.events))
    await log.append(notice("a"), notice("b"))
    assert stored_then == [True, True]


async def test_what_a_disk_took_although_it_refused_is_announced_before_anything_else() -> None:
    disk = Disk()
    announced: list[ev.AnyEvent] = []

    async def since(seq: int) -> Sequence[ev.AnyEvent]:
        if disk.full:
            raise UnstoredError("The disk refuses.", reason="unwritable")
        return disk.events[seq:]

    log = SessionLog("s", disk.store, lambda: 1.5, stored=since)
    log.attach(announced.append)
    await log.append(notice("first"))
    disk.full = disk.takes = True
    with pytest.raises(UnstoredError):
        await log.append(notice("taken"))
    with pytest.raises(UnstoredError):  # nobody knows yet
        await log.append(notice("too early"))
    disk.full = False
    await log.append(notice("later"))
    told = [(event.seq, event.text) for event in announced if isinstance(event, ev.Notice)]
    assert told == [(1, "first"), (2, "taken"), (3, "later")]
    assert announced == disk.events == list(log.since(0))


def jotting(log: SessionLog, text: str = "calm") -> Make:
    async def made() -> Sequence[ev.AnyEvent]:
        return [log.transcript.next_jotting("Dr. B", text, "observation", None)]

    return made


def jotted(events: Iterable[ev.AnyEvent]) -> list[tuple[str, str]]:
    return [(event.id, event.key) for event in events if isinstance(event, ev.Jotting)]


async def test_what_two_ask_for_at_once_with_one_key_is_there_once() -> None:
    disk = Disk()
    log = log_on(disk)
    added = await asyncio.gather(*(log.add(jotting(log), key) for key in ("k1", "k1", "k2", "", "")))
    assert list(map(jotted, added)) == [[("j1", "k1")], [], [("j2", "k2")], [("j3", "")], [("j4", "")]]
    assert jotted(disk.events) == [("j1", "k1"), ("j2", "k2"), ("j3", ""), ("j4", "")]


async def test_nothing_comes_between_what_is_checked_and_what_is_added() -> None:
    """What a model is writing meanwhile is stored before or after it."""
    disk = Disk()
    log, seen = log_on(disk), list[int]()

    async def looking() -> Sequence[ev.AnyEvent]:
        seen.append(log.seq)
        await asyncio.sleep(0.01)
        seen.append(log.seq)
        return [notice("looked")]

    await asyncio.gather(log.append(notice("a")), log.add(looking), log.append(notice("b")))
    assert seen == [1, 1]
    assert [event.text for event in disk.events if isinstance(event, ev.Notice)] == ["a", "looked", "b"]


async def test_what_is_asked_for_again_after_a_restart_is_there_once() -> None:
    disk = Disk()
    await (first := log_on(disk)).add(jotting(first), "k1")
    again = SessionLog("s", disk.store, lambda: 0.0, history=disk.events)
    assert await again.has("k1") and not await again.has("k2")
    assert await again.add(jotting(again), "k1") == ()
    assert jotted(disk.events) == [("j1", "k1")]


async def test_what_a_disk_took_although_it_refused_is_not_added_again() -> None:
    disk = Disk()

    async def since(seq: int) -> Sequence[ev.AnyEvent]:
        return disk.events[seq:]

    log = SessionLog("s", disk.store, lambda: 1.5, stored=since)
    disk.full = disk.takes = True
    with pytest.raises(UnstoredError):
        await log.add(jotting(log), "k1")
    disk.full = disk.takes = False
    assert await log.has("k1")
    await log.add(jotting(log), "k1")
    assert jotted(disk.events) == [("j1", "k1")]


async def test_what_is_refused_is_not_there_and_may_be_asked_for_again() -> None:
    log = log_on(Disk())

    async def refused() -> Sequence[ev.AnyEvent]:
        raise StateError("Not now.")

    with pytest.raises(StateError):
        await log.add(refused, "k1")
    assert not await log.has("k1")
    assert len(await log.add(jotting(log), "k1")) == 1


async def test_what_can_not_be_stored_is_not_announced_and_takes_no_number() -> None:
    disk = Disk()
    announced: list[ev.AnyEvent] = []
    log = log_on(disk)
    log.attach(announced.append)
    disk.full = True
    with pytest.raises(StoreError):
        await log.append(notice("lost"))
    disk.full = False
    await log.append(notice("kept"))
    assert [(e.seq, e.text) for e in announced if isinstance(e, ev.Notice)] == [(1, "kept")]


async def test_a_patient_log_waits_for_room_and_says_so_until_there_is_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "AGAIN_S", 0.001)
    disk = Disk()
    told: list[ev.AnyEvent] = []
    log = SessionLog("s", disk.store, lambda: 1.5, patient=True)
    await log.append(ev.Session(state=ev.SessionState.LIVE))
    log.attach(told.append)
    disk.full = True
    waiting = [asyncio.create_task(log.append(notice(text))) for text in ("a", "b")]
    while len(told) < 3:
        await asyncio.sleep(0)
    assert log.waits and {(type(event), event.seq) for event in told} == {(ev.Saving, 1)}
    disk.full = False
    await asyncio.gather(*waiting)
    assert not log.waits
    saving = [event for event in told if isinstance(event, ev.Saving)]
    assert [(event.good, event.why) for event in saving][-2:] == [(False, "full"), (True, "")]
    assert [(event.seq, event.text) for event in told if isinstance(event, ev.Notice)] == [(2, "a"), (3, "b")]
    await log.append(ev.Session(state=ev.SessionState.DRAFT))
    disk.full = True
    with pytest.raises(UnstoredError):
        await log.append(notice("asked of a note"))


async def test_a_disk_that_turns_read_only_is_waited_for_as_a_full_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "AGAIN_S", 0.001)
    disk = Disk()
    told: list[ev.AnyEvent] = []
    log = SessionLog("s", disk.store, lambda: 1.5, patient=True)
    await log.append(ev.Session(state=ev.SessionState.LIVE))
    log.attach(told.append)
    disk.full, disk.why = True, "unwritable"
    waiting = asyncio.create_task(log.append(notice("a")))
    while not told:
        await asyncio.sleep(0)
    assert isinstance(told[0], ev.Saving) and told[0].why == "unwritable"
    disk.full = False
    await waiting
    assert [event.text for event in disk.events if isinstance(event, ev.Notice)] == ["a"]


async def test_who_shuts_the_room_down_waits_for_no_room_on_the_disk() -> None:
    disk = Disk()
    log = SessionLog("s", disk.store, lambda: 1.5, patient=True)
    await log.append(ev.Session(state=ev.SessionState.LIVE))
    disk.full = True
    waiting = [asyncio.create_task(log.append(notice(text))) for text in ("a", "b")]
    while not log.waits:
        await asyncio.sleep(0)
    log.give_up()
    async with asyncio.timeout(0.4):
        refused = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(error) for error in refused] == [UnstoredError, UnstoredError]
    assert log.seq == 1


async def test_what_has_room_at_last_is_stored_although_it_was_given_up() -> None:
    disk = Disk()
    log = SessionLog("s", disk.store, lambda: 1.5, patient=True)
    await log.append(ev.Session(state=ev.SessionState.LIVE))
    disk.full = True
    waiting = asyncio.create_task(log.append(notice("a")))
    while not log.waits:
        await asyncio.sleep(0)
    disk.full = False
    log.give_up()
    await waiting
    assert log.seq == 2 and not log.waits


async def test_appends_at_once_are_numbered_in_order() -> None:
    disk = Disk()
    log = log_on(disk)
    await asyncio.gather(*(log.append(notice(str(n))) for n in range(20)))
    assert [event.seq for event in disk.events] == list(range(1, 21))


async def test_a_cancelled_append_is_still_whole() -> None:
    disk = Disk()
    announced: list[ev.AnyEvent] = []
    log = log_on(disk)
    log.attach(announced.append)
    task = asyncio.create_task(log.append(notice("a"), notice("b")))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await log.append(notice("c"))
    assert [event.seq for event in announced] == [1, 2, 3]


async def test_a_draft_has_no_number_of_its_own() -> None:
    log = log_on(Disk())
    announced: list[ev.AnyEvent] = []
    log.attach(announced.append)
    await log.append(notice("a"))
    log.tell(ev.Draft(utterance="u1", speaker="S1", text="so", start=0, end=1))
    await log.append(notice("b"))
    assert [event.seq for event in announced] == [1, 1, 2]
    assert [event.seq for event in log.since(0)] == [1, 2]


@given(LOGS, st.integers(0, 25))
def test_a_late_reader_gets_the_rest_exactly_once_in_order(events: list[ev.AnyEvent], cut: int) -> None:
    async def scenario() -> None:
        log = log_on(Disk())
        seen: list[ev.AnyEvent] = []
        for event in events[:cut]:
            await log.append(event)
        have = min(cut, len(events)) // 2
        seen.extend(log.since(have))
        log.attach(seen.append)
        for event in events[cut:]:
            await log.append(event)
        assert [event.seq for event in seen] == list(range(have + 1, len(events) + 1))

    asyncio.run(scenario())


async def test_a_detached_reader_hears_no_more() -> None:
    log = log_on(Disk())
    announced: list[ev.AnyEvent] = []
    detach = log.attach(announced.append)
    await log.append(notice("a"))
    detach()
    detach()
    await log.append(notice("b"))
    assert len(announced) == 1


async def test_the_log_forgets_what_was_struck() -> None:
    log = log_on(Disk())
    await log.append(ev.Words(utterance="u1", speaker="S1", words=(ev.Word(text="secret", start=0, end=1, p=1),)))
    await log.append(ev.Redaction(utterances=("u1",), reason="struck"))
    assert b"secret" not in b"".join(ev.encode(event) for event in log.since(0))


async def test_words_that_come_after_the_strike_are_blanked_before_they_are_stored() -> None:
    disk = Disk()
    log = log_on(disk)
    await log.append(ev.Redaction(utterances=("u1",), reason="struck"))
    await log.append(ev.Words(utterance="u1", speaker="S1", words=(ev.Word(text="secret", start=0, end=1, p=1),)))
    log.tell(ev.Draft(utterance="u1", speaker="S1", text="secret", start=0, end=1))
    assert b"secret" not in b"".join(ev.encode(event) for event in disk.events)
    assert log.transcript.said["u1"].draft == ""


async def test_a_log_taken_up_again_goes_on_with_the_next_number() -> None:
    disk = Disk()
    first = log_on(disk)
    await first.append(notice("a"), notice("b"))
    again = SessionLog("s", disk.store, lambda: 0.0, history=disk.events)
    await again.append(notice("c"))
    assert [event.seq for event in again.since(0)] == [1, 2, 3]
