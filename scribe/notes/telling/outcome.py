"""What a bargain came to: the tasks that stand, their terms, and what else was promised.

A value that was declined or bargained away is in none of them; the number that was taken stands in its place.
"""

import re
from collections.abc import Sequence

import msgspec

from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import stems
from scribe.notes.language.phrasing import from_client, lowered
from scribe.notes.language.scope import When
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange, Session
from scribe.notes.reading.questions import counted_noun
from scribe.notes.telling.answering import BESIDE, Offer, is_firm
from scribe.notes.telling.bargaining import REFUSED, TURNED
from scribe.notes.telling.offers import QUANTITY, TASK, Verdict, amounts, counters
from scribe.notes.telling.proposing import ASKS, THERAPIST_DOES
from scribe.notes.telling.tasks import Task, tasks_of
from scribe.notes.telling.terms import bare_amount, in_its_place, restatement, term_of, without_praise

_APPROVES = re.compile(
    rf"^(?:(?:okay|good|right|great|yes|yeah|so)[,.]?\s+)*(?:(?:{NUMBER}|once|twice|"
    rf"daily)\b(?: (?:minutes?|hours?|times?))?"
    r"(?:'s| is| are| sounds| would be| works| it is|,)?\s*)"
    r"(?:(?:great|fine|good|perfect|okay|plenty|enough|lovely|better|works|"
    r"(?:a )?(?:(?:good|great) )?(?:place to )?start|it is)\W*)?$",
    re.IGNORECASE,
)
"""'Four's great': the counter-offer is taken, and has been written with it."""
TALKATIVE = 14
"""Content words from which an answer tells more than its yes: those clauses stay free for other statements."""
FEW = 2
"""Content words of a clause that says no more than its amount: 'I'd rather do three.'"""
_CLOCK = re.compile(
    rf"^(?:and |at |or )*(?:(?:quarter|half|{NUMBER}) (?:past|to)(?: {NUMBER})?|{NUMBER} o'clock)$", re.I
)
"""A time that was offered and answered with another."""
_AMOUNT = re.compile(rf"^{NUMBER}$", re.IGNORECASE)
_HELPER = re.compile(r"\b(?:could|can|would|will|shall|should|might)\b")
_MODAL = re.compile(r"\b(?:I|we|could|can|will|would|'ll|'d|do|try|make|manage|just|go)\b", re.IGNORECASE)
_NOT_THAT = re.compile(r"^(?:[Bb]ut )?[Nn]ot (?:the |at |in |on |with )*(?P<what>[A-Z][a-z]+)$")
_HOW_ABOUT = re.compile(r"^(?:how|what) about\b|^how would you feel about\b", re.IGNORECASE)
_YOU_TWO = re.compile(r"\b(?:you|the) two\b", re.IGNORECASE)


class Outcome(msgspec.Struct, frozen=True):
    tasks: tuple[Task, ...]
    terms: tuple[str, ...]
    """Of the tasks, or of one that was named before: 'four', 'in the evening'."""
    promised: tuple[Clause, ...]
    """What was said to it beyond a yes."""
    used: tuple[Clause, ...]
    """What all of it rests on, in the order in which it counts."""
    agreed: bool

    @property
    def plan(self) -> bool:
        return _is_plan(self.tasks)


class _Kept(msgspec.Struct):
    """What of the offers stands, as they are gone through."""

    tasks: list[Task] = []
    terms: list[str] = []
    used: list[Clause] = []
    settled: bool = False
    """An amount of the client's own was taken."""


def outcome_of(bargain: Sequence[Offer], session: Session, claims: Claims, proper: frozenset[str]) -> Outcome:
    """Claims what it rests on, and the answers that say no more than yes or no."""
    last = bargain[-1]
    kept = _kept(bargain, proper)
    agreed = last.verdict is Verdict.AGREED or (kept.settled and last.verdict is not Verdict.DECLINED)
    said = [c for c in last.accepted if c not in kept.used and _commits(c, session)] if agreed else []
    restated = last.restated if agreed else ()
    for offer in bargain:
        quiet = offer.verdict is Verdict.AGREED and not _talkative(offer.exchange)
        claims.take_all(offer.exchange.answers if quiet or offer.verdict in TURNED else ())
    claims.take([*kept.used, *said, *restated])
    plan = _is_plan(kept.tasks)
    fragments = {clause.key: term for clause in said if not plan and (term := term_of(clause, proper))}
    whole = [clause for clause in said if clause.key not in fragments]
    terms = [*kept.terms, *fragments.values(), *_said_back(restated, whole, proper)]
    _beside(
        kept, bargain, [term for term in fragments.values() if _AMOUNT.match(term) and not _fuller(term, terms)][:1]
    )
    return Outcome(
        tasks=tuple(kept.tasks),
        terms=tuple(terms),
        promised=tuple(clause for clause in whole if not _is_in(clause, terms)),
        used=(*kept.used, *restated, *(clause for clause in said if clause.key in fragments)),
        agreed=agreed,
    )


