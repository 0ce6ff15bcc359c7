"""What the record knows of a client beyond each session's own chart. Works inside the caller's transaction."""

from typing import Any

import msgspec

from scribe.chart import Diagnosis, Goal
from scribe.errors import StoreError
from scribe.names import same_name
from scribe.records.connection import Db


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """From one intake to its discharge."""

    opened: str
    closed: str | None = None
    reason: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The treatment plan: goals with objectives, what is planned for them, and when it is looked at again."""

    made: str
    review_due: str | None = None
    goals: tuple[Goal, ...] = ()
    interventions: tuple[str, ...] = ()


class Client(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Dates are YYYY-MM-DD."""

    name: str
    born: str | None = None
    jurisdiction: str = "default"
    """A section of config/retention.toml."""
    episodes: tuple[Episode, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    plan: Plan | None = None
    substance_use: bool = False
    """Substance-use counselling notes are kept for them: 42 CFR Part 2."""
    hold: str = ""
    """Why nothing of theirs may be destroyed; empty: no legal hold."""


def put(db: Db, client: Client) -> None:
    body = msgspec.json.encode(client).decode()
    db.execute("INSERT OR REPLACE INTO clients (name, body) VALUES (?, ?)", (client.name, body))


def get(db: Db, name: str) -> Client:
    """One that only sessions name is known by the name alone."""
    found = db.execute("SELECT body FROM clients WHERE name = ?", (name,)).fetchone()
    if found:
        return msgspec.json.decode(found[0], type=Client)
    if db.execute("SELECT 1 FROM sessions WHERE chart ->> '$.client' = ? LIMIT 1", (name,)).fetchone():
        return Client(name=name)
    raise StoreError(f"There is no client {name}.", "`scribe client list` lists them.")


def spellings(db: Db, name: str) -> list[str]:
    """The records of their own that are under this name with other capitals or blanks; first what is spelled as given.
    Empty: there is none."""
    return sorted((one for one in names(db) if same_name(one, name)), key=lambda one: (one != name, one))


def own_spelling(db: Db, name: str) -> str | None:
    """How the record of their own is spelled; None: there is none. StoreError where there are several and none of them
    is spelled as given: what is done with a whole record would miss the rest."""
    found = spellings(db, name)
    if len(found) > 1 and found[0] != name:
        raise StoreError(
            f"{name} has {len(found)} records: {', '.join(found)}.", "Give one of these names as it stands."
        )
    return found[0] if found else None


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A session that somebody took part in and that is kept in another client's record, or in nobody's."""

    session: str
    client: str | None
    date: str


def took_part(db: Db, name: str) -> list[Shared]:
    """Oldest first. A name is the same with other capitals or blanks."""
    found = db.execute(
        "SELECT DISTINCT s.id, s.chart ->> '$.client', substr(coalesce(s.started_at, s.created_at), 1, 10),"
        " p.value ->> '$.name' FROM sessions s, json_each(s.chart, '$.participants') p"
        " WHERE coalesce(s.chart ->> '$.client', '') != ? AND p.value ->> '$.role' != 'therapist'"
        " AND s.id NOT IN (SELECT other FROM halves) ORDER BY s.created_at",
        (name,),
    )
    return [
        Shared(session=id, client=client, date=date)
        for id, client, date, who in found
        if same_name(who or "", name) and not same_name(client or "", name)
    ]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What there is under a name."""

    name: str
    """As the record of their own spells it; as given where there is none."""
    own: bool
    shared: list[Shared]
    others: list[str]
    """Records under the same name with other capitals or blanks."""


def known(db: Db, name: str) -> Known:
    """StoreError where it can't be told which record is meant (`own_spelling`)."""
    own = own_spelling(db, name)
    name = own or name
    return Known(name=name, own=own is not None, shared=took_part(db, name), others=spellings(db, name)[1:])


def names(db: Db) -> list[str]:
    found = db.execute(
        "SELECT name FROM clients UNION SELECT chart ->> '$.client' FROM sessions"
        " WHERE chart ->> '$.client' IS NOT NULL ORDER BY 1"
    )
    return [name for (name,) in found]


def every_session_of(db: Db, name: str) -> list[str]:
    """Their ids, oldest first, the halves of merged ones too."""
    found = db.execute("SELECT id FROM sessions WHERE chart ->> '$.client' = ? ORDER BY created_at", (name,))
    return [id for (id,) in found]


def sessions_of(db: Db, name: str) -> list[dict[str, Any]]:
    """Oldest first: id, state, started_at, created_at. One that is told as part of another is not among them."""
    found = db.execute(
        "SELECT id, state, started_at, created_at FROM sessions WHERE chart ->> '$.client' = ?"
        " AND id NOT IN (SELECT other FROM halves) ORDER BY created_at",
        (name,),
    )
    return [dict(zip(("id", "state", "started_at", "created_at"), row, strict=True)) for row in found]
