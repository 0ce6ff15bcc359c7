"""If-then plans: what is to be done when something comes. 'And when the urge comes?' 'Ring Petra, and wait.'

Neither half tells anything alone: the question gives the condition, the answer what is done.
"""

import re
from collections.abc import Iterator

from scribe.notes.language.conjugation import subjectless
from scribe.notes.language.phrasing import from_client, from_therapist, lowered, quoted, sentence
from scribe.notes.language.scope import When
from scribe.notes.language.sentences import says_little
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session, Turn, spans
from scribe.notes.telling.conditions import condition_in
from scribe.notes.telling.narration import bare
from scribe.notes.telling.offers import hedges
from scribe.notes.telling.settling import PLANS_FROM
from scribe.notes.telling.tellable import says_nothing

MOST = 4
"""Clauses of an answer."""
_APART = frozenset(["safety_plan", "contingency", "protective", "location", "medication", "belief"])
"""What a safety plan and the check of a telehealth call say is told as theirs."""
_THERAPIST = re.compile(
    r"^you\b(?=,| or\b|$)|(?<=\bring )you\b|(?<=\bcall )you\b|(?<=\btext )you\b|(?<=\btell )you\b|(?<=\bphone )you\b",
    re.IGNORECASE,
)
"""Whom the client means to turn to."""
_SPEAKS = re.compile(r"\b(?:say|says|tell (?:myself|it|him|her)),|[\"“]", re.IGNORECASE)
_REMARKS = re.compile(r"^(?:it|that|this|there|he|she|they|you)\b(?!,| or\b|$)", re.IGNORECASE)
_MARKS = ' ."“”'
_LEFT = re.compile(r"\b(?:you|your|me|my|I)\b")


def if_then(session: Session, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    return [found for exchange in session.exchanges if (found := _of(exchange, session, claims, proper))]


def _of(exchange: Exchange, session: Session, claims: Claims, proper: frozenset[str]) -> Candidate | None:
    asked = exchange.prompt.questions[-1:] if exchange.prompt else ()
    late = exchange.index >= PLANS_FROM * len(session.exchanges)
    apart = exchange.topic is not None and exchange.topic.key in _APART
    if not late or apart or not asked or not claims.free(asked[0]) or any(hedges(t) for t in exchange.answers):
        return None
    condition = condition_in(exchange.prompt, asked[0], session.names) if exchange.prompt else ""
    done = [(turn.who, list(_done(turn, session, claims, proper))) for turn in exchange.answers if condition]
    done = [(who, said) for who, said in done if said]
    if not done:
        return None
    clauses = [
        *_asking(exchange.prompt, asked[0]),
        *(clause for _, all_ in done for said, _ in all_ for clause in said),
    ]
    claims.take(clauses)
    text = sentence(f"{lowered(from_therapist(condition), proper)}: {_told(done, several=bool(session.names))}")
    return Candidate(kind="homework", text=text, cites=cites_of(clauses), weight=MUST, at=exchange.index)


def _asking(prompt: Turn | None, asked: Clause) -> list[Clause]:
    return [one for one in prompt.kept if one.sentence == asked.sentence] if prompt else []


def _told(done: list[tuple[str, list[tuple[tuple[Clause, ...], str]]]], *, several: bool) -> str:
    each = [(who, "; ".join(dict.fromkeys(text for _, text in said))) for who, said in done]
    return "; ".join(f"{who}: {text}" if several else text for who, text in each)


def _done(
    turn: Turn, session: Session, claims: Claims, proper: frozenset[str]
) -> Iterator[tuple[tuple[Clause, ...], str]]:
    spoken: set[int] = set()
    for clause in turn.kept[:MOST]:
        if clause.end == "?" or clause.scope.when is When.PAST or not claims.free(clause):
            return
        text = bare(clause.text)
        if clause.sentence in spoken or not text or says_nothing(text) or not (clause.words or clause.values):
            continue
        if _SPEAKS.search(clause.raw):
            spoken.add(clause.sentence)
            words = tuple(one for one in turn.kept if one.sentence == clause.sentence)
            yield words, "; ".join(quoted(span.strip(_MARKS)) for span in spans(words, session.texts))
        elif not _REMARKS.match(text) and not says_little(text):
            told = subjectless(lowered(from_client(_THERAPIST.sub("therapist", text)), proper))
            if not _LEFT.search(told):
                yield (clause,), told
