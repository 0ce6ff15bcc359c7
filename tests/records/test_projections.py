"""The tables say what a fold over the events says, at every moment and for any log."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from scribe import events as ev
from scribe.records.connection import Db
from scribe.records.store import Store
from scribe.session.transcript import Transcript
from tests.records import samples
from tests.strategies import LOGS


def tables(db: Db) -> dict[str, Any]:
    notes = db.execute("SELECT seq, revision, final, engine, format, body FROM notes ORDER BY seq")
    return {
        "notes": [(*rest, msgspec.json.decode(body, type=tuple[ev.Section, ...])) for *rest, body in notes],
        "redactions": {utterance for (utterance,) in db.execute("SELECT utterance FROM redactions")},
        "consents": db.execute("SELECT name, role, purpose, how, given_at FROM consents ORDER BY seq").fetchall(),
        "state": db.execute("SELECT state FROM sessions").fetchone()[0],
    }


def folded(events: list[ev.AnyEvent]) -> dict[str, Any]:
    fold = Transcript()
    for event in events:
        fold.apply(event)
    return {
        "notes": [
            (e.seq, e.revision, e.final, e.engine, e.format, e.sections) for e in events if isinstance(e, ev.Note)
        ],
        "redactions": {utterance for r in fold.redactions for utterance in r.utterances},
        "consents": [(c.name, c.role, c.purpose, c.how, c.given_at) for c in fold.consents],
        "state": fold.state.state if fold.state else "created",
    }


async def both(log: list[ev.AnyEvent]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        async with samples.with_session(home) as store:
            for event in log:
                await samples.add(store, event)
            assert tables(samples.raw(home)) == folded(await store.events("s1"))


@settings(max_examples=150)
@given(LOGS)
def test_any_log_in_tables_is_the_same_as_folded(log: list[ev.AnyEvent]) -> None:
    asyncio.run(both(log))


async def test_a_whole_session(tmp_path: Path) -> None:
    consent = ev.Consent(name="Ada", role=ev.Role.CLIENT, purpose="a note", how="spoken", given_at="t0")
    log: list[ev.AnyEvent] = [consent, samples.changed(ev.SessionState.LIVE)]
    for number in range(1, 6):
        log += [*samples.spoken(f"u{number}", f"said number {number}"), *samples.resting_on(f"u{number}", "that")]
    log.append(ev.Speaker(speaker="S2", role=ev.Role.THERAPIST, name="Dr B", utterances=("u1", "u3")))
    log.append(samples.strike("u2", "u3"))
    await both(log)


WORDS, LATER = samples.spoken("u1", "one two")[0], samples.spoken("u1", "three four")[0]


@pytest.mark.parametrize(
    "log",
    [
        [WORDS, samples.strike("u1"), LATER, *samples.resting_on("u1", "it")],
        [*samples.resting_on("u1", "it"), samples.strike("u2"), *samples.resting_on("u2", "that")],
        [samples.strike("u1"), samples.strike("u1", "u2")],
    ],
)
async def test_what_seldom_happens_and_must_agree_all_the_same(log: list[ev.AnyEvent]) -> None:
    await both(log)


async def test_two_sessions_do_not_mix(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        for session, text in (("s1", "first"), ("s2", "second")):
            await samples.begin(store, session)
            await samples.add(store, *samples.spoken("u1", text), *samples.resting_on("u1", text), session=session)
        await samples.add(store, samples.strike("u1"), session="s1")
        assert samples.rows(tmp_path, "SELECT session, utterance FROM redactions") == [("s1", "u1")]
        notes = samples.rows(tmp_path, "SELECT session, body FROM notes ORDER BY session")
        assert [(session, "second" in body) for session, body in notes] == [("s1", False), ("s2", True)]
