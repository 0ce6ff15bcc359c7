"""A drafted note and a clinician at work on it, for the tests of review and signature."""

from typing import Any

from scribe import commands
from scribe import events as ev
from scribe.session import reviewing
from scribe.session.transcript import Transcript

NOW = "2026-03-02T10:00:00.000+00:00"


def statement(id: str, text: str = "", kind: str = "symptom", cites: tuple[str, ...] = ("u1",)) -> ev.Statement:
    return ev.Statement(id=id, text=text or f"The words of {id}.", kind=kind, cites=cites)


def note(*statements: ev.Statement, engine: str = "outline", key: str = "data", revision: int = 1) -> ev.Note:
    """A final note: these statements in one section, and an empty plan."""
    sections = (
        ev.Section(key=key, title=key.title(), statements=statements),
        ev.Section(key="plan", title="Plan", statements=()),
    )
    return ev.Note(revision=revision, final=True, engine=engine, format="DAP", sections=sections)


DRAFT: tuple[ev.AnyEvent, ...] = (
    ev.Session(state=ev.SessionState.CREATED, room="room 2"),
    ev.Session(state=ev.SessionState.LIVE, room="room 2"),
    ev.Utterance(id="u1", speaker="S1", role=ev.Role.CLIENT, start=0.0, end=2.0, text="I sleep badly.", confidence=0.9),
    ev.Session(state=ev.SessionState.ENDED, room="room 2"),
    note(statement("a"), statement("b"), statement("r", kind="risk")),
    ev.Session(state=ev.SessionState.DRAFT, room="room 2"),
)
"""A session up to its draft: statements a and b, and r of risk."""

ANSWERED = ev.Decision(statement="r", verdict=ev.Verdict.ACCEPTED, author="tablet", made_at=NOW)
"""What was said about safety was looked at: now it can be signed."""


def folded(*events: ev.AnyEvent) -> Transcript:
    transcript = Transcript()
    for event in events:
        transcript.apply(event)
    return transcript


def drafted() -> Transcript:
    return folded(*DRAFT)


def do(transcript: Transcript, *asked: commands.ReviewCommand) -> Transcript:
    for command in asked:
        for event in reviewing.events(transcript, command, "tablet", NOW):
            transcript.apply(event)
    return transcript


def shown(transcript: Transcript, key: str = "data") -> list[str]:
    """How the statements of a section read."""
    return [one.text for one in transcript.review.sections[key].statements]


def one(transcript: Transcript, id: str) -> Any:
    found = transcript.review.find(id)
    assert found is not None
    return found
