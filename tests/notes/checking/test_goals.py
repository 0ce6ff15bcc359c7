"""Which goal a statement serves."""

from scribe.chart import Chart, Goal, Objective
from scribe.notes.checking.goals import GoalLinker
from scribe.notes.reading.candidates import Candidate

CHART = Chart(
    goals=(
        Goal(id="g1", text="Sleep through the night", objectives=(Objective(id="o1", text="Nightmares below two"),)),
        Goal(id="g2", text="Ride buses and trains without panic"),
    )
)


def link(text: str, chart: Chart = CHART) -> str | None:
    built = Candidate(kind="symptom", text=text, cites=("u1",), weight=1.0, at=0)
    return GoalLinker(chart, None).link([built]).get(text)


def test_by_shared_words() -> None:
    assert link("Client reported sleeping badly most nights with nightmares.") == "g1"
    assert link("Client took two buses and felt no panic.") == "g2"


def test_one_word_or_none_is_no_link() -> None:
    assert link("Client reported a row with her manager.") is None
    assert link("Client felt panic.") is None


def test_without_goals_no_link() -> None:
    assert link("Client reported sleeping badly most nights.", Chart()) is None
