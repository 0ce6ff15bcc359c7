"""Amounts, dates, names and change tell more than talk that keeps the talk going."""

import pytest

from scribe.notes.reading.conversation import Clause
from scribe.notes.reading.salience import repeats, salience
from tests.notes.conversation import session


def clause(said: str) -> Clause:
    return session(f"T: How have you been sleeping?\nC: {said}").exchanges[0].answers[0].clauses[0]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("I sleep five hours a night", "I sleep in a bed at home"),
        ("I saw Doctor Hale on Monday", "I saw a doctor there"),
        ("I stopped taking it in March", "I had it with me there"),
        ("I was crying every morning", "I was sitting on a chair"),
        ("I missed two doses", "Ha, thanks, I know it"),
    ],
)
def test_what_tells_more(more: str, less: str) -> None:
    assert salience(clause(more), None, answers=False) > salience(clause(less), None, answers=False)


def test_what_says_nothing_new() -> None:
    assert repeats(clause("Thirty minutes."), clause("Thirty minutes I could really do."))
    assert not repeats(clause("Forty minutes."), clause("Thirty minutes I could really do."))
