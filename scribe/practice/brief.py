"""Before a session, on one screen: what the last notes say that matters today. Each line names the note it is from."""

from collections.abc import Sequence
from typing import Any

from scribe import events as ev
from scribe.chart import Chart, Goal
from scribe.practice.lines import Topics, measures, symptoms, touched
from scribe.practice.past import Past
from scribe.practice.scores import RANGES

THEMES = ("presentation", "symptom", "stressor", "functioning")
MOST_THEMES = 5
MOST_SYMPTOMS = 6
"""Those that most notes speak of. `scribe client lines` has all of them."""
LINED_NOTES = 24
"""Symptoms and goals are lined up over so many newest notes, half a year of weekly ones: more can't be told apart on a
line of this size."""
LEAST_POINTS = 2
"""One note is no line."""
QUIET_SESSIONS = 3
"""A goal that none of so many last notes touched is named."""

Line = dict[str, Any]


def brief(notes: Sequence[Past], chart: Chart, topics: Topics = ()) -> Line:
    """`notes` oldest first; `chart` is the newest; `topics`: what symptoms are called. JSON-ready. Says
    what the notes say, and concludes nothing."""
    last = notes[-1] if notes else None
    return {
        "sessions": len(notes),
        "last": {"session": last.session, "date": last.date, "state": last.state} if last else None,
        "themes": _lines(last, *THEMES)[:MOST_THEMES],
        "homework": _newest(notes, ev.EvidenceKind.HOMEWORK),
        "homework_outcome": _newest(notes, ev.EvidenceKind.HOMEWORK_REVIEW),
        "risks": _newest(notes, ev.EvidenceKind.RISK),
        "medication": _newest(notes, ev.EvidenceKind.MEDICATION),
        "medications_of_chart": list(chart.medications),
        "measures": (lines := measures(notes)),
        "ranges": {name: RANGES[name] for name in lines},
        "dates": [note.date for note in notes[-LINED_NOTES:]],
        "symptoms": _most_noted(symptoms(notes[-LINED_NOTES:], topics)),
        "goals": [_goal(goal, notes) for goal in chart.goals],
    }


def _most_noted(lines: dict[str, list[Line]]) -> dict[str, list[Line]]:
    often = sorted(lines.items(), key=lambda line: -len(line[1]))
    return {name: points for name, points in often[:MOST_SYMPTOMS] if len(points) >= LEAST_POINTS}


def _lines(note: Past | None, *kinds: str) -> list[Line]:
    return [{"text": text, "session": note.session, "date": note.date} for text in note.of(*kinds)] if note else []


def _newest(notes: Sequence[Past], kind: str) -> list[Line]:
    """Of the newest note that says anything of the kind."""
    return next((lines for note in reversed(notes) if (lines := _lines(note, kind))), [])


def _goal(goal: Goal, notes: Sequence[Past]) -> Line:
    """Since how many sessions nothing of a goal was noted; None: never."""
    worked_on = [any(s.goal == goal.id for s in note.statements) for note in reversed(notes)]
    since = worked_on.index(True) if True in worked_on else None
    return {
        "id": goal.id,
        "text": goal.text,
        "points": touched(notes[-LINED_NOTES:], goal),
        "sessions_since": since,
        "quiet": len(notes) >= QUIET_SESSIONS and (since is None or since >= QUIET_SESSIONS),
    }
