"""`scribe voice`: the clinician's voice, enrolled on their own wish; thin."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from scribe.config import load

app = typer.Typer(help="A clinician's voice, so that who is the therapist is known at once.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="The clinician's name, as charts have it.")]


@app.command()
def enrol(
    name: Name,
    file: Annotated[Path | None, typer.Option("--from", help="A recording of them alone, instead of now.")] = None,
    seconds: Annotated[float, typer.Option(help="How long the microphone listens.", min=20, max=300)] = 30.0,
    as_json: Json = False,
) -> None:
    """Learn a clinician's voice, with their agreement, from the microphone or a file. The sound is not kept."""
    from scribe import voices

    if file is None:
        typer.echo(f"{name}, please speak for {seconds:.0f} seconds, as in a session.", err=True)
    row = asyncio.run(voices.enrol(load(), name, file, seconds))
    said = f"{row['name']}: enrolled from {row['seconds']} s of speech. `scribe voice delete` forgets it again."
    _print(row, as_json, said)


@app.command("list")
def list_voices(as_json: Json = False) -> None:
    """Whose voices are enrolled."""
    from scribe import voices

    rows = asyncio.run(voices.enrolled(load()))
    lines = [f"{row['made_at'][:10]}  {row['seconds']:5.1f} s  {row['name']}" for row in rows]
    _print(rows, as_json, "\n".join(lines) or "No voice is enrolled.")


@app.command()
def delete(name: Name, as_json: Json = False) -> None:
    """Forget a clinician's voice for good."""
    from scribe import voices

    asyncio.run(voices.delete(load(), name))
    _print({"deleted": name}, as_json, f"The voice of {name} is deleted.")


def _print(value: Any, as_json: bool, plain: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else plain)
