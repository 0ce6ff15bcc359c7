"""What was said has a key of its own; once that is destroyed no copy of the store holds a word, master key or not."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from scribe import asking, commands
from scribe import events as ev
from scribe.config import RecordsSettings, Settings
from scribe.errors import StateError, StoreError, WrongKeyError
from scribe.export.text import render
from scribe.records import backup, epochs
from scribe.records.keys import unwrap, words_context
from scribe.records.store import Store
from scribe.session.desk import Desk
from scribe.session.redaction import SPOKEN
from scribe.session.transcript import WORDS_DESTROYED
from tests.records import samples
from tests.session.test_desk import SIGN, S, drafted

CANARY = "the heron stood in the tall reeds"
POLICY = RecordsSettings(destroy_words=True)
GONE = ev.Destruction(what="words", reason="policy", author="Dr. B", destroyed_at="now")


async def heard(store: Store, home: Path, session: str = S) -> None:
    """A drafted session in which the canary was said and found, and is in no sentence of the note."""
    await drafted(store, home, session)
    words, utterance = samples.spoken("u9", CANARY)
    evidence, risk, _ = samples.resting_on("u9", CANARY)
    fixed = ev.Correction(utterance="u9", text=f"{CANARY}!", author="Dr. B")
    await samples.add(store, words, utterance, evidence, risk, fixed, session=session)
    report = await store.report(session)
    await samples.report(store, {**(report or {}), "risk": [{"utterances": ["u9"], "text": CANARY}]}, session)


def desk(store: Store, home: Path, records: RecordsSettings) -> Desk:
    return Desk(store, Settings(home=home, records=records), lambda: None)


def spoken(events: list[ev.AnyEvent]) -> str:
    return "\n".join(str(event) for event in events if isinstance(event, SPOKEN))


async def test_no_page_of_the_store_holds_what_was_said(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store)
        await samples.add(store, *samples.spoken("u1", CANARY), *samples.resting_on("u1", CANARY)[:2])
        assert CANARY in spoken(await store.events("s1"))
        assert await store.verify() == []
    assert b"heron" not in samples.decrypted(tmp_path)


async def test_by_policy_the_words_go_with_the_signature_and_the_note_stays(tmp_path: Path) -> None:
    async with Store.open(tmp_path, POLICY) as store:
        await heard(store, tmp_path)
        at = desk(store, tmp_path, POLICY)
        before = (await at.do(commands.Open(session=S), "tablet"))["snapshot"]
        assert CANARY in str(before)
        await at.do(SIGN, "tablet")
        after = (await at.do(commands.Open(session=S), "tablet"))["snapshot"]
        assert "heron" not in str(after)
        assert {said["text"] for said in after["utterances"]} == {WORDS_DESTROYED}
        assert {one["text"] for one in (*after["evidence"], *after["risks"])} == {WORDS_DESTROYED}
        assert [one["what"] for one in after["review"]["destroyed"]] == ["sound", "words"]
        note = render(await at.note(S))
        assert "The words of a." in note and "Signed by Dr. B" in note and "Words destroyed under policy" in note
        assert ("Dr. B", "words destroyed: policy, the note was signed") in [
            (row.actor, row.action) for row in await store.audit_rows()
        ]
        assert await store.verify() == []
    assert b"heron" not in samples.decrypted(tmp_path)
    async with Store.open(tmp_path, POLICY) as store:  # and after a restart it reads the same
        again = (await desk(store, tmp_path, POLICY).do(commands.Open(session=S), "tablet"))["snapshot"]
        assert again == after
    with pytest.raises(StateError, match=WORDS_DESTROYED):
        await asking.note_in_format(Settings(home=tmp_path), S, "SOAP")


async def test_some_days_after_the_signature_and_no_sooner(tmp_path: Path) -> None:
    window = RecordsSettings(words_days=30)
    async with Store.open(tmp_path, window) as store:
        await heard(store, tmp_path)
        at = desk(store, tmp_path, window)
        await at.do(commands.Sign(session=S, name="Dr. B", credentials="PhD", cosigner="Dr. C"), "tablet")
        with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
            await at.close_windows()
        assert CANARY in spoken(await store.events(S))  # a supervisor has still to look at them
        await at.do(commands.Cosign(session=S, name="Dr. C", credentials="MD"), "tablet")
        with time_machine.travel(datetime.now(UTC) + timedelta(days=29)):
            await at.sweep()
        assert CANARY in spoken(await store.events(S))
        with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
            await at.sweep()
            await at.close_windows()
        assert "heron" not in spoken(await store.events(S))
        assert [row.action for row in await store.audit_rows()][-1:] == [
            "words destroyed: policy, 30 days after the signature"
        ]
        assert await store.verify() == []
    assert b"heron" not in samples.decrypted(tmp_path)


async def test_without_the_policy_they_stay(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await heard(store, tmp_path)
        await desk(store, tmp_path, samples.SETTINGS).do(SIGN, "tablet")
        assert CANARY in spoken(await store.events(S))


async def test_a_supervisor_still_sees_them(tmp_path: Path) -> None:
    async with Store.open(tmp_path, POLICY) as store:
        await heard(store, tmp_path)
        at = desk(store, tmp_path, POLICY)
        await at.do(commands.Sign(session=S, name="Dr. B", credentials="PhD", cosigner="Dr. C"), "tablet")
        await at.do(commands.Cosign(session=S, name="Dr. X", credentials="MD"), "tablet")
        assert CANARY in spoken(await store.events(S))  # another's signature is not the supervisor's
        await at.do(commands.Cosign(session=S, name="Dr. C", credentials="MD"), "tablet")
        assert "heron" not in spoken(await store.events(S))
        await at.do(commands.Cosign(session=S, name="Dr. D", credentials="MD"), "tablet")
        destroyed = [event for event in await store.events(S) if isinstance(event, ev.Destruction)]
        assert [event.what for event in destroyed] == ["sound", "words"]


async def test_old_copies_and_the_master_key_open_no_destroyed_words(tmp_path: Path) -> None:
    copies: dict[str, bytes] = {}
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        for number in range(4):
            await samples.begin(store, f"s{number}")
            await samples.add(store, *samples.spoken("u1", f"{CANARY} {number}"), session=f"s{number}")
        for number in range(3):
            copies |= dict(samples.rows(tmp_path, "SELECT id, words_key FROM sessions WHERE length(words_key) > 0"))
            await samples.add(store, GONE, session=f"s{number}")
        assert f"{CANARY} 3" in spoken(await store.events("s3"))
        assert [spoken(await store.events(f"s{n}")).count("heron") for n in range(3)] == [0, 0, 0]
        assert await store.verify() == []
    master = samples.keys(tmp_path)
    keys = [master.wrapping, *(epochs.key_of(tmp_path, master, epoch) for epoch in (4,))]
    for number in range(3):
        for key in keys:
            with pytest.raises(WrongKeyError):
                unwrap(key, copies[f"s{number}"], words_context(f"s{number}"))


async def test_a_backup_brings_the_words_to_another_machine(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    async with Store.open(home, samples.SETTINGS) as store:
        await samples.begin(store)
        await samples.add(store, *samples.spoken("u1", CANARY))
        backup.write(home, store.keys, tmp_path / "file")
    other.mkdir(mode=0o700)
    shutil.copy(home / "key", other / "key")
    backup.restore(tmp_path / "file", other)
    async with Store.open(other, samples.SETTINGS) as store:
        assert CANARY in spoken(await store.events("s1"))
        await samples.begin(store, "s2")
        await samples.add(store, GONE, session="s2")
        assert CANARY in spoken(await store.events("s1"))
        assert await store.verify() == []


async def test_a_session_of_before_is_blanked_in_its_place(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store)
    samples.tampered(tmp_path, "UPDATE sessions SET words_key = x''")
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.add(store, *samples.spoken("u1", CANARY), *samples.resting_on("u1", CANARY)[:2])
        assert CANARY in spoken(await store.events("s1"))
        await samples.add(store, GONE)
        assert "heron" not in spoken(await store.events("s1"))
    assert b"heron" not in samples.decrypted(tmp_path)


async def test_what_was_moved_to_another_place_is_found(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store)
        await samples.add(store, *samples.spoken("u1", "one"), *samples.spoken("u2", "two"))
    samples.tampered(tmp_path, "UPDATE events SET sealed = (SELECT sealed FROM events WHERE seq = 2) WHERE seq = 4")
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        with pytest.raises(StoreError, match="can't be read"):
            await store.events("s1")
        assert await store.verify() == ["session s1: event 4 is not what was stored there."]
