"""A short invented session, event by event, and a host that plays it and obeys the tablet as the daemon would."""

import asyncio
from collections.abc import Mapping
from typing import Any

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError
from scribe.session import strike
from scribe.session.log import SessionLog
from scribe.session.machine import Transition, after, missing_consent
from tests.gateway.room import FakeHost, forget

TALK = [
    ("S1", ev.Role.THERAPIST, "Good to see you again, Rowan. How has the week been since we last met?"),
    ("S2", ev.Role.CLIENT, "Up and down. I slept badly again, maybe four hours on most nights."),
    ("S2", ev.Role.CLIENT, "I lie there and go over everything I said at work, and then it is two in the morning."),
    ("S1", ev.Role.THERAPIST, "And the worry time we tried, fifteen minutes after dinner. Did you get to it?"),
    ("S2", ev.Role.CLIENT, "On three evenings, yes. Those nights were a little better, actually."),
    ("S1", ev.Role.THERAPIST, "That is worth noticing. Have you had any thoughts of not wanting to be alive?"),
    ("S2", ev.Role.CLIENT, "No. Nothing like that. I just get so tired of my own head."),
    ("S1", ev.Role.THERAPIST, "Let us look at one of those thoughts together and write down what speaks against it."),
    ("S2", ev.Role.CLIENT, "All right. The one about my manager, then. That she is only waiting to let me go."),
    (
        "S1",
        ev.Role.THERAPIST,
        "For next week: keep the worry time, five evenings, and bring one thought record with you.",
    ),
]

STATEMENTS = {
    2: ("data", "st1", "Client reported sleeping about four hours on most nights.", ("u2",)),
    3: ("data", "st2", "Client described going over conversations at work until two in the morning.", ("u3",)),
    5: (
        "data",
        "st3",
        "Client used the planned worry time on three evenings; those nights were a little better.",
        ("u4", "u5"),
    ),
    7: ("data", "st4", "Client denied thoughts of not wanting to be alive when asked.", ("u6", "u7")),
    8: ("assessment", "st5", "Therapist used cognitive restructuring on a recurring thought about work.", ("u8", "u9")),
    10: ("plan", "st6", "Client to keep the worry time on five evenings and bring one thought record.", ("u10",)),
}
TITLES = {"data": "Data", "assessment": "Assessment", "plan": "Plan"}


def word_by_word(number: int) -> list[ev.AnyEvent]:
    """An utterance as it is heard: drafts, words in two portions, and the whole."""
    speaker, role, text = TALK[number - 1]
    spoken, start = text.split(), number * 6.0
    words = tuple(
        ev.Word(text=w, start=start + i * 0.3, end=start + i * 0.3 + 0.28, p=0.9) for i, w in enumerate(spoken)
    )
    half, id = len(words) // 2, f"u{number}"
    end = words[-1].end

    def draft(part: list[str]) -> ev.Draft:
        return ev.Draft(utterance=id, speaker=speaker, text=" ".join(part), start=start, end=end)

    return [
        draft(spoken[:3]),
        draft(spoken[: half + 2]),
        ev.Words(utterance=id, speaker=speaker, words=words[:half]),
        draft(spoken[half:]),
        ev.Words(utterance=id, speaker=speaker, words=words[half:]),
        ev.Utterance(id=id, speaker=speaker, role=role, start=start, end=end, text=text, confidence=0.9),
    ]


def section(key: str, upto: int) -> ev.Section:
    mine = [
        ev.Statement(id=id, text=text, kind="risk" if "denied" in text else "symptom", cites=cites)
        for number, (where, id, text, cites) in STATEMENTS.items()
        if where == key and number <= upto
    ]
    return ev.Section(key=key, title=TITLES[key], statements=tuple(mine))


