"""What is somebody else's own business, and what bears on the client."""

import pytest

from scribe.notes.language.cues import load_cues
from scribe.notes.reading.anecdotes import anecdote


@pytest.mark.parametrize(
    "said",
    [
        "We had a girl do it, with the fentanyl.",
        "His own dad did it with a rifle, in the garage, years ago.",
        "Her brother killed himself back in ninety-one.",
    ],
)
def test_what_befell_somebody_farther_off_is_told_in_passing(said: str) -> None:
    assert anecdote(said, load_cues())


@pytest.mark.parametrize(
    "said",
    [
        "My uncle Ned killed himself when I was ten.",
        "Her dad hits her.",
        "His mother did it with pills, and I found her.",
        "She keeps the tablets for me.",
    ],
)
def test_a_death_of_the_clients_own_a_danger_and_what_the_client_has_a_part_in_are_not(said: str) -> None:
    assert not anecdote(said, load_cues())
