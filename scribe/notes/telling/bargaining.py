"""Offers of something to do, and what was bargained of each: an offer, its answer, the counter-offer and its answer."""

import re

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.tagging import tags
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange
from scribe.notes.telling.answering import Offer, taken_on, with_answers
from scribe.notes.telling.offers import Verdict, amounts, asks_for_terms, commits, verdict
from scribe.notes.telling.proposing import THERAPIST_DOES, may_stand, named_in, taken_up, tasks_in
from scribe.notes.telling.settling import AS_IT_IS, PLANS_FROM, RECAP, answers_terms, recap, turns_at, with_restated
from scribe.notes.telling.terms import restates

REFUSED = re.compile(
    r"^(?:no\b|not (?:this|yet|now|quite)|let's (?:not|wait|keep)|i'd rather (?:you|we) (?:did|don't|not))",
    re.IGNORECASE,
)
_IDEAS = re.compile(r"^(?:what|how) (?:do|should|could|can|would|am) I\b|^like what\b", re.IGNORECASE)
_PAST = frozenset(["VVD", "VBD", "VDD", "VHD"])
TURNED = (Verdict.COUNTERED, Verdict.DECLINED, Verdict.DIVIDED)
EARLY = 0.4
"""Share of the session in which an answer that tells what was done answers how it went, whatever was asked."""
MOST_ROUNDS = 3
"""Counter-offers followed before the bargain is read as it stands."""


def bargain_at(
    exchanges: tuple[Exchange, ...], index: int, cues: Cues, claims: Claims, *, settling: bool
) -> list[Offer]:
    """An offer and what it was bargained to; [] where nothing is offered."""
    before = exchanges[index - 1] if index else None
    offer = _offer(exchanges[index], before, cues, claims, settling=settling, length=len(exchanges))
    if offer is None:
        return []
    bargain = [offer]
    while _goes_on(bargain[-1], exchanges, index) and index + 1 < len(exchanges) and len(bargain) <= MOST_ROUNDS:
        index += 1
        after = exchanges[index].prompt
        if after and RECAP.search(after.text):
            break
        bargain.append(_reply(exchanges[index], exchanges[index - 1], cues, claims, settling=settling))
        if bargain[-1].splits:
            break
    while len(bargain) > 1 and not bargain[-1].clauses and not _settles(bargain[-1]):
        bargain.pop()
    if settling and not bargain[-1].splits:
        bargain[-1] = with_restated(bargain[-1], exchanges, claims)
    return bargain


def _settles(offer: Offer) -> bool:
    """'What number could you do?' 'Five.'"""
    return offer.verdict is Verdict.AGREED and asks_for_terms(offer.exchange)


def _goes_on(offer: Offer, exchanges: tuple[Exchange, ...], index: int) -> bool:
    """Bargained or declined, or the client asked back and the therapist's next turn tells."""
    if offer.verdict in TURNED:
        return True
    asked = any(clause.end == "?" for clause in offer.exchange.said)
    after = exchanges[index + 1].prompt if index + 1 < len(exchanges) else None
    return offer.verdict is Verdict.OPEN and asked and after is not None and not after.questions


def _offer(
    exchange: Exchange, before: Exchange | None, cues: Cues, claims: Claims, *, settling: bool, length: int
) -> Offer | None:
    prompt = exchange.prompt
    if prompt is None:
        return None
    if settling and any(AS_IT_IS.search(clause.text) for clause in prompt.questions[-1:]):
        return None
    if RECAP.search(prompt.text):
        return recap(exchange, cues, claims)
    if before and _asks_for_ideas(before) and not any(amounts(c.text, c.values) for c in prompt.kept):
        return None
    proposes = hit(cues.agreements.propose.patterns, prompt.text)
    clauses = tasks_in(prompt, cues, claims, settling=settling) if proposes else taken_up(exchange, claims)
    if settling and not clauses:
        clauses = tuple(clause for clause in named_in(prompt, cues, claims) if not restates(clause, before))
        return _of_named(exchange, clauses, claims, cues)
    if not clauses:
        return None
    late = exchange.index >= PLANS_FROM * length and _with_amount(exchange, clauses)
    text = " ".join(clause.raw for clause in clauses)
    taken = any(commits(turn) for turn in exchange.answers)
    if not taken and exchange.index < EARLY * length and any(_was(c) for c in exchange.said):
        return None
    if not (settling or late or hit(cues.agreements.home.patterns, text) or taken or THERAPIST_DOES.search(text)):
        return None
    offer = with_answers(exchange, clauses, claims, cues)
    return taken_on(offer) if settling else offer


def _was(clause: Clause) -> bool:
    return not _PAST.isdisjoint(tags(clause.text))


def _asks_for_ideas(exchange: Exchange) -> bool:
    """'So what do I do for five minutes?' 'Walk. Stretch.': what is named then is an example."""
    last = exchange.said[-1:]
    return any(clause.end == "?" and _IDEAS.match(without_lead(clause.text)) for clause in last)


def _of_named(exchange: Exchange, clauses: tuple[Clause, ...], claims: Claims, cues: Cues) -> Offer | None:
    """What is only named, or only asked for, is something to do where the answer takes it on."""
    if not exchange.answers or not (clauses or answers_terms(exchange)):
        return None
    offer = taken_on(with_answers(exchange, clauses, claims, cues, least=2))
    told = any(amounts(clause.text, clause.values) for clause in clauses)
    return None if offer.verdict is Verdict.OPEN and not told else offer


def _with_amount(exchange: Exchange, clauses: tuple[Clause, ...]) -> bool:
    """Offered or answered with an amount."""
    return any(amounts(c.text, c.values) for c in exchange.said) and any(amounts(c.text, c.values) for c in clauses)


def _reply(exchange: Exchange, before: Exchange, cues: Cues, claims: Claims, *, settling: bool) -> Offer:
    """The therapist's answer to a counter-offer: what has a value or names something to do settles it."""
    kept = exchange.prompt.kept if exchange.prompt else ()
    turns = turns_at(kept, before) if settling else None
    whole = exchange
    if turns is not None and exchange.prompt is not None:
        kept = kept[:turns]
        exchange = msgspec.structs.replace(
            exchange, prompt=msgspec.structs.replace(exchange.prompt, clauses=kept), answers=()
        )
    named = named_in(exchange.prompt, cues, claims) if settling and exchange.prompt else ()
    settles = (*cues.agreements.home.patterns, *cues.agreements.propose.patterns)
    clauses = tuple(
        c
        for c in kept
        if may_stand(c, claims) and (c in named or amounts(c.text, c.values) or (c.end != "?" and hit(settles, c.raw)))
    )
    reply = with_answers(exchange, clauses, claims, cues)
    if turns is None:
        return reply
    return msgspec.structs.replace(reply, verdict=_gone_on(reply, whole, cues), splits=True)


def _gone_on(reply: Offer, whole: Exchange, cues: Cues) -> Verdict:
    """Terms that the therapist names and goes on from stand, unless the answer turns them down."""
    named = any(amounts(clause.text, clause.values) for clause in reply.clauses)
    return Verdict.AGREED if named and verdict(whole, cues) in (Verdict.AGREED, Verdict.OPEN) else reply.verdict
