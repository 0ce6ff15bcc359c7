"""The tablet's page before a scripted session: the real gateway, the real page, an invented talk."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from playwright.async_api import Browser

from scribe import commands, resources
from scribe import events as ev
from scribe.audio.network import NetworkSource
from scribe.chart import Chart, Goal, Participant
from scribe.config import GatewaySettings
from scribe.errors import StateError
from scribe.gateway.apart import NewApart
from scribe.gateway.palette import read_palette
from scribe.gateway.passkeys import Passkeys
from scribe.gateway.people import People
from scribe.gateway.server import Gateway
from scribe.practice.brief import brief
from scribe.practice.topics import topics
from scribe.records.recent import Recent
from scribe.session import righting, strike
from scribe.session.jotting import jotted
from scribe.session.log import SessionLog
from scribe.session.machine import OPEN, Transition
from scribe.session.transcript import Transcript
from tests.gateway.room import TABLET, MemoryDevices
from tests.gateway.scripted import ScriptedHost, section
from tests.journeys import desk
from tests.journeys.browser import LANDSCAPE, Cable, Tablet, tablet
from tests.practice.pasts import past

MISSING = ev.Missing(element="diagnosis", text="No diagnosis is in the chart.")
FINDING = ev.Finding(
    rule="vague",
    text="“a little better”: how much?",
    why="A measure can be compared.",
    statement="st3",
    fix="Client used the worry time on three evenings.",
)
WHOLE = ev.Finding(rule="necessity", text="No impairment is named.", why="Medical necessity rests on it.")


class Host(ScriptedHost):
    """A scripted session that also takes marks, observations, names and strikes of a passage, as the daemon does."""

    hears = "room"
    recent: tuple[Recent, ...] = ()
    """Who was here before."""
    earlier: tuple[dict[str, Any], ...] = (desk.EARLIER,)
    """Rows of sessions before this one."""
    elsewhere: list[dict[str, Any]] | None = None
    """What the clinic's rooms signed of any client; None: there are no other rooms."""
    brief: dict[str, Any] = brief([], Chart())
    """What the client's earlier notes say."""
    meets: Callable[[commands.AnyCommand], Awaitable[None]] | None = None
    """Every command meets this first: it may wait, or raise what the room would."""

    def __init__(self) -> None:
        super().__init__()
        self.source = NetworkSource()
        self.taken: list[bytes] = []
        self.logs: dict[str, SessionLog] = {}

    async def hear(self, number: int, pcm: bytes) -> int:
        if self.hears != "tablet":
            raise StateError("This room does not hear through a tablet.")
        before = self.source.wanted
        wanted = self.source.offer(number, pcm)
        if wanted != before:
            self.taken.append(pcm)
        return wanted

    async def do(self, command: commands.AnyCommand, by: str) -> Mapping[str, Any]:
        if self.meets:
            await self.meets(command)
        match command:
            case commands.Recent():
                clients = msgspec.to_builtins(self.recent)
                return {"clients": clients, "note_format": "DAP", "clinic": self.elsewhere is not None}
            case commands.History():
                self.done.append((command, by))
                return {"notes": self.elsewhere}
            case commands.Brief():
                return {"brief": msgspec.to_builtins(self.brief)}
            case commands.Formats():
                return desk.FORMATS
            case commands.Name() | commands.Assign() | commands.Correct() if command.session not in (
                "",
                self.in_session,
            ):
                self.done.append((command, by))
                log = self.log_of(command.session)
                await log.append(righted(log.transcript, command, by))
                return {"session": log.session}
            case commands.DeskCommand() | commands.Sessions():
                self.done.append((command, by))
                return await desk.do(self.log_of(getattr(command, "session", "")), command, by, self.earlier)
            case commands.Mark():
                await self.jot(by, "", "mark")
            case commands.Jot():
                await self.jot(by, command.text, command.kind, command.section, command.key)
            case commands.Name():
                await self.name(command)
            case commands.Assign():
                await self.assign(command)
            case commands.Correct():
                await self.log.append(ev.Correction(utterance=command.utterance, text=command.text, author=by))
            case commands.Strike(span=(start, end)):
                self.done.append((command, by))
                struck = strike.covered(self.log.transcript.said.values(), [(start, end)])
                await self.log.append(ev.Redaction(utterances=struck, reason="struck"))
                return {"state": self.state.state}
        return await super().do(command, by)

    async def start(self, consents: tuple[commands.ConsentGiven, ...] = ()) -> None:
        await super().start(consents)
        self.logs[self.log.session] = self.log

    def log_of(self, session: str) -> SessionLog:
        """Of a session that was heard here, or of the one that is current."""
        return self.logs.get(session, self.log)

    @property
    def in_session(self) -> str:
        """The session that is heard."""
        return self.log.session if self.current and self.state.state in OPEN else ""

    async def jot(self, author: str, text: str, kind: str, section: str | None = None, key: str = "") -> None:
        await jotted(self.log, author, text, kind, section, key)

    async def name(self, command: commands.Name) -> None:
        theirs = tuple(s.id for s in self.log.transcript.said.values() if s.speaker == command.speaker)
        named = ev.Speaker(speaker=command.speaker, role=command.role, name=command.name, utterances=theirs)
        await self.log.append(named)

    async def assign(self, command: commands.Assign) -> None:
        role = next(s.role for s in self.log.transcript.said.values() if s.speaker == command.speaker)
        await self.log.append(ev.Speaker(speaker=command.speaker, role=role, utterances=command.utterances))

    async def write_note(self) -> None:
        sections = tuple(section(key, self.heard) for key in ("data", "assessment", "plan"))
        note = ev.Note(
            revision=99,
            final=True,
            engine="outline",
            format="DAP",
            sections=sections,
            missing=(MISSING,),
            lint=(FINDING, WHOLE),
        )
        await self.log.append(note)
        await self.change(Transition.DRAFTED)

    def health(self) -> Mapping[str, Any]:
        return {"ok": True, "hears": self.hears}

    def asked(self) -> list[str]:
        """What was asked of it, in order."""
        return [type(command).__name__.lower() for command, _ in self.done]


