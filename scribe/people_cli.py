"""`scribe people`: who may use the tablets, each with a PIN of their own. Asks the running daemon."""

import asyncio
import json
from typing import Annotated, Any, Literal

import typer

from scribe.config import load

app = typer.Typer(help="Who may use the tablets, each with a PIN of their own.", no_args_is_help=True)

Role = Literal["clinician", "viewer", "administrator"]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_people(as_json: Json = False) -> None:
    """The people who may use this room's tablets. None: whoever has a paired tablet may."""
    people = _ask({"do": "people"})["people"]
    lines = [f"{one['id']:3}  {one['role']:13} {one['name']}" for one in people]
    _print(people, as_json, "\n".join(lines) or "Nobody yet: whoever has a paired tablet may use it.")


@app.command()
def add(
    name: str,
    role: Annotated[Role, typer.Option(help="What this person may do.")] = "clinician",
    pin: Annotated[str, typer.Option(help="Six to twelve digits; asked for when it is not given.", prompt=True,
                                     hide_input=True, confirmation_prompt=True)] = "",
    as_json: Json = False,
) -> None:  # fmt: skip
    """Let a person use the tablets. From the first one on every tablet asks for a PIN."""
    added = _ask({"do": "add-person", "name": name, "role": role, "pin": pin})["added"]
    _print(added, as_json, f"{added['name']} may use the tablets as {added['role']}.")


@app.command()
def remove(
    person: Annotated[int, typer.Argument(help="The number in `scribe people list`.")], as_json: Json = False
) -> None:
    """Shut a person out: what they have open is locked at once."""
    answer = _ask({"do": "end-person", "person": person})
    _print(answer, as_json, f"Person {person} may not use the tablets any more.")


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    from scribe.gateway.control import ask

    return asyncio.run(ask(load().home, request))


def _print(value: Any, as_json: bool, plain: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else plain)
