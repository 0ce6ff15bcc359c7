"""A run of talk as a statement: whose each of its clauses is stays clear."""

import pytest

from tests.notes.conversation import finished, texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "My boss shouts at all of us. I called out twice.",
            "their boss shouts at all of them. client called out twice",
        ),
        ("I called out twice. I missed a shift.", "called out twice. missed a shift"),
    ],
)
def test_after_somebody_else_the_client_is_named_again(said: str, told: str) -> None:
    assert told in texts(finished(f"T: How is work?\nC: {said}"), "functioning")
