"""What leaves of a client: their own access request, and disclosures to others, each as one folder."""

import asyncio
import json
from pathlib import Path
from typing import Any

import msgspec

from scribe.asking import read_note
from scribe.commands import CONSOLE
from scribe.config import Settings
from scribe.errors import UsageError
from scribe.events import SessionState
from scribe.export.document import document
from scribe.export.plain import text
from scribe.keeping import opened, refuse_full
from scribe.practice.redisclosure import NOTICE
from scribe.records import clients
from scribe.records.clients import Client, Shared

Row = dict[str, Any]

SIGNED = (SessionState.SIGNED, SessionState.AMENDED)

MOST_LETTERS = 200
"""Of whom it goes to, and of the consent: a line each."""

WITHHELD = (
    {
        "what": "psychotherapy notes",
        "why": "kept apart from the record; not part of an access request (45 CFR 164.524(a)(1)(i))",
    },
    {
        "what": "sound and transcripts",
        "why": "working material of the draft, not used to make decisions (45 CFR 164.501)",
    },
)
OF_ANOTHER = (
    "kept in another client's record, where it tells of that client too; it leaves with that client's authorization"
    " (45 CFR 164.508)"
)
COUNSELLING = {
    "what": "substance-use counselling notes",
    "why": "kept apart from the record; they leave by a consent of their own (42 CFR 2.11, 2.31(b))",
}


async def access(settings: Settings, name: str, folder: Path) -> Row:
    """A client's access request: every signed note, and what is withheld and why. `other_spellings`: records that are
    under the same name with other capitals or blanks, and are not part of it."""
    return await _bundle(settings, name, folder, to="", consent="")


async def disclose(settings: Settings, name: str, folder: Path, to: str, consent: str) -> Row:
    """The same for somebody else. Of substance-use treatment only by the client's written consent, whose scope goes
    along (42 CFR 2.31, 2.32(b)): when it was signed, and for what. UsageError without."""
    to, consent = _line(to, "to whom"), _line(consent, "consent")
    return await _bundle(settings, name, folder, to=to, consent=consent)


async def _bundle(settings: Settings, name: str, folder: Path, to: str, consent: str) -> Row:
    await asyncio.to_thread(refuse_full, folder)
    async with opened(settings) as store:
        found = await store.ask(lambda db: clients.known(db, name))
        name, only_shared = found.name, found.shared and not found.own
        known = Client(name=name) if only_shared else await store.ask(lambda db: clients.get(db, name))
        rows = await store.ask(lambda db: clients.sessions_of(db, name))
    if to and known.substance_use and not consent:
        raise UsageError(
            "Records of substance-use treatment leave only by the client's written consent (42 CFR 2.31).",
            'Say which: --consent "signed 2026-03-01 by the client, for continuing care".',
        )
    notice = _notice(known, consent) if to else ""
    signed = [row["id"] for row in rows if row["state"] in SIGNED]
    notes = {id: await read_note(settings, id) for id in signed}
    files = {f"{id}.txt": text(document({**note, "notice": notice})) for id, note in notes.items()}
    made = {
        "client": name,
        "to": to or name,
        **({"consent": consent, "notice": notice} if to else {}),
        "notes": signed,
        "consents": {id: note["consents"] for id, note in notes.items()},
        "withheld": [*_apart(known), *_unsigned(rows), *_of_others(found.shared)],
    }
    contents = {**made, "record": msgspec.to_builtins(known)}
    files["contents.json"] = json.dumps(contents, ensure_ascii=False, indent=1)
    await asyncio.to_thread(_put_all, folder, files)
    async with opened(settings) as store:
        await store.audit(CONSOLE, f"record disclosed to {to}" if to else "access request answered", name)
    return {**made, "other_spellings": found.others}


def _notice(known: Client, consent: str) -> str:
    return f"{NOTICE} Disclosed by consent: {consent}." if known.substance_use else ""


def _apart(known: Client) -> tuple[dict[str, str], ...]:
    return (*WITHHELD, COUNSELLING) if known.substance_use else WITHHELD


def _unsigned(rows: list[Row]) -> list[dict[str, str]]:
    return [
        {"what": f"session {row['id']}", "why": "its note is not signed yet"}
        for row in rows
        if row["state"] not in SIGNED
    ]


def _of_others(shared: list[Shared]) -> list[dict[str, str]]:
    """Sessions they took part in. Whose record it is does not leave with them."""
    return [{"what": f"session {one.session}, {one.date}", "why": OF_ANOTHER} for one in shared]


def _line(given: str, what: str) -> str:
    line = " ".join(given.split())
    if len(line) > MOST_LETTERS:
        raise UsageError(f"{what}: {len(line)} letters; {MOST_LETTERS} are the most.", "Say it in one line.")
    return line


def _put_all(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, written in files.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(written, encoding="utf-8")
