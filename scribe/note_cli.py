"""`scribe note …`: read, sign, amend and export a note from the command line; thin."""

import asyncio
import base64
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from scribe import commands
from scribe.config import load
from scribe.errors import StateError
from scribe.session import signing

note_app = typer.Typer(help="The notes in the store.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Session = Annotated[str, typer.Argument(help="Its id in `scribe sessions`.")]
Name = Annotated[str, typer.Option(help="Who signs.")]
Credentials = Annotated[str, typer.Option(help="Such as PhD, LCSW; license number where the clinic wants it.")]


@note_app.command("show")
def show(session: Session, as_json: Json = False) -> None:
    """The note of a session as it stands, with what is missing."""
    from scribe.asking import read_note
    from scribe.export.text import render

    report = asyncio.run(read_note(load(), session))
    print(json.dumps(report, ensure_ascii=False) if as_json else render(report))


@note_app.command("format")
def lay_out(session: Session, format: str, as_json: Json = False) -> None:
    """The note as another format lays it out. The stored draft stays as it is."""
    from scribe.asking import note_in_format
    from scribe.export.text import render

    report = asyncio.run(note_in_format(load(), session, format))
    print(json.dumps(report, ensure_ascii=False) if as_json else render(report))


@note_app.command("sign")
def sign(
    session: Session,
    name: Name,
    credentials: Credentials,
    cosigner: Annotated[str, typer.Option(help="Who has to sign as well, for a supervisee.")] = "",
    cosign: Annotated[bool, typer.Option("--cosign", help="Sign beside the first signer.")] = False,
    safety_read: Annotated[
        bool, typer.Option("--safety-read", help="What is said about safety, printed first, is right as it reads.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Sign a note: it never changes any more, and the session's sound is destroyed. What is said about safety and not
    answered for yet is shown first, and each statement is asked about."""
    if cosign:
        answer = _ask(commands.Cosign(session=session, name=name, credentials=credentials))
    else:
        signing.credentials(credentials)  # nothing is asked where nothing can be signed
        _answer_for_safety(session, safety_read)
        answer = _ask(commands.Sign(session=session, name=name, credentials=credentials, cosigner=cosigner))
    _say(answer, as_json, f"Signed by {name}. The session is {answer['state']}; its sound is destroyed.")


@note_app.command("amend")
def amend(
    session: Session,
    name: Name,
    credentials: Credentials,
    text: Annotated[str | None, typer.Option(help="The addendum; without it, it is read from standard input.")] = None,
    as_json: Json = False,
) -> None:
    """Add a signed addendum to a signed note."""
    written = sys.stdin.read() if text is None else text
    answer = _ask(commands.Addendum(session=session, name=name, credentials=credentials, text=written))
    _say(answer, as_json, f"The addendum is signed by {name}.")


@note_app.command("export")
def export(
    session: Session,
    form: Annotated[str, typer.Option("--as", help="The form, such as text, markdown, pdf, docx or fhir.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write it here, not to standard output.")
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Also when it is not signed, marked as a draft.")] = False,
) -> None:
    """The signed note as a document."""
    answer = _ask(commands.Export(session=session, form=form, draft=draft))
    data = base64.b64decode(answer["data"])
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        from scribe.records.master_key import write_new

        write_new(output, data)


def _answer_for_safety(session: str, all_right: bool) -> None:
    """Show what nobody looked at, and mark as right what is said to be. StateError for the first that is not."""
    review = _ask(commands.Open(session=session))["snapshot"]["review"] or {"sections": [], "unanswered": []}
    there = [(section["title"], one) for section in review["sections"] for one in section["statements"]]
    waiting = [(title, one) for title, one in there if one["id"] in review["unanswered"]]
    for number, (title, one) in enumerate(waiting, 1):
        typer.echo(f"About safety, {number} of {len(waiting)}, in {title}: {one['text']}", err=True)
    for title, one in waiting:
        if not (all_right or (_somebody_answers() and typer.confirm(f"Right as it reads: {one['text']}", err=True))):
            raise StateError(
                f"{session}: not signed. About safety, and not answered for: {title} ({one['id']}).",
                "What is right as printed above is told with --safety-read; what is not is set right on a tablet.",
            )
        _ask(commands.Accept(session=session, statements=(one["id"],)))


def _somebody_answers() -> bool:
    return sys.stdin.isatty()


def _ask(command: commands.AnyCommand) -> Any:
    from scribe.asking import ask_desk

    return asyncio.run(ask_desk(load(), command))


def _say(answer: Any, as_json: bool, plain: str) -> None:
    print(json.dumps(answer, ensure_ascii=False) if as_json else plain)
