"""Sound that can't be saved is told, once, without capture ever waiting for a full disk; so is that it can again."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np

from scribe import events as ev
from scribe.audio.frame import FRAME, Frame
from scribe.session.log import SessionLog
from scribe.session.watching import Watch


async def test_capture_goes_on_while_the_notice_waits_for_room() -> None:
    room = asyncio.Event()
    stored: list[ev.AnyEvent] = []
    heard: list[ev.AnyEvent] = []

    async def store(events: Sequence[ev.AnyEvent]) -> None:
        await room.wait()
        stored.extend(events)

    log, journal = SessionLog("s", store, lambda: 0.0), SimpleNamespace(failed="the disk is full")
    log.attach(heard.append)
    watch = Watch(log, journal)  # type: ignore[arg-type]
    for number in range(40):
        watch.see(Frame(number * FRAME, np.full(FRAME, 0.1, np.float32)), speech=True)
        await asyncio.sleep(0)
    assert stored == [] and len(heard) >= 4 and all(isinstance(event, ev.Level) for event in heard)
    journal.failed = None
    room.set()
    await watch.end()
    watch.see(Frame(40 * FRAME, np.zeros(FRAME, np.float32)), speech=False)
    await watch.end()
    assert [event.code for event in stored if isinstance(event, ev.Notice)] == ["journal-degraded", "journal-recovered"]
