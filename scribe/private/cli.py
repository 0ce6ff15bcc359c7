"""`scribe private …`: psychotherapy notes, only ever on the clinician's own command; thin.

The room's audit tells who opened, read, wrote, exported and destroyed them and changed their passphrase, and nothing of
what they say; what it can't tell is not done.
"""

import asyncio
import json
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from scribe.config import load
from scribe.errors import StateError, UsageError, WrongKeyError
from scribe.practice.redisclosure import NOTICE
from scribe.practice.retention import PSYCHOTHERAPY, SUBSTANCE_USE
from scribe.private.store import Entry, Kind, PrivateNotes
from scribe.records.passphrase import refuse_short
from scribe.wall_clock import today

PERIODS = {Kind.PSYCHOTHERAPY: PSYCHOTHERAPY, Kind.SUBSTANCE_USE: SUBSTANCE_USE}
"""Kind of record in config/retention.toml by which each kind of entry is kept."""

private_app = typer.Typer(help="The clinician's own psychotherapy notes, apart from the chart.", no_args_is_help=True)

Client = Annotated[str, typer.Argument(help="The client's name.")]
SubstanceUse = Annotated[bool, typer.Option("--substance-use", help="Substance-use counselling notes (42 CFR 2.11).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@private_app.command("begin")
def begin() -> None:
    """Begin private notes under a passphrase of your own. Nobody can reset it."""
    notes, words = _notes(), _secret("Passphrase for your private notes: ")
    notes.refuse_create(words)  # before the audit tells of them
    _witness("private notes begun", None)
    notes.create(words)
    print("Your private notes are ready. Nothing but this passphrase opens them.")


@private_app.command("write")
def write(
    client: Client,
    session: Annotated[str | None, typer.Option(help="The session it is about.")] = None,
    substance_use: SubstanceUse = False,
) -> None:
    """Add an entry, which is read from standard input after the passphrase."""
    notes = _unlocked("private note written", client)
    print(f"Entry {notes.write(client, session, sys.stdin.read(), _kind(substance_use))} is kept.")


@private_app.command("show")
def show(client: Client, as_json: Json = False) -> None:
    """Your entries about a client."""
    entries = _unlocked("private notes read", client).read(client)
    rows = [
        {"id": e.id, "written_at": e.written_at, "session": e.session, "kind": e.kind, "text": e.text} for e in entries
    ]
    print(
        json.dumps(rows, ensure_ascii=False)
        if as_json
        else "\n\n".join(f"{r['id']}  {r['written_at']}  {r['kind']}\n{r['text']}" for r in rows)
    )


@private_app.command("export")
def export(
    client: Client,
    output: Annotated[Path, typer.Option("--output", "-o", help="A new file.")],
    authorized: Annotated[bool, typer.Option("--authorized", help="Authorized under 45 CFR 164.508.")] = False,
    confirm: Annotated[str, typer.Option(help="The client's name again.")] = "",
    substance_use: SubstanceUse = False,
) -> None:
    """Write your psychotherapy notes about a client to a file, or the substance-use counselling notes: each kind needs
    a consent of its own. Never part of a chart's export."""
    if not authorized or confirm != client:
        raise UsageError(
            "Private notes leave only by a second confirmation.", f"Add --authorized --confirm {client!r}."
        )
    from scribe.records.master_key import write_new

    notes = _unlocked("private notes exported", client)
    entries = [entry for entry in notes.read(client) if entry.kind == _kind(substance_use)]
    notice = [NOTICE] if substance_use else []
    write_new(output, "\n\n".join([*notice, *(f"{e.written_at}\n{e.text}" for e in entries)]).encode())


@private_app.command("destroy")
def destroy(
    client: Client,
    reason: Annotated[str, typer.Option(help="Why; kept in the destruction log.")],
    confirm: Annotated[str, typer.Option(help="The client's name again.")] = "",
    early: Annotated[bool, typer.Option("--early", help="Before its period has passed.")] = False,
) -> None:
    """Destroy all your entries about a client, of either kind, when their time has come. Nobody can bring them back."""
    if confirm != client:
        raise UsageError("Private notes are destroyed only by a second confirmation.", f"Add --confirm {client!r}.")
    from scribe import retaining

    notes = _unlocked("private notes opened to destroy them", client)
    _refuse_kept(client, notes.read(client), early=early)
    asyncio.run(retaining.private_destroyed(load(), client, reason))
    print(f"Destroyed: {notes.remove_all(client)}.")


def _refuse_kept(client: str, entries: list[Entry], *, early: bool) -> None:
    """StateError under a legal hold of the client's record, and before their time unless that is wanted."""
    from scribe import retaining

    kinds = {PERIODS[entry.kind] for entry in entries}
    stamps = [entry.written_at for entry in entries]
    kept = asyncio.run(retaining.private_kept(load(), client, kinds, stamps, today()))
    if entries and kept["why"] == "legal hold":
        raise StateError("The client's record is under a legal hold.", "Nothing of it may be destroyed.")
    if entries and not kept["due"] and not early:
        raise StateError(f"They are to be kept until {kept['kept_until']}.", "With --early they go before.")


@private_app.command("passphrase")
def passphrase() -> None:
    """Change the passphrase: the old one, then the new one, are read from standard input."""
    notes, old, new = _notes(), _secret("Passphrase now: "), _secret("New passphrase: ")
    _unlock(notes, old)
    refuse_short(new)  # before the audit tells of it
    _witness("private notes: passphrase changed", None)
    notes.change_passphrase(old, new)
    print("The passphrase of your private notes is changed.")


def _kind(substance_use: bool) -> Kind:
    return Kind.SUBSTANCE_USE if substance_use else Kind.PSYCHOTHERAPY


def _notes() -> PrivateNotes:
    return PrivateNotes(load().home)


def _unlocked(what: str, client: str) -> PrivateNotes:
    """`what` is to be done with those about `client`: the audit is told."""
    notes = _notes()
    _unlock(notes, _secret("Passphrase of your private notes: "))
    _witness(what, client)
    return notes


def _unlock(notes: PrivateNotes, words: str) -> None:
    """The audit is told of a wrong passphrase too."""
    try:
        notes.unlock(words)
    except WrongKeyError:
        _witness("private notes: a wrong passphrase", None)
        raise


def _witness(what: str, client: str | None) -> None:
    from scribe import keeping

    asyncio.run(keeping.witness(load(), what, client))


def _secret(prompt: str) -> str:
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
