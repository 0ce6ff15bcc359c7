"""The session as it stands: a fold over its events. The same fold makes a client's snapshot and the store's read side.

Pure. `apply` never fails on an event it does not know; it is the readers' rule that unknown things are ignored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from scribe import events as ev
from scribe.session.review import Review

WORDS_DESTROYED = "words destroyed under policy"
"""Stands where they stood."""

ADDED = (ev.Jotting, ev.Addition, ev.Signature)
"""What a client may have added, and then carries the client's key (`SessionLog.add`)."""


@dataclass(slots=True)
class Said:
    """One utterance, open or complete."""

    id: str
    speaker: str
    role: ev.Role = ev.Role.UNKNOWN
    start: float = 0.0
    end: float = 0.0
    words: list[ev.Word] = field(default_factory=list)
    complete: ev.Utterance | None = None
    draft: str = ""
    struck: bool = False
    corrected: bool = False
    """A person set it right."""

    @property
    def unclear(self) -> bool:
        """Some of its words are, and nobody set it right."""
        return not self.corrected and any(word.unclear for word in self.words)

    @property
    def text(self) -> str:
        return self.complete.text if self.complete else " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Transcript:
    """Everything a newly joined client needs to see, and nothing that was struck."""

    session: str = ""
    seq: int = 0
    at: float = 0.0
    state: ev.Session | None = None
    said: dict[str, Said] = field(default_factory=dict)
    names: dict[str, tuple[ev.Role, str | None]] = field(default_factory=dict)
    evidence: dict[str, ev.Evidence] = field(default_factory=dict)
    risks: list[ev.Risk] = field(default_factory=list)
    sections: dict[str, ev.Section] = field(default_factory=dict)
    note: ev.Note | None = None
    jottings: list[ev.Jotting] = field(default_factory=list)
    notices: list[ev.Notice] = field(default_factory=list)
    consents: list[ev.Consent] = field(default_factory=list)
    redactions: list[ev.Redaction] = field(default_factory=list)
    merges: dict[str, ev.Merge] = field(default_factory=dict)
    """By the other half's session."""
    review: Review = field(default_factory=Review)
    keys: set[str] = field(default_factory=set)
    """Of what clients had added."""

    def apply(self, event: ev.AnyEvent) -> None:
        self.session = event.session or self.session
        self.seq, self.at = max(self.seq, event.seq), max(self.at, event.at)
        self.review.apply(event)
        if isinstance(event, ADDED) and event.key:
            self.keys.add(event.key)
        self._said_or_struck(event)
        self._found_or_told(event)

    def _said_or_struck(self, event: ev.AnyEvent) -> None:
        match event:
            case ev.Words():
                self._words(event)
            case ev.Draft():
                self._open(event.utterance, event.speaker).draft = event.tentative
            case ev.Utterance():
                self._utterance(event)
            case ev.Speaker():
                self._speaker(event)
            case ev.Revision():
                self._revision(event)
            case ev.Correction():
                self._correction(event)
            case ev.Redaction():
                self._redact(event)
            case ev.Destruction(what="words"):
                self._forget_words()
            case _:
                pass

    def _found_or_told(self, event: ev.AnyEvent) -> None:
        match event:
            case ev.Session():
                self.state = event
            case ev.Note():
                self._note(event)
            case ev.Evidence():
                self.evidence[event.id] = event
            case ev.Risk():
                self._risk(event)
            case ev.Jotting():
                self.jottings.append(event)
            case ev.Notice():
                self.notices.append(event)
            case ev.Consent():
                self.consents.append(event)
            case ev.Renewal():
                self.evidence, self.risks = {}, []
            case ev.Merge():
                self.merges[event.other] = event
            case ev.Split():
                self.merges.pop(event.other, None)
                self.jottings = [jotting for jotting in self.jottings if jotting.id not in event.jottings]
            case _:
                pass

    def _open(self, utterance: str, speaker: str) -> Said:
        return self.said.setdefault(utterance, Said(utterance, speaker))

    def _words(self, event: ev.Words) -> None:
        said = self._open(event.utterance, event.speaker)
        if said.struck or not event.words:
            return
        said.speaker = event.speaker
        said.start = said.words[0].start if said.words else event.words[0].start
        said.words.extend(event.words)
        said.end = event.words[-1].end
        said.draft = ""

    def _utterance(self, event: ev.Utterance) -> None:
        said = self._open(event.id, event.speaker)
        said.speaker, said.role, said.start, said.end = event.speaker, event.role, event.start, event.end
        said.draft, said.corrected = "", False
        said.complete = None if said.struck else event

    def _correction(self, event: ev.Correction) -> None:
        """Only what is complete can be set right: an open utterance goes on changing by itself."""
        said = self.said.get(event.utterance)
        if said and said.complete:
            said.complete = msgspec.structs.replace(said.complete, text=event.text)
            said.corrected = True

    def _revision(self, event: ev.Revision) -> None:
        said = self.said.get(event.utterance)
        if said and said.complete and event.words and not said.corrected:
            said.words = list(event.words)
            said.complete = msgspec.structs.replace(said.complete, text=event.text)

    def _speaker(self, event: ev.Speaker) -> None:
        self.names[event.speaker] = (event.role, event.name)
        for utterance in event.utterances:
            said = self._open(utterance, event.speaker)
            said.speaker, said.role = event.speaker, event.role

    def _note(self, event: ev.Note) -> None:
        if event.final:
            self.sections = {}
        self.sections.update({section.key: section for section in event.sections})
        self.note = event

    def _risk(self, event: ev.Risk) -> None:
        """A later mention that covers an earlier one of its kind replaces it: an asked question was answered. So does
        one that settles what the therapist asked, however many times it was asked before."""
        covered = set(event.utterances)
        settles = event.status is not ev.RiskStatus.ASKED

        def over(risk: ev.Risk) -> bool:
            return set(risk.utterances) <= covered or (settles and self._only_asked(risk))

        self.risks = [*(risk for risk in self.risks if risk.kind != event.kind or not over(risk)), event]

    def _only_asked(self, risk: ev.Risk) -> bool:
        """It rests on the therapist's words alone."""
        said = [self.said.get(id) for id in risk.utterances]
        return risk.status is ev.RiskStatus.ASKED and all(one and one.role is ev.Role.THERAPIST for one in said)

    def _redact(self, event: ev.Redaction) -> None:
        struck = set(event.utterances)
        self.redactions.append(event)
        for utterance in struck:
            said = self._open(utterance, "")
            said.words, said.draft, said.complete, said.struck = [], "", None, True
            said.corrected = False
        self.evidence = {key: e for key, e in self.evidence.items() if not struck & set(e.utterances)}
        self.risks = [r for r in self.risks if not struck & set(r.utterances)]
        self.sections = {key: without(section, struck) for key, section in self.sections.items()}
        if self.note:
            kept = still_true(self.note.lint, self.sections.values())
            self.note = msgspec.structs.replace(self.note, lint=kept)

    def _forget_words(self) -> None:
        """What a statement rests on stays where it was; in the place of the words stands why they are gone."""
        for said in self.said.values():
            said.words, said.draft = [], ""
            if said.complete:
                said.complete = msgspec.structs.replace(said.complete, text=WORDS_DESTROYED)
        self.evidence = {id: msgspec.structs.replace(one, text=WORDS_DESTROYED) for id, one in self.evidence.items()}
        self.risks = [msgspec.structs.replace(risk, text=WORDS_DESTROYED) for risk in self.risks]

    def next_jotting(self, author: str, text: str, kind: str, section: str | None) -> ev.Jotting:
        """The clinician's next observation, beside what was said last."""
        id, near = f"j{len(self.jottings) + 1}", next(reversed(self.said), None)
        return ev.Jotting(id=id, author=author, text=text, kind=kind, near=near, section=section)

    def snapshot(self) -> dict[str, Any]:
        """JSON-ready: what `welcome` carries."""
        return {
            "session": self.session,
            "seq": self.seq,
            "at": self.at,
            "state": ev.plain(self.state) if self.state else None,
            "speakers": {label: {"role": role, "name": name} for label, (role, name) in self.names.items()},
            "utterances": [_said(said) for said in self.said.values() if not said.struck],
            "evidence": [ev.plain(e) for e in self.evidence.values()],
            "risks": [ev.plain(risk) for risk in self.risks],
            "note": self._note_head(),
            "sections": [msgspec.to_builtins(section) for section in self.sections.values()],
            "jottings": [ev.plain(jotting) for jotting in self.jottings],
            "notices": [ev.plain(notice) for notice in self.notices],
            "consents": [ev.plain(consent) for consent in self.consents],
            "merged": [ev.plain(merge) for merge in self.merges.values()],
            "review": self.review.snapshot(),
        }

    def _note_head(self) -> dict[str, Any] | None:
        note = self.note
        if note is None:
            return None
        kept = ("revision", "final", "engine", "format", "missing", "lint")
        return {name: msgspec.to_builtins(getattr(note, name)) for name in kept}


def without(section: ev.Section, struck: set[str]) -> ev.Section:
    """The section less every statement that rests on a struck utterance."""
    kept = tuple(s for s in section.statements if not struck & set(s.cites))
    return msgspec.structs.replace(section, statements=kept)


def still_true(lint: Iterable[ev.Finding], sections: Iterable[ev.Section]) -> tuple[ev.Finding, ...]:
    """The findings less those about a statement that is gone: they quote it."""
    there = {statement.id for section in sections for statement in section.statements}
    return tuple(finding for finding in lint if finding.statement is None or finding.statement in there)


def _said(said: Said) -> dict[str, Any]:
    return {
        "id": said.id,
        "speaker": said.speaker,
        "role": said.role,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "draft": said.draft,
        "complete": said.complete is not None,
        "corrected": said.corrected,
        "words": [msgspec.to_builtins(word) for word in said.words],
    }
