"""A home, a session and things said in it, and the ways to look at a store from below."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import sqlcipher3
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from scribe import events as ev
from scribe.chart import Chart
from scribe.config import RecordsSettings
from scribe.records.connection import PAGE_BYTES
from scribe.records.keys import Keys
from scribe.records.sessions import NewSession
from scribe.records.store import STORE_NAME, Store

SETTINGS = RecordsSettings()
"""A key file in the home."""

CREATED_AT = "2026-03-02T09:00:00.000+00:00"


async def begin(store: Store, session: str = "s1", chart: Chart | None = None, source: Any = None) -> bytes:
    new = NewSession(
        id=session,
        room="room 2",
        format="DAP",
        modality="CBT",
        chart=chart or Chart(client="Ada L."),
        source=source,
        created_at=CREATED_AT,
    )
    return await store.create_session(new)


def stamped(events: Sequence[ev.AnyEvent], session: str = "s1", after: int = 0) -> list[ev.AnyEvent]:
    """The events as the session's log would hand them over, numbered from `after` + 1."""
    return [ev.stamp(event, seq=seq, at=seq / 10, session=session) for seq, event in enumerate(events, after + 1)]


async def add(store: Store, *events: ev.AnyEvent, session: str = "s1") -> None:
    await store.append(session, stamped(events, session, await store.last_seq(session)))


async def report(store: Store, body: dict[str, Any], session: str = "s1") -> None:
    """The report of a final note, without its note."""
    await store.append(session, (), body)


@asynccontextmanager
async def with_session(home: Path) -> AsyncIterator[Store]:
    async with Store.open(home, SETTINGS) as store:
        await begin(store)
        yield store


def spoken(utterance: str, text: str, speaker: str = "S1") -> tuple[ev.Words, ev.Utterance]:
    """An utterance as listening gives it: its confirmed words, then the whole."""
    words = tuple(ev.Word(text=word, start=at, end=at + 0.5, p=0.9) for at, word in enumerate(text.split()))
    return (
        ev.Words(utterance=utterance, speaker=speaker, words=words),
        ev.Utterance(
            id=utterance,
            speaker=speaker,
            role=ev.Role.CLIENT,
            start=0.0,
            end=words[-1].end,
            text=text,
            confidence=0.9,
        ),
    )


def resting_on(utterance: str, text: str) -> tuple[ev.Evidence, ev.Risk, ev.Note]:
    """What the notes room makes of an utterance."""
    statement = ev.Statement(id=f"n-{utterance}", text=f"Client said: {text}", kind="symptom", cites=(utterance,))
    return (
        ev.Evidence(
            id=f"e-{utterance}",
            kind=ev.EvidenceKind.SYMPTOM,
            utterances=(utterance,),
            text=text,
            polarity=ev.Polarity.AFFIRMED,
        ),
        ev.Risk(kind=ev.RiskKind.SELF_HARM, status=ev.RiskStatus.DENIED, utterances=(utterance,), text=text),
        ev.Note(
            revision=1,
            final=False,
            engine="outline",
            format="DAP",
            sections=(ev.Section(key="data", title="Data", statements=(statement,)),),
        ),
    )


def changed(state: ev.SessionState, **more: Any) -> ev.Session:
    return ev.Session(state=state, room="room 2", **more)


def strike(*utterances: str) -> ev.Redaction:
    return ev.Redaction(utterances=utterances, reason="asked for")


def keys(home: Path) -> Keys:
    return Keys.derive((home / "key").read_bytes())


def raw(home: Path) -> sqlite3.Connection:
    """The database as someone with the key, and without this program, would open it."""
    db = cast(sqlite3.Connection, sqlcipher3.connect(str(home / STORE_NAME), isolation_level=None))
    db.execute("PRAGMA cipher_log_level = NONE")
    db.execute(f"PRAGMA key = \"x'{keys(home).store.hex()}'\"")
    return db


def tampered(home: Path, *statements: str) -> None:
    """Run SQL behind the program's back."""
    db = raw(home)
    for statement in statements:
        db.execute(statement)
    db.close()


def decrypted(home: Path) -> bytes:
    """Every byte of every page, free space included, as SQLCipher 4 lays them out: salt, data, IV, HMAC-SHA512."""
    return pages((home / STORE_NAME).read_bytes(), keys(home).store)


def pages(data: bytes, key: bytes) -> bytes:
    plain = []
    for place in range(0, len(data), PAGE_BYTES):
        page = data[place : place + PAGE_BYTES]
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[4016:4032])).decryptor()
        plain.append(cipher.update(page[16 if place == 0 else 0 : 4016]))
    return b"".join(plain)


def files(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def rows(home: Path, sql: str) -> list[Any]:
    db = raw(home)
    found = db.execute(sql).fetchall()
    db.close()
    return found


def raising(error: BaseException) -> Callable[..., Any]:
    def work(*_: Any) -> Any:
        raise error

    return work
