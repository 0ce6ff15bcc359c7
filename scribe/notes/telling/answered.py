"""One speaker's answer as runs of clauses on one subject: the question's, or what their own words tell."""

import re
from collections.abc import Iterable, Sequence

from scribe.events import Polarity
from scribe.notes.language.cues import Topic
from scribe.notes.language.phrasing import asked_about
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange, Frame, Turn, about_someone_else
from scribe.notes.reading.questions import confirmed, subject_of
from scribe.notes.telling.tellable import BARE, not_dialled, worth_telling
from scribe.notes.telling.told import Told

_OPEN_LABELS = {"conflict", "event", "homework_review"}
"""Topics whose label takes the subject from the prompt."""
_WEAK = {"noticing", "coping", "event", "change_talk", "history", "mood", "social"}
"""Topics told by common words: a question with a topic of its own outweighs them."""
HELD = {"session_info", "protective", "risk", "medication"}
"""Kinds to which every clause of the answer belongs."""
_AGO = re.compile(r"^(?:that|it|this)(?:'s| was| is)\b.{0,30}\bago$", re.IGNORECASE)


def told_in(exchange: Exchange, turn: Turn, claims: Claims) -> Iterable[Told]:
    clauses = [clause for clause in turn.kept if claims.free(clause) and worth_telling(clause, exchange, turn)]
    run: list[Clause] = []
    topic: Topic | None = None
    for clause in clauses:
        if _dangles(clause, run):
            continue
        now = _topic(clause, exchange, topic if run else None)
        turns = _turns_to(now, topic) and clause.sentence != run[-1].sentence if run else False
        if run and (turns or clause.frame is not run[-1].frame):
            if told := not_dialled(topic, run):
                yield _as_told(exchange, turn, topic, told)
            run = []
            topic = None
        topic = topic if run and topic else now
        run.append(clause)
    if run:
        if told := not_dialled(topic, run):
            yield _as_told(exchange, turn, topic, told)
    elif (
        not clauses
        and exchange.prompt
        and turn.kept
        and all(claims.free(c) for c in turn.kept)
        and (confirmed(exchange.prompt, turn) or (exchange.topic and BARE.match(turn.text)))
    ):
        yield _as_told(exchange, turn, exchange.topic, [])


def subject_key(topic: Topic | None) -> str:
    if topic is None:
        return ""
    return "response" if topic.kind == "response" else topic.key


def _turns_to(now: Topic | None, topic: Topic | None) -> bool:
    """Another subject that is told by itself; whatever else an answer comes to still answers its question."""
    if now is None or subject_key(now) == subject_key(topic):
        return False
    return is_apart(now) or (topic is not None and is_apart(topic))


def is_apart(topic: Topic) -> bool:
    """The client's own words, or a kind to which every clause of the answer belongs."""
    return topic.quote or topic.kind in HELD


def _dangles(clause: Clause, run: Sequence[Clause]) -> bool:
    """'That was three years ago' without what was."""
    before = run[-1] if run else None
    follows = before is not None and clause.is_after(before)
    return not follows and bool(_AGO.match(clause.text))


def _as_told(exchange: Exchange, turn: Turn, topic: Topic | None, run: list[Clause]) -> Told:
    prompt = exchange.prompt
    subject, named = subject_of(prompt) if topic and topic.key in _OPEN_LABELS else ("", None)
    took = confirmed(prompt, turn) if not (run and run[0].frame is Frame.RECOUNTED) else None
    return Told(
        topic=topic,
        at=exchange.index,
        said=tuple((turn.who, clause) for clause in (run or turn.kept[:1])),
        prompts=prompt.questions[-1:] if prompt else (),
        confirmed=(took,) if took and (not run or run[0] in turn.kept[:2]) else (),
        denied=_denies(prompt, turn, run),
        subject=subject,
        named=(named,) if named else (),
    )


def _denies(prompt: Turn | None, turn: Turn, run: Sequence[Clause]) -> tuple[Clause, ...]:
    """The prompt's last question, where the turn begins with a bare no and goes on with the run."""
    if prompt is None or not prompt.questions or not run or run[0] not in turn.kept[1:3]:
        return ()
    opening, question = turn.kept[0], prompt.questions[-1]
    denies = BARE.match(opening.text) and opening.scope.polarity is Polarity.NEGATED
    return (question,) if denies and asked_about(question.text) else ()


def _topic(clause: Clause, exchange: Exchange, running: Topic | None) -> Topic | None:
    """Its own subject where its words tell one; the question's where that holds the whole answer. A scene has none."""
    if clause.frame is Frame.RECOUNTED:
        return None
    asked = exchange.topic
    own = None if asked and about_someone_else(clause) else clause.topic
    if asked and is_apart(asked):
        return asked
    if own and (asked is None or own.key not in _WEAK):
        return own
    return running or asked or own
