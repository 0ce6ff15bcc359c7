"""An offer and what its answers make of it: what the client takes on, what they take back, in which terms."""

import re

import msgspec

from scribe.calendar_words import WEEKDAY
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.scope import When
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.telling.offers import TASK, Verdict, amounts, declines, hedges, verdict
from scribe.notes.telling.terms import bare_amount

_DAY = re.compile(rf"\b(?:{WEEKDAY}|tonight|tomorrow)\b", re.IGNORECASE)
_YES = re.compile(r"^\W*(?:yeah|yes|yep|okay|fine|sure|all right|deal|go on|perfect|lovely)\b", re.IGNORECASE)
_ADDS = re.compile(r"^and (?:put|then|write|do|take|bring|ask|tell|keep|with|at|in)\b", re.IGNORECASE)
"""'And put it in the diary': adds to what was offered, and so takes it on."""
_WOULD = re.compile(
    r"^(?:and |so |then )*i(?:'d| would) (?!like|love|rather|be|have|need|hate|say i|never|think|feel)\w+", re.I
)
"""'I'd take lunch': what the client would do, where that was asked."""
_WHY = re.compile(r"^(?:and |so )*why\b", re.IGNORECASE)
BESIDE = re.compile(r"^(?:and )?(?:with|at|after|before|on|in|from|by)\b", re.IGNORECASE)
"""'With Tyler': goes with the amount before it."""
_BARE_NO = re.compile(r"^(?:no|nah|nope|wait|no,? no|no,? wait)\W*$", re.IGNORECASE)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A therapist's turn with something to do, and what became of it."""

    exchange: Exchange
    clauses: tuple[Clause, ...]
    verdict: Verdict
    revised: bool
    """The answer took it on with other values: those of the offer do not stand."""
    accepted: tuple[Clause, ...]
    """The client's clauses that say what they will do."""
    restated: tuple[Clause, ...] = ()
    """The therapist's next words, where they say the outcome back."""
    splits: bool = False
    """The therapist's turn goes on to something else, which its answers belong to."""


def is_firm(clause: Clause) -> bool:
    """Something to do, what one would do, or a day for it."""
    return any(pattern.search(clause.text) for pattern in (TASK, _WOULD, _DAY))


def taken_on(offer: Offer) -> Offer:
    """While the week is planned an answer with a day, an amount or something to do takes it on, in its own terms."""
    if offer.verdict is not Verdict.OPEN or any(hedges(turn) for turn in offer.exchange.answers):
        return offer
    free = {clause.key for clause in offer.accepted}
    said = [
        c
        for turn in offer.exchange.answers
        for c in turn.kept
        if c.end != "?" and c.scope.when is not When.PAST and (c.key in free or _YES.match(c.raw) or _ADDS.match(c.raw))
    ]
    own = frozenset[str]().union(*(amounts(c.text, c.values) for c in said))
    asked = frozenset[str]().union(*(amounts(c.text, c.values) for c in offer.clauses))
    firm = bool(own) or any(_DAY.search(c.text) or TASK.search(c.text) or _YES.match(c.raw) for c in said)
    firm = firm or any(_ADDS.match(c.raw) for c in said[:1])
    if not firm:
        return offer
    return msgspec.structs.replace(offer, verdict=Verdict.AGREED, revised=bool(own and asked - own))


def _asks_else(exchange: Exchange, clauses: tuple[Clause, ...]) -> bool:
    """The turn ends in a question of why, and it is that which is answered."""
    asked = exchange.prompt.questions[-1:] if exchange.prompt else ()
    return any(clause not in clauses and _WHY.match(without_lead(clause.text)) for clause in asked)


def _taken_back(turn: Turn) -> tuple[Clause, ...]:
    """What stands before a bare 'no' after which other terms are named: 'I'll do two! No. One a day.'"""
    no = next((place for place, c in enumerate(turn.kept) if place and _BARE_NO.match(c.raw)), None)
    if no is None or not any(amounts(c.text, c.values) or _DAY.search(c.text) for c in turn.kept[no:]):
        return ()
    return tuple(clause for clause in turn.kept[:no] if clause.values or TASK.search(clause.text))


def _in_place_of(clause: Clause, offered: tuple[Clause, ...]) -> bool:
    """'Could do five', where ten were offered and nothing else was counted."""
    counted = [one.values for one in offered if one.values]
    return bare_amount(clause) and len(counted) == 1 and not clause.values & counted[0]


def _takes_on(clause: Clause, *, refuses: bool, least: int) -> bool:
    """Says what is done, or says so much; in a refusal a day or a number is what was refused."""
    if clause.words >= least or any(pattern.search(clause.text) for pattern in (TASK, _WOULD)):
        return True
    terms = not refuses and (clause.values or _DAY.search(clause.text))
    return bool(terms or (clause.words and BESIDE.match(clause.raw)))


def with_answers(
    exchange: Exchange, clauses: tuple[Clause, ...], claims: Claims, cues: Cues, *, least: int = 3
) -> Offer:
    if _asks_else(exchange, clauses):
        return Offer(exchange=exchange, clauses=clauses, verdict=Verdict.OPEN, revised=False, accepted=())
    found = verdict(exchange, cues)
    accepted: list[Clause] = []
    revised = False
    for turn in exchange.answers:
        taken_back = _taken_back(turn)
        refuses = declines(turn, cues)
        own = any(amounts(c.text, c.values) and TASK.search(c.text) for c in turn.kept)
        other = any(_in_place_of(c, clauses) for c in turn.kept)
        revised = revised or (found is Verdict.AGREED and ((refuses and own) or other))
        accepted += [
            clause
            for clause in turn.kept
            if claims.free(clause)
            and not (refuses and hit(cues.agreements.decline.patterns, clause.raw))
            and clause not in taken_back
            and _takes_on(clause, refuses=refuses, least=least)
        ]
    return Offer(exchange=exchange, clauses=clauses, verdict=found, revised=revised, accepted=tuple(accepted))
