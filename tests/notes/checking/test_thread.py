"""From the treatment plan to the note and back."""

import pytest

from scribe.chart import Chart, Goal, Objective
from scribe.events import Section, Statement
from scribe.notes.checking.goals import GoalLinker
from scribe.notes.checking.lint_rules import load_thread
from scribe.notes.checking.thread import earlier_of, planned_for, thread_findings, threaded, used
from scribe.notes.formats.catalogue import load_format
from scribe.notes.formats.layout import lay
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Candidate, Earlier, Material

CHART = Chart(
    goals=(Goal(id="G1", text="Sleep through"), Goal(id="G2", text="Walk more")),
    planned_interventions=("CBT: thought record", "EFT", "MI"),
)


def note(*rows: tuple[str, str, str | None]) -> tuple[Section, ...]:
    made = tuple(
        Statement(id=f"s{at}", text=text, kind=kind, cites=("u1",), goal=goal)
        for at, (kind, text, goal) in enumerate(rows)
    )
    return (Section(key="all", title="All", statements=made),)


def does(name: str) -> str:
    return next(f"Therapist {one.does}." for one in load_cues().interventions if one.name == name)


def rules(sections: tuple[Section, ...], *earlier: Earlier) -> list[tuple[str, str]]:
    return [(one.rule, one.text) for one in thread_findings(sections, CHART, earlier, load_cues())]


@pytest.mark.parametrize(
    ("name", "planned", "entry"),
    [
        ("Thought record", ["CBT: thought record"], "CBT: thought record"),
        ("Exposure", ["CBT: thought record"], None),
        ("Exposure", ["CBT"], "CBT"),
        ("EFT cycle mapping", ["EFT: cycle mapping"], "EFT: cycle mapping"),
        ("EFT enactment", ["EFT: cycle mapping", "EFT: enactment"], "EFT: enactment"),
        ("Structured time-out", ["Gottman: structured time-out"], "Gottman: structured time-out"),
        ("Motivational interviewing", ["MI"], "MI"),
        ("Imaginal exposure", ["Prolonged exposure"], "Prolonged exposure"),
        ("Imaginal exposure", ["Trauma-focused CBT"], "Trauma-focused CBT"),
        ("EMDR", ["MI", "Mindfulness"], None),
        ("EMDR", [], None),
    ],
)
def test_which_planned_intervention_it_is(name: str, planned: list[str], entry: str | None) -> None:
    assert planned_for(name, planned) == entry


def test_every_family_names_interventions_that_exist_or_may_come() -> None:
    names = {one.name for one in load_cues().interventions}
    assert set(load_thread().always) <= names
    assert all(set(members) & names for members in load_thread().families.values())


def test_a_statement_carries_the_planned_intervention() -> None:
    statement = Statement(id="s", text=does("Thought record"), kind="intervention", cites=("u1",))
    assert used(statement.text, load_cues()) == ["Thought record"]
    assert threaded(statement, load_cues(), CHART.planned_interventions).intervention == "CBT: thought record"
    assert threaded(statement, load_cues(), ()).intervention is None


def test_work_that_is_not_in_the_plan() -> None:
    sections = note(("intervention", does("EMDR"), None), ("intervention", does("EFT enactment"), None))
    assert [(rule, "EMDR" in text) for rule, text in rules(sections)] == [("not_in_plan", True)]
    assert not thread_findings(sections, Chart(), (), load_cues())


def test_what_belongs_to_any_treatment_is_in_every_plan() -> None:
    assert rules(note(*(("intervention", does(name), None) for name in load_thread().always))) == []


def test_a_goal_that_rested_for_three_sessions() -> None:
    resting = (Earlier(goals=("G1",)), Earlier(goals=()))
    today = note(("symptom", "Client slept.", "G1"))
    assert [(rule, "G2" in text) for rule, text in rules(today, *resting)] == [("goal_untouched", True)]
    assert rules(today, Earlier(goals=("G2",)), Earlier()) == []
    assert rules(today, Earlier()) == []


def test_what_is_kept_of_an_earlier_note() -> None:
    sections = [{"key": "a", "title": "A", "statements": [
        {"id": "1", "text": "Client slept.", "kind": "symptom", "cites": ["u1"], "goal": "G1"},
        {"id": "2", "text": "Client ate.", "kind": "symptom", "cites": ["u2"]},
    ]}]  # fmt: skip
    assert earlier_of({"sections": sections}) == Earlier(statements=("Client slept.", "Client ate."), goals=("G1",))
    assert earlier_of({}) == Earlier()


def test_the_objective_within_the_goal() -> None:
    goal = Goal(
        id="G1",
        text="Sleep through the night",
        objectives=(Objective(id="G1.1", text="Nightmares below two nights"), Objective(id="G1.2", text="Read novels")),
    )
    text = "Client reported nightmares on two nights and poor sleep through the night."
    linker = GoalLinker(Chart(goals=(goal,)), None)
    candidate = Candidate(kind="symptom", text=text, cites=("u1",), weight=1.0, at=0)
    goals = linker.link([candidate])
    objectives = linker.objectives(goals)
    assert (goals, objectives) == ({text: "G1"}, {text: "G1.1"})
    material = Material(candidates=(candidate,), goals=goals, objectives=objectives)
    (shown,) = lay(material, load_format("DAP"), 1.0)[0].statements
    assert (shown.goal, shown.objective) == ("G1", "G1.1")


def test_a_name_in_its_short_form_is_the_work_too() -> None:
    assert "Safety planning" in used("Therapist reviewed the safety plan with the client.", load_cues())
