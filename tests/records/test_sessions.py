"""What the store knows of a session besides its events."""

from pathlib import Path

import pytest

from scribe.chart import Chart, Goal, Participant
from scribe.errors import StoreError, WrongKeyError
from scribe.events import Role, Session, SessionState
from scribe.records.store import Store
from tests.records import samples

CHART = Chart(
    client="Ada L.",
    participants=(Participant(name="Ada", role=Role.CLIENT),),
    goals=(Goal(id="g1", text="Sleep through"),),
    medications=("sertraline 50 mg",),
)
PLAYED = {"kind": "recording", "name": "opening.ogg", "sha256": "00"}


async def test_a_session_as_it_was_begun(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "s1", CHART, PLAYED)
        row = await store.session("s1")
        assert (row.id, row.state, row.room, row.format, row.modality) == ("s1", "created", "room 2", "DAP", "CBT")
        assert (row.client, row.source, row.created_at) == ("Ada L.", PLAYED, samples.CREATED_AT)
        assert (row.started_at, row.ended_at) == (None, None)
        assert await store.chart("s1") == CHART


async def test_a_room_has_no_source_and_a_chart_may_name_nobody(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "s1", Chart())
        row = await store.session("s1")
        assert (row.client, row.source) == (None, None)


async def test_its_key_is_its_own_and_outlives_the_process(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        first, second = await samples.begin(store, "s1"), await samples.begin(store, "s2")
        assert first != second
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert [await store.session_key("s1"), await store.session_key("s2")] == [first, second]


async def test_a_key_moved_to_another_session_is_refused(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "s1")
        await samples.begin(store, "s2")
    samples.tampered(tmp_path, "UPDATE sessions SET wrapped_key = (SELECT wrapped_key FROM sessions WHERE id = 's1')")
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        with pytest.raises(WrongKeyError):
            await store.session_key("s2")


async def test_an_id_is_used_once(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        key = await store.session_key("s1")
        with pytest.raises(StoreError, match="s1 already"):
            await samples.begin(store)
        assert await store.session_key("s1") == key


async def test_an_unknown_session_is_said(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        for ask in (store.session, store.chart, store.session_key):
            with pytest.raises(StoreError, match=r"no session s9\. `scribe sessions`"):
                await ask("s9")
        with pytest.raises(StoreError, match="no session s9"):
            await samples.add(store, samples.strike("u1"), session="s9")


async def test_state_and_times_follow_the_events(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, samples.changed(SessionState.LIVE, started_at="t1"))
        await samples.add(store, samples.changed(SessionState.PAUSED, started_at="t1"))
        row = await store.session("s1")
        assert (row.state, row.started_at, row.ended_at) == ("paused", "t1", None)
        await samples.add(store, samples.changed(SessionState.ENDED, ended_at="t2"))
        row = await store.session("s1")
        assert (row.state, row.started_at, row.ended_at) == ("ended", "t1", "t2")
        actions = [row.action for row in await store.audit_rows()]
        assert actions == ["session created", "session live", "session paused", "session ended"]


@pytest.mark.parametrize("state", list(SessionState))
async def test_only_a_session_without_its_draft_was_interrupted(tmp_path: Path, state: SessionState) -> None:
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, samples.changed(state))
        found = await store.open_session()
        assert (found is not None) == (state in {"live", "paused", "unheard", "ended"})
        assert found is None or found.id == "s1"


async def test_newest_first_and_no_more_than_asked(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        for number in range(5):
            await samples.begin(store, f"s{number}")
        assert [row.id for row in await store.sessions()] == ["s4", "s3", "s2", "s1", "s0"]
        assert [row.id for row in await store.sessions(limit=2)] == ["s4", "s3"]


async def test_a_report_replaces_the_one_before(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        assert await store.report("s1") is None
        await samples.report(store, {"header": {"client": "Ada"}, "timing": {"stop_to_note_s": 0.1}})
        await samples.report(store, {"header": {"client": "Ada L."}, "missing": []})
        assert await store.report("s1") == {"header": {"client": "Ada L."}, "missing": []}


async def test_voices_are_kept_while_a_session_is_heard_and_gone_with_its_draft(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await store.keep_voices("s1", b"too early: nothing is heard yet")
        assert await store.voices("s1") is None
        await samples.add(store, Session(state=SessionState.LIVE))
        await store.keep_voices("s1", b"first")
        await store.keep_voices("s1", b"second")
        assert await store.voices("s1") == b"second"
        await samples.add(store, Session(state=SessionState.ENDED), Session(state=SessionState.DRAFT))
        assert await store.voices("s1") is None
        await store.keep_voices("s1", b"too late")
        assert await store.voices("s1") is None
