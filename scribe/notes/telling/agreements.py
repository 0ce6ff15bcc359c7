"""What was agreed for home and for next time: offers, answers and counter-offers, of which only the outcome stands.

'Five walks?' 'Can I do four?' 'Four's great' is four. A value that was declined or bargained away is never written, and
what nobody took on is 'proposed', with what was answered.
"""

import re

import msgspec

from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.cues import Cues
from scribe.notes.language.phrasing import from_client, joined, lowered, quoted, sentence
from scribe.notes.language.scope import When
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session, spans
from scribe.notes.telling.answering import BESIDE, DAY, WOULD, Offer
from scribe.notes.telling.appointments import appointment
from scribe.notes.telling.bargaining import REFUSED, TURNED, bargain_at
from scribe.notes.telling.narration import Part, narrate, part_of, quotation
from scribe.notes.telling.offers import QUANTITY, TASK, Verdict, amounts, counters
from scribe.notes.telling.one_breath import in_one_breath
from scribe.notes.telling.proposing import ASKS, THERAPIST_DOES
from scribe.notes.telling.settling import continues, settles_late, settling_from
from scribe.notes.telling.tasks import Task, tasks_of
from scribe.notes.telling.tellable import needs_quotes
from scribe.notes.telling.terms import bare_amount, in_its_place, news, restatement, term_of, without_praise

_APPROVES = re.compile(
    rf"^(?:(?:okay|good|right|great|yes|yeah|so)[,.]?\s+)*(?:(?:{NUMBER}|once|twice|"
    rf"daily)\b(?: (?:minutes?|hours?|times?))?"
    r"(?:'s| is| are| sounds| would be| works| it is|,)?\s*)"
    r"(?:(?:great|fine|good|perfect|okay|plenty|enough|lovely|better|works|(?:a )?(?:good|great) start|it is)\W*)?$",
    re.IGNORECASE,
)
"""'Four's great': the counter-offer is taken, and has been written with it."""
TALKATIVE = 14
"""Content words from which an answer tells more than its yes: those clauses stay free for other statements."""
PROPOSED = 3.0
"""Weight of what nobody took on."""
ANSWER = 1.0
"""Weight of a clause of the answer to what was agreed: the task itself stands without it."""
MOST_TASKS = 8
MOST_QUOTED = 25
"""Words of an answer shown beside a proposal."""
MOST_ANSWERED = 2
"""Clauses of a turn that are shown so: each is cited."""
FEW = 2
"""Content words of a clause that says no more than its amount: 'I'd rather do three.'"""
_ONLY_YES = re.compile(
    r"^\W*(?:(?:yeah|yes|okay|sure|and|but|so|well|right),?\s+)*(?:i|we)(?:'d|'ll)?\s*(?:can|could|will|"
    r"would)?(?:\s+quite)?\s*(?:do|try|like|like to|see)?"
    r"(?:\s+(?:that|it|this))?(?:,?\s+(?:then|too|actually))?\W*$",
    re.IGNORECASE,
)
"""'I can do that' adds nothing to the task it agrees to."""

_CLOCK = re.compile(
    rf"^(?:and |at |or )*(?:(?:quarter|half|{NUMBER}) (?:past|to)(?: {NUMBER})?|{NUMBER} o'clock)$", re.I
)
"""A time that was offered and answered with another."""
_MODAL = re.compile(r"\b(?:I|we|could|can|will|would|'ll|'d|do|try|make|manage|just|go)\b", re.IGNORECASE)
_NOT_THAT = re.compile(r"^(?:[Bb]ut )?[Nn]ot (?:the |at |in |on |with )*(?P<what>[A-Z][a-z]+)$")
_HOW_ABOUT = re.compile(r"^(?:how|what) about\b|^how would you feel about\b", re.IGNORECASE)
_YOU_TWO = re.compile(r"\b(?:you|the) two\b", re.IGNORECASE)
_OF_SELF = re.compile(r"^(?:I|we|there)\b", re.IGNORECASE)
"""What the client says of themselves, or of what there is; not what they think of the task."""
_TAKES_ON = re.compile(r"^(\w+) said that they (will|can|could)\b")
"""Under 'Homework' it is plain who said so: 'Client will ask her'."""


