"""The next appointment as it was finally taken, from the last offer with a day or time."""

import re

from scribe.notes.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.clauses import word_count
from scribe.notes.cues import Cues, hit
from scribe.notes.offers import QUANTITY, Verdict, verdict
from scribe.notes.phrasing import from_client, from_therapist, joined, lowered, sentence
from scribe.notes.reading import Clause, Exchange, Session, Turn
from scribe.notes.values import numbers

_LEAD = re.compile(
    r"^(?:(?:so|good|great|okay|and|well|then)[,.]?\s+)*(?:next time[,.]?\s*|i(?:'ve| have) got\s+|how about\s+|"
    r"shall we (?:say|do)\s+|(?:can|could|shall) we (?:meet|say)\s+|(?:see you|i'll see you|let's (?:say|do|meet))\s+|"
    r"i'd like to\s+)",
    re.IGNORECASE,
)
_PAST_TALK = re.compile(r"\b(?:last (?:week|time)|on sunday|did you|was there|how (?:did|was))\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:before|until|till|by|for|between now and) (?:(?:our|the) )?next (?:time|session|week)\b", re.I
)
"""When a task is due, not when one meets."""
_TALK = re.compile(r"\b(?:I|you|he|she|they|it|that's)\b", re.IGNORECASE)
_OFFERED = re.compile(r",?\s+I(?:'ve| have) (?:got\s+)?", re.IGNORECASE)
_PLACES = ("video", "in person", "online", "weekly")
LATE = 0.75
"""Share of the session after which talk of days and times is about the next one."""
RUN = 3
"""Exchanges within which offers of a time are one negotiation."""
MOST_WORDS = 16


def appointment(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    offers = [e for e in session.exchanges if e.prompt and _offers_time(e.prompt, cues)]
    late = [e for e in offers if e.index >= LATE * len(session.exchanges)] or offers[-1:]
    if not late:
        return []
    last = late[-1]
    run = [e for e in late if last.index - e.index <= RUN]
    for exchange in run:
        claims.take_all(exchange.answers)
    answered = verdict(last, cues)
    declined = answered in (Verdict.DECLINED, Verdict.COUNTERED)
    offered = _time_clauses(last.prompt, cues) if last.prompt else []
    clauses = [] if declined else offered
    answers = [
        c for turn in last.answers for c in turn.kept if _timed(c, cues) and not (declined and _refuses(c, cues))
    ]
    if not clauses and not answers:
        return []
    day = any(hit(cues.agreements.day.patterns, c.raw) for c in [*clauses, *answers])
    before = [] if day else _day_before(run[:-1], cues)
    parts = [lowered(from_therapist(_LEAD.sub("", _time_alone(c.text))), proper) for c in [*before, *clauses]]
    parts += [lowered(from_client(c.text), proper) for c in answers if not any(c.values <= o.values for o in clauses)]
    parts = [QUANTITY.sub("", part).strip() if n < len(before) else part for n, part in enumerate(parts)]
    used = [*before, *clauses, *answers]
    claims.take(used)
    lead = "Next appointment proposed: " if declined or not last.answers else "Next appointment: "
    cites = cites_of(used, *(key for turn in last.answers for key in turn.ids[:1]))
    text = sentence(lead + joined(list(dict.fromkeys(parts))))
    return [Candidate(kind="appointment", text=text, cites=cites, weight=MUST + 5, at=last.index)]


def _time_alone(text: str) -> str:
    """'I couldn't agree more, Friday the 20th I've got three' as 'Friday the 20th, three'."""
    talk, _, rest = text.partition(", ")
    text = rest if rest and _TALK.search(talk) and not numbers(talk) else text
    return _OFFERED.sub(", ", text)


def _timed(clause: Clause, cues: Cues) -> bool:
    return bool(clause.values) or hit(cues.agreements.day.patterns, clause.raw)


def _refuses(clause: Clause, cues: Cues) -> bool:
    return hit(cues.agreements.decline.patterns, clause.raw)


def _offers_time(prompt: Turn, cues: Cues) -> bool:
    kept = [clause for clause in prompt.kept if not _UNTIL.search(clause.raw)]
    text = " ".join(clause.raw for clause in kept)
    timed = any(_timed(clause, cues) for clause in kept)
    return timed and hit(cues.agreements.appointment.patterns, text) and not _PAST_TALK.search(prompt.text)


def _time_clauses(prompt: Turn, cues: Cues) -> list[Clause]:
    patterns = cues.agreements.day.patterns + cues.agreements.appointment.patterns + _PLACES
    kept = [clause for clause in prompt.kept if not _UNTIL.search(clause.raw)]
    return [c for c in kept if (c.values or hit(patterns, c.raw)) and word_count(c.text) <= MOST_WORDS]


def _day_before(run: list[Exchange], cues: Cues) -> list[Clause]:
    """The day of an earlier offer whose time alone was turned down."""
    for exchange in reversed(run):
        for clause in exchange.prompt.kept if exchange.prompt else ():
            if hit(cues.agreements.day.patterns, clause.raw):
                return [clause]
    return []
