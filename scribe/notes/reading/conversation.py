"""The session as it was said: clauses, turns, and exchanges of a prompt with its answers."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from scribe.events import RiskKind, RiskStatus, Role
from scribe.notes.language.cues import Topic
from scribe.notes.language.scope import OTHER_PERSON, Scope, speaks_of_self
from scribe.notes.language.values import numbers
from scribe.notes.note import Heard
from scribe.notes.reading.exclusions import ORDER, OUT_OF_SIGHT


class Frame(StrEnum):
    """In what voice, and of what time, a clause is said; see `frames`."""

    NOW = "now"
    """By the speaker, as the words tell."""
    RECOUNTED = "recounted"
    """What was, told as though it were happening."""
    PLAYED = "played"
    """In a role, or to somebody who is not there."""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    utterance: str
    """The first utterance of what was said in one go (see `speeches`); what to cite is `cites`."""
    cites: tuple[str, ...]
    """The utterances that hold its words."""
    place: int
    """Index in what was said in one go."""
    start: int
    """Offset of `raw` in the session's `texts`."""
    raw: str
    text: str
    end: str
    sentence: int
    scope: Scope
    topic: Topic | None
    """What the clause's own words are about; None when nothing tells."""
    values: frozenset[str]
    words: int
    """Content words."""
    excluded: str | None = None
    asks: frozenset[str] = frozenset()
    """Subjects of risk that its sentence asks about, by its meaning: see `risk_questions`."""
    frame: Frame = Frame.NOW

    @property
    def key(self) -> tuple[str, int]:
        return (self.utterance, self.place)

    def is_after(self, before: "Clause") -> bool:
        """Next in what was said in one go."""
        return (before.utterance, before.place + 1) == self.key


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one speaker said before another one did, backchannels aside."""

    index: int
    role: Role
    speaker: str
    who: str
    """How the note calls the speaker: a first name, 'Client', 'Therapist'."""
    clauses: tuple[Clause, ...]
    text: str
    backchannel: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Utterances that may be cited."""
        return tuple(dict.fromkeys(u for c in self.clauses if c.excluded not in OUT_OF_SIGHT for u in c.cites))

    @property
    def ordered(self) -> bool:
        """An order to the recorder and nothing else: neither a question nor an answer, and what was asked before it is
        still open."""
        return bool(self.clauses) and all(clause.excluded == ORDER for clause in self.clauses)

    @property
    def kept(self) -> tuple[Clause, ...]:
        """What may be told: nothing left out, and nothing that is only played."""
        return tuple(c for c in self.clauses if c.excluded is None and c.frame is not Frame.PLAYED)

    @property
    def played(self) -> tuple[Clause, ...]:
        return tuple(c for c in self.clauses if c.excluded is None and c.frame is Frame.PLAYED)

    @property
    def spoken(self) -> str:
        """What was said and may be used."""
        return " ".join(clause.raw for clause in self.kept)

    @property
    def questions(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.kept if clause.end == "?")


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A therapist's prompt and what was answered to it. Before the first prompt: no prompt."""

    index: int
    prompt: Turn | None
    answers: tuple[Turn, ...]
    topic: Topic | None
    """What the prompt asks about; carried over from the exchange before when the prompt only follows up."""
    follows: bool
    """The prompt follows up on the exchange before."""

    @property
    def asked(self) -> str:
        return self.prompt.text if self.prompt else ""

    @property
    def said(self) -> tuple[Clause, ...]:
        """What was answered, by whomever, and may be told."""
        return tuple(clause for turn in self.answers for clause in turn.kept)


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """What a passage says of risk, as the reader of turns takes it."""

    turn: int
    """Index of the turn."""
    clauses: tuple[Clause, ...]
    risk: dict[tuple[RiskKind, RiskStatus], float]
    """Probabilities, 0 to 1, as they were learned."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    turns: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]
    heard: tuple[Heard, ...]
    """What may be cited."""
    texts: dict[str, str]
    """A clause's `utterance` to the words said in one go, in usual spelling; `start` of a clause counts in these."""
    parts: dict[str, tuple[str, ...]]
    """The same key to the utterances that were put together, where they are several."""
    names: tuple[str, ...]
    """First names of the clients where there is more than one."""
    worth: dict[tuple[str, int], float] = {}
    """By a clause's key: how much it tells, where that was learned; see `worth`."""
    meant: tuple[Meant, ...] = ()
    """Every passage that is not the therapist's, in order, where there is a reader of turns."""


def spans(clauses: Sequence[Clause], texts: dict[str, str]) -> list[str]:
    """Verbatim words of the clauses; neighbours in one utterance are one span with what stands between them."""
    found: list[tuple[Clause, Clause]] = []
    for clause in clauses:
        if found and _adjoins(found[-1][1], clause, texts):
            found[-1] = (found[-1][0], clause)
        else:
            found.append((clause, clause))
    return [
        texts[first.utterance][first.start : last.start + len(last.raw)]
        for first, last in found
        if first.utterance in texts
    ]


def _adjoins(before: Clause, clause: Clause, texts: dict[str, str]) -> bool:
    """Next in what was said in one go, with no number left out between them, and no words of an utterance that neither
    cites."""
    if not clause.is_after(before) or clause.utterance not in texts:
        return False
    between = texts[clause.utterance][before.start + len(before.raw) : clause.start]
    cited = not set(before.cites).isdisjoint(clause.cites) or not any(c.isalnum() for c in between)
    return cited and not numbers(between)


def about_someone_else(clause: Clause) -> bool:
    """Someone else is the subject and the client is not in it."""
    text = OTHER_PERSON.sub("", clause.text)
    return not clause.scope.self_ and not speaks_of_self(text)
