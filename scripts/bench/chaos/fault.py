"""What every fault of the chaos run gives back."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    lost: int
    """Of what had been acknowledged, or must not happen: 0."""
    told: str


@dataclass(frozen=True, slots=True)
class Fault:
    row: str
    """Number in the reliability table."""
    name: str
    ci: int
    """Rounds in the CI length."""
    night: int
    run: Callable[[Path, random.Random, int], Awaitable[Outcome]]
    """A folder of its own, the seeded chance, and the rounds."""
    done: str
    """What is done, for the page."""

    def rounds(self, length: str) -> int:
        return self.ci if length == "ci" else self.night
