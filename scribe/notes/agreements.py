"""What was agreed for home and for next time: offers, answers and counter-offers, of which only the outcome stands.

'Five walks?' 'Can I do four?' 'Four's great' is four. A value that was declined or bargained away is never written, and
what nobody took on is 'proposed', with what was answered.
"""

import re

import msgspec

from scribe.notes.appointments import appointment
from scribe.notes.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.clauses import content_words, cut_off, without_lead, word_count
from scribe.notes.cues import Cues, compiled, hit
from scribe.notes.narration import Part, narrate, part_of, quotation
from scribe.notes.offers import (
    QUANTITY,
    TASK,
    Verdict,
    amounts,
    asks_for_terms,
    commits,
    counters,
    declines,
    hedges,
    verdict,
)
from scribe.notes.phrasing import capital, from_client, from_therapist, joined, lowered, quoted, sentence
from scribe.notes.reading import Clause, Exchange, Session, Turn, spans
from scribe.notes.values import NUMBER

_IN_SESSION = re.compile(
    r"\b(?:right now|turn to|read me|tell me|look at (?:me|her|him|it)|walk me|let me|take a breath|start tapping|"
    r"stop tapping|notice|bring up|go back to|scan|close (?:it|your eyes)|feet on|pick up|stay with|say that to|"
    r"tell (?:her|him) that|stop you|breathe for|keep going|work through|on there|agenda|tell her,|"
    r"go through|use that one|"
    r"put on trial|put it on|can you hear|pull out|how (?:likely|confident)|take your time)\b",
    re.IGNORECASE,
)
_OFFER_LEAD = re.compile(
    r"^(?:(?:so|and|now|then|okay|good|right|also|plus|maybe|perhaps|thank you|great|nice|well)[,.]?\s+)*"
    r"(?:for (?:your )?homework,?\s*)?"
    r"(?:what i'd like is|i'd (?:like|love) (?:it if )?(?:for )?(?:you|us)(?: both)? to|i'd like|i want (?:you|us) to|"
    r"(?:could|can) (?:we|you)(?: both| two)?(?: try| maybe| live with)*|"
    r"would you (?:be (?:willing|up for it|open|able) to|like to|consider|try to|try)?|"
    r"how about|what about|what if (?:we|you)|let's(?: try| say| keep it to| make it| aim for)?|"
    r"are you willing to|shall we|"
    r"for home|for the week|for this week|for next week|(?:your )?homework(?: is| this week is| would be)?|"
    r"the homework(?: is)?|how would you feel about|one thing(?: is)?|one more thing)?\b[,:]?\s*",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"^(?:no\b|not (?:this|yet|now|quite)|let's (?:not|wait|keep)|i'd rather (?:you|we) (?:did|don't|not))",
    re.IGNORECASE,
)
_THERAPIST_DOES = re.compile(
    r"\b(?:i'll|i will|i'd like to|i'm going to|i can|(?:may|can|could) i)\s+(?:also )?(?:send|call|email|write|check|"
    r"ring|phone|speak|let|talk to|print|text|refer|"
    r"fax|request|coordinate|give|see|keep|ask|follow|get|reach|contact|invite|book|schedule)\b",
    re.IGNORECASE,
)
_CLIENT_DOES = re.compile(
    r"^(?:so |and |also |then )*(?:i'd like (?:for )?you|i want you|(?:could|can|would|will) you|"
    r"maybe you|for homework|"
    r"your homework|for your)\b",
    re.IGNORECASE,
)
_AND_YOU = re.compile(
    r",?\s+and (?=(?:i'd like|i want) (?:for )?you\b|(?:could|can|would|will) you\b|maybe you\b)", re.IGNORECASE
)
"""One breath in which the therapist promises something and asks for something."""
_DAY = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tonight|tomorrow)\b", re.IGNORECASE)
_ASKS = re.compile(
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
    r"is that (?:okay|all right)|does that (?:work|sound)|sound good|i (?:like|believe) .*)\W*$",
    re.IGNORECASE,
)
_APPROVES = re.compile(
    rf"^(?:(?:okay|good|right|great|yes|yeah|so)[,.]?\s+)*(?:(?:{NUMBER}|once|twice|"
    rf"daily)\b(?: (?:minutes?|hours?|times?))?"
    r"(?:'s| is| are| sounds| would be| works| it is|,)?\s*)"
    r"(?:(?:great|fine|good|perfect|okay|plenty|enough|lovely|better|works|(?:a )?(?:good|great) start|it is)\W*)?$",
    re.IGNORECASE,
)
"""'Four's great': the counter-offer is taken, and has been written with it."""
_TALK = re.compile(
    r"\b(?:what (?:went|was|were|happened|are you taking|did|do you)|how (?:did|do|was|is) (?:it|"
    r"that|you|they)|say more|"
    r"what number|be realistic|do you remember|is that (?:okay|all right)|you know|anything else|right there)\b",
    re.IGNORECASE,
)
"""Talk about what was or is, not something to do."""
_REMARK = re.compile(
    r"^(?:i|i'm|i've|i'd|it|it's|that|that's|there's|this|he|she|they|we|we've|people|thank|of course|who|"
    r"you(?:'ve|'re)?"
    r"(?! (?:do|go|sit|stand|try|put|write|keep|say|text|call|tell|take|get|stay|walk|eat|wait|ask)\b))\b",
    re.IGNORECASE,
)
"""Talk between the tasks."""
_YES = re.compile(r"^\W*(?:yeah|yes|yep|okay|fine|sure|all right|deal|go on|perfect|lovely)\b", re.IGNORECASE)
SHORT = 9
"""Words of a question that may name a task: 'And the mail on the bed?'"""
PLANS_FROM = 0.6
"""Share of the session after which it may turn to what comes next."""
_TURNED = (Verdict.COUNTERED, Verdict.DECLINED, Verdict.DIVIDED)
MOST_ROUNDS = 3
"""Counter-offers followed before the bargain is read as it stands."""
TALKATIVE = 14
"""Content words from which an answer tells more than its yes: those clauses stay free for other statements."""
PROPOSED = 3.0
"""Weight of what nobody took on."""
MOST_TASKS = 8
MOST_QUOTED = 25
"""Words of an answer shown beside a proposal."""
NEAR, MOST_WORDS = 2, 46
"""Tasks so many exchanges apart, up to so many words, are one statement."""