def _is_plan(tasks: Sequence[Task]) -> bool:
    """The therapist's own to do."""
    return bool(tasks) and all(task.by_therapist for task in tasks)


def _kept(bargain: Sequence[Offer], proper: frozenset[str]) -> _Kept:
    kept = _Kept()
    for place, (offer, after) in enumerate(zip(bargain, [*bargain[1:], None], strict=True)):
        own = _counter(offer, after) if _is_bargained(offer, after) else _in_place(offer)
        placed = _keep(kept, offer, after, own, proper, first=offer is bargain[0])
        kept.settled = kept.settled or bool(own)
        terms = [] if placed else [lowered(_counter_text(clause), proper) for clause in own]
        _beside(kept, bargain[: place + 1], terms)
        kept.terms += terms
        kept.used += own
    return kept


def _keep(
    kept: _Kept, offer: Offer, after: Offer | None, own: list[Clause], proper: frozenset[str], *, first: bool
) -> bool:
    """The tasks of one offer. True when the client's own amount stands in one of them."""
    dropped = _dropped(offer, after) and not own
    bargained = offer.revised or _is_bargained(offer, after)
    over, refused = _bargained_over(offer), _refused_in(offer)
    placed = False
    for clause in offer.clauses:
        if dropped and not _promises(clause, offer):
            continue
        if not first and _APPROVES.match(clause.raw):
            kept.used.append(clause)
        elif _stands(clause, first) and not (offer.revised and _CLOCK.match(clause.text)):
            withdrawn = bargained and clause.sentence in over
            amount = own[-1] if withdrawn and own and not placed else None
            by_therapist = bool(kept.tasks) and kept.tasks[-1].by_therapist
            for task in _tasks_of(clause, amount, by_therapist, proper, withdrawn, refused):
                placed = placed or (amount is not None and bool(numbers(task.text)))
                kept.tasks.append(task)
                kept.used.append(clause)
    return placed


def _beside(kept: _Kept, offers: Sequence[Offer], terms: Sequence[str]) -> None:
    """The amount that was taken stands with the task whose amount was bargained over, and says what it counts."""
    place = next((at for offer in reversed(offers) if (at := _bargained_task(kept, offer)) is not None), None)
    if place is None or not terms or any(numbers(" ".join(terms)) <= numbers(task.text) for task in kept.tasks):
        return
    asked = offers[-1].exchange.prompt.questions[-1:] if offers[-1].exchange.prompt else ()
    noun = re.split(_HELPER, counted_noun(asked[0]))[0].strip() if asked else ""
    told = [f"{term} {noun}" if noun and _AMOUNT.match(term) else term for term in terms]
    text = ", ".join([kept.tasks[place].text, *told])
    kept.tasks[place] = msgspec.structs.replace(kept.tasks[place], text=text)


def _fuller(term: str, terms: Sequence[str]) -> bool:
    """'Three to one', beside 'one'."""
    return any(other != term and not _AMOUNT.match(other) and numbers(term) <= numbers(other) for other in terms)


def _bargained_task(kept: _Kept, offer: Offer) -> int | None:
    own = [place for place, task in enumerate(kept.tasks) if task.clause in offer.clauses]
    over = _bargained_over(offer)
    return next((at for at in own if kept.tasks[at].clause.sentence in over), own[-1] if own else None)


def _is_bargained(offer: Offer, after: Offer | None) -> bool:
    """Turned down, and the therapist went along."""
    return offer.verdict in TURNED and after is not None and not _refuses(after)


def _said_back(restated: Sequence[Clause], whole: Sequence[Clause], proper: frozenset[str]) -> list[str]:
    """What was said back at the end, where the promise does not hold it."""
    firm = frozenset[str]().union(*(stems(clause.text) for clause in whole))
    back = [clause for clause in restated if not (firm and stems(without_praise(clause.text)) <= firm)]
    return [restatement(clause, proper) for clause in back]


def _is_in(clause: Clause, terms: Sequence[str]) -> bool:
    """The terms say as much."""
    amount = frozenset[str]().union(*(numbers(term) for term in terms))
    told = frozenset[str]().union(*(stems(term) for term in terms))
    only_amount = bool(clause.values) and clause.values <= amount and clause.words <= FEW
    return only_amount or (
        bool(told) and stems(_MODAL.sub(" ", clause.text)) <= told and numbers(clause.text) <= amount
    )


