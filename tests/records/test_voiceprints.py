"""A voice is enrolled, replaced, deleted, and goes with its person; the audit knows, the pages do not keep it."""

from functools import partial
from pathlib import Path

import pytest

from scribe.errors import StoreError
from scribe.records import voiceprints
from scribe.records.store import Store
from scribe.records.voiceprints import VoiceRow
from tests.records import samples

CANARY = b"voiceprint-canary" * 20


def row(name: str, print_: bytes = CANARY) -> VoiceRow:
    return VoiceRow(name=name, print=print_, seconds=28.5, made_at=samples.CREATED_AT)


async def keep(store: Store, one: VoiceRow) -> None:
    await store.change(partial(voiceprints.keep, row=one), "console", "voice enrolled", one.name)


async def test_enrolled_replaced_and_deleted(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await keep(store, row("Dr. B"))
        await keep(store, row("Dr. A", b"first"))
        await keep(store, row("Dr. A", b"second"))
        assert [(one.name, one.print) for one in await store.ask(voiceprints.enrolled)] == [
            ("Dr. A", b"second"),
            ("Dr. B", CANARY),
        ]
        await store.change(partial(voiceprints.delete, name="Dr. B"), "console", "voice deleted", "Dr. B")
        with pytest.raises(StoreError, match=r"Dr\. B"):
            await store.change(partial(voiceprints.delete, name="Dr. B"), "console", "voice deleted", "Dr. B")
        actions = [one.action for one in await store.audit_rows()]
        assert (actions.count("voice enrolled"), actions.count("voice deleted")) == (3, 1)
        assert await store.verify() == []
    assert CANARY not in samples.decrypted(tmp_path)


async def test_nobody_can_read_it_on_the_disk(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await keep(store, row("Dr. B"))
    assert all(CANARY[:17] not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert CANARY in samples.decrypted(tmp_path)


async def test_it_goes_with_the_person(tmp_path: Path) -> None:
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        person = await store.add_person("Dr. B", "clinician", "hash")
        await keep(store, row("Dr. B"))
        await keep(store, row("Dr. A"))
        await store.end_person(person.id)
        assert [one.name for one in await store.ask(voiceprints.enrolled)] == ["Dr. A"]
