"""A verb without a subject is the speaker's, but for one that goes on with somebody else."""

import pytest

from scribe.notes.telling.continuing import continued
from tests.notes.conversation import session


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("She came over on Friday. Held him while I slept.", "she held him while I slept"),
        ("I came home on Friday. Slept badly.", "Slept badly"),
        ("She came over on Friday. I slept badly.", "I slept badly"),
    ],
)
def test_a_verb_goes_on_with_who_was_spoken_of(said: str, told: str) -> None:
    (turn,) = session(f"C: {said}").turns
    assert continued(turn.clauses[1], turn.clauses[0]) == told
