"""What was struck leaves the final note's report too, and whatever may quote it."""

from typing import Any

import pytest

from scribe.records.reports import without

REPORT: dict[str, Any] = {
    "revision": 3,
    "sections": [
        {"key": "data", "statements": [{"id": "n1", "cites": ["u1"]}, {"id": "n2", "cites": ["u1", "u2"]}]},
        {"key": "plan", "statements": [{"id": "n3", "cites": []}]},
    ],
    "lint": [{"statement": "n1"}, {"statement": "n2"}, {"statement": None}],
    "risk": [{"utterances": ["u2"]}, {"utterances": ["u1"]}],
    "header": {"client": "Ada L."},
}


def test_nothing_struck_nothing_changed() -> None:
    assert without(REPORT, set()) == REPORT


@pytest.mark.parametrize(
    ("struck", "statements", "lint", "risk"),
    [
        ({"u2"}, ["n1", "n3"], ["n1"], [["u1"]]),
        ({"u1"}, ["n3"], [], [["u2"]]),
        ({"u9"}, ["n1", "n2", "n3"], ["n1", "n2"], [["u2"], ["u1"]]),
    ],
)
def test_what_rests_on_it_is_gone(
    struck: set[str], statements: list[str], lint: list[str], risk: list[list[str]]
) -> None:
    left = without(REPORT, struck)
    assert [s["id"] for section in left["sections"] for s in section["statements"]] == statements
    assert [finding["statement"] for finding in left["lint"]] == lint
    assert [mention["utterances"] for mention in left["risk"]] == risk
    assert left["header"] == REPORT["header"]


def test_a_report_without_those_parts_gets_none() -> None:
    assert without({"header": {}}, {"u1"}) == {"header": {}}
