"""What was one sentence stays one, and nothing is told twice."""

import pytest

from tests.notes.conversation import finished, texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "For homework, put a banana in your bag before lunch, so the gap stays under four hours.",
            "put a banana in their bag before lunch, so the gap stays under four hours",
        ),
        (
            "For homework, the log, all seven days, even a bad Sunday. Especially a bad Sunday.",
            "homework: the log, all seven days, even a bad sunday.",
        ),
        (
            "For homework, walk to the pier. Write one line about it each time.",
            "walk to the pier. write one line about it each time.",
        ),
    ],
)
def test_tasks_stand_as_they_were_said(said: str, told: str) -> None:
    assert told in texts(finished(f"T: {said}\nC: Okay, I'll do that."), "homework")
