"""Every command; thin. Output for programs goes to standard output, talk to standard error."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Coroutine
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar

import typer

from scribe import __version__, people_cli, voice_cli
from scribe.clinic import cli as clinic_cli
from scribe.config import Settings, load
from scribe.errors import ScribeError
from scribe.keys_cli import keys_app
from scribe.note_cli import note_app
from scribe.private.cli import private_app
from scribe.records_cli import add_to as add_records
from scribe.retention_cli import retention_app
from scribe.room.memory import share_arenas

app = typer.Typer(
    help="Real-time ambient scribe for psychotherapy. Nothing leaves the room.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="The models that the daemon works with.", no_args_is_help=True)
app.add_typer(models_app, name="models")
app.add_typer(note_app, name="note")
app.add_typer(keys_app, name="keys")
app.add_typer(people_cli.app, name="people")
app.add_typer(voice_cli.app, name="voice")
app.add_typer(private_app, name="private")
app.add_typer(retention_app, name="retention")
app.add_typer(clinic_cli.app, name="clinic")
add_records(app)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
T = TypeVar("T")


def main() -> None:
    """Run a command. An error on purpose is one line and its exit code; anything else names a way to see more."""
    try:
        app()
    except BaseExceptionGroup as group:
        sys.exit(_first_error(group))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the last line of defence
        if os.environ.get("SCRIBE_DEBUG") and not isinstance(error, ScribeError):
            raise
        sys.exit(_told(error))


def _first_error(group: BaseExceptionGroup[BaseException]) -> int:
    """A TaskGroup wraps what went wrong in one of its tasks."""
    if os.environ.get("SCRIBE_DEBUG"):
        raise group
    error: BaseException = group.subgroup(ScribeError) or group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return _told(error)


def _told(error: BaseException) -> int:
    """A person never sees a traceback."""
    if isinstance(error, ScribeError):
        _say(f"scribe: {error}")
        return error.exit_status
    _say(f"scribe: internal error ({type(error).__name__}). Run again with SCRIBE_DEBUG=1 and report what it prints.")
    return 1


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print(value: Any, as_json: bool, plain: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if as_json else plain)


def _run(job: Coroutine[Any, Any, T]) -> T:
    share_arenas()
    return asyncio.run(job)


def _leave() -> NoReturn:
    """All is on the disk. A second hearing that is under way can't be interrupted, and nobody waits for it any more."""
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


