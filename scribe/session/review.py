"""The note as it stands under the clinician's hand: a fold over the final note and what was done to it. Pure.

Nothing of the draft is lost: an edited statement keeps the draft's own words in `original`, a rejected one stays where
it was. When another final note comes (a language model's, another format), the clinician's hand stays on it: a
statement with the same id keeps its edit, and is accepted or rejected still where the words are the same; edited
statements that the new draft no longer has, and the clinician's own, are kept at the end of their section.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from scribe import events as ev
from scribe.names import same_person

OWN = "clinician"
"""Kind of a statement that the clinician added."""

_HAND = {"edited", "added"}
"""Flags of a draft's statement that has the clinician's words already (`notes/hand.py`): a format whose reader may not
know the people's names."""

FROZEN = (
    ev.Words,
    ev.Utterance,
    ev.Speaker,
    ev.Revision,
    ev.Correction,
    ev.Evidence,
    ev.Risk,
    ev.Note,
    ev.Jotting,
    ev.Redaction,
    ev.Edit,
    ev.Decision,
    ev.Addition,
    ev.Order,
    ev.Merge,
    ev.Split,
    ev.Renewal,
)
"""What may not come after a signature."""


class ReviewedStatement(ev.Statement, frozen=True, kw_only=True):
    """A statement with what the clinician did to it. `text` is how it reads now."""

    original: str | None = None
    """The draft's words, where the clinician changed them."""
    verdict: ev.Verdict = ev.Verdict.OPEN
    reason: str = ""
    """Why it was rejected."""
    author: str | None = None
    """Whose hand was last on it; None: the draft's alone."""

    @property
    def drafted(self) -> str:
        return self.text if self.original is None else self.original


