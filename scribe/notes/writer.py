"""One session's evidence, risk and note, from utterances in order. Synchronous, deterministic, without I/O."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from scribe.chart import Chart
from scribe.events import (
    AnyEvent,
    Correction,
    Jotting,
    Redaction,
    Renewal,
    Revision,
    Risk,
    Role,
    Speaker,
    Split,
    Statement,
    Utterance,
)
from scribe.notes.checking.goals import GoalLinker
from scribe.notes.formats.catalogue import NoteFormat
from scribe.notes.formats.layout import lay
from scribe.notes.language.charted import as_charted, medicines
from scribe.notes.language.cues import Cues
from scribe.notes.language.phrasing import proper_names
from scribe.notes.live import LiveNote
from scribe.notes.note import Earlier, FinalNote, Heard, Material, Timing
from scribe.notes.reading.candidates import Candidate
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.notes.reading.passages import Meanings
from scribe.notes.reading.reader import Reader
from scribe.notes.reading.risk_questions import RiskQuestions
from scribe.notes.reading.worth import Worth
from scribe.notes.relaying import judged, minutes_of
from scribe.notes.risk.finding import mentions
from scribe.notes.risk.ledger import ledger, withdrawn
from scribe.notes.telling.evidence import EvidenceBook
from scribe.notes.telling.joining import joined, shared_goals
from scribe.notes.telling.naming import called, first_names
from scribe.notes.telling.outline import candidates
from scribe.notes.window import LiveWindow, Reading

SECONDS_A_MINUTE = 60.0


MENTAL_STATUS = "mental_status"
"""Kind of a jotting that was tapped as mental status ('Affect: flat'); every other kind is a plain jotting."""


def _member(chart: Chart) -> str:
    """First name of the client whose note of a group session this is; '' for every other format."""
    return (chart.client or "").split(" ")[0] if chart.format == "group" else ""


def _reader(cues: Cues, member: str, encoder: SentenceEncoder | None, meanings: Meanings | None) -> Reader:
    questions = None if encoder is None else RiskQuestions(encoder)
    return Reader(cues, member=member, questions=questions, worth=Worth(encoder), meanings=meanings)


class NoteWriter:
    def __init__(
        self,
        chart: Chart,
        format: NoteFormat,
        cues: Cues,
        encoder: SentenceEncoder | None,
        earlier: tuple[Earlier, ...] = (),
        *,
        meanings: Meanings | None = None,
    ) -> None:
        """`earlier`: the client's notes before this one, newest first. `encoder`, `meanings`: None where the model is
        not installed; the cues stand alone then."""
        self._chart, self._format, self._cues, self._earlier = chart, format, cues, earlier
        self._medicines = medicines(chart.medications)
        self._reader = _reader(cues, _member(chart), encoder, meanings)
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
        self._struck_at: set[float] = set()
        """Where utterances that were struck began, seconds since capture began."""
        self._jottings: dict[str, Jotting] = {}
        self._risk: tuple[Risk, ...] = ()

    def hear(self, utterance: Utterance) -> list[AnyEvent]:
        """The Evidence, Risk and live Note events that a finished utterance causes. A struck one causes none."""
        return self._events() if self._hear(utterance) else []

    def learn(self, history: Iterable[AnyEvent]) -> None:
        """Take in what was said and done before, without the live events that it caused then."""
        said: dict[str, Utterance] = {}
        for event in history:
            match event:
                case Utterance():
                    said[event.id] = event
                    self._hear(event)
                case Revision() if event.words and event.utterance in said:
                    self._hear(msgspec.structs.replace(said[event.utterance], text=event.certain))
                case Correction() if event.text and event.utterance in said:
                    self._hear(msgspec.structs.replace(said[event.utterance], text=event.text))
                case Speaker():
                    self._move(event)
                case Redaction():
                    self._strike(event)
                case Jotting():
                    self._jottings[event.id] = event
                case Split():
                    for id in event.jottings:
                        self._jottings.pop(id, None)
                case _:
                    pass

    def _hear(self, utterance: Utterance) -> bool:
        if utterance.id in self._redacted:
            self._struck_at.add(utterance.start)
            return False
        if not utterance.text.strip():
            return False
        speaker = self._moved.get(utterance.id, utterance.speaker)
        role, name = self._labels.get(speaker, (utterance.role, None))
        told = utterance.role is Role.UNKNOWN or utterance.id in self._moved
        self._heard[utterance.id] = Heard(
            id=utterance.id,
            role=role if told else utterance.role,
            speaker=speaker,
            start=utterance.start,
            end=utterance.end,
            text=as_charted(utterance.text, self._medicines),
            name=name,
        )
        return True

    def speaker(self, change: Speaker) -> list[AnyEvent]:
        """These utterances belong to this speaker now; the speaker's other utterances take its role and name, too."""
        self._move(change)
        return self._events()

    def _move(self, change: Speaker) -> None:
        _, known = self._labels.get(change.speaker, (change.role, None))
        role, name = self._labels[change.speaker] = (change.role, change.name or known)
        self._moved.update(dict.fromkeys(change.utterances, change.speaker))
        for key, one in self._heard.items():
            if self._moved.get(key, one.speaker) == change.speaker:
                self._heard[key] = msgspec.structs.replace(one, speaker=change.speaker, role=role, name=name)

    def redact(self, redaction: Redaction) -> list[AnyEvent]:
        """Drops the utterances and whatever rests on them; changed sections again."""
        self._strike(redaction)
        return self._events()

    def _strike(self, redaction: Redaction) -> None:
        self._redacted.update(redaction.utterances)
        self._risk = tuple(one for one in self._risk if self._redacted.isdisjoint(one.utterances))
        gone = [self._heard.pop(key) for key in redaction.utterances if key in self._heard]
        self._struck_at.update(one.start for one in gone)

    def jot(self, jotting: Jotting) -> list[AnyEvent]:
        """The clinician's own observation: a statement of its own, in their words."""
        self._jottings[jotting.id] = jotting
        return self._events()

    def finish(self, timing: Timing) -> FinalNote:
        """The outline engine's note and what the clinician should know about it."""
        heard = self._in_order()
        who = called(heard, self._chart)
        session = self._reader.read(heard, first_names(self._chart), who)
        found_risk = mentions(session, self._cues)
        found = candidates(session, found_risk, self._cues)
        goals = self._linker.link(found)
        material = msgspec.structs.replace(
            self._material(found, goals, [one.id for one in session.heard], who),
            risk=tuple(ledger(found_risk)),
            names=tuple(sorted(proper_names(one.text for one in session.heard))),
            earlier=self._earlier,
            timing=timing,
        )
        sections = lay(material, self._format, minutes_of(material))
        final = FinalNote(
            note=self._live.final(sections),
            header={},
            missing=(),
            lint=(),
            risk=(),
            heard=session.heard,
            evidence=self._evidence.all(found, goals),
            format=self._format,
            material=material,
        )
        return judged(final, sections, self._cues)

    def _events(self) -> list[AnyEvent]:
        """From the live window: the cost of one more utterance does not grow with the session."""
        heard = self._in_order()
        who = called(heard, self._chart)
        read = self._window.read(heard, first_names(self._chart), who)
        minutes = heard[-1].end / SECONDS_A_MINUTE if heard else 0.0
        goals = self._linker.link(read.found)
        citable = [one.id for one in heard if one.id in read.citable]
        material = self._material(read.found, goals, citable, who)
        built = lay(material, self._format, minutes)
        return [*self._found(read, goals), *self._live.update(built)]

    def _found(self, read: Reading, goals: dict[str, str]) -> list[AnyEvent]:
        """What is new; everything, where something that was told holds no longer: a reader only ever adds."""
        entries, told = tuple(ledger(read.risk)), self._risk
        self._risk = entries
        evidence = self._evidence.update(read.found, goals)
        if withdrawn(told, entries):
            return [Renewal(), *entries, *self._evidence.all(read.found, goals)]
        return [*(entry for entry in entries if entry not in told), *evidence]

    def _in_order(self) -> list[Heard]:
        heard = sorted(self._heard.values(), key=lambda one: (one.start, one.end))
        starts = [one.start for one in heard]
        for place in {bisect_right(starts, at) for at in self._struck_at} - {len(heard)}:
            heard[place] = msgspec.structs.replace(heard[place], begins=True)
        return heard

    def _material(
        self, found: Sequence[Candidate], goals: dict[str, str], citable: Sequence[str], called: dict[str, str]
    ) -> Material:
        """`citable`: the utterances that may be cited, in order."""
        told = joined(found, citable)
        goals = goals | shared_goals(told, goals)
        return Material(
            candidates=tuple(one.whole for one in told),
            apart=tuple(found),
            goals=goals,
            objectives=self._linker.objectives(goals),
            own=self._own(frozenset(citable)),
            written_for={one.id: one.section for one in self._jottings.values() if one.section},
            speakers={
                key: called.get(one.speaker, "Client")
                for key, one in self._heard.items()
                if one.role is not Role.THERAPIST
            },
            chart=self._chart,
        )

    def _own(self, citable: frozenset[str]) -> tuple[Statement, ...]:
        """The clinician's own statements, word for word; one made near words that were struck since cites nothing."""
        return tuple(
            Statement(
                id=jotting.id,
                text=jotting.text,
                kind=jotting.kind if jotting.kind == MENTAL_STATUS else "jotting",
                cites=(jotting.near,) if jotting.near in citable else (),
                flags=("observed",),
            )
            for jotting in self._jottings.values()
            if jotting.text.strip()  # a mark is a moment, not a statement
        )
