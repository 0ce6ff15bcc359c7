"""A run of ratings as one statement: each series as it went, with the thought that was rated and what it was before."""

import re

import msgspec

from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.phrasing import from_client, from_therapist, joined, lowered, sentence
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Session
from scribe.notes.telling.rated_values import COMPARES
from scribe.notes.telling.rating_asked import UNNAMED

BALANCED = "belief in the balanced thought"
RATING_GAP = 3
"""Exchanges without a rating after which a short question no longer asks for one."""
_SHOWN = {UNNAMED: "own number", "SUD": "distress (SUD)"}
_READS = re.compile(r"\bthought (?:is|was|that)\b.*?[\"“]([^\"”]{6,120})[\"”]", re.IGNORECASE)


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    who: str
    value: str
    at: int
    cites: tuple[str, ...]
    clauses: tuple[Clause, ...]


def statement_of(group: list[Rated], session: Session, claims: Claims, proper: frozenset[str]) -> Candidate:
    series: dict[tuple[str, str], list[Rated]] = {}
    for rated in group:
        series.setdefault((rated.label, rated.who), []).append(rated)
    several = len({rated.who for rated in group}) > 1 or bool(session.names)
    parts = []
    for (label, who), values in series.items():
        spoken = [lowered(value.value, proper) for value in values]
        change = (
            spoken[0]
            if len(spoken) == 1 or len(set(spoken)) == 1
            else f"{spoken[0]}, then {', then '.join(spoken[1:])}"
        )
        shown = _SHOWN.get(label, label)
        name = f"{shown} ({who})" if several else shown
        parts.append(f"{name} {change}")
    thought, cited = (
        _balanced(group, session, claims, proper) if group[0].label == BALANCED else _thought(group, session)
    )
    compared, more = _compared(group, session)
    cites = tuple(dict.fromkeys([*cited, *(cite for rated in group for cite in rated.cites), *more]))
    lead = f"{thought} " if thought else ""
    lead += f"{'Clients' if several else 'Client'} rated "
    return Candidate(
        kind="measure", text=sentence(lead + joined([*parts, *compared])), cites=cites, weight=MUST, at=group[0].at
    )


def _thought(group: list[Rated], session: Session) -> tuple[str, tuple[str, ...]]:
    """The automatic thought that the therapist read back shortly before its belief was rated."""
    for exchange in session.exchanges[max(0, group[0].at - RATING_GAP) : group[0].at + 1]:
        for clause in exchange.prompt.kept if exchange.prompt else ():
            if found := _READS.search(clause.raw):
                return f'Automatic thought examined: "{found[1]}".', clause.cites
    return "", ()


def _balanced(
    group: list[Rated], session: Session, claims: Claims, proper: frozenset[str]
) -> tuple[str, tuple[str, ...]]:
    """The thought that the client put in place of the first one, just before it was rated."""
    for exchange in reversed(session.exchanges[max(0, group[0].at - 2) : group[0].at]):
        if exchange.topic and exchange.topic.key == "belief":
            clauses = [c for c in exchange.said if c.words >= 2 and c.end != "?"]
            text = joined(
                [lowered(from_client(c.text), proper) for c in clauses if not cut_off(c.text) and without_lead(c.text)]
            )
            claims.take(clauses)
            return (f"Balanced thought: {text}.", cites_of(clauses)) if text else ("", ())
    return "", ()


def _compared(group: list[Rated], session: Session) -> tuple[list[str], list[str]]:
    """What the therapist said of an earlier value right after: 'last time you were both on three'."""
    parts: list[str] = []
    cites: list[str] = []
    for rated in (group[-1],):
        following = session.exchanges[rated.at + 1 : rated.at + 2]
        for clause in following[0].prompt.kept if following and following[0].prompt else ():
            known = frozenset(v for rated in group for c in rated.clauses for v in c.values)
            if (
                clause.values - known
                and COMPARES.search(clause.text)
                and clause.end != "?"
                and word_count(clause.text) <= 16
            ):
                parts.append(
                    from_therapist(clause.text).replace("they were", "was at", 1)
                    if clause.text.lower().startswith("you were")
                    else from_therapist(clause.text)
                )
                cites.extend(clause.cites)
    return [part[0].lower() + part[1:] for part in parts], cites