def righted(transcript: Transcript, command: commands.RightingCommand, by: str) -> ev.AnyEvent:
    match command:
        case commands.Name():
            return righting.naming(transcript, command.speaker, command.role, command.name, by)
        case commands.Assign():
            return righting.assignment(transcript, command.utterances, command.speaker, by)
        case commands.Correct():
            return righting.correction(transcript, command.utterance, command.text, by)


NOTES = [
    past(1, ("measure", "PHQ-9 was 14, GAD-7 was 12."), ("risk", "Denied thoughts of suicide when asked."), goal="g2"),
    past(5, ("measure", "PHQ-9 was 11; GAD-7 was 13."), ("homework", "Worry time on five evenings."), goal="g1"),
    past(
        12,
        ("measure", "PHQ-9 was 8."),
        ("symptom", "Sleeping badly again."),
        ("homework_review", "Kept worry time on three evenings."),
        goal="g1",
    ),
    past(19, ("symptom", "Sleeping about five hours."), ("stressor", "A review at work is coming."), goal="g1"),
]
GOALS = (Goal(id="g1", text="Sleep six hours"), Goal(id="g2", text="Speak up in the team meeting"))


@dataclass
class Stage:
    host: Host
    gateway: Gateway
    browser: Browser

    @asynccontextmanager
    async def tablet(
        self,
        size: tuple[int, int] = LANDSCAPE,
        scheme: Literal["light", "dark"] = "light",
        cable: Cable | None = None,
    ) -> AsyncIterator[Tablet]:
        """A tablet that was paired by opening the address with the code in it."""
        async with tablet(self.browser, size, scheme) as held:
            url = f"http://{cable.host}" if cable else self.gateway.url
            await held.page.goto(f"{url}/#{self.gateway.new_pairing_code()}")
            await held.page.locator("main:not(.pair)").wait_for()
            yield held

    @property
    def port(self) -> int:
        return int(self.gateway.url.rpartition(":")[2])


@asynccontextmanager
async def stage(
    browser: Browser,
    cable: Cable | None = None,
    people: People | None = None,
    apart: NewApart | None = None,
    passkeys: Passkeys | None = None,
) -> AsyncIterator[Stage]:
    """With a cable, tablets may come through it; with people, each needs a PIN; `apart`: there are private notes."""
    host = Host()
    settings = GatewaySettings(port=0, allowed_hosts=(cable.host,) if cable else ())
    palette = read_palette(resources.config("observations.toml"))
    async with Gateway(
        settings, host, MemoryDevices(), TABLET, palette=palette, people=people, apart=apart, passkeys=passkeys
    ) as gateway:
        if cable:
            cable.target = int(gateway.url.rpartition(":")[2])
        yield Stage(host, gateway, browser)


def known(at: Stage) -> None:
    """Two clients were here before, and have notes."""
    at.host.recent = tuple(
        Recent(
            client=name,
            clinician="Marian Cole",
            participants=(Participant(name=name, role=ev.Role.CLIENT),),
            format="individual",
            modality="in person",
            note_format="DAP",
        )
        for name in ("Rowan", "Kim")
    )
    at.host.brief = brief(NOTES, Chart(goals=GOALS), topics())
