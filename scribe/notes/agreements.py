"""What was agreed for home and for next time: offers, answers and counter-offers, of which only the outcome stands.

'Five walks?' 'Can I do four?' 'Four's great' is four. A value that was declined or bargained away is never written.
"""

import re

import msgspec

from scribe.events import Role
from scribe.notes.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.clauses import content_words, without_lead, word_count
from scribe.notes.cues import Cues, compiled, hit
from scribe.notes.phrasing import from_client, from_therapist, joined, lowered, sentence
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
    r"could (?:we|you)(?: both)?(?: try| maybe| live with)?|can (?:we|you)(?: try| maybe)?|would you (?:be (?:willing|up for it|open|able) to|like to|consider|try to|try)?|"
    r"how about|what about|what if (?:we|you)|let's(?: try| say| keep it to| make it| aim for)?|are you willing to|shall we|for home|for the week|for this week|for next week|"
    r"(?:your )?homework(?: is| this week is| would be)?|the homework(?: is)?|how would you feel about|one thing(?: is)?|one more thing)\b[,:]?\s*",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"\b(?:{NUMBER}|once|twice|a couple of|a few)\b(?:\s+(?:or|to)\s+{NUMBER})?|\b(?:a|per|every|each)\s+(?:single\s+)?(?:day|night|week|morning|evening)\b|\bdaily\b",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\b(?:can|could|how about|what about|maybe|would)\b.*\b(?:i|we|the|do|make)\b|\bi could (?:do|manage|try)\b", re.IGNORECASE)
_REFUSED = re.compile(r"^(?:no\b|not (?:this|yet|now|quite)|let's (?:not|wait|keep)|i'd rather (?:you|we) (?:did|don't|not))", re.IGNORECASE)
_THERAPIST_DOES = re.compile(r"\b(?:i'll|i will|i'd like to|i'm going to|i can)\s+(?:also )?(?:send|call|email|write|check|talk to|print|text|refer|fax|request|coordinate|give|see|keep|ask|follow|get|reach|contact|invite|book|schedule)\b", re.IGNORECASE)
_TASK = re.compile(r"\b(?:i'll|we'll|i will|i can do|i could do|i'm going to|i could|i'd say i can)\b", re.IGNORECASE)
_PLEASANT = re.compile(r"^(?:good|great|perfect|lovely|nice|okay|right|thank you|exactly|that's (?:great|fine|the rule)|is that (?:okay|all right)|does that (?:work|sound)|sound good|i (?:like|believe) .*)\W*$", re.IGNORECASE)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A therapist's turn with something to do, and what became of it."""

    exchange: Exchange
    clauses: tuple[Clause, ...]
    countered: bool
    """The answer declined or bargained: its values don't stand."""
    accepted: tuple[Clause, ...]
    """The client's clauses that say what they will do."""


