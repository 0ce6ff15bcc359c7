"""Everything in the record as plain files, and back: nobody is locked in. Works inside the caller's transaction.

FOLDER/signers.json, audit.jsonl, clients.json, destroyed.json
FOLDER/SESSION/session.json, events.jsonl, report.json
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from scribe import events as ev
from scribe import json_file
from scribe.errors import UsageError
from scribe.records import audit, event_log, outbox, removal, reports, sessions, signers
from scribe.records.connection import Db
from scribe.records.keys import Keys
from scribe.records.session_keys import SessionKeys
from scribe.records.sessions import NewSession


def write(db: Db, session_keys: SessionKeys, folder: Path) -> int:
    """How many sessions were written. Files are for their owner only."""
    ids = [row.id for row in sessions.newest(db, limit=-1)]
    for session in ids:
        _session(db, session, session_keys.words(db, session), folder / session)
    _put(folder / "audit.jsonl", b"".join(msgspec.json.encode(row) + b"\n" for row in audit.rows(db)))
    _put(folder / "signers.json", msgspec.json.encode(sorted(signers.public_keys(db))))
    _put(folder / "clients.json", msgspec.json.encode(_clients(db)))
    _put(folder / "destroyed.json", msgspec.json.encode(removal.log(db)))
    return len(ids)


def _session(db: Db, session: str, words_key: bytes | None, folder: Path) -> None:
    row = sessions.one(db, session)
    kept = NewSession(
        id=row.id,
        room=row.room,
        created_at=row.created_at,
        format=row.format,
        modality=row.modality,
        chart=sessions.chart(db, session),
        source=row.source,
    )
    _put(folder / "session.json", msgspec.json.encode(kept))
    events = event_log.read(db, session, words_key)
    _put(folder / "events.jsonl", b"".join(ev.encode(event) + b"\n" for event in events))
    _put(folder / "report.json", msgspec.json.encode(reports.load(db, session)))


def _clients(db: Db) -> dict[str, Any]:
    return {name: msgspec.json.decode(body) for name, body in db.execute("SELECT name, body FROM clients")}


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(data)


def load(db: Db, keys: Keys, session_keys: SessionKeys, folder: Path) -> tuple[int, int]:
    """(sessions taken in, sessions that were there already). Raises UsageError, and takes nothing, for a bad file."""
    for name, key in _get(folder / "signers.json", list[tuple[str, str]]):
        signers.add_foreign(db, name, key)
    for name, body in _get(folder / "clients.json", dict[str, Any]).items():
        db.execute("INSERT OR IGNORE INTO clients VALUES (?, ?)", (name, msgspec.json.encode(body).decode()))
    if (folder / "destroyed.json").exists():  # not in an export of before
        removal.take_in(db, _get(folder / "destroyed.json", list[removal.Line]))
    taken, known = 0, 0
    for path in sorted(folder.glob("*/session.json")):
        kept = _get(path, NewSession)
        if kept.id != path.parent.name:  # it becomes the name of a folder here, which a destruction removes
            raise UsageError(f"{path}: it is of session {kept.id}, and its folder is not.", "Export again.")
        if db.execute("SELECT 1 FROM sessions WHERE id = ?", (kept.id,)).fetchone():
            known += 1
            continue
        _take_in(db, kept, session_keys.wrapping(db), path.parent)
        audit.add(db, keys.audit, "scribe", "session imported", keys.pseudonym(kept.id))
        taken += 1
    return taken, known


def _take_in(db: Db, kept: NewSession, wrapping: Keys, folder: Path) -> None:
    """Its sound stays behind; its words get a key of their own here."""
    words_key, wrapped = wrapping.new_words(kept.id)
    sessions.create(db, kept, wrapped_key=b"", words_key=wrapped)
    struck: frozenset[str] = frozenset()
    for place, event in enumerate(_events(folder / "events.jsonl"), 1):
        if (event.session, event.seq) != (kept.id, place):
            raise UsageError(f"{folder / 'events.jsonl'}:{place}: not the next event of this session.", "Export again.")
        event_log.store(db, event, struck, words_key)
        if isinstance(event, ev.Signature):
            outbox.add(db, kept.id, event.seq)
        struck = event_log.redacted(db, kept.id) if isinstance(event, ev.Redaction) else struck
    report = _get(folder / "report.json", dict[str, Any] | None)
    if report is not None:
        reports.save(db, kept.id, report, struck)


def _events(path: Path) -> Iterator[ev.AnyEvent]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}.", "Export again.") from None
    for number, line in enumerate(lines, 1):
        try:
            yield ev.decode(line)
        except msgspec.MsgspecError as error:
            raise UsageError(f"{path}:{number}: {error}.", "Export again.") from None


def _get(path: Path, kind: Any) -> Any:
    hint = "Name a folder that `scribe bulk export` wrote."
    return json_file.read(path, kind, UsageError, unreadable=hint, unlike=hint)
