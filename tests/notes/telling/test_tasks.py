"""What is asked for, offered or promised as something to do, without the words that only ask."""

import pytest

from scribe.notes.telling.tasks import tasks_of
from tests.notes.conversation import session


def tasks(said: str, *, strip_values: bool = False) -> list[tuple[str, bool]]:
    prompt = session(f"T: {said}\nC: Yes.").exchanges[0].prompt
    assert prompt is not None
    found = [task for clause in prompt.kept for task in tasks_of(clause, False, frozenset(), strip_values=strip_values)]
    return [(task.text, task.by_therapist) for task in found]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Could you write three worries down every day?", [("write three worries down every day", False)]),
        ("I'd like you to walk around the pond on Friday.", [("walk around the pond on Friday", False)]),
        ("Would it help if I wrote to the school?", [("therapist to write to the school", True)]),
        ("Would you mind if I sent Dr. Ray the two scores?", [("therapist to send Dr. Ray the two scores", True)]),
        ("Can I have the lamp on?", []),
        ("Hold on to that.", []),
        ("Maybe I'll stab her, maybe I won't.", []),
        ("Would you mind?", []),
        ("Session four of twelve.", []),
    ],
)
def test_a_task_is_told_without_what_asks_for_it(said: str, told: list[tuple[str, bool]]) -> None:
    assert tasks(said) == told


def test_a_withdrawn_value_leaves_no_stump() -> None:
    assert tasks("Try the breathing, in for four, out for six.", strip_values=True) == [("try the breathing", False)]
