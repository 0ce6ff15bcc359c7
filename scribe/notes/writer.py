"""One session's evidence, risk and note, from utterances in order. Synchronous, deterministic, without I/O."""

import msgspec

from scribe.chart import Chart
from scribe.events import AnyEvent, Jotting, Redaction, Risk, Role, Section, Speaker, Statement, Utterance
from scribe.notes.candidates import Candidate
from scribe.notes.cues import Cues
from scribe.notes.encoder import SentenceEncoder
from scribe.notes.evidence import EvidenceBook
from scribe.notes.formats import NoteFormat
from scribe.notes.goals import GoalLinker
from scribe.notes.header import header, missing
from scribe.notes.lint import lint
from scribe.notes.live import LiveNote
from scribe.notes.naming import called, first_names
from scribe.notes.note import FinalNote, Heard, Timing
from scribe.notes.outline import candidates, sections, select
from scribe.notes.reading import Reader, Session
from scribe.notes.risk import mentions
from scribe.notes.risk_ledger import ledger
from scribe.notes.window import LiveWindow

SECONDS_A_MINUTE = 60.0


class _Read(msgspec.Struct, frozen=True):
    """One reading of everything heard so far."""

    session: Session
    found: list[Candidate]
    goals: dict[str, str]
    sections: tuple[Section, ...]
    risk: tuple[Risk, ...]


def _member(chart: Chart) -> str:
    """First name of the client whose note of a group session this is; '' for every other format."""
    return (chart.client or "").split(" ")[0] if chart.format == "group" else ""


class NoteWriter:
    def __init__(self, chart: Chart, format: NoteFormat, cues: Cues, encoder: SentenceEncoder | None) -> None:
        self._chart, self._format, self._cues = chart, format, cues
        self._reader = Reader(cues, member=_member(chart))
        self._linker = GoalLinker(chart, encoder)
        self._window = LiveWindow(self._reader, cues)
        self._evidence = EvidenceBook()
        self._live = LiveNote(format.key)
        self._heard: dict[str, Heard] = {}
        self._moved: dict[str, str] = {}
        """Utterance to the speaker that a Speaker event gave it, heard already or not."""
        self._labels: dict[str, tuple[Role, str | None]] = {}
        """Speaker to role and name."""
        self._redacted: set[str] = set()
        self._jottings: dict[str, Jotting] = {}
        self._risk: tuple[Risk, ...] = ()

    def hear(self, utterance: Utterance) -> list[AnyEvent]:
        """The Evidence, Risk and live Note events that a finished utterance causes. A struck one causes none."""
        if utterance.id in self._redacted or not utterance.text.strip():
            return []
        speaker = self._moved.get(utterance.id, utterance.speaker)
        role, name = self._labels.get(speaker, (utterance.role, None))
        told = utterance.role is Role.UNKNOWN or utterance.id in self._moved
        self._heard[utterance.id] = Heard(
            id=utterance.id,
            role=role if told else utterance.role,
            speaker=speaker,
            start=utterance.start,
            end=utterance.end,
            text=utterance.text,
            name=name,
        )
        return self._events()

    def speaker(self, change: Speaker) -> list[AnyEvent]:
        """These utterances belong to this speaker now; the speaker's other utterances take its role and name, too."""
        _, known = self._labels.get(change.speaker, (change.role, None))
        role, name = self._labels[change.speaker] = (change.role, change.name or known)
        self._moved.update(dict.fromkeys(change.utterances, change.speaker))
        for key, one in self._heard.items():
            if self._moved.get(key, one.speaker) == change.speaker:
                self._heard[key] = msgspec.structs.replace(one, speaker=change.speaker, role=role, name=name)
        return self._events()

    def redact(self, redaction: Redaction) -> list[AnyEvent]:
        """Drops the utterances and whatever rests on them; changed sections again."""
        self._redacted.update(redaction.utterances)
        for key in redaction.utterances:
            self._heard.pop(key, None)
        return self._events()

    def jot(self, jotting: Jotting) -> list[AnyEvent]:
        """The clinician's own observation: a statement of its own, in their words."""
        self._jottings[jotting.id] = jotting
        return self._events()

    def finish(self, timing: Timing) -> FinalNote:
        """The outline engine's note and what the clinician should know about it."""
        read = self._read(timing.heard_s / SECONDS_A_MINUTE)
        built = header(self._chart, timing)
        lacking = missing(built, read.sections, self._chart)
        findings = lint(read.sections, self._cues, self._format.word_limit(timing.heard_s / SECONDS_A_MINUTE))
        note = msgspec.structs.replace(self._live.final(read.sections), missing=lacking, lint=findings)
        return FinalNote(
            note=note,
            header=built,
            missing=lacking,
            lint=findings,
            risk=read.risk,
            heard=read.session.heard,
            evidence=self._evidence.all(read.found, read.goals),
            format=self._format,
        )

    def _events(self) -> list[AnyEvent]:
        """From the live window: the cost of one more utterance does not grow with the session."""
        heard = self._in_order()
        read = self._window.read(heard, first_names(self._chart), called(heard, self._chart))
        minutes = heard[-1].end / SECONDS_A_MINUTE if heard else 0.0
        goals = self._linker.link(read.found)
        built = self._built(read.found, goals, read.citable, minutes)
        entries = tuple(ledger(read.risk))
        risk = [entry for entry in entries if entry not in self._risk]
        self._risk = entries
        return [*risk, *self._evidence.update(read.found, goals), *self._live.update(built)]

    def _in_order(self) -> list[Heard]:
        return sorted(self._heard.values(), key=lambda one: (one.start, one.end))

    def _read(self, minutes: float) -> _Read:
        heard = self._in_order()
        session = self._reader.read(heard, first_names(self._chart), called(heard, self._chart))
        found_risk = mentions(session, self._cues)
        found = candidates(session, found_risk, self._cues)
        goals = self._linker.link(found)
        built = self._built(found, goals, frozenset(one.id for one in session.heard), minutes)
        return _Read(session, found, goals, built, tuple(ledger(found_risk)))

    def _built(
        self, found: list[Candidate], goals: dict[str, str], citable: frozenset[str], minutes: float
    ) -> tuple[Section, ...]:
        chosen = select(found, self._format.word_limit(minutes))
        return sections(chosen, self._format, goals, self._own(citable))

    def _own(self, citable: frozenset[str]) -> list[Statement]:
        """The clinician's own statements; one made near words that were struck since cites nothing."""
        return [
            Statement(
                id=jotting.id,
                text=jotting.text,
                kind="jotting",
                cites=(jotting.near,) if jotting.near in citable else (),
                flags=("observed",),
            )
            for jotting in self._jottings.values()
        ]
