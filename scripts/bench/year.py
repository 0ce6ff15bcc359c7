#!/usr/bin/env python3
"""A year of a practice in one store: start-up, brief, search, backup, each timed on this machine.

    scripts/bench/year.py [--clients 30] [--sessions 1200] [--words 400] [--seed 6]

Sessions are made of random clinical sentences (no model listens); each is drafted, and all but the last week's are
signed. `--words` is what is said in a session.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import commands, keeping
from scribe import events as ev
from scribe.chart import Chart, Goal
from scribe.config import Settings
from scribe.practice.topics import topics
from scribe.records import backup, past
from scribe.records.sessions import NewSession
from scribe.records.store import Store
from scribe.session.desk import Desk

STEMS = (
    "Client reports waking at {} most nights with worry about {}.",
    "Client describes {} days of low mood after a visit to {}.",
    "Therapist used cognitive restructuring on the thought about {1} and rated belief {0}.",
    "Client agreed to write a diary of {1} for {0} days.",
    "Denied thoughts of suicide when asked about {1}; last such thought {0} years ago.",
)
THINGS = ("work", "money", "the move", "her mother", "his brother", "exams", "the house", "the train", "school", "rent")
GOALS = (Goal(id="g1", text="Sleep"), Goal(id="g2", text="Work"))
KINDS = ("symptom", "presentation", "intervention", "homework", "risk")


def sentence(chance: random.Random, kind: int) -> str:
    return STEMS[kind].format(chance.randrange(1, 24), chance.choice(THINGS))


def session(chance: random.Random, words: int) -> list[ev.AnyEvent]:
    """What is said, in utterances of twenty words, and the note that is made of it."""
    said: list[ev.AnyEvent] = []
    for number in range(1, words // 20 + 1):
        text = " ".join(sentence(chance, number % len(STEMS)).split() * 2)[:140]
        spoken = tuple(ev.Word(text=w, start=number * 8.0, end=number * 8.0 + 0.3, p=0.9) for w in text.split())
        said.append(ev.Words(utterance=f"u{number}", speaker="S1", words=spoken))
        said.append(
            ev.Utterance(
                id=f"u{number}",
                speaker="S1",
                role=ev.Role.CLIENT,
                start=number * 8.0,
                end=number * 8.0 + 7,
                text=text,
                confidence=0.9,
            )
        )
    statements = [
        ev.Statement(
            id=f"n{n}", text=sentence(chance, n % len(STEMS)), kind=KINDS[n % len(KINDS)], cites=("u1",), goal="g1"
        )
        for n in range(20)
    ]
    measure = f"PHQ-9 was {chance.randrange(0, 27)}, GAD-7 was {chance.randrange(0, 21)}."
    statements.append(ev.Statement(id="m", text=measure, kind="measure", cites=("u1",)))
    section = ev.Section(key="data", title="Data", statements=tuple(statements))
    note = ev.Note(revision=1, final=True, engine="outline", format="DAP", sections=(section,))
    return [*said, note]


async def fill(home: Path, clients: int, sessions: int, words: int, chance: random.Random) -> None:
    settings = Settings(home=home)
    begun = datetime(2025, 3, 3, 9, tzinfo=UTC)
    async with Store.open(home, settings.records) as store:
        desk = Desk(store, settings, lambda: None)
        for number in range(sessions):
            id, at = f"{number:016x}", begun + timedelta(hours=7.3 * number)
            chart = Chart(
                client=f"Client {number % clients}", goals=(Goal(id="g1", text="Sleep"), Goal(id="g2", text="Work"))
            )
            new = NewSession(id=id, room="room", format="DAP", modality=None, chart=chart, created_at=at.isoformat())
            await store.create_session(new)
            state = partial(
                ev.Session, room="room", started_at=at.isoformat(), ended_at=(at + timedelta(minutes=50)).isoformat()
            )
            events: list[ev.AnyEvent] = [state(state=ev.SessionState.LIVE), *session(chance, words)]
            events.append(state(state=ev.SessionState.DRAFT))
            stamped = [ev.stamp(event, seq=seq, at=float(seq), session=id) for seq, event in enumerate(events, 1)]
            header = {"client": chart.client, "date": at.date().isoformat()}
            report = {
                "format": "DAP",
                "engine": "outline",
                "header": header,
                "sections": [],
                "timing": {"heard_s": 3000},
            }
            await store.append(id, stamped, report)
            if number < sessions - 25:
                safety = tuple(f"n{n}" for n in range(20) if KINDS[n % len(KINDS)] == "risk")
                await desk.do(commands.Accept(session=id, statements=safety), "bench")
                await desk.do(commands.Sign(session=id, name="Dr. B", credentials="PhD"), "bench")


async def timed(what: str, found: dict[str, Any], times: int, work: Any) -> None:
    """`processor_ms` is what one took of the processors: what it would take on a machine that does nothing else."""
    taken, before = [], time.process_time()
    for _ in range(times):
        begun = time.perf_counter()
        answer: Awaitable[Any] = work()
        await answer
        taken.append(time.perf_counter() - begun)
    spent = (time.process_time() - before) / times
    taken.sort()
    figures = {"median_ms": taken[len(taken) // 2], "most_ms": taken[-1], "processor_ms": spent}
    found[what] = {name: round(seconds * 1000, 1) for name, seconds in figures.items()}


async def measure(home: Path, folder: Path, clients: int) -> dict[str, Any]:
    settings, found = Settings(home=home), {}
    found["store_mib"] = round((home / "chart.db").stat().st_size / 2**20, 1)

    async def start() -> None:
        async with Store.open(home, settings.records) as store:
            await Desk(store, settings, lambda: None).sweep()
            await store.open_session()

    await timed("start_up_of_the_store", found, 5, start)
    # A daemon does this on a thread when it starts (`scribe/equipment.py`), and is ready meanwhile.
    await timed("cues_made_ready_at_start", found, 1, lambda: asyncio.to_thread(topics))
    async with Store.open(home, settings.records) as store:
        desk = Desk(store, settings, lambda: None)
        names = iter(f"Client {number % clients}" for number in range(1000))
        await timed("brief", found, 30, lambda: store.ask(lambda db: past.brief_of(db, next(names), topics())))
        await timed("backlog", found, 10, lambda: desk.do(commands.Sessions(), "bench"))
        words = iter(["diary exams", "suicide mother", "restructuring", "waking money", "nothing-of-it"] * 10)
        await timed("search", found, 30, lambda: store.ask(partial(_search, next(words))))
        target = folder / "backup"
        await timed("backup", found, 1, lambda: asyncio.to_thread(backup.write, home, store.keys, target))
    await timed("verify", found, 1, lambda: _verify(settings))
    await timed("practice_report", found, 1, lambda: keeping.practice(settings, "2025-03-01", "2026-03-01", 20.0))
    return found


def _search(words: str, db: Any) -> Any:
    return past.search(db, words, 20)


async def _verify(settings: Settings) -> None:
    async with Store.open(settings.home, settings.records) as store:
        wrong = await store.verify()
    if wrong:
        raise SystemExit(f"the store is not whole: {wrong[0]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--sessions", type=int, default=1200)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        begun = time.perf_counter()
        asyncio.run(fill(home, given.clients, given.sessions, given.words, random.Random(given.seed)))
        filled = round(time.perf_counter() - begun, 1)
        found = asyncio.run(measure(home, Path(folder), given.clients))
    print(json.dumps({"seed": given.seed, "sessions": given.sessions, "fill_s": filled, **found}, indent=1))


if __name__ == "__main__":
    main()
