"""What was agreed for home and for next time: offers, answers and counter-offers, of which only the outcome stands.

'Five walks?' 'Can I do four?' 'Four's great' is four. A value that was declined or bargained away is never written.
"""

import re

import msgspec

from scribe.notes.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.clauses import content_words, cut_off, without_lead, word_count
from scribe.notes.cues import Cues, compiled, hit
from scribe.notes.phrasing import from_client, from_therapist, joined, lowered, quoted, sentence
from scribe.notes.reading import Clause, Exchange, Session, Turn
from scribe.notes.values import NUMBER

_IN_SESSION = re.compile(
    r"\b(?:right now|turn to|read me|tell me|look at (?:me|her|him|it)|walk me|let me|take a breath|start tapping|stop tapping|notice|bring up|go back to|"
    r"scan|close (?:it|your eyes)|feet on|pick up|stay with|say that to|tell (?:her|him) that|stop you|breathe for|keep going|work through|"
    r"on there|agenda|tell her,|go through|use that one|put on trial|put it on|can you hear|pull out|how (?:likely|confident)|take your time)\b",
    re.IGNORECASE,
)
_OFFER_LEAD = re.compile(
    r"^(?:(?:so|and|now|then|okay|good|right|also|plus|maybe|perhaps|thank you|great|nice|well)[,.]?\s+)*(?:what i'd like is|i'd (?:like|love) (?:it if )?(?:you|us)(?: both)? to|i'd like|i want (?:you|us) to|"
    r"could (?:we|you)(?: both| two)?(?: try| maybe| live with)?|can (?:we|you)(?: try| maybe)?|would you (?:be (?:willing|up for it|open|able) to|like to|consider|try to|try)?|"
    r"how about|what about|what if (?:we|you)|let's(?: try| say| keep it to| make it| aim for)?|are you willing to|shall we|for home|for the week|for this week|for next week|"
    r"(?:your )?homework(?: is| this week is| would be)?|the homework(?: is)?|how would you feel about|one thing(?: is)?|one more thing)\b[,:]?\s*",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"\b(?:{NUMBER}|once|twice|a couple of|a few)\b(?:\s+(?:or|to)\s+{NUMBER})?(?!\s+(?:on|of|in|like|that|with|for)\b)|\b(?:a|per|every|each)\s+(?:single\s+)?(?:day|night|week|morning|evening)\b|\bdaily\b",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\b(?:can|could|how about|what about|maybe|would)\b.*\b(?:i|we|the|do|make)\b|\bi could (?:do|manage|try)\b", re.IGNORECASE)
_REFUSED = re.compile(r"^(?:no\b|not (?:this|yet|now|quite)|let's (?:not|wait|keep)|i'd rather (?:you|we) (?:did|don't|not))", re.IGNORECASE)
_THERAPIST_DOES = re.compile(r"\b(?:i'll|i will|i'd like to|i'm going to|i can)\s+(?:also )?(?:send|call|email|write|check|talk to|print|text|refer|fax|request|coordinate|give|see|keep|ask|follow|get|reach|contact|invite|book|schedule)\b", re.IGNORECASE)
_TASK = re.compile(r"\b(?:i'll|we'll|i will|i can do|i could do|i'm going to|i could|i'd say i can)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|tonight|tomorrow\b", re.IGNORECASE)
_ASKS = re.compile(r"^(?:what|how|who|where|when|which|have you|has|is there|do you|does)\b", re.IGNORECASE)
_PLEASANT = re.compile(r"^(?:good|great|perfect|lovely|nice|okay|right|thank you|exactly|that's (?:great|fine|the rule)|is that (?:okay|all right)|does that (?:work|sound)|sound good|i (?:like|believe) .*)\W*$", re.IGNORECASE)


_TALK = re.compile(
    r"\b(?:what (?:went|was|were|happened|are you taking|did|do you)|how (?:did|do|was|is) (?:it|that|you|they)|say more|what number|be realistic|do you remember|"
    r"is that (?:okay|all right)|you know|anything else|right there)\b",
    re.IGNORECASE,
)
"""Talk about what was or is, not something to do."""
MOST_ROUNDS = 3
"""Counter-offers followed before the bargain is read as it stands."""
TALKATIVE = 14
"""Content words from which an answer tells more than its yes: those clauses stay free for other statements."""
NEAR, MOST_WORDS = 2, 46
"""Tasks so many exchanges apart, up to so many words, are one statement."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A therapist's turn with something to do, and what became of it."""

    exchange: Exchange
    clauses: tuple[Clause, ...]
    countered: bool
    """The answer declined or bargained: its values don't stand."""
    bargains: bool
    """The answer asked for something else instead."""
    accepted: tuple[Clause, ...]
    """The client's clauses that say what they will do."""


def agreements(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Homework, plans and the next appointment."""
    out = appointment(session, cues, claims, proper)
    built: list[Candidate] = []
    exchanges = session.exchanges
    index = 0
    while index < len(exchanges):
        bargain = _bargain(exchanges, index, cues, claims)
        if bargain:
            built += _outcome(bargain, session, cues, claims, proper)
            index = bargain[-1].exchange.index
        index += 1
    return out + _joined(built)


def _bargain(exchanges: tuple[Exchange, ...], index: int, cues: Cues, claims: Claims) -> list[Offer]:
    """An offer and what it was bargained to; [] where nothing is offered."""
    offer = _offer(exchanges[index], cues, claims)
    if offer is None:
        return []
    bargain = [offer]
    while bargain[-1].countered and index + 1 < len(exchanges) and len(bargain) <= MOST_ROUNDS:
        index += 1
        bargain.append(_reply(exchanges[index], cues, claims))
    return bargain


def _offer(exchange: Exchange, cues: Cues, claims: Claims) -> Offer | None:
    prompt = exchange.prompt
    if prompt is None or not hit(cues.agreements.propose.patterns, prompt.text):
        return None
    clauses = _tasks(prompt, cues, claims)
    if not clauses:
        return None
    text = " ".join(clause.raw for clause in clauses)
    commits = any(_TASK.search(clause.text) for turn in exchange.answers for clause in turn.kept)
    if not (hit(cues.agreements.home.patterns, text) or commits or _THERAPIST_DOES.search(text)):
        return None
    return _with_answers(exchange, clauses, cues)


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
        and (c.values or (c.end != "?" and hit(settles, c.raw)))
    )
    return _with_answers(exchange, clauses, cues)


def _tasks(prompt: Turn, cues: Cues, claims: Claims) -> tuple[Clause, ...]:
    """From the first clause that proposes on; pleasantries, questions of fact and in-session directions left out."""
    propose = compiled(cues.agreements.propose.patterns)
    start = next((i for i, c in enumerate(prompt.kept) if propose.search(c.raw) and not _IN_SESSION.search(c.raw) and not _TALK.search(c.raw)), None)
    if start is None:
        return ()
    return tuple(
        clause
        for clause in prompt.kept[start:]
        if claims.free(clause)
        and not _PLEASANT.match(clause.raw)
        and not _IN_SESSION.search(clause.raw)
        and not _TALK.search(clause.raw)
        and (clause.words or clause.values)
    )


def _with_answers(exchange: Exchange, clauses: tuple[Clause, ...], cues: Cues) -> Offer:
    accepted: list[Clause] = []
    countered = asks = False
    for turn in exchange.answers:
        text = " ".join(clause.raw for clause in turn.kept)
        commits = any(_TASK.search(c.text) and c.end != "?" for c in turn.kept)
        declines = hit(cues.agreements.decline.patterns, text) and not _accepts(turn, cues)
        bargains = any(c.end == "?" and (_COUNTER.search(c.raw) or _QUANTITY.search(c.raw)) for c in turn.kept)
        countered, asks = not commits and (declines or bargains), bargains
        accepted += [c for c in turn.kept if _TASK.search(c.text) or (c.values and not declines) or c.words >= 3]
    return Offer(exchange=exchange, clauses=clauses, countered=countered, bargains=asks, accepted=tuple(accepted))


def _accepts(turn: Turn, cues: Cues) -> bool:
    opening = re.sub(r"^\W*(?:(?:um+|uh+|oh)\W+)*", "", turn.text, flags=re.IGNORECASE)
    return bool(compiled(cues.agreements.accept.patterns).match(opening)) and not _COUNTER.search(turn.text)


def _outcome(bargain: list[Offer], session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    first, last = bargain[0], bargain[-1]
    used: list[Clause] = []
    parts: list[str] = []
    for offer, after in zip(bargain, [*bargain[1:], None], strict=True):
        bargained = offer.countered and after is not None and not _refuses(after)
        for clause in () if _dropped(offer, after) else offer.clauses:
            asks = clause.end == "?" and not clause.values and _ASKS.match(without_lead(clause.text))
            if not asks and not (offer is not first and _REFUSED.match(without_lead(clause.raw))):
                _put(parts, used, clause, lowered(_task_text(clause, strip_values=bargained), proper))
        for clause in _counter(offer, after) if bargained else []:
            _put(parts, used, clause, "agreed: " + lowered(_counter_text(clause), proper))
    commits = [] if last.countered else [c for c in last.accepted if c not in used and _commits(c, session)]
    for offer in bargain:
        claims.take_all(offer.exchange.answers if offer.countered or not _talkative(offer.exchange) else ())
    claims.take([*used, *commits])
    return [_candidate(first, parts, used, commits, last, session, proper)] if parts or commits else []


def _dropped(offer: Offer, after: Offer | None) -> bool:
    """Turned down, or haggled over to the end, and nothing was put in its place."""
    return offer.countered and (after is None or (not offer.bargains and not after.clauses))


def _put(parts: list[str], used: list[Clause], clause: Clause, text: str) -> None:
    if text.removeprefix("agreed: ").strip():
        parts.append(text)
        used.append(clause)


def _talkative(exchange: Exchange) -> bool:
    return sum(clause.words for turn in exchange.answers for clause in turn.kept) > TALKATIVE


def _commits(clause: Clause, session: Session) -> bool:
    if clause.end == "?" or cut_off(clause.text):
        return False
    return bool(_TASK.search(clause.text) or clause.values or _DAY.search(clause.text) or clause.words >= 3 or (session.names and clause.words))


def _refuses(reply: Offer) -> bool:
    kept = reply.exchange.prompt.kept if reply.exchange.prompt else ()
    return any(_REFUSED.match(without_lead(clause.raw)) for clause in kept[:1])


def _counter(offer: Offer, after: Offer | None) -> list[Clause]:
    """The client's own number, when the therapist's next turn repeats it or asks for it."""
    prompt = after.exchange.prompt if after else None
    settled = frozenset(value for clause in prompt.clauses for value in clause.values) if prompt else frozenset()
    own = [c for turn in offer.exchange.answers for c in turn.kept if c.values and c.values <= settled]
    return [c for c in own if c.end == "?" or _COUNTER.search(c.raw) or word_count(c.text) <= 4][:1]


def _counter_text(clause: Clause) -> str:
    found = re.search(rf"\b{NUMBER}\b.*", clause.text, re.IGNORECASE)
    return from_client(found[0]) if found else from_client(clause.text)


def _task_text(clause: Clause, *, strip_values: bool) -> str:
    text = _OFFER_LEAD.sub("", clause.text)
    text = re.sub(r"^(?:you|to|just|is)\s+(?=\w)", "", text.strip(" ,"))
    if strip_values:
        text = _QUANTITY.sub("", text)
    text = from_therapist(re.sub(r"^(?:you|we)\s+", "", text))
    return text if content_words(text) or (not strip_values and clause.values) else ""


def _candidate(first: Offer, parts: list[str], used: list[Clause], commits: list[Clause], last: Offer, session: Session, proper: frozenset[str]) -> Candidate:
    therapist_does = any(_THERAPIST_DOES.search(clause.raw) for clause in first.clauses)
    said = _committed(commits, last, session, proper)
    body = joined(list(dict.fromkeys(parts))[:8])
    answers = [c.utterance for turn in last.exchange.answers for c in turn.kept[:1]]
    lead = "Plan" if therapist_does else "Homework" if last.exchange.answers else "Homework proposed"
    return Candidate(
        kind="plan" if therapist_does else "homework",
        text=sentence(f"{lead}: " + ". ".join(part for part in (body, said) if part)),
        cites=cites_of([*used, *commits], *answers),
        weight=MUST if first.exchange.index * 2 > len(session.exchanges) else MUST - 3,
        at=first.exchange.index,
    )


def _committed(commits: list[Clause], last: Offer, session: Session, proper: frozenset[str]) -> str:
    """Who said they will do what."""
    by_who: dict[str, list[str]] = {}
    for turn in last.exchange.answers:
        for clause in turn.kept:
            if clause in commits and (said := _promise(clause, session, proper)):
                by_who.setdefault(turn.who, []).append(said)
    return ". ".join(f"{who}: {joined(said[:4])}" for who, said in by_who.items())


def _promise(clause: Clause, session: Session, proper: frozenset[str]) -> str:
    """A request to the partner stays in its own words: 'you' and 'me' have other meanings there."""
    request = session.names and re.search(r"\b(?:you|me|your)\b", clause.text, re.IGNORECASE)
    return quoted(clause.raw) if request else lowered(from_client(clause.text), proper)


def _joined(built: list[Candidate]) -> list[Candidate]:
    """Tasks agreed in one breath are one statement."""
    out: list[Candidate] = []
    for candidate in built:
        last = out[-1] if out else None
        if last and last.kind == candidate.kind and candidate.at - last.at <= NEAR and last.words + candidate.words <= MOST_WORDS and _lead(last) == _lead(candidate):
            text = last.text.rstrip(".") + "; " + candidate.text.split(": ", 1)[1]
            cites = tuple(dict.fromkeys(last.cites + candidate.cites))
            out[-1] = msgspec.structs.replace(last, text=text, cites=cites, weight=max(last.weight, candidate.weight))
        else:
            out.append(candidate)
    return out


def _lead(candidate: Candidate) -> str:
    return candidate.text.split(": ", 1)[0]


def appointment(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """The next appointment as it was finally taken, from the last offer with a day or time."""
    offers = [e for e in session.exchanges if e.prompt and _offers_time(e.prompt, cues)]
    late = [e for e in offers if e.index >= 0.75 * len(session.exchanges)] or offers[-1:]
    if not late:
        return []
    last = late[-1]
    run = [e for e in late if last.index - e.index <= 3]
    for exchange in run:
        claims.take_all(exchange.answers)
    clauses = _time_clauses(last.prompt, cues) if last.prompt else []
    answers = [c for turn in last.answers for c in turn.kept if c.values or hit(cues.agreements.day.patterns, c.raw)]
    if not clauses and not answers:
        return []
    before = [] if any(hit(cues.agreements.day.patterns, c.raw) for c in [*clauses, *answers]) else _day_before(run[:-1], cues)
    parts = [lowered(from_therapist(_APPOINTMENT_LEAD.sub("", c.text)), proper) for c in [*before, *clauses]]
    parts += [lowered(from_client(c.text), proper) for c in answers if not any(c.values <= o.values for o in clauses)]
    parts = [_QUANTITY.sub("", part).strip() if n < len(before) else part for n, part in enumerate(parts)]
    used = [*before, *clauses, *answers]
    claims.take(used)
    cites = cites_of(used, *(cid for turn in last.answers for cid in turn.ids[:1]))
    return [Candidate(kind="appointment", text=sentence("Next appointment: " + joined(parts)), cites=cites, weight=MUST + 5, at=last.index)]


_APPOINTMENT_LEAD = re.compile(r"^(?:(?:so|good|great|okay|and|well|then)[,.]?\s+)*(?:next time[,.]?\s*|i(?:'ve| have) got\s+|how about\s+|shall we (?:say|do)\s+|(?:see you|i'll see you|let's (?:say|do|meet))\s+|i'd like to\s+)", re.IGNORECASE)


def _offers_time(prompt: Turn, cues: Cues) -> bool:
    text = " ".join(clause.raw for clause in prompt.kept)
    timed = any(clause.values for clause in prompt.kept) or hit(cues.agreements.day.patterns, text)
    return timed and hit(cues.agreements.appointment.patterns, text) and not _past_talk(prompt)


def _past_talk(prompt: Turn) -> bool:
    return bool(re.search(r"\b(?:last (?:week|time)|on sunday|did you|was there|how (?:did|was))\b", prompt.text, re.IGNORECASE))


def _time_clauses(prompt: Turn, cues: Cues) -> list[Clause]:
    patterns = cues.agreements.day.patterns + cues.agreements.appointment.patterns + ("video", "in person", "online", "weekly")
    return [c for c in prompt.kept if (c.values or hit(patterns, c.raw)) and word_count(c.text) <= 16]


def _day_before(run: list[Exchange], cues: Cues) -> list[Clause]:
    """The day of an earlier offer whose time alone was turned down."""
    for exchange in reversed(run):
        for clause in exchange.prompt.kept if exchange.prompt else ():
            if hit(cues.agreements.day.patterns, clause.raw):
                return [clause]
    return []
