"""Rows 7 and 18: one daemon on a home, and no sensitive command without its audit row."""

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path

from scribe import commands
from scribe import events as ev
from scribe.errors import BusyError, ScribeError
from scribe.records.lock import HomeLock
from scripts.bench.faults.row import Child
from scripts.bench.rows import Result
from tests.records import samples
from tests.session.test_desk import S, at_work


def _hold(home: Path) -> None:
    try:
        with HomeLock(home):
            print("ready", flush=True)
            time.sleep(600)
    except BusyError as error:
        raise SystemExit(error.exit_status) from None


def instances(folder: Path, times: int, chance: random.Random) -> Result:
    """A second daemon is refused; the first is killed, and a third starts at once."""
    home, seconds, thirds = folder / "one", set(), 0
    hold: Callable[[], None] = lambda: _hold(home)  # noqa: E731 - three processes of one kind
    for _ in range(times):
        with Child(hold) as first:
            first.line()
            seconds.add(Child(hold).ended()[0])
        with Child(hold) as third:
            thirds += third.line() == "ready"
    return {
        "rounds": times,
        "second_exits": sorted(seconds),
        "third_starts": thirds,
        "good": seconds == {75} and thirds == times,
    }


SENSITIVE: tuple[commands.Command, ...] = (
    commands.Open(session=S),
    commands.Talk(session=S),
    commands.Listen(session=S, start=0.1, end=0.5),
    commands.Brief(client="Ada L."),
    commands.Edit(session=S, statement="a", text="x"),
    commands.Accept(session=S, statements=("a",)),
    commands.Reopen(session=S, statement="a"),
    commands.Reject(session=S, statement="r", reason="said of a film"),
    commands.Add(session=S, section="plan", text="x"),
    commands.Reorder(session=S, section="data", statements=("b", "a", "r")),
    commands.Export(session=S, draft=True),
    commands.Reviewed(session=S),
    commands.Sign(session=S, name="Dr. B", credentials="PhD", cosigner="Dr. C"),
    commands.Cosign(session=S, name="Dr. C", credentials="PhD"),
    commands.Addendum(session=S, name="Dr. B", credentials="PhD", text="x"),
)
"""In an order in which each may be done; what comes after a signature is refused without one in any case."""


def audited(folder: Path, times: int, chance: random.Random) -> Result:
    unseen = asyncio.run(_asked(folder / "audit"))
    refused, unchanged, kept = asyncio.run(_unwritable(folder / "shut"))
    return {
        "commands": len(SENSITIVE),
        "without_a_row": unseen,
        "refused_when_unwritable": refused,
        "record_unchanged": unchanged,
        "recording_goes_on": kept,
        "good": not unseen and refused == len(SENSITIVE) and unchanged and kept,
    }


async def _asked(home: Path) -> list[str]:
    """The commands that left no row."""
    unseen = []
    async with at_work(home) as (desk, store):
        for command in SENSITIVE:
            before = len(await store.audit_rows())
            await desk.do(command, "bench")
            if len(await store.audit_rows()) == before:
                unseen.append(type(command).__name__)
    return unseen


async def _unwritable(home: Path) -> tuple[int, bool, bool]:
    """How many were refused; whether nothing had changed; whether an event of a recording is still stored."""
    async with at_work(home):
        pass
    samples.tampered(home, "CREATE TRIGGER shut BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'shut'); END")
    refused = 0
    async with at_work(home) as (desk, store):
        before = await store.last_seq(S)
        for command in SENSITIVE:
            try:
                await desk.do(command, "bench")
            except ScribeError:
                refused += 1
        unchanged = await store.last_seq(S) == before
        await samples.add(store, ev.Notice(level=ev.NoticeLevel.INFO, code="test", text="still recording"))
        return refused, unchanged, await store.last_seq(S) == before + 1
