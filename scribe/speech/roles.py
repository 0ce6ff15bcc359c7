"""Roles (interface; being filled)."""

from collections.abc import Sequence
from dataclasses import dataclass

from scribe.chart import Participant
from scribe.events import Role


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance as evidence of its speaker's role."""

    speaker: str
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Assignment:
    role: Role
    name: str | None = None


class Roles:
    def __init__(self, participants: Sequence[Participant]) -> None:
        raise NotImplementedError

    def assign(self, utterances: Sequence[Spoken]) -> dict[str, Assignment]:
        """Every speaker label in `utterances`, in order, with its role; recomputed from all of them."""
        raise NotImplementedError
