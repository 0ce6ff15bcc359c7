"""The store as a whole: against a model, over restarts, and what an onlooker can read of it."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from pydantic import SecretStr

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import RecordsSettings
from scribe.errors import StoreError, WrongKeyError
from scribe.records.store import Store
from scribe.session.log import SessionLog
from scribe.session.redaction import scrub
from tests.records import samples
from tests.strategies import EVENTS

T = TypeVar("T")
CANARY = "the heron stood on the frozen weir"
NAME = "Quillfeather"


class AgainstAModel(RuleBasedStateMachine):
    """Append, strike, fail and restart in any order: the store answers as a list in memory would."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.loop = asyncio.Runner()
        self.model: dict[str, list[ev.AnyEvent]] = {}
        self.struck: dict[str, set[str]] = {}
        self.keys: dict[str, bytes] = {}
        self.run(self._open())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(work)

    async def _open(self) -> None:
        self.stack = AsyncExitStack()
        self.store = await self.stack.enter_async_context(Store.open(self.home, samples.SETTINGS))

    @rule()
    def restart(self) -> None:
        self.run(self.stack.aclose())
        self.run(self._open())

    @rule()
    def begin(self) -> None:
        session = f"s{len(self.model)}"
        self.keys[session] = self.run(samples.begin(self.store, session))
        self.model[session], self.struck[session] = [], set()

    @rule(events=st.lists(EVENTS, min_size=1, max_size=5), pick=st.integers(0, 9))
    def append(self, events: list[ev.AnyEvent], pick: int) -> None:
        if self.model:
            session = f"s{pick % len(self.model)}"
            log = self.model[session]
            new = samples.stamped(events, session, after=len(log))
            self.run(self.store.append(session, new))
            log.extend(new)
            self.struck[session] |= {u for e in new if isinstance(e, ev.Redaction) for u in e.utterances}

    @rule(events=st.lists(EVENTS, min_size=1, max_size=3), pick=st.integers(0, 9), gap=st.integers(-3, 3))
    def misplaced(self, events: list[ev.AnyEvent], pick: int, gap: int) -> None:
        if self.model and gap:
            session = f"s{pick % len(self.model)}"
            wrong = samples.stamped(events, session, after=len(self.model[session]) + gap)
            with pytest.raises(StoreError):
                self.run(self.store.append(session, wrong))

    @invariant()
    def same_as_the_model(self) -> None:
        for session, log in self.model.items():
            expected = [scrub(event, self.struck[session]) for event in log]
            assert self.run(self.store.events(session)) == expected
            assert self.run(self.store.last_seq(session)) == len(log)
            assert self.run(self.store.session_key(session)) == self.keys[session]

    def teardown(self) -> None:
        assert self.run(self.store.verify()) == []
        self.run(self.stack.aclose())
        self.loop.close()
        shutil.rmtree(self.home)


TestAgainstAModel = AgainstAModel.TestCase
TestAgainstAModel.settings = settings(max_examples=40, stateful_step_count=15)


async def fill_with_canaries(store: Store) -> None:
    """One of them in everything that holds text; the struck ones among many kept ones, so that pages are shared."""
    for number in range(40):
        text = f"plain sentence {number} " * 5 if number % 8 else CANARY
        await samples.add(store, *samples.spoken(f"u{number}", text), *samples.resting_on(f"u{number}", text))
    statement = {"id": "n-u8", "text": CANARY, "cites": ["u8"]}
    report = {
        "sections": [{"key": "data", "statements": [statement]}],
        "lint": [{"statement": "n-u8", "text": CANARY}],
        "risk": [{"utterances": ["u8"], "text": CANARY}],
    }
    await samples.report(store, report)


def spoken_words(data: bytes) -> list[str]:
    return [word for word in CANARY.split() if len(word) > 4 and word.encode() in data]


async def test_nothing_readable_on_the_disk(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "s1", Chart(client=NAME))
        await fill_with_canaries(store)
        while_open = samples.files(tmp_path)
    assert "chart.db-wal" in while_open
    for name, data in [*while_open.items(), *samples.files(tmp_path).items()]:
        assert (name, spoken_words(data), NAME.encode() in data) == (name, [], False)


async def test_what_was_struck_can_not_be_read_even_with_the_key(tmp_path: Path) -> None:
    """Every page, its free space and what is left of the log included."""
    async with samples.with_session(tmp_path) as store:
        await fill_with_canaries(store)
        await store.audit("test", "before", None)
        struck = [f"u{number}" for number in range(0, 40, 8)]
        await samples.add(store, samples.strike(*struck[:2]))
        await samples.add(store, samples.strike(*struck[2:]))
        assert (tmp_path / "chart.db-wal").stat().st_size == 0
        assert spoken_words(samples.decrypted(tmp_path)) == []
        assert b"plain sentence 39" in samples.decrypted(tmp_path), "this test must be able to read what is there"


async def test_the_same_look_finds_what_was_not_struck(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await fill_with_canaries(store)
    assert spoken_words(samples.decrypted(tmp_path)) == ["heron", "stood", "frozen"]


async def test_a_reader_beside_the_daemon_delays_the_wiping_and_fails_nothing(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, *samples.spoken("u1", CANARY))
        reader = samples.raw(tmp_path)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        await samples.add(store, samples.strike("u1"))
        assert (tmp_path / "chart.db-wal").stat().st_size > 0
        reader.execute("COMMIT")
        await samples.add(store, samples.changed(ev.SessionState.LIVE))
        assert (tmp_path / "chart.db-wal").stat().st_size == 0
        assert spoken_words(samples.decrypted(tmp_path)) == []
        reader.close()


async def test_it_opens_with_its_own_key_only(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path):
        pass
    kept = (tmp_path / "key").read_bytes()
    (tmp_path / "key").write_bytes(bytes(32))
    with pytest.raises(WrongKeyError):
        async with Store.open(tmp_path, samples.SETTINGS):
            pass
    (tmp_path / "key").write_bytes(kept)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert [row.id for row in await store.sessions()] == ["s1"]


async def test_a_lost_key_file_is_not_replaced(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path):
        pass
    (tmp_path / "key").unlink()
    with pytest.raises(WrongKeyError, match="missing"):
        async with Store.open(tmp_path, samples.SETTINGS):
            pass
    assert not (tmp_path / "key").exists()


async def test_a_store_behind_a_passphrase(tmp_path: Path) -> None:
    right, wrong = (RecordsSettings(passphrase=SecretStr(words)) for words in ("open sesame", "open says me"))
    async with Store.open(tmp_path, right) as store:
        key = await samples.begin(store)
    with pytest.raises(WrongKeyError, match="passphrase"):
        async with Store.open(tmp_path, wrong):
            pass
    async with Store.open(tmp_path, right) as store:
        assert await store.session_key("s1") == key
    assert not (tmp_path / "key").exists()


async def test_a_session_log_writes_to_it(tmp_path: Path) -> None:
    """The two agree on numbering, on blanking, and on what a restart finds."""
    async with samples.with_session(tmp_path) as store:
        log = SessionLog("s1", lambda events: store.append("s1", events), lambda: 1.0)
        await log.append(*samples.spoken("u1", "hello"), *samples.resting_on("u1", "hello"))
        await log.append(samples.strike("u1"))
        assert tuple(await store.events("s1")) == log.since(0)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        again = SessionLog("s1", lambda events: store.append("s1", events), lambda: 2.0, await store.events("s1"))
        await again.append(*samples.spoken("u2", "there"))
        assert again.transcript.said["u1"].struck
        assert await store.last_seq("s1") == again.seq == 8
