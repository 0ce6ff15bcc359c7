"""What was agreed for home and for next time: offers, answers and counter-offers, of which only the outcome stands.

'Five walks?' 'Can I do four?' 'Four's great' is four. A value that was declined or bargained away is never written, and
what nobody took on is 'proposed', with what was answered.
"""

import msgspec

from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues
from scribe.notes.language.phrasing import quoted, sentence
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Session, spans
from scribe.notes.telling.answering import Offer
from scribe.notes.telling.appointments import appointment
from scribe.notes.telling.bargaining import bargain_at
from scribe.notes.telling.offers import Verdict, amounts
from scribe.notes.telling.one_breath import in_one_breath
from scribe.notes.telling.outcome import Outcome, outcome_of
from scribe.notes.telling.promising import promised
from scribe.notes.telling.settling import continues, settles_late, settling_from
from scribe.notes.telling.taking_on import taken_on
from scribe.notes.telling.task_list import in_a_row
from scribe.notes.telling.tasks import Task
from scribe.notes.telling.terms import news
from scribe.notes.telling.whom import named, with_its_subject

PROPOSED = 3.0
"""Weight of what nobody took on."""
ANSWER = 1.0
"""Weight of a clause of the answer to what was agreed: the task itself stands without it."""
MOST_TASKS = 8
MOST_QUOTED = 25
"""Words of an answer shown beside a proposal."""
MOST_ANSWERED = 2
"""Clauses of a turn that are shown so: each is cited."""


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
            outcome = outcome_of(bargain, session, claims, proper)
            told = _told(bargain, outcome, session, proper)
            terms_alone.update(candidate.at for candidate in told if not outcome.tasks)
            built += told
            index = bargain[-1].exchange.index - bargain[-1].splits
            chained = index + 1 if _firm(bargain) else -1
        index += 1
    return out + in_one_breath(built, terms_alone)


def _firm(bargain: list[Offer]) -> bool:
    """Agreed with an amount: the next thing on the list may follow."""
    said = [*bargain[-1].clauses, *bargain[-1].accepted, *bargain[0].clauses]
    return bargain[-1].verdict is Verdict.AGREED and any(amounts(c.text, c.values) for c in said)


def _told(bargain: list[Offer], outcome: Outcome, session: Session, proper: frozenset[str]) -> list[Candidate]:
    """The therapist's own to do and the client's stand apart; terms and promises go with the one that all tasks are."""
    found: list[Candidate] = []
    for by_therapist in (True, False):
        theirs = by_therapist is outcome.plan
        part = msgspec.structs.replace(
            outcome,
            tasks=tuple(task for task in outcome.tasks if task.by_therapist is by_therapist),
            terms=outcome.terms if theirs else (),
            promised=outcome.promised if theirs else (),
        )
        if part.tasks or part.terms or part.promised:
            found += _candidate(bargain, part, session, proper)
    return found


def _candidate(bargain: list[Offer], outcome: Outcome, session: Session, proper: frozenset[str]) -> list[Candidate]:
    """One, or none where nothing of it can be told."""
    first, last, plan = bargain[0], bargain[-1], outcome.plan
    firm = outcome.agreed or plan
    named_already = {task.clause.key for task in outcome.tasks}
    worded = [_worded(task, session, named_already) for task in outcome.tasks[:MOST_TASKS]]
    tasks = in_a_row([task for task, _ in worded if _is_told(task, session)])
    more = news(outcome.terms, tasks)
    told = ", ".join(filter(None, (tasks, *more)))
    answer = taken_on(outcome.promised, last, session, proper) if firm else _answered(last, session)
    heard = 1 if firm else MOST_ANSWERED
    answers = [clause for turn in last.exchange.answers for clause in turn.kept[:heard]]
    lead = "" if plan else "Homework: " if outcome.agreed else "Homework proposed: "
    if not (told or answer):
        return []
    whole = Candidate(
        kind="plan" if plan else "homework",
        text=sentence(lead + ". ".join(part for part in (told, answer) if part)),
        cites=cites_of(
            [
                *(clause for _, naming in worded for clause in naming),
                *(task.clause for task in outcome.tasks),
                *(() if plan else outcome.used),
                *outcome.promised,
                *answers,
            ]
        ),
        weight=_weight(first, session, firm=firm, plan=plan),
        at=first.exchange.index,
    )
    if not (told and answer and firm):
        return [whole]
    gain = sum(session.worth.get(clause.key, ANSWER) for clause in outcome.promised)
    bare = msgspec.structs.replace(whole, text=sentence(lead + told))
    optional = whole.weight < MUST
    return [msgspec.structs.replace(whole, weight=whole.weight + gain, shorter=bare, optional=optional)]


def _is_told(task: Task, session: Session) -> bool:
    """No name of somebody here alone, and of the client's tasks none that says what the therapist could do."""
    others = not task.by_therapist and task.text.startswith("therapist can ")
    return bool(task.text) and task.text not in session.names and not others


def _worded(task: Task, session: Session, told: set[tuple[str, int]]) -> tuple[Task, tuple[Clause, ...]]:
    """With whom it is about, and the clauses that say so."""
    if task.by_therapist:
        text, naming = with_its_subject(promised(task.text), task.clause, session, told)
    else:
        text, naming = named(task.text, task.clause, session)
    return msgspec.structs.replace(task, text=text), naming


def _weight(first: Offer, session: Session, *, firm: bool, plan: bool) -> float:
    """What was agreed in the second half of a session is what it comes to; what nobody took on is talk. What the
    therapist takes on must be done, whenever it was said."""
    if plan:
        return MUST
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
