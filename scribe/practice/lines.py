"""A client over time: measures, symptoms and goals, each as a line of points that name the note they are from. Pure."""

import re
from collections.abc import Sequence
from typing import Any

from scribe import events as ev
from scribe.chart import Goal
from scribe.practice.past import Past
from scribe.practice.scores import RANGES, scores

Point = dict[str, Any]
"""session, date, and what was noted then."""

Topics = Sequence[tuple[str, re.Pattern[str]]]
"""Name of a symptom, and what it is called in a note."""

NOTED_AS = (ev.EvidenceKind.SYMPTOM, ev.EvidenceKind.PRESENTATION, ev.EvidenceKind.FUNCTIONING)
"""Kinds of statements in which a symptom stands."""

MOVES = (ev.EvidenceKind.PROGRESS, ev.EvidenceKind.RESPONSE)
"""Kinds of statements that say how a goal goes."""


def series(notes: Sequence[Past], goals: Sequence[Goal], topics: Topics) -> dict[str, Any]:
    """`notes` oldest first. JSON-ready; what no note speaks of has no line."""
    found = measures(notes)
    return {
        "measures": found,
        "ranges": {name: RANGES[name] for name in found},
        "symptoms": symptoms(notes, topics),
        "goals": [{"id": goal.id, "text": goal.text, "points": touched(notes, goal)} for goal in goals],
    }


def measures(notes: Sequence[Past]) -> dict[str, list[Point]]:
    """Scale -> its values."""
    lines: dict[str, list[Point]] = {}
    for note in notes:
        for name, value in scores(note.of(ev.EvidenceKind.MEASURE)).items():
            lines.setdefault(name, []).append(_point(note, value=value))
    return lines


def symptoms(notes: Sequence[Past], topics: Topics) -> dict[str, list[Point]]:
    """Symptom -> what each note says of it, also that it is gone: a line is read, not counted."""
    lines: dict[str, list[Point]] = {}
    noted = [(note, note.of(*NOTED_AS)) for note in notes]
    for name, tells in topics:
        said = [(note, [text for text in texts if tells.search(text)]) for note, texts in noted]
        if points := [_point(note, texts=texts) for note, texts in said if texts]:
            lines[name] = points
    return lines


def touched(notes: Sequence[Past], goal: Goal) -> list[Point]:
    """How many statements of a note work on the goal, and those that say how it goes."""
    points = []
    for note in notes:
        about = [statement for statement in note.statements if statement.goal == goal.id]
        if about:
            points.append(_point(note, statements=len(about), progress=[s.text for s in about if s.kind in MOVES]))
    return points


def _point(note: Past, **more: Any) -> Point:
    return {"session": note.session, "date": note.date, **more}