def after_utterance(number: int) -> list[ev.AnyEvent]:
    """What the note makes of it."""
    made: list[ev.AnyEvent] = []
    if number in (6, 7):
        status = ev.RiskStatus.ASKED if number == 6 else ev.RiskStatus.DENIED
        used = ("u6",) if number == 6 else ("u6", "u7")
        made.append(
            ev.Risk(kind=ev.RiskKind.SUICIDAL_IDEATION, status=status, utterances=used, text=TALK[number - 1][2])
        )
    if number in STATEMENTS:
        changed = section(STATEMENTS[number][0], number)
        made.append(ev.Note(revision=number, final=False, engine="outline", format="DAP", sections=(changed,)))
    return made


class ScriptedHost(FakeHost):
    """Plays TALK when told to; obeys start, pause, resume, strike and stop."""

    room = "Room 2"

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.at = 0.0

    async def do(self, command: commands.AnyCommand, by: str) -> Mapping[str, Any]:
        self.done.append((command, by))
        match command:
            case commands.Start():
                without = missing_consent(command.chart.participants, command.consents)
                if without and command.hears:
                    raise StateError(f"No consent from {', '.join(without)}.")
                await (self.start(command.consents) if command.hears else self.write())
            case commands.Pause():
                await self.change(Transition.PAUSE)
            case commands.Resume():
                await self.change(Transition.RESUME)
            case commands.Strike():
                await self.strike(command.last_s or 0.0)
            case commands.Stop():
                await self.change(Transition.STOP)
                await self.write_note()
            case _:
                pass
        return {"state": self.state.state}

    @property
    def log(self) -> SessionLog:
        assert self.current
        return self.current

    @property
    def state(self) -> ev.Session:
        assert self.log.transcript.state
        return self.log.transcript.state

    async def start(self, consents: tuple[commands.ConsentGiven, ...] = ()) -> None:
        self.heard, self.at = 0, 0.0
        self.current = SessionLog(f"session-{next(self._numbers)}", forget, lambda: self.at)
        for callback in self._callbacks:
            callback(self.current)
        given = [
            ev.Consent(name=c.name, role=c.role, purpose=c.purpose, how=c.how, given_at="2026-03-12T14:00:00Z")
            for c in consents
        ]
        created = ev.Session(state=ev.SessionState.CREATED, room=self.room, modality="in person")
        live = ev.Session(
            state=ev.SessionState.LIVE, room=self.room, modality="in person", started_at="2026-03-12T14:00:00.000+00:00"
        )
        await self.log.append(created, *given, live)

    async def write(self) -> None:
        """A session that nobody hears."""
        self.heard = 0
        self.current = SessionLog(f"session-{next(self._numbers)}", forget, lambda: self.at)
        for callback in self._callbacks:
            callback(self.current)
        await self.log.append(ev.Session(state=ev.SessionState.CREATED, room=self.room))
        await self.change(Transition.WRITE)

    async def change(self, transition: Transition) -> None:
        state = after(self.state.state, transition)
        ended = "2026-03-12T14:50:12.000+00:00" if state == ev.SessionState.ENDED else None
        changed = ev.Session(
            state=state, room=self.room, modality="in person", started_at=self.state.started_at, ended_at=ended
        )
        await self.log.append(changed)

    async def strike(self, last_s: float) -> None:
        struck = strike.covered(self.log.transcript.said.values(), [(self.at - last_s, self.at)])
        if struck:
            await self.log.append(ev.Redaction(utterances=struck, reason="struck"))

    async def hear_on(self, utterances: int = 1, pace_s: float = 0.0) -> None:
        """The next utterances of TALK."""
        for _ in range(utterances):
            self.heard += 1
            for event in [*word_by_word(self.heard), *after_utterance(self.heard)]:
                self.at = max(self.at, getattr(event, "end", self.at))
                await self.tell(event)
                self.log.tell(ev.Level(dbfs=-24.0, speech=True))
                await asyncio.sleep(pace_s)

    async def tell(self, event: ev.AnyEvent) -> None:
        if isinstance(event, ev.Draft | ev.Level):
            self.log.tell(event)
        else:
            await self.log.append(event)

    async def write_note(self) -> None:
        sections = tuple(section(key, self.heard) for key in TITLES)
        await self.log.append(ev.Note(revision=99, final=True, engine="outline", format="DAP", sections=sections))
        await self.change(Transition.DRAFTED)