class Task(msgspec.Struct, frozen=True):
    """Something to do, as it will be told."""

    text: str
    clause: Clause
    by_therapist: bool


_ONLY_YES = re.compile(
    r"^\W*(?:(?:yeah|yes|okay|sure|and|but|so|well|right),?\s+)*(?:i|we)(?:'d|'ll)?\s*(?:can|could|will|"
    r"would)?(?:\s+quite)?\s*(?:do|try|like|like to|see)?"
    r"(?:\s+(?:that|it|this))?(?:,?\s+(?:then|too|actually))?\W*$",
    re.IGNORECASE,
)
"""'I can do that' adds nothing to the task it agrees to."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A therapist's turn with something to do, and what became of it."""

    exchange: Exchange
    clauses: tuple[Clause, ...]
    verdict: Verdict
    revised: bool
    """The answer took it on with other values: those of the offer do not stand."""
    accepted: tuple[Clause, ...]
    """The client's clauses that say what they will do."""


def agreements(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Homework, plans and the next appointment."""
    out = appointment(session, cues, claims)
    built: list[Candidate] = []
    exchanges = session.exchanges
    index = 0
    settling = _settling(exchanges, cues)
    while index < len(exchanges):
        bargain = _bargain(exchanges, index, cues, claims, settling=index >= settling)
        if bargain:
            built += _outcome(bargain, session, cues, claims, proper)
            index = bargain[-1].exchange.index
        index += 1
    return out + _joined(built)


def _settling(exchanges: tuple[Exchange, ...], cues: Cues) -> int:
    """Index of the exchange from which the session settles what comes next; all that is named there is to be done."""
    for exchange in exchanges[round(PLANS_FROM * len(exchanges)) :]:
        if exchange.prompt and hit(cues.agreements.settle.patterns, exchange.prompt.text):
            return exchange.index
    return len(exchanges)


def _bargain(exchanges: tuple[Exchange, ...], index: int, cues: Cues, claims: Claims, *, settling: bool) -> list[Offer]:
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
    if offer.verdict in _TURNED:
        return True
    asked = any(clause.end == "?" for turn in offer.exchange.answers for clause in turn.kept)
    after = exchanges[index + 1].prompt if index + 1 < len(exchanges) else None
    return offer.verdict is Verdict.OPEN and asked and after is not None and not after.questions


def _offer(exchange: Exchange, cues: Cues, claims: Claims, *, settling: bool) -> Offer | None:
    prompt = exchange.prompt
    if prompt is None:
        return None
    proposes = hit(cues.agreements.propose.patterns, prompt.text)
    clauses = _tasks(prompt, cues, claims) if proposes else ()
    if settling and not clauses:
        clauses = _named(prompt, claims)
        return _taken_on(_with_answers(exchange, clauses, cues)) if clauses and exchange.answers else None
    if not clauses:
        return None
    text = " ".join(clause.raw for clause in clauses)
    taken = any(commits(turn) for turn in exchange.answers)
    if not (hit(cues.agreements.home.patterns, text) or taken or _THERAPIST_DOES.search(text)):
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
    firm = bool(own) or any(_DAY.search(c.text) or TASK.search(c.text) or _YES.match(c.raw) for c in said)
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
        if claims.free(c)
        and not _PLEASANT.match(c.raw)
        and not _IN_SESSION.search(c.raw)
        and not _TALK.search(c.raw)
        and not (c.end == "?" and _OF_FACT.match(without_lead(c.text)))
        and (amounts(c.text, c.values) or (c.end != "?" and hit(settles, c.raw)))
    )
    return _with_answers(exchange, clauses, cues)


def _tasks(prompt: Turn, cues: Cues, claims: Claims) -> tuple[Clause, ...]:
    """From the first clause that proposes on; pleasantries, questions of fact and in-session directions left out."""
    propose = compiled(cues.agreements.propose.patterns)
    start = next((i for i, c in enumerate(prompt.kept) if propose.search(c.raw) and _may_be_done(c)), None)
    if start is None:
        return ()
    return tuple(
        clause
        for clause in prompt.kept[start:]
        if claims.free(clause)
        and not _PLEASANT.match(clause.raw)
        and _may_be_done(clause)
        and (clause.words or clause.values)
    )


def _named(prompt: Turn, claims: Claims) -> tuple[Clause, ...]:
    """What the therapist names while the week is planned: 'The mail on the bed?', 'Card, all seven.'"""
    return tuple(
        clause
        for clause in prompt.kept
        if claims.free(clause)
        and clause.words
        and _may_be_done(clause)
        and not _PLEASANT.match(clause.raw)
        and not _REMARK.search(without_lead(clause.text))
        and not (clause.end == "?" and (_ASKS.match(without_lead(clause.text)) or word_count(clause.text) > SHORT))
    )


def _may_be_done(clause: Clause) -> bool:
    """No direction for here and now, no question of what was."""
    if clause.end == "?" and _OF_FACT.match(without_lead(clause.text)):
        return False
    return not _IN_SESSION.search(clause.raw) and not _TALK.search(clause.raw)


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
            if not withdrawn and (TASK.search(clause.text) or (clause.values and not refuses) or clause.words >= 3):
                accepted.append(clause)
    return Offer(exchange=exchange, clauses=clauses, verdict=found, revised=revised, accepted=tuple(accepted))


def _outcome(
    bargain: list[Offer], session: Session, cues: Cues, claims: Claims, proper: frozenset[str]
) -> list[Candidate]:
    first, last = bargain[0], bargain[-1]
    used: list[Clause] = []
    tasks: list[Task] = []
    settled = False
    for offer, after in zip(bargain, [*bargain[1:], None], strict=True):
        turned = offer.verdict in _TURNED
        bargained = turned and after is not None and not _refuses(after)
        own = _counter(offer, after) if bargained else []
        dropped = _dropped(offer, after) and not own
        for clause in () if dropped else offer.clauses:
            if offer is not first and _APPROVES.match(clause.raw):
                used.append(clause)
            elif _stands(clause, offer is first):
                by_therapist = bool(tasks) and tasks[-1].by_therapist
                for task in _told(clause, by_therapist, proper, strip_values=bargained or offer.revised):
                    tasks.append(task)
                    used.append(clause)
        for clause in own:
            settled = True
            tasks.append(Task("agreed: " + lowered(_counter_text(clause), proper), clause, False))
            used.append(clause)
    agreed = last.verdict is Verdict.AGREED or (settled and last.verdict is not Verdict.DECLINED)
    said = [c for c in last.accepted if c not in used and _commits(c, session)] if agreed else []
    for offer in bargain:
        quiet = offer.verdict is Verdict.AGREED and not _talkative(offer.exchange)
        claims.take_all(offer.exchange.answers if quiet or offer.verdict in _TURNED else ())
    claims.take([*used, *said])
    built: list[Candidate] = []
    for by_therapist in (True, False):
        own_tasks = [task for task in tasks if task.by_therapist is by_therapist]
        tell = said if by_therapist is all(task.by_therapist for task in tasks) else []
        if own_tasks or tell:
            built.append(_candidate(first, own_tasks, tell, last, session, proper, agreed=agreed))
    return built


def _stands(clause: Clause, first: bool) -> bool:
    """No question of fact, and no refusal of the counter-offer."""
    text = without_lead(clause.text)
    if clause.end == "?" and not clause.values and _ASKS.match(text):
        return False
    return first or not _REFUSED.match(without_lead(clause.raw))


def _told(clause: Clause, by_therapist: bool, proper: frozenset[str], *, strip_values: bool) -> list[Task]:
    """The clause as things to do; what follows the therapist's own promise belongs to it until it asks the client."""
    found: list[Task] = []
    for text in _AND_YOU.split(clause.text):
        if _THERAPIST_DOES.search(text):
            by_therapist = True
        elif _CLIENT_DOES.match(text):
            by_therapist = False
        told = lowered(_task_text(text, clause, strip_values=strip_values), proper).strip()
        if told:
            found.append(Task(told, clause, by_therapist))
    return found


def _dropped(offer: Offer, after: Offer | None) -> bool:
    """Turned down, or haggled over to the end, and nothing was put in its place."""
    if offer.verdict not in (Verdict.COUNTERED, Verdict.DECLINED):
        return False
    return after is None or (offer.verdict is Verdict.DECLINED and not after.clauses)


def _talkative(exchange: Exchange) -> bool:
    return sum(clause.words for turn in exchange.answers for clause in turn.kept) > TALKATIVE


def _commits(clause: Clause, session: Session) -> bool:
    if clause.end == "?" or cut_off(clause.text):
        return False
    says = clause.words >= (1 if session.names else 3)
    return says or bool(TASK.search(clause.text) or clause.values or _DAY.search(clause.text))


def _refuses(reply: Offer) -> bool:
    kept = reply.exchange.prompt.kept if reply.exchange.prompt else ()
    return any(_REFUSED.match(without_lead(clause.raw)) for clause in kept[:1])


def _counter(offer: Offer, after: Offer | None) -> list[Clause]:
    """The client's own number, when the therapist's next turn repeats it or asks for it."""
    prompt = after.exchange.prompt if after else None
    if prompt is None:
        return []
    settled = frozenset[str]().union(*(amounts(clause.text, clause.values) for clause in prompt.clauses))
    said = [clause for turn in offer.exchange.answers for clause in turn.kept]
    own = [(clause, amounts(clause.text, clause.values)) for clause in said]
    taken = [clause for clause, values in own if values and values <= settled and counters(clause)]
    return taken[-1:]


def _counter_text(clause: Clause) -> str:
    found = re.search(rf"\b{NUMBER}\b.*", clause.text, re.IGNORECASE)
    said = re.sub(r",?\s*\b(?:maybe|perhaps)\b,?\s*", " ", found[0] if found else clause.text, flags=re.IGNORECASE)
    return from_client(said.strip())


_DANGLING = re.compile(r"(?:[,\s]+(?:at|for|in|on|by|of|about|around|maybe))+\s*$", re.IGNORECASE)
"""What stood before a withdrawn value."""


def _task_text(said: str, clause: Clause, *, strip_values: bool) -> str:
    text = _OFFER_LEAD.sub("", said)
    text = re.sub(r"^(?:you|to|just|is)\s+(?=\w)", "", text.strip(" ,"))
    if strip_values:
        text = _DANGLING.sub("", re.sub(r"\s+", " ", QUANTITY.sub("", text)))
    text = from_therapist(re.sub(r"^(?:you|we)\s+", "", text))
    return text if content_words(text) or (not strip_values and clause.values) else ""


def _candidate(
    first: Offer,
    tasks: list[Task],
    said: list[Clause],
    last: Offer,
    session: Session,
    proper: frozenset[str],
    *,
    agreed: bool,
) -> Candidate:
    plan = bool(tasks) and tasks[0].by_therapist
    parts = list(dict.fromkeys(task.text for task in tasks))[:MOST_TASKS]
    answer = _committed(said, last, session, proper) if agreed or plan else _answered(last, session)
    answers = [c.utterance for turn in last.exchange.answers for c in turn.kept[:1]]
    lead = "Plan" if plan else "Homework" if agreed else "Homework proposed"
    return Candidate(
        kind="plan" if plan else "homework",
        text=sentence(f"{lead}: " + ". ".join(part for part in (joined(parts), answer) if part)),
        cites=cites_of([*(task.clause for task in tasks), *said], *answers),
        weight=_weight(first, session, firm=agreed or plan),
        at=first.exchange.index,
    )


def _weight(first: Offer, session: Session, *, firm: bool) -> float:
    """What was agreed in the second half of a session is what it comes to; what nobody took on is talk."""
    if not firm:
        return PROPOSED
    return MUST if first.exchange.index * 2 > len(session.exchanges) else MUST - 3


def _answered(last: Offer, session: Session) -> str:
    """What was said to a proposal that nobody took on, in their own words."""
    shown = []
    for turn in last.exchange.answers:
        words = [span for span in spans(turn.kept[:2], session.texts) if word_count(span) <= MOST_QUOTED]
        if words:
            shown.append(f"{turn.who} said {', '.join(quoted(span) for span in words)}")
    return ". ".join(shown[:2])


def _committed(commits: list[Clause], last: Offer, session: Session, proper: frozenset[str]) -> str:
    """Who said they will do what."""
    by_who: dict[str, list[Part]] = {}
    for turn in last.exchange.answers:
        for clause in turn.kept:
            if clause in commits and (said := _promise(clause, session, proper)):
                by_who.setdefault(turn.who, []).append(said)
    return ". ".join(
        narrate(who, said[:4], "They" if who == "Client" else who, ("said that", "agreed to"))
        for who, said in by_who.items()
    )


def _promise(clause: Clause, session: Session, proper: frozenset[str]) -> Part | None:
    """A request to the partner stays in its own words: 'you' and 'me' have other meanings there."""
    if _ONLY_YES.match(clause.text):
        return None
    request = session.names and re.search(r"\b(?:you|me|your)\b", clause.text, re.IGNORECASE)
    return quotation(clause.raw) if request else part_of(clause.text, clause.raw, proper)


def _joined(built: list[Candidate]) -> list[Candidate]:
    """Tasks agreed in one breath are one statement."""
    out: list[Candidate] = []
    for candidate in built:
        last = out[-1] if out else None
        if last and _one_breath(last, candidate):
            text = last.text + " " + capital(candidate.text.split(": ", 1)[1])
            cites = tuple(dict.fromkeys(last.cites + candidate.cites))
            out[-1] = msgspec.structs.replace(last, text=text, cites=cites, weight=max(last.weight, candidate.weight))
        else:
            out.append(candidate)
    return out


def _one_breath(last: Candidate, candidate: Candidate) -> bool:
    same = last.kind == candidate.kind and _lead(last) == _lead(candidate)
    return same and candidate.at - last.at <= NEAR and last.words + candidate.words <= MOST_WORDS


def _lead(candidate: Candidate) -> str:
    return candidate.text.split(": ", 1)[0]
