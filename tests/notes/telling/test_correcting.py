"""What is taken back in the next breath is not told, and what it was of is."""

import pytest

from scribe.notes.telling.correcting import corrected
from tests.notes.conversation import session


def told(said: str) -> list[str]:
    return [text for _, text in corrected(session(f"T: How was it?\nC: {said}").turns[-1].clauses)]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("I get five hours. No, be honest, six.", ["I get six hours"]),
        ("I get five hours. No, be honest, six. Six-ish.", ["I get six hours"]),
        ("I pinch it fifteen times a shift. Maybe twenty. Call it twenty.", ["I pinch it twenty times a shift"]),
    ],
)
def test_the_last_amount_stands(said: str, left: list[str]) -> None:
    assert told(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "I get five hours. Six on Sundays.",
        "I get five hours. Maybe six.",
        "I work five days from nine. Call it ten.",
        "I slept well. No, six people came.",
    ],
)
def test_where_it_is_not_certain_both_stand(said: str) -> None:
    assert told(said)[0] == said.partition(".")[0]
    assert len(told(said)) > 1


def test_both_are_cited() -> None:
    ((clauses, _),) = corrected(session("T: How was it?\nC: I get five hours. No, be honest, six.").turns[-1].clauses)
    assert len(clauses) == 2
