"""Offers of something to do, and what was bargained of each: an offer, its answer, the counter-offer and its answer."""

import re

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, word_count
from scribe.notes.language.cues import Cues, compiled, hit
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.telling.narration import Form, form_of
from scribe.notes.telling.offers import TASK, Verdict, amounts, asks_for_terms, commits, declines, hedges, verdict
from scribe.notes.telling.terms import bare_amount, restates

_IN_SESSION = re.compile(
    r"\b(?:right now|turn to|read me|tell me|tell (?:her|him|them) (?:\w+ )?now|look at (?:me|her|him|it)|walk me|"
    r"let me|let's talk about|take a breath|start tapping|"
    r"stop tapping|notice|bring up|go back to(?! (?:class|work|school|bed|the gym|college|uni)\b)|scan|close (?:it|your eyes)|feet on|pick up|stay with|say that to|"
    r"tell (?:her|him) that|stop you|breathe for|keep going|work through|on there|agenda|tell her,|"
    r"go through|use that one|"
    r"say (?:it|that|this) (?:all )?back|put on trial|put it on|can you hear|pull out|how (?:likely|confident)|take your time)\b",
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
    r"^(?:good|great|perfect|lovely|love it|brilliant|good stuff|beauty|ripper|excellent|nice|okay|right|thank you|exactly|that's (?:great|fine|the rule)|fair enough|"
    r"(?:may|can|could) i|(?:is )?that (?:good|okay|all right|fine) with (?:you|the two of you)(?: both)?|"
    r"(?:(?:so|now|then|and),? )*(?:on|over|back) to (?:the|this|our) (?:\w+ )?(?:week|homework|plan)|"
    r"fair (?:point|enough)|is that (?:okay|all right)|does that (?:work|sound)|sound good|i (?:like|believe) .*)\W*$",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:what (?:went|was|were|happened|are you taking|did|do you)|how (?:did|do|was|is) (?:it|"
    r"that|you|they)|say more|"
    r"you(?:'ve| have) (?:already )?(?:ticked|done|finished|managed|been|gone|got)|"
    r"some (?:people|folks) (?!to)|here's (?:a|an|the)\b|what number|be realistic|do you remember|is that (?:okay|all right)|you know|anything else|right there)\b",
    re.IGNORECASE,
)
"""Talk about what was or is, not something to do."""
_ASKS_LEAVE = re.compile(
    r",?\s+(?:if )?(?:is )?that(?:'s| is)? (?:okay|all right|fine)(?: with you)?\W*$", re.IGNORECASE
)
"""'I'd be glad to phone her, is that all right?' promises something."""
_REMARK = re.compile(
    r"^(?:something to|i|i'm|i've|i'd|it|it's|that|that's|there's|this|he|she|they|we|we've|people|thank|of course|who|"
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
_GOES_ON = re.compile(r"^(?:and|now|next|plus|then(?= (?:the|your|an?)\b)|what about|how about|okay,? and)\b", re.IGNORECASE)
"""The next thing on the list."""
_ADDS = re.compile(r"^and (?:put|then|write|do|take|bring|ask|tell|keep|with|at|in)\b", re.IGNORECASE)
"""'And put it in the diary': adds to what was offered, and so takes it on."""
WOULD = re.compile(r"^(?:and |so |then )*i(?:'d| would) (?!like|love|rather|be|have|need|hate|say i|never|think|feel)\w+", re.I)
"""'I'd take lunch': what the client would do, where that was asked."""
_WHY = re.compile(r"^(?:and |so )*why\b", re.IGNORECASE)
BESIDE = re.compile(r"^(?:and )?(?:with|at|after|before|on|in|from|by)\b", re.IGNORECASE)
"""'With Tyler': goes with the amount before it."""
RECAP = re.compile(
    r"\blet me (?:just )?(?:see|make sure|check) (?:if |that )?(?:i(?:'ve)? (?:have|got)|we(?:'ve)? (?:have|got))|"
    r"\b(?:let me|let's|i'll|to) (?:recap|sum up|summari[sz]e|say (?:it|that|this) (?:all )?back)\b|"
    r"\b(?:so|here's|then) (?:the|our|your) (?:whole )?(?:plan|week|list)(?: is|'s)\b",
    re.IGNORECASE,
)
"""The therapist says the whole of it back."""
_IT_IS = re.compile(r"^(?:so )?it's (?=\S)", re.IGNORECASE)
_TERMS = re.compile(
    r"^(?:and |so |then )*(?:how (?:many|long|often|much)|what (?:time|number|day|are you saying|(?:would|could|can|will) (?:you|they|it) (?:do|try|like|want|aim|go)|else)|"
    r"what's (?:one|the (?:first|next|smallest))|when|which)\b",
    re.IGNORECASE,
)
_AS_IT_IS = re.compile(
    r"^(?:and |so )*what would you (?:give|rate|call|put|score)\b|^(?:and |so )*(?:how (?:many|often|much|confident|likely|sure|are|is)|where|what's)\b.*\b(?:now|right now|these days|confident|"
    r"likely|sure|today)\b|\bconfidence\b",
    re.IGNORECASE,
)
"""Asks how it is now, or for a number on a scale."""
SHORT = 9
"""Words of a question that may name a task: 'And the mail on the bed?'"""
PLANS_FROM = 0.6
"""Share of the session after which it may turn to what comes next."""
LATE = 0.75
"""The same, where nothing says that it does."""
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
    restated: tuple[Clause, ...] = ()
    """The therapist's next words, where they say the outcome back."""
    splits: bool = False
    """The therapist's turn goes on to something else, which its answers belong to."""


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
        bargain[-1] = _with_restated(bargain[-1], exchanges, claims)
    return bargain


def _with_restated(offer: Offer, exchanges: tuple[Exchange, ...], claims: Claims) -> Offer:
    after = exchanges[offer.exchange.index + 1 : offer.exchange.index + 2]
    kept = after[0].prompt.kept if after and after[0].prompt else ()
    said: list[Clause] = []
    for clause in kept:
        more = bool(said) and clause.end != "?" and not _GOES_ON.match(clause.raw) and form_of(clause.text) is Form.PHRASE
        if not (restates(clause, offer.exchange) or more or _PLEASANT.match(clause.raw)):
            break
        said += [] if _PLEASANT.match(clause.raw) else [clause]
    restated = tuple(clause for clause in said if claims.free(clause))
    return msgspec.structs.replace(offer, restated=restated)


def settles_late(exchange: Exchange, length: int) -> bool:
    """'And for the report?' 'I'll do one a day.': late in the session, the client takes something on."""
    late = exchange.index >= LATE * length and exchange.prompt is not None and bool(exchange.prompt.kept)
    return late and continues(exchange) and any(commits(turn) for turn in exchange.answers)


def continues(exchange: Exchange) -> bool:
    """'And the mail?', right after something was agreed with an amount."""
    prompt = exchange.prompt
    return prompt is not None and any(_GOES_ON.match(clause.raw) for clause in prompt.kept[:2])


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


def _offer(
    exchange: Exchange, before: Exchange | None, cues: Cues, claims: Claims, *, settling: bool, length: int
) -> Offer | None:
    prompt = exchange.prompt
    if prompt is None:
        return None
    if settling and any(_AS_IT_IS.search(clause.text) for clause in prompt.questions[-1:]):
        return None
    if RECAP.search(prompt.text):
        return _recap(exchange, cues, claims)
    proposes = hit(cues.agreements.propose.patterns, prompt.text)
    clauses = _tasks(prompt, cues, claims, settling=settling) if proposes else _taken_up(exchange, claims)
    if settling and not clauses:
        clauses = tuple(clause for clause in _named(prompt, cues, claims) if not restates(clause, before))
        goes_on = bool(clauses) or _answers_terms(exchange)
        return _taken_on(_with_answers(exchange, clauses, claims, cues, least=2)) if goes_on and exchange.answers else None
    if not clauses:
        return None
    late = exchange.index >= PLANS_FROM * length and _with_amount(exchange, clauses)
    text = " ".join(clause.raw for clause in clauses)
    taken = any(commits(turn) for turn in exchange.answers)
    if not (settling or late or hit(cues.agreements.home.patterns, text) or taken or THERAPIST_DOES.search(text)):
        return None
    offer = _with_answers(exchange, clauses, claims, cues)
    return _taken_on(offer) if settling else offer


def _with_amount(exchange: Exchange, clauses: tuple[Clause, ...]) -> bool:
    """Offered or answered with an amount."""
    said = [clause for turn in exchange.answers for clause in turn.kept]
    return any(amounts(c.text, c.values) for c in said) and any(amounts(c.text, c.values) for c in clauses)


def _recap(exchange: Exchange, cues: Cues, claims: Claims) -> Offer | None:
    """'So let me see if I have it.': all that is named is what was agreed, unless the answer declines it."""
    clauses = tuple(c for c in (exchange.prompt.kept if exchange.prompt else ()) if _may_stand(c, claims))
    named = tuple(c for c in clauses if not RECAP.search(c.raw) and c.end != "?" and (c.words or c.values))
    said = tuple(c for c in named if not _REMARK.search(without_lead(c.text)) or (_IT_IS.match(c.text) and c.values))
    if not said:
        return None
    offer = _with_answers(exchange, said, claims, cues)
    agreed = Verdict.AGREED if offer.verdict is Verdict.OPEN else offer.verdict
    return msgspec.structs.replace(offer, verdict=agreed, revised=False)


def _answers_terms(exchange: Exchange) -> bool:
    """'So what are you saying?' 'I could go to three nights.' 'And how many on those?' 'Four.'"""
    asked = exchange.prompt.questions[-1:] if exchange.prompt else ()
    terms = any(_TERMS.match(without_lead(clause.text)) for clause in asked)
    said = [clause for turn in exchange.answers for clause in turn.kept]
    return terms and any(clause.values and clause.end != "?" for clause in said)


def _taken_on(offer: Offer) -> Offer:
    """While the week is planned an answer with a day, an amount or something to do takes it on, in its own terms."""
    if offer.verdict is not Verdict.OPEN or any(hedges(turn) for turn in offer.exchange.answers):
        return offer
    said = [c for turn in offer.exchange.answers for c in turn.kept if c.end != "?"]
    own = frozenset[str]().union(*(amounts(c.text, c.values) for c in said))
    asked = frozenset[str]().union(*(amounts(c.text, c.values) for c in offer.clauses))
    firm = bool(own) or any(DAY.search(c.text) or TASK.search(c.text) or _YES.match(c.raw) for c in said)
    firm = firm or any(_ADDS.match(c.raw) for c in said[:1])
    if not firm:
        return offer
    return msgspec.structs.replace(offer, verdict=Verdict.AGREED, revised=bool(own and asked - own))


def _reply(exchange: Exchange, before: Exchange, cues: Cues, claims: Claims, *, settling: bool) -> Offer:
    """The therapist's answer to a counter-offer: what has a value or names something to do settles it."""
    kept = exchange.prompt.kept if exchange.prompt else ()
    turns = _turns_at(kept, before) if settling else None
    if turns is not None and exchange.prompt is not None:
        kept = kept[:turns]
        exchange = msgspec.structs.replace(
            exchange, prompt=msgspec.structs.replace(exchange.prompt, clauses=kept), answers=()
        )
    named = _named(exchange.prompt, cues, claims) if settling and exchange.prompt else ()
    settles = (*cues.agreements.home.patterns, *cues.agreements.propose.patterns)
    clauses = tuple(
        c
        for c in kept
        if _may_stand(c, claims)
        and (c in named or amounts(c.text, c.values) or (c.end != "?" and hit(settles, c.raw)))
    )
    return msgspec.structs.replace(_with_answers(exchange, clauses, claims, cues), splits=turns is not None)


def _turns_at(kept: tuple[Clause, ...], before: Exchange) -> int | None:
    """Where the turn goes on to something else: 'Five days. And the mail on the bed?'"""
    for place, clause in enumerate(kept[1:], 1):
        begins = clause.sentence != kept[place - 1].sentence and _GOES_ON.match(clause.raw)
        if begins and not restates(clause, before):
            return place
    return None


_REFERS_BACK = re.compile(
    r"\b(?:can|could|will|would) you (?:commit to|live with|do|manage) (?:that|this|it)\W*$|\bdeal,? or\b", re.IGNORECASE
)
"""'If I don't pick up, you ring the line. Can you commit to that?': the task stands before it."""


def _tasks(prompt: Turn, cues: Cues, claims: Claims, *, settling: bool) -> tuple[Clause, ...]:
    """From the first clause that proposes on, and while the week is planned what is named before it; pleasantries,
    questions of fact and in-session directions left out."""
    propose = compiled(cues.agreements.propose.patterns)
    proposes = [i for i, c in enumerate(prompt.kept) if propose.search(c.raw)]
    start = next((i for i in proposes if _may_be_done(prompt.kept[i]) or _REFERS_BACK.search(prompt.kept[i].raw)), None)
    if start is None:
        return ()
    if _REFERS_BACK.search(prompt.kept[start].raw):
        start = next((i for i, c in enumerate(prompt.kept) if not _PLEASANT.match(c.raw)), start)
    first = [clause for clause in _named(prompt, cues, claims) if settling and clause in prompt.kept[:start]]
    kept = [*first, *prompt.kept[start:]]
    return tuple(
        clause
        for clause in kept
        if _may_stand(clause, claims) and (clause.words or clause.values) and not _frames(clause, cues)
    )


def _frames(clause: Clause, cues: Cues) -> bool:
    """'So, the road ahead', 'for this week': says that the week is planned, and nothing of it."""
    rest, count = compiled(cues.agreements.settle.patterns).subn(" ", clause.text)
    return bool(count) and not set(content_words(_WHEN_NEXT.sub(" ", rest.lower())))


_WHEN_NEXT = re.compile(r"\b(?:let's|now|then|next|coming|week|time|session|us|here)\b")


def _taken_up(exchange: Exchange, claims: Claims) -> tuple[Clause, ...]:
    """'Text her today.' 'I'll do it on the way home.': a direction that the client takes on is agreed."""
    said = " ".join(clause.raw for turn in exchange.answers for clause in turn.kept)
    if exchange.prompt is None or not _WILL_DO_IT.search(said):
        return ()
    kept = (c for c in exchange.prompt.kept if c.end != "?" and _may_stand(c, claims))
    return tuple(clause for clause in kept if _DO.match(without_lead(clause.text)))


def _named(prompt: Turn, cues: Cues, claims: Claims) -> tuple[Clause, ...]:
    """What the therapist names while the week is planned: 'The mail on the bed?', 'Card, all seven.'"""
    return tuple(
        clause
        for clause in prompt.kept
        if _may_stand(clause, claims)
        and clause.words
        and not _frames(clause, cues)
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
    return not any(pattern.search(clause.raw) for pattern in (_IN_SESSION, _REFERS_BACK)) and not _TALK.search(promised)


def _asks_else(exchange: Exchange, clauses: tuple[Clause, ...]) -> bool:
    """The turn ends in a question of why, and it is that which is answered."""
    asked = exchange.prompt.questions[-1:] if exchange.prompt else ()
    return any(clause not in clauses and _WHY.match(without_lead(clause.text)) for clause in asked)


def _taken_back(turn: Turn) -> tuple[Clause, ...]:
    """What stands before a bare 'no' after which other terms are named: 'I'll do two! No. One a day.'"""
    no = next((place for place, c in enumerate(turn.kept) if place and _BARE_NO.match(c.raw)), None)
    if no is None or not any(amounts(c.text, c.values) or DAY.search(c.text) for c in turn.kept[no:]):
        return ()
    return tuple(clause for clause in turn.kept[:no] if clause.values or TASK.search(clause.text))


_BARE_NO = re.compile(r"^(?:no|nah|nope|wait|no,? no|no,? wait)\W*$", re.IGNORECASE)


def _in_place_of(clause: Clause, offered: tuple[Clause, ...]) -> bool:
    """'Could do five', where ten were offered and nothing else was counted."""
    counted = [one.values for one in offered if one.values]
    return bare_amount(clause) and len(counted) == 1 and not clause.values & counted[0]


def _with_answers(
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
        for clause in turn.kept:
            withdrawn = refuses and hit(cues.agreements.decline.patterns, clause.raw)
            dated = bool(DAY.search(clause.text)) and not refuses
            if claims.free(clause) and not withdrawn and clause not in taken_back and (
                TASK.search(clause.text)
                or WOULD.search(clause.text)
                or dated
                or (clause.values and not refuses)
                or clause.words >= least
                or (clause.words and BESIDE.match(clause.raw))
            ):
                accepted.append(clause)
    return Offer(exchange=exchange, clauses=clauses, verdict=found, revised=revised, accepted=tuple(accepted))