class ReviewedSection(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    title: str
    statements: tuple[ReviewedStatement, ...]


class Touched(msgspec.Struct, frozen=True):
    """A statement as the clinician's hand left it, and the section it stood in then."""

    section: str
    statement: ReviewedStatement


@dataclass(slots=True)
class Review:
    """Empty until there is a final note."""

    sections: dict[str, ReviewedSection] = field(default_factory=dict)
    signatures: list[ev.Signature] = field(default_factory=list)
    destroyed: list[ev.Destruction] = field(default_factory=list)
    touched: dict[str, Touched] = field(default_factory=dict)
    """By bare id, what the clinician's hand was on, whatever format it stood in: a later one may have it again."""

    def apply(self, event: ev.AnyEvent) -> None:
        """Fold one event in. One that names what is not there changes nothing."""
        match event:
            case ev.Note() if event.final:
                self._redraft(event)
            case ev.Edit():
                self._change(event.statement, lambda s: _edited(s, event))
            case ev.Decision():
                self._change(event.statement, lambda s: _decided(s, event))
            case ev.Addition():
                self._add(event)
            case ev.Order():
                self._order(event)
            case ev.Redaction():
                self._redact(set(event.utterances))
            case ev.Split():
                self._part(event)
            case ev.Signature():
                self.signatures.append(event)
            case ev.Destruction():
                self.destroyed.append(event)
            case _:
                pass

    # -- what readers ask ------------------------------------------------------------------------------------------

    @property
    def signed(self) -> bool:
        """Nothing of the note changes any more."""
        return bool(self.signatures)

    @property
    def statements(self) -> Iterator[ReviewedStatement]:
        return (statement for section in self.sections.values() for statement in section.statements)

    def find(self, statement: str) -> ReviewedStatement | None:
        return next((one for one in self.statements if one.id == statement), None)

    def unanswered(self) -> list[tuple[ReviewedSection, ReviewedStatement]]:
        """What was said about safety that nobody looked at, with its section: neither right, nor left out, nor worded
        anew. While there is any, nothing is signed."""
        sections = () if self.signed else self.sections.values()
        return [(section, one) for section in sections for one in section.statements if _waits(one)]

    def standing(self) -> tuple[ev.Section, ...]:
        """The note that would be signed now: as the clinician words it, without what was rejected."""
        return tuple(
            ev.Section(key=s.key, title=s.title, statements=tuple(map(_plain, filter(_stands, s.statements))))
            for s in self.sections.values()
        )

    def awaited(self) -> str:
        """Who has still to sign beside the signer; empty: nobody."""
        wanted = next((s.cosigner for s in self.signatures if s.cosigner), "")
        beside = (s.name for s in self.signatures if s.kind == ev.SignatureKind.COSIGNED)
        return "" if any(same_person(name, wanted) for name in beside) else wanted

    def snapshot(self) -> dict[str, Any] | None:
        """JSON-ready; None while there is nothing to review."""
        if not (self.sections or self.signatures or self.destroyed):
            return None
        return {
            "sections": [msgspec.to_builtins(section) for section in self.sections.values()],
            "signatures": [ev.plain(signature) for signature in self.signatures],
            "unanswered": [one.id for _, one in self.unanswered()],
            "awaited": self.awaited(),
            "destroyed": [ev.plain(one) for one in self.destroyed],
            "touched": [msgspec.to_builtins(one) for one in self.touched.values()],
        }

    # -- the fold --------------------------------------------------------------------------------------------------

    def _change(self, id: str, change: Callable[[ReviewedStatement], ReviewedStatement]) -> None:
        for key, section in self.sections.items():
            if any(statement.id == id for statement in section.statements):
                changed = tuple(change(s) if s.id == id else s for s in section.statements)
                self.sections[key] = msgspec.structs.replace(section, statements=changed)
                self.touched[bare(id)] = Touched(key, next(s for s in changed if s.id == id))

    def _add(self, event: ev.Addition) -> None:
        section = self.sections.get(event.section)
        if section is None or self.find(event.statement.id):
            return
        own = _reviewed(event.statement, author=event.author)
        self.touched[own.id] = Touched(event.section, own)
        before = list(section.statements)
        place = next((n for n, s in enumerate(before, 1) if s.id == event.after), len(before))
        self.sections[event.section] = msgspec.structs.replace(
            section, statements=(*before[:place], own, *before[place:])
        )

    def _order(self, event: ev.Order) -> None:
        section = self.sections.get(event.section)
        if section is None:
            return
        place = {id: number for number, id in enumerate(event.statements)}
        ordered = sorted(section.statements, key=lambda s: place.get(s.id, len(place)))
        self.sections[event.section] = msgspec.structs.replace(section, statements=tuple(ordered))

    def _redact(self, struck: set[str]) -> None:
        for key, section in self.sections.items():
            kept = tuple(s for s in section.statements if not struck & set(s.cites))
            self.sections[key] = msgspec.structs.replace(section, statements=kept)
        self.touched = {id: one for id, one in self.touched.items() if not struck & set(one.statement.cites)}

    def _part(self, event: ev.Split) -> None:
        """What the clinician wrote for the other half goes with it."""
        self.touched = {id: one for id, one in self.touched.items() if not came_with(event, id)}
        for key, section in self.sections.items():
            kept = tuple(s for s in section.statements if not came_with(event, s.id))
            self.sections[key] = msgspec.structs.replace(section, statements=kept)

    def _redraft(self, note: ev.Note) -> None:
        order = {bare(statement.id): place for place, statement in enumerate(self.statements)}
        there = {bare(statement.id) for section in note.sections for statement in section.statements}
        carries = any(_HAND & set(statement.flags) for section in note.sections for statement in section.statements)
        self.sections = {
            section.key: ReviewedSection(
                key=section.key,
                title=section.title,
                statements=tuple(_carried(s, self._left(s.id)) for s in section.statements),
            )
            for section in note.sections
        }
        for id, one in sorted(self.touched.items(), key=lambda pair: order.get(pair[0], len(order))):
            own = one.statement.kind == OWN or one.statement.original is not None
            if self.sections and own and not carries and id not in there:
                self._keep(one.section, one.statement)

    def _left(self, id: str) -> ReviewedStatement | None:
        one = self.touched.get(bare(id))
        return one.statement if one else None

    def _keep(self, key: str, statement: ReviewedStatement) -> None:
        key = key if key in self.sections else next(reversed(self.sections))
        section = self.sections[key]
        self.sections[key] = msgspec.structs.replace(section, statements=(*section.statements, statement))


def handed(other: str) -> str:
    """How the ids of statements begin that the clinician wrote for the other half of a session."""
    return f"c-{other}-"


def came_with(event: ev.Split, id: str) -> bool:
    return id.startswith(handed(event.other)) or id in event.jottings


def bare(id: str) -> str:
    """Of a group's member ('m2.symptom-u4') the statement as other formats call it."""
    member, _, rest = id.partition(".")
    return rest if rest and member[:1] == "m" and member[1:].isdigit() else id


def next_own(review: Review) -> str:
    """The id of the clinician's next statement, unique in the note."""
    numbers = [int(s.id[1:]) for s in review.statements if s.kind == OWN and s.id[1:].isdigit()]
    return f"c{max(numbers, default=0) + 1}"


def _edited(statement: ReviewedStatement, event: ev.Edit) -> ReviewedStatement:
    own = statement.kind == OWN
    original = None if own or event.text == statement.drafted else statement.drafted
    return msgspec.structs.replace(statement, text=event.text, original=original, author=event.author)


def _decided(statement: ReviewedStatement, event: ev.Decision) -> ReviewedStatement:
    return msgspec.structs.replace(statement, verdict=event.verdict, reason=event.reason, author=event.author)


def _carried(drafted: ev.Statement, before: ReviewedStatement | None) -> ReviewedStatement:
    """The new draft's statement with the hand that was on the one it replaces."""
    fresh = _reviewed(drafted)
    if before is None or before.author is None:
        return fresh
    if _HAND & set(drafted.flags):
        return msgspec.structs.replace(
            fresh, original=before.original, verdict=before.verdict, reason=before.reason, author=before.author
        )
    if before.original is not None and before.text != drafted.text:
        return msgspec.structs.replace(
            fresh,
            text=before.text,
            original=drafted.text,
            verdict=before.verdict,
            reason=before.reason,
            author=before.author,
        )
    if before.text == drafted.text or before.verdict is ev.Verdict.REJECTED:
        return msgspec.structs.replace(fresh, verdict=before.verdict, reason=before.reason, author=before.author)
    return fresh


def _reviewed(statement: ev.Statement, author: str | None = None) -> ReviewedStatement:
    return ReviewedStatement(**msgspec.structs.asdict(statement), author=author)


def _plain(statement: ReviewedStatement) -> ev.Statement:
    return ev.Statement(**{field: getattr(statement, field) for field in ev.Statement.__struct_fields__})


def _waits(statement: ReviewedStatement) -> bool:
    open = statement.verdict == ev.Verdict.OPEN and statement.original is None
    return open and statement.kind == ev.EvidenceKind.RISK


def _stands(statement: ReviewedStatement) -> bool:
    return statement.verdict != ev.Verdict.REJECTED


def awaited_for(reader: str, awaited: str) -> str:
    """Who is awaited, spelled as `reader` is called where that is them: a note that was signed before the room knew
    its people keeps the name as it was typed, and a page compares letter for letter."""
    return reader if reader and awaited and same_person(reader, awaited) else awaited
