"""Lines over time: each point names its note, and what no note speaks of has no line."""

import re

from scribe.chart import Goal
from scribe.practice.lines import series
from tests.practice.pasts import past

TOPICS = (("Sleep", re.compile("wak|sleep", re.IGNORECASE)), ("Panic", re.compile("panic", re.IGNORECASE)))
GOALS = (Goal(id="g1", text="Sleep through"), Goal(id="g2", text="Work"))


def test_measures_symptoms_and_goals_over_time() -> None:
    notes = [
        past(1, ("symptom", "Wakes at three."), ("measure", "PHQ-9 was 14."), goal="g1"),
        past(2, ("symptom", "Panic at work."), ("stressor", "Woke late on Monday.")),
        past(
            3, ("symptom", "Wakes once."), ("progress", "Slept through twice."), ("measure", "PHQ-9 was 9."), goal="g1"
        ),
    ]
    found = series(notes, GOALS, TOPICS)
    assert [(p["session"], p["date"], p["value"]) for p in found["measures"]["PHQ-9"]] == [
        ("s1", "2026-03-01", 14.0),
        ("s3", "2026-03-03", 9.0),
    ]
    assert found["ranges"] == {"PHQ-9": (0, 27)}
    assert [(p["session"], p["texts"]) for p in found["symptoms"]["Sleep"]] == [
        ("s1", ["Wakes at three."]),
        ("s3", ["Wakes once."]),
    ]
    assert [p["session"] for p in found["symptoms"]["Panic"]] == ["s2"]
    sleep, work = found["goals"]
    assert [(p["session"], p["statements"], p["progress"]) for p in sleep["points"]] == [
        ("s1", 2, []),
        ("s3", 3, ["Slept through twice."]),
    ]
    assert work == {"id": "g2", "text": "Work", "points": []}


def test_a_new_client_has_no_lines() -> None:
    assert series([], GOALS, TOPICS)["symptoms"] == {} == series([], GOALS, TOPICS)["measures"]
