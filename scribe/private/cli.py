"""`scribe private …`: psychotherapy notes, only ever on the clinician's own command; thin."""

import json
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from scribe.config import load
from scribe.errors import UsageError
from scribe.private.store import PrivateNotes

private_app = typer.Typer(help="The clinician's own psychotherapy notes, apart from the chart.", no_args_is_help=True)

Client = Annotated[str, typer.Argument(help="The client's name.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@private_app.command("begin")
def begin() -> None:
    """Begin private notes under a passphrase of your own. Nobody can reset it."""
    _notes().create(_secret("Passphrase for your private notes: "))
    print("Your private notes are ready. Nothing but this passphrase opens them.")


@private_app.command("write")
def write(client: Client, session: Annotated[str | None, typer.Option(help="The session it is about.")] = None) -> None:
    """Add an entry, which is read from standard input after the passphrase."""
    notes = _unlocked()
    print(f"Entry {notes.write(client, session, sys.stdin.read())} is kept.")


@private_app.command("show")
def show(client: Client, as_json: Json = False) -> None:
    """Your entries about a client."""
    entries = _unlocked().read(client)
    rows = [{"id": e.id, "written_at": e.written_at, "session": e.session, "text": e.text} for e in entries]
    print(
        json.dumps(rows, ensure_ascii=False)
        if as_json
        else "\n\n".join(f"{r['id']}  {r['written_at']}\n{r['text']}" for r in rows)
    )


@private_app.command("export")
def export(
    client: Client,
    output: Annotated[Path, typer.Option("--output", "-o", help="A new file.")],
    authorized: Annotated[bool, typer.Option("--authorized", help="Authorized under 45 CFR 164.508.")] = False,
    confirm: Annotated[str, typer.Option(help="The client's name again.")] = "",
) -> None:
    """Write your entries about a client to a file. Never part of a chart's export."""
    if not authorized or confirm != client:
        raise UsageError(
            "Private notes leave only by a second confirmation.", f"Add --authorized --confirm {client!r}."
        )
    from scribe.records.master_key import write_new

    entries = _unlocked().read(client)
    write_new(output, "\n\n".join(f"{e.written_at}\n{e.text}" for e in entries).encode())


@private_app.command("passphrase")
def passphrase() -> None:
    """Change the passphrase: the old one, then the new one, are read from standard input."""
    _notes().change_passphrase(_secret("Passphrase now: "), _secret("New passphrase: "))
    print("The passphrase of your private notes is changed.")


def _notes() -> PrivateNotes:
    return PrivateNotes(load().home)


def _unlocked() -> PrivateNotes:
    notes = _notes()
    notes.unlock(_secret("Passphrase of your private notes: "))
    return notes


def _secret(prompt: str) -> str:
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
