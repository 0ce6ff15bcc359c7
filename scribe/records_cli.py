"""Backup, bulk export, clients, briefs, search on the command line; thin. `retention_cli` does destruction."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from scribe.config import load
from scribe.errors import UsageError
from scribe.wall_clock import today

bulk_app = typer.Typer(help="Everything in the record as plain files, and back.", no_args_is_help=True)
client_app = typer.Typer(help="Clients: what the record knows of each.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ClientName = Annotated[str, typer.Argument(help="The client's name, as in `scribe client list`.")]
Folder = Annotated[Path, typer.Argument(help="A folder.")]


def add_to(app: typer.Typer) -> None:
    """The commands of this file, at the program's top."""
    app.add_typer(bulk_app, name="bulk")
    app.add_typer(client_app, name="client")
    for command in (backup, restore, search, practice):
        app.command()(command)


def backup(file: Annotated[Path, typer.Argument(help="A new file.")], as_json: Json = False) -> None:
    """A verified backup of the record, encrypted as it is, while the daemon runs. It holds no sound and no bare key."""
    from scribe import keeping

    manifest = asyncio.run(keeping.backup(load(), file))
    _print(manifest, as_json, f"{file}: the record as of {manifest['made_at']}.")
    if "recovery.json" not in manifest["sha256"] and "key.json" not in manifest["sha256"]:
        print(
            "The backup opens with this device's key only. Make a recovery code: scribe keys recovery.", file=sys.stderr
        )


def restore(file: Annotated[Path, typer.Argument(help="What `scribe backup` wrote.")], as_json: Json = False) -> None:
    """Put a backup into an empty SCRIBE_HOME, on this machine or another one."""
    from scribe import keeping

    answer = asyncio.run(keeping.restore(load(), file))
    _print(answer, as_json, answer["text"])


def search(
    words: Annotated[str, typer.Argument(help="All of them must be in the note.")],
    limit: Annotated[int, typer.Option(help="How many notes at most.")] = 20,
    as_json: Json = False,
) -> None:
    """Find notes by their words."""
    from scribe import keeping

    rows = asyncio.run(keeping.search(load(), words, limit))
    _print(rows, as_json, "\n".join(f"{r['session']}  {r['text']}" for r in rows) or "Nothing found.")