def _promises(clause: Clause, offer: Offer) -> bool:
    """'I'll write to Dr. Ray. Friday at two?' 'Could you do three?': what was bargained over is not the letter."""
    return offer.verdict is Verdict.COUNTERED and bool(THERAPIST_DOES.search(clause.raw)) and clause.end != "?"


def _tasks_of(
    clause: Clause,
    counter: Clause | None,
    by_therapist: bool,
    proper: frozenset[str],
    withdrawn: bool,
    refused: frozenset[str],
) -> list[Task]:
    """With the number that was bargained for in the place of the one that was offered, where that is plain."""
    if counter is not None:
        whole = tasks_of(clause, by_therapist, proper, strip_values=False, refused=refused)
        placed = [msgspec.structs.replace(task, text=in_its_place(task.text, counter)) for task in whole]
        if placed and all(task.text for task in placed):
            return placed
    return tasks_of(clause, by_therapist, proper, strip_values=withdrawn, refused=refused)


def _refused_in(offer: Offer) -> frozenset[str]:
    """'Not Fulton.': what of the offer the answer turns down by its name."""
    said = offer.exchange.said
    return frozenset(stem for clause in said if (no := _NOT_THAT.match(clause.text)) for stem in stems(no["what"]))


def _bargained_over(offer: Offer) -> set[int]:
    """The sentences of the offer whose terms the answer turned down: those it names again, else the last with terms.

    'No washing for two hours. Every day.' 'Weekdays.' leaves the two hours."""
    with_terms = [clause for clause in offer.clauses if clause.values or QUANTITY.search(clause.text)]
    said = {stem for clause in offer.exchange.said for stem in stems(clause.text)}
    named = {clause.sentence for clause in with_terms if stems(clause.text) & said}
    return named or {clause.sentence for clause in with_terms[-1:]}


def _stands(clause: Clause, first: bool) -> bool:
    """No question of fact, and no refusal of the counter-offer."""
    text = without_lead(clause.text)
    asks = clause.end == "?" and ASKS.match(text) and not _HOW_ABOUT.match(text)
    if asks and not numbers(_YOU_TWO.sub("", text)):
        return False
    return first or not REFUSED.match(without_lead(clause.raw))


def _dropped(offer: Offer, after: Offer | None) -> bool:
    """Turned down, or haggled over to the end, and nothing was put in its place."""
    if offer.verdict not in (Verdict.COUNTERED, Verdict.DECLINED):
        return False
    return after is None or (offer.verdict is Verdict.DECLINED and not after.clauses)


def _talkative(exchange: Exchange) -> bool:
    return sum(clause.words for clause in exchange.said) > TALKATIVE


def _commits(clause: Clause, session: Session) -> bool:
    if clause.end == "?" or cut_off(clause.text):
        return False
    if clause.scope.when is When.PAST and not TASK.search(clause.text):
        return False
    says = clause.words >= (1 if session.names else 3)
    return says or is_firm(clause) or bool(clause.values or BESIDE.match(clause.raw))


def _refuses(reply: Offer) -> bool:
    kept = reply.exchange.prompt.kept if reply.exchange.prompt else ()
    return any(REFUSED.match(without_lead(clause.raw)) for clause in kept[:1])


def _counter(offer: Offer, after: Offer | None) -> list[Clause]:
    """The client's own number, when the therapist's next turn repeats it or asks for it."""
    prompt = after.exchange.prompt if after else None
    if prompt is None:
        return []
    settled = frozenset[str]().union(*(amounts(clause.text, clause.values) for clause in prompt.clauses))
    own = [(clause, amounts(clause.text, clause.values)) for clause in offer.exchange.said]
    taken = [clause for clause, values in own if values and values <= settled and counters(clause)]
    return taken[-1:]


def _in_place(offer: Offer) -> list[Clause]:
    """The amount that was taken on in place of the one offered."""
    said = [clause for clause in offer.exchange.said if bare_amount(clause)]
    return said[-1:] if offer.revised and len(said) == 1 else []


def _counter_text(clause: Clause) -> str:
    found = re.search(rf"\b{NUMBER}\b.*", clause.text, re.IGNORECASE)
    said = re.sub(r",?\s*\b(?:maybe|perhaps)\b,?\s*", " ", found[0] if found else clause.text, flags=re.IGNORECASE)
    return from_client(said.strip())
