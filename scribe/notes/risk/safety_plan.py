"""The safety plan as it was gone through: every step in the client's words, in one statement that is never cut.

'Safety plan: warning signs: "I stop answering texts"; who they reach out to: "Gina first. Then the crisis line"'.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from scribe.events import Polarity, Role
from scribe.notes.language import risk_language as language
from scribe.notes.language.cues import Cues, Topic, hit
from scribe.notes.language.phrasing import from_therapist, lowered
from scribe.notes.reading.candidates import Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session, Turn
from scribe.notes.reading.headings import heading_of
from scribe.notes.risk.answers import last_asked, turned_question, verbatim_question
from scribe.notes.risk.own_words import verbatim
from scribe.notes.risk.stating import candidate_of

KEY = "safety_plan"
MOST_ASKED = 30
"""Words of a question: a line and its number are often part of it."""
_TAKES_UP = re.compile(r"^(?:\W*(?:good|okay|so|and|now|right)[, ]+)*(?:can|could|shall|should) we\b", re.IGNORECASE)
"""'Can we pull out the safety plan?'"""
_READ_OUT = re.compile(
    r"^(?:\W*(?:and|so|but|okay|now)[, ]+)*(?:read|tell|give|show|remind) me (?:about |of )?"
    r"(?=(?:the|your|those|what|who)\b)(?P<noun>.+)$",
    re.IGNORECASE,
)
NAMES_NOTHING = 2
"""Content words of a question that goes on about the step before it."""
GAP = 3
"""Exchanges within which two steps are of one plan."""


class Step(msgspec.Struct, frozen=True):
    """One question about the plan and what was answered to it."""

    exchange: Exchange
    before: Exchange | None
    said: tuple[Clause, ...]


def safety_plans(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """One statement for each time the plan was gone through."""
    topic = next((one for one in cues.topics if one.key == KEY), None)
    if topic is None:
        return []
    runs: list[list[Step]] = []
    for step in _steps(session, topic, claims):
        if runs and step.exchange.index - runs[-1][-1].exchange.index <= GAP:
            runs[-1].append(step)
        else:
            runs.append([step])
    plans = [run for run in runs if any(_names_plan(step, topic) for step in run)]
    for step in (step for run in plans for step in run):
        claims.take((*step.said, *_shown(step, topic)))
    return [_told(run, topic, session, proper) for run in plans]


def _steps(session: Session, topic: Topic, claims: Claims) -> list[Step]:
    found: list[Step] = []
    for before, exchange in pairwise((None, *session.exchanges)):
        if exchange is None or not (said := _said(exchange, claims)):
            continue
        on = exchange.follows and bool(found) and found[-1].exchange.index + 1 == exchange.index
        if _of_plan(exchange, topic) or (on and _asks_on(exchange)):
            found.append(Step(exchange, before, said))
    return found


def _asks_on(exchange: Exchange) -> bool:
    """'Any of that this week?'"""
    prompt = exchange.prompt
    return prompt is not None and bool(prompt.questions) and sum(c.words for c in prompt.kept) <= NAMES_NOTHING


def _of_plan(exchange: Exchange, topic: Topic) -> bool:
    """Asked in its own words, or answered with a line or a place to go to."""
    if exchange.topic is None or exchange.topic.key != KEY or exchange.prompt is None or not exchange.prompt.kept:
        return False
    last = last_asked(exchange.prompt)
    asked = any(hit(topic.ask, clause.raw) for clause in last) and not _TAKES_UP.match(last[0].raw)
    return asked or any(hit(topic.tell, clause.raw) for clause in exchange.said)


def _said(exchange: Exchange, claims: Claims) -> tuple[Clause, ...]:
    turns = [turn for turn in exchange.answers if turn.role is not Role.THERAPIST][:1]
    return tuple(clause for turn in turns for clause in turn.kept if claims.free(clause))


def _names_plan(step: Step, topic: Topic) -> bool:
    prompt = step.exchange.prompt
    said = (*(prompt.kept if prompt else ()), *step.said)
    return any(hit(topic.tell, clause.raw) for clause in said)


def _shown(step: Step, topic: Topic) -> list[Clause]:
    """What of the prompt is told: its question, or from where it speaks of a line or a place."""
    prompt = step.exchange.prompt
    if prompt is None or not prompt.kept:
        return []
    last = last_asked(prompt)
    if language.IF.match(last[0].text):
        return last
    first = next((one for one in prompt.kept if hit(topic.tell, one.raw)), last[0])
    if prompt.questions or first.utterance != last[0].utterance or first.place > last[0].place:
        return last
    return [one for one in prompt.kept if one.utterance == first.utterance and one.place >= first.place]


def _told(run: Sequence[Step], topic: Topic, session: Session, proper: frozenset[str]) -> Candidate:
    told = "; ".join(_step(step, topic, session, proper) for step in run)
    prompts = tuple(cite for step in run if step.exchange.prompt for cite in step.exchange.prompt.ids)
    cites = tuple(dict.fromkeys((*prompts, *cites_of([clause for step in run for clause in step.said]))))
    return candidate_of(cites, f"Safety plan: {told}", Polarity.AFFIRMED, at=run[0].exchange.index)


def _heading(step: Step, prompt: Turn) -> str:
    """'the warning signs', 'if it gets worse'; '' where the question stands as it was put."""
    last = last_asked(prompt)
    text = ", ".join(clause.text for clause in last)
    if language.IF.match(text):
        return from_therapist(text.strip(" ?"))
    if named := _READ_OUT.match(text):
        return from_therapist(named["noun"].strip(" .?"))
    return turned_question(prompt) or heading_of(prompt, step.before)


def _step(step: Step, topic: Topic, session: Session, proper: frozenset[str]) -> str:
    words = verbatim(list(step.said), session)
    prompt = step.exchange.prompt
    if prompt is None or not prompt.kept:
        return words
    if heading := _heading(step, prompt):
        return f"{lowered(heading, proper)}: {words}"
    return f"asked {verbatim_question(_shown(step, topic), session, most=MOST_ASKED)}, {words}"
