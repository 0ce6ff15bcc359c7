"""`scribe clinic …`: several rooms, one clinic; thin."""

import asyncio
import json
import sys
from typing import Annotated, Any

import typer

from scribe.config import load

app = typer.Typer(help="Several rooms, one clinic: signed records in its PostgreSQL.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def begin() -> None:
    """Make the clinic's key, in its first room."""
    from scribe.clinic import joining

    asyncio.run(joining.begin(load()))
    print("The clinic's key is made. For each other room: scribe clinic code, and there scribe clinic join.")


@app.command()
def code() -> None:
    """The code that brings another room in. Whoever has it reads every record: burn it once it was typed."""
    from scribe.clinic import joining

    print(asyncio.run(joining.code(load())))


@app.command()
def join() -> None:
    """Bring this room in: the code is read from standard input."""
    from scribe.clinic import joining

    shown = typer.prompt("Clinic code", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    asyncio.run(joining.join(load(), shown))
    print("This room belongs to the clinic.")


@app.command()
def status(as_json: Json = False) -> None:
    """How many signed entries wait for the clinic's database."""
    from scribe.clinic.visiting import waiting

    count = asyncio.run(waiting(load()))
    plain = f"{count} signed entries wait." if count else "The clinic's database has every signed entry of this room."
    _print({"waiting": count}, as_json, plain)


@app.command()
def history(
    name: Annotated[str, typer.Argument(help="The client's name, as their charts have it.")], as_json: Json = False
) -> None:
    """A client's signed notes from every room, verified. The audit keeps that they were read."""
    from scribe.clinic.history import history as read
    from scribe.export.text import render

    reports = asyncio.run(read(load(), name))
    blocks = ["\n\n".join([f"{r['room']}, session {r['session']}", render(r), *r["wrong"]]) for r in reports]
    _print(reports, as_json, "\n\n\n".join(blocks) or f"No room of the clinic has signed anything of {name}.")
    if any(report["wrong"] for report in reports):
        raise typer.Exit(1)


def _print(value: Any, as_json: bool, plain: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else plain)
