"""Who plays which part: from how each voice speaks, and who is in the room according to the chart. Pure.

A therapist asks, says "you", reflects and schedules; a client says "I" and tells. Each utterance moves its speaker's
balance of evidence; the speaker with the most takes the therapist's part. The order of the others follows the chart,
first who spoke first.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from scribe.chart import Participant
from scribe.events import Role

THERAPIST_WORDS = re.compile(
    r"\b(you|your|you're|you've|yourself|what|how|notice|wonder|sounds|hear|today's|session|next week|homework"
    r"|scale|zero to ten|let's|shall we|tell me|would it)\b"
)
CLIENT_WORDS = re.compile(r"\b(i|i'm|i've|i'd|me|my|myself|mine|he|she|they|him|her)\b")
ASKED = 2.0
"""A question counts as much as two of the therapist's words."""
PRIOR_WORDS = 8.0
"""So many words say nothing yet about who speaks: keeps the first seconds from being decisive."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance as evidence of its speaker's role."""

    speaker: str
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """The part of a speaker, and their name where only one participant can be meant."""

    role: Role
    name: str | None = None


class Roles:
    """For one session's participants; an empty chart is one therapist and one client."""

    def __init__(self, participants: Sequence[Participant]) -> None:
        self._participants = tuple(participants)

    def assign(self, utterances: Sequence[Spoken]) -> dict[str, Assignment]:
        """Every speaker label in `utterances`, in order, with its role; recomputed from all of them."""
        speakers = list(dict.fromkeys(spoken.speaker for spoken in utterances))
        if not speakers:
            return {}
        leaning = {speaker: _leaning([s for s in utterances if s.speaker == speaker]) for speaker in speakers}
        therapist = max(speakers, key=lambda speaker: leaning[speaker])
        others = [speaker for speaker in speakers if speaker != therapist]
        if len(speakers) == 1 and leaning[therapist] <= 0:
            others, therapist = speakers, ""
        parts = [p for p in self._participants if p.role != Role.THERAPIST]
        assigned = {speaker: self._other(parts, place) for place, speaker in enumerate(others)}
        if therapist:
            assigned[therapist] = self._therapist()
        return {speaker: assigned[speaker] for speaker in speakers}

    def _therapist(self) -> Assignment:
        names = [p.name for p in self._participants if p.role == Role.THERAPIST]
        return Assignment(Role.THERAPIST, names[0] if len(names) == 1 else None)

    def _other(self, parts: Sequence[Participant], place: int) -> Assignment:
        if not parts:
            return Assignment(Role.CLIENT if place == 0 else Role.UNKNOWN)
        part = parts[min(place, len(parts) - 1)]
        return Assignment(part.role, part.name if len(parts) == 1 else None)


def _leaning(spoken: Sequence[Spoken]) -> float:
    """Above 0 for a therapist, below for a client; -1 to 1."""
    text = " ".join(one.text for one in spoken).lower()
    asks = ASKED * text.count("?") + len(THERAPIST_WORDS.findall(text))
    tells = float(len(CLIENT_WORDS.findall(text)))
    seen = asks + tells
    return (asks - tells) / (seen + PRIOR_WORDS) if seen else -1 / math.inf
