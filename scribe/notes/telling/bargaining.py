"""Offers of something to do, and what was bargained of each: an offer, its answer, the counter-offer and its answer."""

import re

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, compiled, hit
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.telling.offers import TASK, Verdict, amounts, asks_for_terms, commits, declines, hedges, verdict

_IN_SESSION = re.compile(
    r"\b(?:right now|turn to|read me|tell me|tell (?:her|him|them) (?:\w+ )?now|look at (?:me|her|him|it)|walk me|"
    r"let me|let's talk about|take a breath|start tapping|"
    r"stop tapping|notice|bring up|go back to(?! (?:class|work|school|bed|the gym|college|uni)\b)|scan|close (?:it|your eyes)|feet on|pick up|stay with|say that to|"
    r"tell (?:her|him) that|stop you|breathe for|keep going|work through|on there|agenda|tell her,|"
    r"go through|use that one|"
    r"put on trial|put it on|can you hear|pull out|how (?:likely|confident)|take your time)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"^(?:no\b|not (?:this|yet|now|quite)|let's (?:not|wait|keep)|i'd rather (?:you|we) (?:did|don't|not))",
    re.IGNORECASE,
)
THERAPIST_DOES = re.compile(
    r"\b(?:i'll|i will|i'd like to|i'm (?:also )?(?:going to|gonna)|i can|i'd be (?:glad|happy) to|(?:may|can|could) i|if i|"
    r"have me)\s+(?:also )?(?:put (?:it|this|that|them|all that) in|send|sent|call|called|email|write|wrote|check|"
    r"ring|rang|phone|speak|spoke|let|talk to|print|text|refer|message|mention|fill|sign|"
    r"fax|request|coordinate|give|see|keep|ask|follow|get|reach|contact|invite|book|schedule)\b|"
    r"\bi(?:'m| am) (?:calling|ringing|phoning|writing to|sending|messaging|emailing|referring)\b",
    re.IGNORECASE,
)
DAY = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tonight|tomorrow)\b", re.IGNORECASE)
ASKS = re.compile(
    r"^(?:what|how|who|where|when|which|have you|has|is there|do you|does|did|was|were|had|why)\b", re.IGNORECASE
)
_OF_FACT = re.compile(
    r"^(?:did|was|were|had|has|have you (?!got a word)|do you (?!want|think you|have time)|does|"
    r"are you (?!willing|able|up|okay|"
    r"open|happy)|is (?:it|that|there)|why|how (?:did|was|were|has|have|many|often)|when did|"
    r"what (?:did|was|were|happened))",
    re.IGNORECASE,
)
"""Asks what was done, and proposes nothing, whatever task it names."""
_PLEASANT = re.compile(
    r"^(?:good|great|perfect|lovely|nice|okay|right|thank you|exactly|that's (?:great|fine|the rule)|fair enough|"
    r"(?:may|can|could) i|(?:is )?that (?:good|okay|all right|fine) with (?:you|the two of you)(?: both)?|"
    r"(?:(?:so|now|then|and),? )*(?:on|over|back) to (?:the|this|our) (?:\w+ )?(?:week|homework|plan)|"
    r"is that (?:okay|all right)|does that (?:work|sound)|sound good|i (?:like|believe) .*)\W*$",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:what (?:went|was|were|happened|are you taking|did|do you)|how (?:did|do|was|is) (?:it|"
    r"that|you|they)|say more|"
    r"you(?:'ve| have) (?:already )?(?:ticked|done|finished|managed|been|gone|got)|"
    r"what number|be realistic|do you remember|is that (?:okay|all right)|you know|anything else|right there)\b",
    re.IGNORECASE,
)
"""Talk about what was or is, not something to do."""
_ASKS_LEAVE = re.compile(
    r",?\s+(?:if )?(?:is )?that(?:'s| is)? (?:okay|all right|fine)(?: with you)?\W*$", re.IGNORECASE
)
"""'I'd be glad to phone her, is that all right?' promises something."""
_REMARK = re.compile(
    r"^(?:i|i'm|i've|i'd|it|it's|that|that's|there's|this|he|she|they|we|we've|people|thank|of course|who|"
    r"you(?:'ve|'re)?"
    r"(?! (?:do|go|sit|stand|try|put|write|keep|say|text|call|tell|take|get|stay|walk|eat|wait|ask)\b))\b",
    re.IGNORECASE,
)
"""Talk between the tasks."""
_YES = re.compile(r"^\W*(?:yeah|yes|yep|okay|fine|sure|all right|deal|go on|perfect|lovely)\b", re.IGNORECASE)
_DO = re.compile(
    r"^(?:text|call|ring|phone|email|message|write|put|take|bring|tell|ask|send|book|read|try|practi[sc]e|walk|go|keep|buy|"
    r"make|get|set|leave|check|use|stop|start|talk to|show|pack|drop)\b",
    re.IGNORECASE,
)
_WILL_DO_IT = re.compile(
    r"\bi(?:'ll| will) (?:do (?:it|that|so)|(?:text|call|ring|ask|tell|write|send)\b)", re.IGNORECASE
)
SHORT = 9
"""Words of a question that may name a task: 'And the mail on the bed?'"""
PLANS_FROM = 0.6
"""Share of the session after which it may turn to what comes next."""
TURNED = (Verdict.COUNTERED, Verdict.DECLINED, Verdict.DIVIDED)
MOST_ROUNDS = 3
"""Counter-offers followed before the bargain is read as it stands."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A therapist's turn with something to do, and what became of it."""

    exchange: Exchange
    clauses: tuple[Clause, ...]
    verdict: Verdict
    revised: bool
    """The answer took it on with other values: those of the offer do not stand."""
    accepted: tuple[Clause, ...]
    """The client's clauses that say what they will do."""


def settling_from(exchanges: tuple[Exchange, ...], cues: Cues) -> int:
    """Index of the exchange from which the session settles what comes next; all that is named there is to be done."""
    for exchange in exchanges[round(PLANS_FROM * len(exchanges)) :]:
        if exchange.prompt and hit(cues.agreements.settle.patterns, exchange.prompt.text):
            return exchange.index
    return len(exchanges)


def bargain_at(
    exchanges: tuple[Exchange, ...], index: int, cues: Cues, claims: Claims, *, settling: bool
) -> list[Offer]:
    """An offer and what it was bargained to; [] where nothing is offered."""
    offer = _offer(exchanges[index], cues, claims, settling=settling)
    if offer is None:
        return []
    bargain = [offer]
    while _goes_on(bargain[-1], exchanges, index) and index + 1 < len(exchanges) and len(bargain) <= MOST_ROUNDS:
        index += 1
        bargain.append(_reply(exchanges[index], cues, claims))
    while len(bargain) > 1 and not bargain[-1].clauses and not _settles(bargain[-1]):
        bargain.pop()
    return bargain


def _settles(offer: Offer) -> bool:
    """'What number could you do?' 'Five.'"""
    return offer.verdict is Verdict.AGREED and asks_for_terms(offer.exchange)


def _goes_on(offer: Offer, exchanges: tuple[Exchange, ...], index: int) -> bool:
    """Bargained or declined, or the client asked back and the therapist's next turn tells."""
    if offer.verdict in TURNED:
        return True
    asked = any(clause.end == "?" for turn in offer.exchange.answers for clause in turn.kept)
    after = exchanges[index + 1].prompt if index + 1 < len(exchanges) else None
    return offer.verdict is Verdict.OPEN and asked and after is not None and not after.questions


def _offer(exchange: Exchange, cues: Cues, claims: Claims, *, settling: bool) -> Offer | None:
    prompt = exchange.prompt
    if prompt is None:
        return None
    proposes = hit(cues.agreements.propose.patterns, prompt.text)
    clauses = _tasks(prompt, cues, claims) if proposes else _taken_up(exchange, claims)
    if settling and not clauses:
        clauses = _named(prompt, claims)
        return _taken_on(_with_answers(exchange, clauses, cues)) if clauses and exchange.answers else None
    if not clauses:
        return None
    text = " ".join(clause.raw for clause in clauses)
    taken = any(commits(turn) for turn in exchange.answers)
    if not (hit(cues.agreements.home.patterns, text) or taken or THERAPIST_DOES.search(text)):
        return None
    offer = _with_answers(exchange, clauses, cues)
    return _taken_on(offer) if settling else offer


def _taken_on(offer: Offer) -> Offer:
    """While the week is planned an answer with a day, an amount or something to do takes it on, in its own terms."""
    if offer.verdict is not Verdict.OPEN or any(hedges(turn) for turn in offer.exchange.answers):
        return offer
    said = [c for turn in offer.exchange.answers for c in turn.kept if c.end != "?"]
    own = frozenset[str]().union(*(amounts(c.text, c.values) for c in said))
    asked = frozenset[str]().union(*(amounts(c.text, c.values) for c in offer.clauses))
    firm = bool(own) or any(DAY.search(c.text) or TASK.search(c.text) or _YES.match(c.raw) for c in said)
    if not firm:
        return offer
    return msgspec.structs.replace(offer, verdict=Verdict.AGREED, revised=bool(own and asked - own))


def _reply(exchange: Exchange, cues: Cues, claims: Claims) -> Offer:
    """The therapist's answer to a counter-offer: what has a value or names something to do settles it."""
    kept = exchange.prompt.kept if exchange.prompt else ()
    settles = (*cues.agreements.home.patterns, *cues.agreements.propose.patterns)
    clauses = tuple(
        c
        for c in kept
        if _may_stand(c, claims) and (amounts(c.text, c.values) or (c.end != "?" and hit(settles, c.raw)))
    )
    return _with_answers(exchange, clauses, cues)


def _tasks(prompt: Turn, cues: Cues, claims: Claims) -> tuple[Clause, ...]:
    """From the first clause that proposes on; pleasantries, questions of fact and in-session directions left out."""
    propose = compiled(cues.agreements.propose.patterns)
    start = next((i for i, c in enumerate(prompt.kept) if propose.search(c.raw) and _may_be_done(c)), None)
    if start is None:
        return ()
    kept = prompt.kept[start:]
    return tuple(clause for clause in kept if _may_stand(clause, claims) and (clause.words or clause.values))


def _taken_up(exchange: Exchange, claims: Claims) -> tuple[Clause, ...]:
    """'Text her today.' 'I'll do it on the way home.': a direction that the client takes on is agreed."""
    said = " ".join(clause.raw for turn in exchange.answers for clause in turn.kept)
    if exchange.prompt is None or not _WILL_DO_IT.search(said):
        return ()
    kept = (c for c in exchange.prompt.kept if c.end != "?" and _may_stand(c, claims))
    return tuple(clause for clause in kept if _DO.match(without_lead(clause.text)))


def _named(prompt: Turn, claims: Claims) -> tuple[Clause, ...]:
    """What the therapist names while the week is planned: 'The mail on the bed?', 'Card, all seven.'"""
    return tuple(
        clause
        for clause in prompt.kept
        if _may_stand(clause, claims)
        and clause.words
        and not _REMARK.search(without_lead(clause.text))
        and not (clause.end == "?" and (ASKS.match(without_lead(clause.text)) or word_count(clause.text) > SHORT))
    )


def _may_stand(clause: Clause, claims: Claims) -> bool:
    return claims.free(clause) and not _PLEASANT.match(clause.raw) and _may_be_done(clause)


def _may_be_done(clause: Clause) -> bool:
    """No direction for here and now, no question of what was."""
    if clause.end == "?" and _OF_FACT.match(without_lead(clause.text)):
        return False
    promised = _ASKS_LEAVE.sub("", clause.raw) if THERAPIST_DOES.search(clause.raw) else clause.raw
    return not _IN_SESSION.search(clause.raw) and not _TALK.search(promised)


def _with_answers(exchange: Exchange, clauses: tuple[Clause, ...], cues: Cues) -> Offer:
    found = verdict(exchange, cues)
    accepted: list[Clause] = []
    revised = False
    for turn in exchange.answers:
        refuses = declines(turn, cues)
        own = any(amounts(c.text, c.values) and TASK.search(c.text) for c in turn.kept)
        revised = revised or (found is Verdict.AGREED and refuses and own)
        for clause in turn.kept:
            withdrawn = refuses and hit(cues.agreements.decline.patterns, clause.raw)
            dated = bool(DAY.search(clause.text)) and not refuses
            if not withdrawn and (
                TASK.search(clause.text) or dated or (clause.values and not refuses) or clause.words >= 3
            ):
                accepted.append(clause)
    return Offer(exchange=exchange, clauses=clauses, verdict=found, revised=revised, accepted=tuple(accepted))