def agreements(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Homework, plans and the next appointment."""
    out = appointment(session, cues, claims)
    built: list[Candidate] = []
    exchanges = session.exchanges
    index = 0
    terms_alone: set[int] = set()
    settling = settling_from(exchanges, cues)
    chained = -1
    while index < len(exchanges):
        chain = (index == chained and continues(exchanges[index])) or settles_late(exchanges[index], len(exchanges))
        bargain = bargain_at(exchanges, index, cues, claims, settling=index >= settling or chain)
        if bargain:
            told, alone = _outcome(bargain, session, cues, claims, proper)
            terms_alone.update(candidate.at for candidate in told if alone)
            built += told
            index = bargain[-1].exchange.index - bargain[-1].splits
            chained = index + 1 if _firm(bargain) else -1
        index += 1
    return out + in_one_breath(built, terms_alone)


def _firm(bargain: list[Offer]) -> bool:
    """Agreed with an amount: the next thing on the list may follow."""
    said = [*bargain[-1].clauses, *bargain[-1].accepted, *bargain[0].clauses]
    return bargain[-1].verdict is Verdict.AGREED and any(amounts(c.text, c.values) for c in said)


def _outcome(
    bargain: list[Offer], session: Session, cues: Cues, claims: Claims, proper: frozenset[str]
) -> tuple[list[Candidate], bool]:
    """The statements, and whether they are terms with no task of their own."""
    first, last = bargain[0], bargain[-1]
    used: list[Clause] = []
    tasks: list[Task] = []
    terms: list[str] = []
    settled = False
    for offer, after in zip(bargain, [*bargain[1:], None], strict=True):
        turned = offer.verdict in TURNED
        bargained = turned and after is not None and not _refuses(after)
        own = _counter(offer, after) if bargained else _in_place(offer)
        dropped = _dropped(offer, after) and not own
        placed = False
        refused = _refused_in(offer)
        for clause in offer.clauses:
            if dropped and not _promises(clause, offer):
                continue
            if offer is not first and _APPROVES.match(clause.raw):
                used.append(clause)
            elif _stands(clause, offer is first) and not (offer.revised and _CLOCK.match(clause.text)):
                by_therapist = bool(tasks) and tasks[-1].by_therapist
                withdrawn = (bargained or offer.revised) and clause.sentence in _bargained_over(offer)
                bargained_to = own[-1] if withdrawn and own and not placed else None
                for task in _tasks_of(clause, bargained_to, by_therapist, proper, withdrawn, refused):
                    placed = placed or (bargained_to is not None and bool(numbers(task.text)))
                    tasks.append(task)
                    used.append(clause)
        settled = settled or bool(own)
        terms += [] if placed else [lowered(_counter_text(clause), proper) for clause in own]
        used += own
    agreed = last.verdict is Verdict.AGREED or (settled and last.verdict is not Verdict.DECLINED)
    said = [c for c in last.accepted if c not in used and _commits(c, session)] if agreed else []
    for offer in bargain:
        quiet = offer.verdict is Verdict.AGREED and not _talkative(offer.exchange)
        claims.take_all(offer.exchange.answers if quiet or offer.verdict in TURNED else ())
    restated = last.restated if agreed else ()
    claims.take([*used, *said, *restated])
    plan = bool(tasks) and all(task.by_therapist for task in tasks)
    fragments = {clause.key: term for clause in said if not plan and (term := term_of(clause, proper))}
    firm = frozenset[str]().union(*(stems(c.text) for c in said if c.key not in fragments))
    back = [clause for clause in restated if not (firm and stems(without_praise(clause.text)) <= firm)]
    terms += [*fragments.values(), *(restatement(clause, proper) for clause in back)]
    amount = frozenset[str]().union(*(numbers(term) for term in terms))
    told = frozenset[str]().union(*(stems(term) for term in terms))
    promised = [
        c
        for c in said
        if c.key not in fragments
        and not (c.values and c.values <= amount and c.words <= FEW)
        and not (told and stems(_MODAL.sub(" ", c.text)) <= told and numbers(c.text) <= amount)
    ]
    used += [*restated, *(clause for clause in said if clause.key in fragments)]
    built: list[Candidate] = []
    for by_therapist in (True, False):
        own_tasks = [task for task in tasks if task.by_therapist is by_therapist]
        tell, own_terms = (promised, terms) if by_therapist is plan else ([], [])
        if own_tasks or tell or own_terms:
            built += _candidate(first, own_tasks, own_terms, tell, used, last, session, proper, agreed=agreed)
    return built, not tasks


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
    said = [clause.text for turn in offer.exchange.answers for clause in turn.kept]
    return frozenset(stem for text in said if (no := _NOT_THAT.match(text)) for stem in stems(no["what"]))


def _bargained_over(offer: Offer) -> set[int]:
    """The sentences of the offer whose terms the answer turned down: those it names again, else the last with terms.

    'No washing for two hours. Every day.' 'Weekdays.' leaves the two hours."""
    with_terms = [clause for clause in offer.clauses if clause.values or QUANTITY.search(clause.text)]
    said = {stem for turn in offer.exchange.answers for clause in turn.kept for stem in stems(clause.text)}
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
    return sum(clause.words for turn in exchange.answers for clause in turn.kept) > TALKATIVE


def _commits(clause: Clause, session: Session) -> bool:
    if clause.end == "?" or cut_off(clause.text):
        return False
    if clause.scope.when is When.PAST and not TASK.search(clause.text):
        return False
    says = clause.words >= (1 if session.names else 3)
    firm = TASK.search(clause.text) or WOULD.search(clause.text) or DAY.search(clause.text)
    return says or bool(firm or clause.values or BESIDE.match(clause.raw))


def _refuses(reply: Offer) -> bool:
    kept = reply.exchange.prompt.kept if reply.exchange.prompt else ()
    return any(REFUSED.match(without_lead(clause.raw)) for clause in kept[:1])


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


def _in_place(offer: Offer) -> list[Clause]:
    """The amount that was taken on in place of the one offered."""
    said = [clause for turn in offer.exchange.answers for clause in turn.kept if bare_amount(clause)]
    return said[-1:] if offer.revised and len(said) == 1 else []


def _counter_text(clause: Clause) -> str:
    found = re.search(rf"\b{NUMBER}\b.*", clause.text, re.IGNORECASE)
    said = re.sub(r",?\s*\b(?:maybe|perhaps)\b,?\s*", " ", found[0] if found else clause.text, flags=re.IGNORECASE)
    return from_client(said.strip())


def _candidate(
    first: Offer,
    tasks: list[Task],
    terms: list[str],
    said: list[Clause],
    used: list[Clause],
    last: Offer,
    session: Session,
    proper: frozenset[str],
    *,
    agreed: bool,
) -> list[Candidate]:
    """One, or none where nothing of it can be told."""
    plan = bool(tasks) and tasks[0].by_therapist
    parts = list(dict.fromkeys(task.text for task in tasks))[:MOST_TASKS]
    more = news(terms, joined(parts))
    parts = [*parts[:-1], ", ".join([*parts[-1:], *more])] if more else parts
    answer = _committed(said, last, session, proper) if agreed or plan else _answered(last, session)
    heard = 1 if agreed or plan else MOST_ANSWERED
    answers = [clause for turn in last.exchange.answers for clause in turn.kept[:heard]]
    lead = "Plan" if plan else "Homework" if agreed else "Homework proposed"
    if not (parts and (tasks or more)) and not answer:
        return []
    whole = Candidate(
        kind="plan" if plan else "homework",
        text=sentence(f"{lead}: " + ". ".join(part for part in (joined(parts), answer) if part)),
        cites=cites_of([*(task.clause for task in tasks), *(() if plan else used), *said, *answers]),
        weight=_weight(first, session, firm=agreed or plan),
        at=first.exchange.index,
    )
    if not (parts and answer and (agreed or plan)):
        return [whole]
    gain = sum(session.worth.get(clause.key, ANSWER) for clause in said)
    bare = msgspec.structs.replace(whole, text=sentence(f"{lead}: {joined(parts)}"))
    optional = whole.weight < MUST
    return [msgspec.structs.replace(whole, weight=whole.weight + gain, shorter=bare, optional=optional)]


def _weight(first: Offer, session: Session, *, firm: bool) -> float:
    """What was agreed in the second half of a session is what it comes to; what nobody took on is talk."""
    if not firm:
        return PROPOSED
    return MUST if first.exchange.index * 2 > len(session.exchanges) else MUST - 3


def _answered(last: Offer, session: Session) -> str:
    """What was said to a proposal that nobody took on, in their own words."""
    shown = []
    for turn in last.exchange.answers:
        words = [span for span in spans(turn.kept[:MOST_ANSWERED], session.texts) if word_count(span) <= MOST_QUOTED]
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
        _TAKES_ON.sub(r"\1 \2", narrate(who, said[:4], "They" if who == "Client" else who, ("said that", "agreed to")))
        for who, said in by_who.items()
    )


def _promise(clause: Clause, session: Session, proper: frozenset[str]) -> Part | None:
    """A request to the partner stays in its own words: 'you' and 'me' have other meanings there."""
    if _ONLY_YES.match(clause.text):
        return None
    firm = bool(TASK.search(clause.text) or WOULD.search(clause.text) or DAY.search(clause.text))
    if not firm and not clause.values and not _OF_SELF.match(clause.text):
        return None
    if not firm and not session.names and needs_quotes(clause):
        return None
    request = session.names and re.search(r"\b(?:you|me|your)\b", clause.text, re.IGNORECASE)
    return quotation(clause.raw) if request else part_of(clause.text, clause.raw, proper)