@app.callback(invoke_without_command=True)
def _options(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit


@app.command()
def serve() -> None:
    """The room's daemon: what systemd runs."""
    from scribe.private.apart import apart
    from scribe.serve import serve as run

    settings = load()
    _run(run(settings, _say, apart(settings.home)))
    _leave()


@app.command()
def play(
    audio: Annotated[Path, typer.Argument(help="WAV, FLAC, Ogg or MP3.")],
    chart: Annotated[Path | None, typer.Option(help="What the record already knows (JSON).")] = None,
    actions: Annotated[Path | None, typer.Option(help="What the clinician touches meanwhile (JSON).")] = None,
    format: Annotated[str | None, typer.Option(help="Note format, e.g. DAP.")] = None,
    speed: Annotated[Literal["1", "max"], typer.Option(help="Real time, or as fast as possible.")] = "1",
    events: Annotated[Path | None, typer.Option(help="Write every event here, a line of JSON each.")] = None,
    note: Annotated[Path | None, typer.Option(help="Write the final note here (JSON).")] = None,
    engine: Annotated[Literal["outline", "ollama"] | None, typer.Option(help="Who words the note.")] = None,
    model: Annotated[str | None, typer.Option(help="Ollama model.")] = None,
    stay: Annotated[bool, typer.Option("--stay", help="Keep serving the page after the note is final.")] = False,
    as_json: Json = False,
) -> None:
    """The same daemon on a recording instead of the room; exits when the note is final."""
    from scribe.play import Job
    from scribe.play import play as run

    settings = _with_flags(load(), format, engine, model)
    job = Job(audio, chart, actions, events, note, speed, stay)
    report = _run(run(job, settings, _say, any_port="port" not in settings.gateway.model_fields_set))
    from scribe.export.text import render

    _print(report, as_json, render(report))


def _with_flags(settings: Settings, format: str | None, engine: str | None, model: str | None) -> Settings:
    notes = {key: value for key, value in (("format", format), ("engine", engine)) if value}
    ollama = {"model": model} if model else {}
    return settings.model_copy(
        update={
            "notes": settings.notes.model_copy(update=notes),
            "ollama": settings.ollama.model_copy(update=ollama),
        }
    )


@models_app.command("install")
def models_install() -> None:
    """Fetch, verify and build what is missing."""
    from scribe import models

    models.install_with_progress(load())


@models_app.command("check")
def models_check(as_json: Json = False) -> None:
    """Verify every model file again."""
    from scribe import models

    states = models.check(load())
    rows = [{"name": s.name, "ok": s.ok, "problem": s.problem} for s in states]
    _print(
        rows, as_json, "\n".join(f"{'ok     ' if s.ok else 'MISSING'} {s.name} {s.problem}".rstrip() for s in states)
    )
    if not all(s.ok for s in states):
        raise typer.Exit(3)


@app.command()
def pair(as_json: Json = False) -> None:
    """A one-time code to pair a tablet with the running daemon."""
    from scribe.gateway.control import ask

    answer = _run(ask(load().home, {"do": "pair"}))
    _print(answer, as_json, _pairing_card(answer))


def _pairing_card(answer: dict[str, Any]) -> str:
    import io

    import segno

    from scribe.gateway.pairing import address

    drawn = io.StringIO()
    fingerprint = answer["fingerprint"]
    segno.make(address(answer["url"], answer["code"], fingerprint)).terminal(drawn, compact=True)
    trust = f"\nNew tablet? First {answer['url']}/trust.html\nFingerprint: {fingerprint}" if fingerprint else ""
    return f"{drawn.getvalue()}\n{answer['url']}/\nPairing code: {answer['code']} (once, for two minutes){trust}"


@app.command()
def devices(as_json: Json = False) -> None:
    """The tablets and consoles that were paired with the running daemon."""
    from scribe.gateway.control import ask

    rows = _run(ask(load().home, {"do": "devices"}))["devices"]
    lines = [f"{r['id']:3}  {_pairing(r):7} {r['seen_at'] or '-':24} {r['name']}" for r in rows]
    _print(rows, as_json, "\n".join(lines) if lines else "No device was paired yet.")


def _pairing(row: dict[str, Any]) -> str:
    return "revoked" if row["revoked_at"] else "expired" if row["expired"] else "paired"


@app.command()
def revoke(
    device: Annotated[int, typer.Argument(help="Its number in `scribe devices`.")], as_json: Json = False
) -> None:
    """End a device's pairing: it is shut out at once."""
    from scribe.gateway.control import ask

    answer = _run(ask(load().home, {"do": "revoke", "device": device}))
    _print(answer, as_json, f"Device {device} is no longer paired.")


@app.command()
def sessions(as_json: Json = False) -> None:
    """The sessions in the store, newest first."""
    from scribe import reading

    rows = _run(reading.sessions(load()))
    lines = [
        f"{r['id']}  {r['state']:9} {r['started_at'] or '-':24} {r['format']:6} {r['client'] or '-'}" for r in rows
    ]
    _print(rows, as_json, "\n".join(lines) if lines else "No sessions yet.")


@app.command()
def formats(
    file: Annotated[Path | None, typer.Argument(help="Check this format file instead.")] = None, as_json: Json = False
) -> None:
    """The note formats there are, the clinic's own among them; with a file, whether it is one."""
    from scribe.notes.formats.catalogue import described, listed, read_format

    rows = [described(read_format(file))] if file else listed(load().notes.formats)
    _print(rows, as_json, "\n".join(f"{row['key']:16} {row['title']}. {row['about']}" for row in rows))


@app.command()
def verify(
    head: Annotated[str | None, typer.Option(help="SEQ:HASH from the log: shows rows that were cut off.")] = None,
    as_json: Json = False,
) -> None:
    """Check the store: pages, audit, events, signatures. Exit code 1 when something is wrong."""
    from scribe import reading

    findings = _run(reading.verify(load(), head))
    _print(findings, as_json, "\n".join(findings) if findings else "The store is intact.")
    if findings:
        raise typer.Exit(1)


@app.command()
def doctor(
    notes: Annotated[bool, typer.Option("--notes", help="Try each of Ollama's models for a minute instead.")] = False,
    as_json: Json = False,
) -> None:
    """What this machine has and lacks, with the next step for each; with --notes, how its language models write."""
    from scribe.doctor import examine, try_models

    if notes:
        import msgspec

        from scribe.notes.engines.self_test import table

        found = _run(try_models(load(), _say))
        _print([msgspec.to_builtins(trial) for trial in found], as_json, table(found))
        raise typer.Exit(0 if any(trial.good for trial in found) else 1)
    findings = _run(examine(load()))
    _print([asdict(finding) for finding in findings], as_json, "\n".join(map(str, findings)))
    if any(not f.ok and f.needed for f in findings):
        raise typer.Exit(3)


@app.command("install-service")
def install_service(
    room: Annotated[str, typer.Option(help="What the clinic calls this room.")],
    lan: Annotated[
        list[str] | None, typer.Option(help="The clinic's network, as 192.168.1.0/24; may be repeated.")
    ] = None,
    program: Annotated[Path | None, typer.Option(help="The installed `scribe`; the running one by default.")] = None,
    root: Annotated[Path, typer.Option(help="Write below this folder instead of the running system.")] = Path("/"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the files; write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Make this machine a room: systemd units, users, settings; each one checked."""
    from scribe.room import install, units

    files = units.files(units.room_name(room), units.networks(lan or ()), units.program(program))
    if dry_run:
        shown = "\n".join(f"# -- /{file.path}\n{file.text}" for file in files)
        _print([{"path": f"/{file.path}", "text": file.text} for file in files], as_json, shown)
        return
    findings = install.install(files, root)
    _print([asdict(finding) for finding in findings], as_json, "\n".join(map(str, findings)))
    if any(not finding.ok and finding.needed for finding in findings):
        raise typer.Exit(1)


@app.command()
def console(
    url: Annotated[str, typer.Option(help="The daemon's address.")] = "",
    code: Annotated[str, typer.Option(help="Pairing code; needed once.")] = "",
    person: Annotated[int, typer.Option(help="Your number in `scribe people list`; the PIN is asked for.")] = 0,
) -> None:
    """The live view in a terminal."""
    from clients.console.view import watch

    settings = load()
    unlock = (person, typer.prompt("PIN", hide_input=True)) if person else None
    _run(watch(url or f"ws://127.0.0.1:{settings.gateway.port}", code or None, settings.home, unlock=unlock))
