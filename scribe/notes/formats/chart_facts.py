"""What of the chart a format asks to see at the head of a section: never taken for something said today."""

from collections.abc import Collection, Iterable

from scribe.chart import Chart, Diagnosis, Goal
from scribe.events import Statement
from scribe.notes.formats.note_format import ChartFact

FROM_CHART = "chart"
"""Flag of a statement that the chart made, not the session."""


def chart_facts(wanted: Iterable[ChartFact], chart: Chart, touched: Collection[str | None]) -> tuple[Statement, ...]:
    """`touched`: ids of the goals that statements of this note serve."""
    return tuple(
        Statement(id=f"chart-{key}", text=text, kind="session_info", cites=(), flags=(FROM_CHART,))
        for fact in wanted
        for key, text in _lines(fact, chart, touched)
    )


def _lines(fact: ChartFact, chart: Chart, touched: Collection[str | None]) -> list[tuple[str, str]]:
    match fact:
        case "diagnoses":
            listed = "; ".join(map(_diagnosis, chart.diagnoses))
            return [("diagnoses", f"Diagnosis in the chart: {listed}.")] if listed else []
        case "goals":
            return [(goal.id, _goal(goal)) for goal in chart.goals]
        case "goals_worked_on":
            return [(goal.id, _goal(goal)) for goal in chart.goals if goal.id in touched]
        case "planned_interventions":
            listed = "; ".join(chart.planned_interventions)
            return [("planned", f"Interventions in the treatment plan: {listed}.")] if listed else []
        case "medications":
            listed = "; ".join(chart.medications)
            return [("medications", f"Medication in the chart: {listed}.")] if listed else []


def _diagnosis(diagnosis: Diagnosis) -> str:
    return f"{diagnosis.code} {diagnosis.label}".strip()


def _goal(goal: Goal) -> str:
    objectives = "".join(f" Objective {one.id}: {one.text.rstrip('.')}." for one in goal.objectives)
    return f"Goal {goal.id} of the treatment plan: {goal.text.rstrip('.')}.{objectives}"
