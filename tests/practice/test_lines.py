"""Lines over time: each point names its note, and what no note speaks of has no line."""

import asyncio
import json
import re
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from scribe.chart import Chart, Goal
from scribe.cli import app
from scribe.practice.lines import series
from scribe.records.store import Store
from tests.practice.pasts import past
from tests.records import samples

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


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))

    async def noted() -> None:
        async with Store.open(tmp_path, samples.SETTINGS) as store:
            await samples.begin(store, chart=Chart(client="Ada L.", goals=GOALS))
            evidence, risk, note = samples.resting_on("u1", "slept badly, awake till three")
            final = msgspec.structs.replace(note, final=True)
            await samples.add(store, *samples.spoken("u1", "x"), evidence, risk, final)

    asyncio.run(noted())
    shown = CliRunner().invoke(app, ["client", "lines", "Ada L."]).stdout
    assert "Sleep\n  2026-03-02  Client said: slept badly, awake till three  [s1]" in shown
    assert "Goal: Work\n  nothing noted" in shown
    found = json.loads(CliRunner().invoke(app, ["client", "lines", "Ada L.", "--json"]).stdout)
    assert [point["session"] for point in found["symptoms"]["Sleep"]] == ["s1"] and found["measures"] == {}
