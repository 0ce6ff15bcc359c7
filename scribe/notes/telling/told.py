"""A run of what was told on one subject, with who said each clause of it, and the words that head it."""

from collections.abc import Sequence

import msgspec

from scribe.events import Polarity
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Topic
from scribe.notes.language.phrases import read
from scribe.notes.language.tagging import tags
from scribe.notes.reading.conversation import Clause, Frame

UNTOLD = "presentation"
"""Kind of talk whose subject no cue names."""
MUST_KINDS = {"session_info", "medication", "protective", "homework"}
"""Kinds that a note must hold, each at least in its shortest form."""
NEEDED = {"symptom": 1.0, "functioning": 1.0, "homework_review": 1.0, "risk": 3.0}
"""Added for what medical necessity rests on: symptom, impairment, work done between sessions."""
ASKED = "Asked "
SHORT_ANSWER = 6
"""Words of an answer that stands in every form: a longer one has to earn its words."""
Leads = tuple[tuple[tuple[str, int], str], ...]
"""A clause's key, and the words that stand before it."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A run of clauses on one subject, with who said each."""

    topic: Topic | None
    at: int
    said: tuple[tuple[str, Clause], ...]
    prompts: tuple[Clause, ...] = ()
    """The questions they answer."""
    confirmed: tuple[Clause, ...] = ()
    """What a 'yes' took over from the therapist."""
    denied: tuple[Clause, ...] = ()
    """The question that the answer begins by denying."""
    subject: str = ""
    named: tuple[Clause, ...] = ()
    """The therapist's clause that holds the subject."""
    known: tuple[Clause, ...] = ()
    """What the therapist said was so."""
    planned: bool = False
    """Said where the session settles what comes next, as something to do."""
    heading: str = ""
    """What the question asks about, where no cue names the subject."""
    day: str = ""
    """When that was, where the question tells it alone."""
    person: str = ""
    """Who 'he' is, where the question tells it alone."""
    leads: Leads = ()
    """By a clause's key, what its own question asked about, where the run goes on from another question."""
    hidden: bool = False
    """The heading is of a prompt that asked nothing: it keeps together what was told, and says little to a reader."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for _, clause in self.said)

    @property
    def voices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(who for who, _ in self.said)) or ("Client",)

    @property
    def answer(self) -> set[int]:
        """The id of what answers the question that heads it: what else was said makes no sense without."""
        first = self.clauses[:1] if self.shown.startswith(ASKED) else ()
        return {id(clause) for clause in first if word_count(clause.text) <= SHORT_ANSWER}

    @property
    def recounted(self) -> bool:
        """What was, told as though it were happening: of no subject but itself."""
        return bool(self.said) and self.said[0][1].frame is Frame.RECOUNTED

    def lead_of(self, clause: Clause) -> str:
        return next((lead for key, lead in self.leads if key == clause.key), "")

    @property
    def label(self) -> str:
        return ", ".join(filter(None, (self._subject, self.person, self.day)))

    @property
    def shown(self) -> str:
        """The label, where it heads what a reader reads; what asks says so: 'Asked how many were missed'."""
        asks = not self.hidden and not self.planned and read(self.label).kinds[:1] == "q"
        asks = asks and not self.label.startswith("When ")  # it may be a time: 'When the urge comes'
        return "" if self.hidden else f"{ASKED}{_within(self.label)}" if asks else self.label

    @property
    def _subject(self) -> str:
        if self.planned:
            return f"Plan, {_within(self.heading)}" if self.heading else "Plan"
        if self.topic is None:
            return self.heading
        named = self.subject or self.heading
        if named and self.topic.key == "homework_review":
            return f"{self.topic.label}, {_within(named)}"
        return named or (self.topic.label if self.topic.heads else "")

    @property
    def kind(self) -> str:
        if self.planned:
            return "homework"
        return self.topic.kind if self.topic else UNTOLD

    @property
    def must(self) -> bool:
        return self.kind in MUST_KINDS

    @property
    def weight(self) -> float:
        """Of the subject, beside what its clauses tell."""
        return NEEDED.get(self.kind, 0.0)

    def polarity(self, clauses: Sequence[Clause]) -> Polarity:
        """Of a statement that these clauses of it make."""
        negated = bool(clauses) and all(c.scope.polarity is Polarity.NEGATED for c in clauses)
        return Polarity.NEGATED if negated else Polarity.AFFIRMED


def _within(heading: str) -> str:
    """With a small letter where it begins with no name."""
    named = tags(heading)[:1] == ("NP0",) or heading[:2].isupper()
    return heading if named else f"{heading[:1].lower()}{heading[1:]}"
