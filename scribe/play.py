"""`scribe play`: the daemon on a recording instead of the room. Ends when the note is final."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Literal

from scribe import commands
from scribe import events as ev
from scribe.audio.frame import RATE
from scribe.audio.recording import Cue, Recording
from scribe.chart import Action, Chart, read_actions, read_chart
from scribe.config import Settings
from scribe.daemon import Daemon
from scribe.errors import UsageError
from scribe.notes.formats.catalogue import load_format
from scribe.session.log import SessionLog
from scribe.session.obeying import obey

Say = Callable[[str], None]
"""Tells the person at the terminal."""

CONSENT_PURPOSE = "Playing an existing recording; the operator vouches for the participants' consent."

HASH_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """What the command line asked for."""

    audio: Path
    chart: Path | None = None
    actions: Path | None = None
    events: Path | None = None
    note: Path | None = None
    speed: Literal["1", "max"] = "1"
    stay: bool = False

    def recording(self, settings: Settings, *, start: int = 0, cues: Sequence[Cue] = ()) -> Recording:
        separate = settings.audio.channels == "separate"
        return Recording(self.audio, speed=self.speed, start=start, cues=cues, separate=separate)


async def play(job: Job, settings: Settings, say: Say, *, any_port: bool) -> dict[str, Any]:
    """Play the recording to its final note, which is returned. Everything wrong with the input is raised first."""
    chart = read_chart(job.chart) if job.chart else Chart()
    actions = read_actions(job.actions) if job.actions else ()
    load_format(settings.notes.format, settings.notes.formats)
    await Recording(job.audio, speed=job.speed).close()
    played = {"kind": "recording", "name": job.audio.name, "sha256": await asyncio.to_thread(digest, job.audio)}
    with _output(job.events) as events:
        async with Daemon(settings, any_port=any_port, code_life_s=None) as daemon:
            say(f"Tablet: {daemon.gateway.url}/   pairing code: {daemon.gateway.new_pairing_code()}")
            daemon.on_session(partial(_record, events))
            report = await _take_up(daemon, job, played, actions) or await _begin(daemon, job, chart, played, actions)
            if job.note:
                job.note.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            if job.stay:
                say("The note is final. Press Ctrl+C to leave.")
                await asyncio.Event().wait()
    return report


async def _begin(
    daemon: Daemon, job: Job, chart: Chart, played: dict[str, Any], actions: Sequence[Action]
) -> dict[str, Any]:
    recording = job.recording(daemon.settings, cues=cues(daemon, actions, 0))
    consents = tuple(
        commands.ConsentGiven(name=p.name, role=p.role, purpose=CONSENT_PURPOSE, how="recording")
        for p in chart.participants
    )
    paced = job.speed == "1"
    return await await_task(daemon.sessions.begin(recording, chart, consents, played=played, paced=paced))


async def _take_up(
    daemon: Daemon, job: Job, played: dict[str, Any], actions: Sequence[Action]
) -> dict[str, Any] | None:
    """Go on with this recording where a crash cut it off; finish another interrupted session first."""
    row = await daemon.sessions.interrupted()
    if row is None:
        return None
    if (row.source or {}).get("sha256") != played["sha256"] or row.state == ev.SessionState.ENDED:
        report = await await_task(daemon.sessions.finish_interrupted(row))
        return report if (row.source or {}).get("sha256") == played["sha256"] else None

    def rest(start: int) -> Recording:
        return job.recording(daemon.settings, start=start, cues=cues(daemon, actions, start))

    reason = "The session was interrupted and goes on where it was cut off."
    return await await_task(daemon.sessions.go_on(row, rest, reason=reason, paced=job.speed == "1"))


async def await_task(starting: "Awaitable[asyncio.Task[dict[str, Any]]]") -> dict[str, Any]:
    return await (await starting)


def cues(daemon: Daemon, actions: Sequence[Action], start: int) -> tuple[Cue, ...]:
    """What the clinician touches, as moments of the recording after sample `start`."""

    async def touch(action: Action) -> None:
        live = daemon.live
        if live is None:
            raise UsageError(f"No session is being heard at {action.at} s.")
        await obey(live, _command(action), "clinician")

    return tuple(Cue(a.at, partial(touch, a)) for a in sorted(actions, key=lambda a: a.at) if a.at * RATE >= start)


def _command(action: Action) -> commands.LiveCommand:
    match action.do:
        case "pause":
            return commands.Pause()
        case "resume":
            return commands.Resume()
        case "strike":
            return commands.Strike(span=action.span)
        case "mark":
            return commands.Mark()


def _output(path: Path | None) -> "EventsFile":
    return EventsFile(path)


class EventsFile:
    """`--events FILE`: every announced event as a line of JSON, written as it happens."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "EventsFile":
        if self._path:
            try:
                self._file = self._path.open("wb")
            except OSError as error:
                raise UsageError(f"{self._path}: {error.strerror}.", "Check --events.") from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def write(self, event: ev.AnyEvent) -> None:
        if self._file:
            self._file.write(ev.encode(event) + b"\n")
            self._file.flush()


def _record(file: EventsFile, log: SessionLog) -> None:
    """A session taken up after a crash begins with what is in its log already."""
    for event in log.since(0):
        file.write(event)
    log.attach(file.write)


def digest(path: Path) -> str:
    """SHA-256 of a file, so that the same recording is known again after a crash."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(HASH_BLOCK):
            whole.update(block)
    return whole.hexdigest()