def practice(
    first: Annotated[str, typer.Argument(help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Argument(help="Last day, YYYY-MM-DD.")],
    baseline: Annotated[float | None, typer.Option(help="Minutes a note took you before.")] = None,
    as_json: Json = False,
) -> None:
    """A period for an auditor: what notes lack, when they were signed, minutes and CPT time ranges, repeated text."""
    from scribe import keeping

    found = asyncio.run(keeping.practice(load(), first, last, baseline))
    lines = [
        f"{n['date']}  {n['session']}  {_minutes(n['face_to_face_minutes']):>3} min  {n['cpt'] or '-':5}"
        f"  {'signed' if n['signed_at'] else 'UNSIGNED':8}  lacks: {', '.join(n['missing']) or '-'}"
        for n in found["notes"]
    ]
    head = f"{found['sessions']} sessions, {found['unsigned']} unsigned, {found['lacking']} lack something."
    _print(found, as_json, "\n".join([head, *lines]))


@bulk_app.command("export")
def bulk_export(folder: Folder, as_json: Json = False) -> None:
    """Write every session, event, note, signature, client and audit row, unencrypted, into a new folder."""
    from scribe import keeping

    count = asyncio.run(keeping.bulk_export(load(), folder))
    _print({"sessions": count}, as_json, f"{folder}: {count} sessions, unencrypted. Guard them.")


@bulk_app.command("import")
def bulk_import(folder: Folder, as_json: Json = False) -> None:
    """Take in what `scribe bulk export` wrote; sessions that are there already stay as they are."""
    from scribe import keeping

    taken, known = asyncio.run(keeping.bulk_import(load(), folder))
    _print({"taken": taken, "known": known}, as_json, f"{taken} sessions were taken in, {known} were there.")


@client_app.command("list")
def client_list(as_json: Json = False) -> None:
    """Everybody the record names."""
    from scribe import keeping

    names = asyncio.run(keeping.clients(load()))
    _print(names, as_json, "\n".join(names) or "No clients yet.")


@client_app.command("show")
def client_show(name: ClientName, as_json: Json = False) -> None:
    """Birth date, jurisdiction, episodes, diagnoses, plan, holds, and their sessions."""
    from scribe import keeping

    found = asyncio.run(keeping.client(load(), name))
    _print(found, as_json, json.dumps(found, ensure_ascii=False, indent=1))


@client_app.command("set")
def client_set(file: Annotated[Path, typer.Argument(help="JSON, as `scribe client show --json` prints.")]) -> None:
    """Replace what the record knows of a client."""
    from scribe import keeping

    print(f"{asyncio.run(keeping.set_client(load(), file))} is stored.")


@client_app.command("brief")
def client_brief(name: ClientName, as_json: Json = False) -> None:
    """Before a session: last themes, homework and its outcome, measures, risks, goals not touched lately."""
    from scribe import keeping

    found = asyncio.run(keeping.brief(load(), name))
    _print(found, as_json, _brief_text(found))


@client_app.command("lines")
def client_lines(name: ClientName, as_json: Json = False) -> None:
    """Over time: measures, symptoms, and what was noted of each goal."""
    from scribe import keeping

    found = asyncio.run(keeping.lines(load(), name))
    _print(found, as_json, _lines_text(found))


@client_app.command("reviews")
def client_reviews(as_json: Json = False) -> None:
    """Treatment plans whose review is overdue, or due within 30 days."""
    from scribe import keeping

    rows = asyncio.run(keeping.plan_reviews(load(), today()))
    lines = [f"{r['review_due']}  {'OVERDUE' if r['overdue'] else 'soon':8}  {r['client']}" for r in rows]
    _print(rows, as_json, "\n".join(lines) or "No plan is to be reviewed soon.")


@client_app.command("codes")
def client_codes(
    words: Annotated[str, typer.Argument(help="The beginning of a code, or words of its title.")], as_json: Json = False
) -> None:
    """Look up a diagnosis in the bundled ICD-10-CM list. Any other code may be used as well."""
    from scribe.practice import diagnoses

    found = diagnoses.find(words, diagnoses.load())
    _print(found, as_json, "\n".join(f"{code:8} {title}" for code, title in found.items()) or "Not in the list.")


@client_app.command("access")
def client_access(
    name: ClientName,
    folder: Folder,
    disclosure: Annotated[str, typer.Option(help="To whom, if not the client.")] = "",
    consent: Annotated[
        str, typer.Option(help="The client's written consent to a disclosure: when it was signed, and for what.")
    ] = "",
    as_json: Json = False,
) -> None:
    """A client's access request: the designated record set in one folder, with what is withheld and why."""
    from scribe import disclosing

    if consent and not disclosure:
        raise UsageError("A consent belongs to a disclosure.", "Say to whom: --disclosure NAME.")
    made = asyncio.run(
        disclosing.disclose(load(), name, folder, disclosure, consent)
        if disclosure
        else disclosing.access(load(), name, folder)
    )
    others = f" Not in it: the record of {', '.join(made['other_spellings'])}." if made["other_spellings"] else ""
    _print(made, as_json, f"{folder}: {len(made['notes'])} notes; withheld: {len(made['withheld'])}.{others}")


def _minutes(known: int | None) -> str:
    return "-" if known is None else str(known)


def _lines_text(found: dict[str, Any]) -> str:
    blocks = [
        "\n".join([name, *(f"  {p['date']}  {p['value']:g}  [{p['session']}]" for p in points)])
        for name, points in found["measures"].items()
    ]
    blocks += [
        "\n".join([name, *(f"  {p['date']}  {'; '.join(p['texts'])}  [{p['session']}]" for p in points)])
        for name, points in found["symptoms"].items()
    ]
    for goal in found["goals"]:
        points = [f"  {p['date']}  {_touched(p)}  [{p['session']}]" for p in goal["points"]]
        blocks.append("\n".join([f"Goal: {goal['text']}", *(points or ["  nothing noted"])]))
    return "\n\n".join(blocks) or "No note yet."


def _touched(point: dict[str, Any]) -> str:
    return "; ".join(point["progress"]) or f"statements: {point['statements']}"


def _brief_text(found: dict[str, Any]) -> str:
    blocks = []
    for key in ("themes", "homework", "homework_outcome", "risks", "medication"):
        lines = [f"  {line['text']}  [{line['date']} {line['session']}]" for line in found[key]]
        blocks += ["\n".join([key.replace("_", " ").capitalize(), *lines])] if lines else []
    for name, line in found["measures"].items():
        blocks.append(f"{name}: " + " → ".join(f"{point['value']:g}" for point in line))
    quiet = [f"  {goal['text']}" for goal in found["goals"] if goal["quiet"]]
    blocks += ["\n".join(["Not touched lately", *quiet])] if quiet else []
    if found["plan_review_due"]:
        blocks.append(f"Plan to be reviewed by {found['plan_review_due']}")
    return "\n\n".join(blocks) or "No earlier note."


def _print(value: Any, as_json: bool, plain: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else plain)
