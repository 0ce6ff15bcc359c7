"""Where a session settles what comes next, thing by thing: what was agreed is said back, and the next thing named."""

import re

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.cues import Cues, hit
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange
from scribe.notes.telling.answering import Offer, with_answers
from scribe.notes.telling.narration import Form, form_of
from scribe.notes.telling.offers import Verdict, commits
from scribe.notes.telling.proposing import PLEASANT, REMARK, may_stand
from scribe.notes.telling.terms import restates

RECAP = re.compile(
    r"\blet me (?:just )?(?:see|make sure|check) (?:if |that )?(?:i(?:'ve)? (?:have|got)|we(?:'ve)? (?:have|got))|"
    r"\b(?:let me|let's|i'll|to) (?:recap|sum up|summari[sz]e|say (?:it|that|this) (?:all )?back)\b|"
    r"\b(?:so|here's|then) (?:the|our|your) (?:whole )?(?:plan|week|list)(?: is|'s)\b",
    re.IGNORECASE,
)
"""The therapist says the whole of it back."""
_IT_IS = re.compile(r"^(?:so )?it's (?=\S)", re.IGNORECASE)
_TERMS = re.compile(
    r"^(?:and |so |then )*(?:how (?:many|long|often|much)|what (?:time|number|day|are you saying|(?:would|"
    r"could|can|will) (?:you|they|it) (?:do|try|like|want|aim|go)|else)|"
    r"what's (?:one|the (?:first|next|smallest))|when|which)\b",
    re.IGNORECASE,
)
AS_IT_IS = re.compile(
    r"^(?:and |so )*where(?:'s| is| are) (?:that|it|things)\b|"
    r"^(?:and |so )*what would you (?:give|rate|call|put|score)\b|^(?:and |so )*(?:how (?:many|often|much|"
    r"confident|likely|sure|are|is)|where|what's)\b.*\b(?:now|right now|these days|confident|"
    r"likely|sure|today)\b|\bconfidence\b",
    re.IGNORECASE,
)
"""Asks how it is now, or for a number on a scale."""
GOES_ON = re.compile(
    r"^(?:and|now|next|plus|then(?= (?:the|your|an?)\b)|what about|how about|okay,? and)\b", re.IGNORECASE
)
"""The next thing on the list."""
ASKS_WHEN = re.compile(r",\s+(?:when|what (?:day|time)|how (?:often|long)|which days?)$", re.IGNORECASE)
"""'And the meetings, when?' names a thing to do and asks for its terms."""
PLANS_FROM = 0.6
"""Share of the session after which it may turn to what comes next."""
LATE = 0.75
"""The same, where nothing says that it does."""


def settling_from(exchanges: tuple[Exchange, ...], cues: Cues) -> int:
    """Index of the exchange from which the session settles what comes next; all that is named there is to be done."""
    for exchange in exchanges[round(PLANS_FROM * len(exchanges)) :]:
        if exchange.prompt and hit(cues.agreements.settle.patterns, exchange.prompt.text):
            return exchange.index
    return len(exchanges)


def settles_late(exchange: Exchange, length: int) -> bool:
    """'And for the report?' 'I'll do one a day.', 'And the meetings, when?' 'Sundays.': late in the session, the client
    takes something on."""
    if exchange.prompt is None or not continues(exchange):
        return False
    late = exchange.index >= LATE * length and any(commits(turn) for turn in exchange.answers)
    return late or (exchange.index >= PLANS_FROM * length and _told_when(exchange))


def _told_when(exchange: Exchange) -> bool:
    asked = exchange.prompt.questions[-1:] if exchange.prompt else ()
    return any(ASKS_WHEN.search(clause.text) for clause in asked) and any(c.values or c.words for c in exchange.said)


def continues(exchange: Exchange) -> bool:
    """'And the mail?', right after something was agreed with an amount."""
    prompt = exchange.prompt
    return prompt is not None and any(GOES_ON.match(clause.raw) for clause in prompt.kept[:2])


def recap(exchange: Exchange, cues: Cues, claims: Claims) -> Offer | None:
    """'So let me see if I have it.': all that is named is what was agreed, unless the answer declines it."""
    clauses = tuple(c for c in (exchange.prompt.kept if exchange.prompt else ()) if may_stand(c, claims))
    named = tuple(c for c in clauses if not RECAP.search(c.raw) and c.end != "?" and (c.words or c.values))
    said = tuple(c for c in named if not REMARK.search(without_lead(c.text)) or (_IT_IS.match(c.text) and c.values))
    if not said:
        return None
    offer = with_answers(exchange, said, claims, cues)
    agreed = Verdict.AGREED if offer.verdict is Verdict.OPEN else offer.verdict
    return msgspec.structs.replace(offer, verdict=agreed, revised=False)


def answers_terms(exchange: Exchange) -> bool:
    """'So what are you saying?' 'I could go to three nights.' 'And how many on those?' 'Four.'"""
    asked = exchange.prompt.questions[-1:] if exchange.prompt else ()
    terms = any(_TERMS.match(without_lead(clause.text)) for clause in asked)
    return terms and any(clause.values and clause.end != "?" for clause in exchange.said)


def with_restated(offer: Offer, exchanges: tuple[Exchange, ...], claims: Claims) -> Offer:
    after = exchanges[offer.exchange.index + 1 : offer.exchange.index + 2]
    kept = after[0].prompt.kept if after and after[0].prompt else ()
    said: list[Clause] = []
    for clause in kept:
        more = (
            bool(said) and clause.end != "?" and not GOES_ON.match(clause.raw) and form_of(clause.text) is Form.PHRASE
        )
        if not (restates(clause, offer.exchange) or more or PLEASANT.match(clause.raw)):
            break
        said += [] if PLEASANT.match(clause.raw) else [clause]
    restated = tuple(clause for clause in said if claims.free(clause))
    return msgspec.structs.replace(offer, restated=restated)


def turns_at(kept: tuple[Clause, ...], before: Exchange) -> int | None:
    """Where the turn goes on to something else: 'Five days. And the mail on the bed?'"""
    for place, clause in enumerate(kept[1:], 1):
        begins = clause.sentence != kept[place - 1].sentence and GOES_ON.match(clause.raw)
        if begins and not restates(clause, before):
            return place
    return None