def agreements(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Homework, plans and the next appointment."""
    out = appointment(session, cues, claims, proper)
    exchanges = session.exchanges
    index = 0
    while index < len(exchanges):
        offer = _offer(exchanges[index], cues, claims)
        if offer is None:
            index += 1
            continue
        bargain = [offer]
        while bargain[-1].countered and index + 1 < len(exchanges):
            index += 1
            bargain.append(_reply(exchanges[index], cues, claims))
        out += _outcome(bargain, session, claims, proper)
        index += 1
    return out


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
    """The therapist's answer to a counter-offer: every clause with content may settle it."""
    kept = exchange.prompt.kept if exchange.prompt else ()
    clauses = tuple(c for c in kept if claims.free(c) and not _PLEASANT.match(c.raw) and not hit(("how likely", "how confident"), c.raw))
    return _with_answers(exchange, clauses, cues)


def _tasks(prompt: Turn, cues: Cues, claims: Claims) -> tuple[Clause, ...]:
    """From the first clause that proposes on; pleasantries, questions of fact and in-session directions left out."""
    propose = compiled(cues.agreements.propose.patterns)
    start = next((i for i, clause in enumerate(prompt.kept) if propose.search(clause.raw) and not _IN_SESSION.search(clause.raw)), None)
    if start is None:
        return ()
    return tuple(
        clause
        for clause in prompt.kept[start:]
        if claims.free(clause) and not _PLEASANT.match(clause.raw) and not _IN_SESSION.search(clause.raw) and (clause.words or clause.values)
    )


def _with_answers(exchange: Exchange, clauses: tuple[Clause, ...], cues: Cues) -> Offer:
    accepted: list[Clause] = []
    countered = False
    for turn in exchange.answers:
        text = " ".join(clause.raw for clause in turn.kept)
        declines = hit(cues.agreements.decline.patterns, text)
        bargains = any(_COUNTER.search(c.raw) and c.values for c in turn.kept) or any(c.end == "?" and (c.values or _COUNTER.search(c.raw)) for c in turn.kept)
        countered = bool(declines and not _accepts(turn, cues)) or bool(bargains and _other_values(turn, clauses))
        accepted += [c for c in turn.kept if c.excluded is None and (_TASK.search(c.text) or (c.values and not declines) or c.words >= 3)]
    return Offer(exchange=exchange, clauses=clauses, countered=countered, accepted=tuple(accepted))


def _accepts(turn: Turn, cues: Cues) -> bool:
    return bool(compiled(cues.agreements.accept.patterns).match(turn.text.lstrip("Um, ").strip()) or hit(("i can do that", "i’ll", "we’ll"), turn.text))


def _other_values(turn: Turn, clauses: tuple[Clause, ...]) -> bool:
    spoken = frozenset(value for clause in turn.kept for value in clause.values)
    offered = frozenset(value for clause in clauses for value in clause.values)
    return bool(spoken - offered) or any(clause.end == "?" for clause in turn.kept)


def _outcome(bargain: list[Offer], session: Session, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    first, last = bargain[0], bargain[-1]
    used: list[Clause] = []
    parts: list[str] = []
    for number, offer in enumerate(bargain):
        refused = bool(offer.clauses) and number > 0 and bool(_REFUSED.match(without_lead(offer.clauses[0].raw)))
        for clause in offer.clauses:
            text = _task_text(clause, strip_values=offer.countered and len(bargain) > 1)
            if text:
                parts.append(lowered(text, proper))
                used.append(clause)
        counters = _counter(offer, bargain, number)
        for clause in counters:
            parts.append("agreed: " + lowered(_counter_text(clause), proper))
            used.append(clause)
        if refused:
            continue
    if not parts or not used:
        return []
    commits = [c for c in last.accepted if c not in used and (_TASK.search(c.text) or c.values or len(session.names) > 1 or (c.words >= 3 and c.end != "?"))] if not last.countered else []
    claims.take([*used, *commits])
    return [_candidate(first, parts, used, commits, last, session, proper)]


def _counter(offer: Offer, bargain: list[Offer], number: int) -> list[Clause]:
    """The client's own number, when the therapist's next turn repeats it or takes it."""
    if not offer.countered or number + 1 >= len(bargain):
        return []
    settled = frozenset(v for clause in bargain[number + 1].exchange.prompt.clauses for v in clause.values) if bargain[number + 1].exchange.prompt else frozenset()
    return [c for turn in offer.exchange.answers for c in turn.kept if c.values and c.values <= settled and (c.end == "?" or _COUNTER.search(c.raw) or word_count(c.text) <= 4)][:1]


def _counter_text(clause: Clause) -> str:
    found = re.search(rf"\b{NUMBER}\b.*", clause.text, re.IGNORECASE)
    return from_client(found[0]) if found else from_client(clause.text)


def _task_text(clause: Clause, *, strip_values: bool) -> str:
    text = _OFFER_LEAD.sub("", clause.text)
    text = re.sub(r"^(?:you|to|just|is)\s+(?=\w)", "", text.strip(" ,"))
    if strip_values:
        text = _QUANTITY.sub("", text)
    text = from_therapist(text)
    return text if content_words(text) or (not strip_values and clause.values) else ""


def _candidate(first: Offer, parts: list[str], used: list[Clause], commits: list[Clause], last: Offer, session: Session, proper: frozenset[str]) -> Candidate:
    text = " ".join(clause.raw for clause in first.clauses)
    therapist_does = bool(_THERAPIST_DOES.search(text))
    lead = "Plan: " if therapist_does else "Homework: "
    said = _committed(commits, last, session, proper)
    body = joined(list(dict.fromkeys(parts))[:8])
    answers = [c.utterance for turn in last.exchange.answers for c in turn.kept[:1]]
    return Candidate(
        kind="plan" if therapist_does else "homework",
        text=sentence(lead + body + (f". {said}" if said else "")),
        cites=cites_of([*used, *commits], *answers),
        weight=MUST if first.exchange.index * 2 > len(session.exchanges) else MUST - 2,
        at=first.exchange.index,
    )


def _committed(commits: list[Clause], last: Offer, session: Session, proper: frozenset[str]) -> str:
    """Who said they will do what."""
    by_who: dict[str, list[str]] = {}
    for turn in last.exchange.answers:
        for clause in turn.kept:
            if clause in commits and (said := from_client(clause.text)):
                by_who.setdefault(turn.who, []).append(lowered(said, proper))
    return ". ".join(f"{who} said {joined(said[:4])}" for who, said in by_who.items())


def appointment(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """The next appointment as it was finally taken, from the last offer with a day or time."""
    offers = [e for e in session.exchanges if e.prompt and _offers_time(e.prompt, cues)]
    late = [e for e in offers if e.index >= 0.75 * len(session.exchanges)] or offers[-1:]
    if not late:
        return []
    last = late[-1]
    run = [e for e in late if last.index - e.index <= 3]
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


def is_therapist(turn: Turn) -> bool:
    return turn.role is Role.THERAPIST
