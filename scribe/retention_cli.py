"""How long records are kept, and their destruction, on the command line; thin."""

import asyncio
import json
from typing import Annotated, Any

import typer

from scribe.config import load
from scribe.wall_clock import today

retention_app = typer.Typer(help="How long records are kept, and their destruction.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Reason = Annotated[str, typer.Option(help="Why; kept in the destruction log.")]
Confirm = Annotated[str, typer.Option(help="The code that this command prints the first time.")]
Early = Annotated[bool, typer.Option("--early", help="Before its period has passed.")]


@retention_app.command("due")
def due(as_json: Json = False) -> None:
    """Clients whose record may be destroyed, or may not and why."""
    from scribe import retaining

    rows = asyncio.run(retaining.due(load(), today()))
    lines = [
        f"{r['kept_until']}  {'DUE' if r['due'] else r['why']:12}  {r['client']}  (private notes: {r['private_until']})"
        for r in rows
    ]
    _print(rows, as_json, "\n".join(lines) or "No clients yet.")


@retention_app.command("periods")
def periods(as_json: Json = False) -> None:
    """How long each kind of record is kept, by jurisdiction, and where the rule is from."""
    from scribe import retaining

    rows = retaining.periods()
    lines = [
        f"{r['jurisdiction']:8} {r['kind']:20} {r['years']:3} years{_minors(r['minors_until'])}  {r['source']}"
        for r in rows
    ]
    _print(rows, as_json, "\n".join(lines))


@retention_app.command("destroy")
def destroy(
    session: Annotated[str, typer.Argument(help="Its id in `scribe sessions`.")],
    reason: Reason,
    confirm: Confirm = "",
    early: Early = False,
    as_json: Json = False,
) -> None:
    """Destroy a session and everything derived from it. Asked twice: the first time prints the code for the second."""
    from scribe import retaining

    answer = asyncio.run(retaining.destroy(load(), session, reason, confirm, today(), early=early))
    _print(answer, as_json, answer["text"])


@retention_app.command("destroy-client")
def destroy_client(
    name: Annotated[str, typer.Argument(help="The client's name, as in `scribe client list`.")],
    reason: Reason,
    confirm: Confirm = "",
    early: Early = False,
    as_json: Json = False,
) -> None:
    """Destroy all that the record holds of a client: their sessions, and what it knows of them. Asked twice."""
    from scribe import retaining

    answer = asyncio.run(retaining.destroy_client(load(), name, reason, confirm, today(), early=early))
    _print(answer, as_json, answer["text"])


@retention_app.command("log")
def log(as_json: Json = False) -> None:
    """What was destroyed, when and why."""
    from scribe import retaining

    rows = asyncio.run(retaining.destruction_log(load()))
    _print(rows, as_json, "\n".join(f"{r['at']}  {r['kind']}  {r['reason']}" for r in rows) or "Nothing yet.")


def _minors(until: int | None) -> str:
    return f", minors until {until}" if until is not None else ""


def _print(value: Any, as_json: bool, plain: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else plain)
