"""Charts and actions: read as they are, or refused by file and field."""

import json
from pathlib import Path

import pytest

from scribe.chart import Chart, read_actions, read_chart
from scribe.errors import ChartError
from scribe.events import Role


def test_a_chart_is_read_with_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "chart.json"
    whole = {
        "client": "A. Person",
        "participants": [{"name": "Dr. B", "role": "therapist"}, {"name": "A. Person", "role": "client"}],
        "goals": [{"id": "G1", "text": "Sleep", "objectives": [{"id": "G1.1", "text": "Seven hours"}]}],
        "last_session": {"measures": {"GAD-7": 14}},
        "of_a_later_version": True,
    }
    path.write_text(json.dumps(whole))
    chart = read_chart(path)
    assert chart.participants[0].role is Role.THERAPIST
    assert chart.goals[0].objectives[0].id == "G1.1"
    assert chart.last_session is not None
    assert chart.last_session.measures == {"GAD-7": 14}


def test_an_empty_chart_is_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "chart.json"
    path.write_text("{}")
    assert read_chart(path) == Chart()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such chart file"),
        ("", "not a chart"),
        ("[1]", "not a chart"),
        ('{"participants": [{"name": "x", "role": "wizard"}]}', "participants"),
        ('{"session_number": "six"}', "session_number"),
    ],
)
def test_a_bad_chart_names_the_file_and_the_field(tmp_path: Path, content: str | None, says: str) -> None:
    path = tmp_path / "chart.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ChartError) as caught:
        read_chart(path)
    assert str(path) in caught.value.text
    assert says in caught.value.text
    assert "\n" not in str(caught.value)


def test_actions_in_order_and_a_strike_needs_a_span(tmp_path: Path) -> None:
    path = tmp_path / "actions.json"
    path.write_text('[{"at": 3, "do": "pause"}, {"at": 9.5, "do": "strike", "span": [1, 2]}]')
    assert [action.do for action in read_actions(path)] == ["pause", "strike"]
    path.write_text('[{"at": 3, "do": "strike"}]')
    with pytest.raises(ChartError, match="action 1: strike without a span"):
        read_actions(path)
    path.write_text('[{"at": 3, "do": "explode"}]')
    with pytest.raises(ChartError, match="explode"):
        read_actions(path)
