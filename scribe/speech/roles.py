"""Who plays which part: from the chart's participants, how each voice speaks and what it is called. Pure.

Every utterance moves its speaker's balance of evidence (the cues are data, config/cues/roles.toml); the participants
then go to the speakers so that all evidence together fits best. Evidence adds up over the whole session: early guesses
are easily revised, later ones hardly.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from scribe.chart import Participant
from scribe.events import Role
from scribe.speech.addressing import Names, NameUse
from scribe.speech.role_cues import load_role_cues

MOST = 4.0
"""Evidence of one utterance: no single long one may decide."""
OPENED = 1.5
"""Whoever speaks first is rather the therapist; about one question's worth."""
SAID = -1.0
"""For bearing a name, of saying it ..."""
ADDRESSED = 1.5
"""... of speaking next after it was called ..."""
ANSWERED = 0.5
"""... of having spoken just before it was called ..."""
INTRODUCED = 4.0
"""... and of giving it as one's own."""
SURE_NAME = 2.0
"""Evidence by which one name must fit better than the others of like role before it is shown."""
ENROLLED = 6.0
"""Evidence that a voice is the enrolled clinician's: more than the first utterances tell, less than minutes do ..."""
LIKE = ((0.5, 0.8), (0.0, 1.0))
"""... and the share of it by similarity: the same voice lies above 0.9 in one room and lower in another, voices of
others mostly under 0.4, and a few that are much alike at 0.7."""
IN_ORDER = 0.01
"""Where nothing else tells, the first of the chart spoke first."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance as evidence of its speaker's role."""

    speaker: str
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """The part of a speaker, and their name where it is sure enough who of the chart it is."""

    role: Role
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Evidence:
    therapist: float
    """Above 0 for, below against."""
    family: dict[Role, float]
    names: tuple[NameUse, ...]


class Roles:
    """For one session's participants; an empty chart is one therapist and one client."""

    def __init__(self, participants: Sequence[Participant]) -> None:
        self._parts = _complete(participants)
        self._names = Names([part.name for part in self._parts])
        self._cues = load_role_cues()
        self._read: dict[int, _Evidence] = {}

    def assign(
        self, utterances: Sequence[Spoken], likeness: Mapping[str, float] = MappingProxyType({})
    ) -> dict[str, Assignment]:
        """Every speaker label in `utterances`, in order, with its role; recomputed from all of them. `likeness`: each
        label's similarity to the enrolled clinician's voice."""
        speakers = list(dict.fromkeys(spoken.speaker for spoken in utterances))
        if not speakers:
            return {}
        called = self._called(utterances, speakers)
        fit = self._ways(utterances, speakers, _enrolled(speakers, likeness)) + called
        order = np.subtract.outer(np.arange(len(speakers)), np.arange(len(self._parts)))
        rows, columns = linear_sum_assignment(-(fit - IN_ORDER * order**2))
        assigned = {speaker: Assignment(Role.UNKNOWN) for speaker in speakers}
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            assigned[speakers[row]] = Assignment(self._parts[column].role, self._name(column, called[row]))
        return assigned

    def _ways(
        self, utterances: Sequence[Spoken], speakers: list[str], known: Mapping[str, float]
    ) -> NDArray[np.float64]:
        """How well the way each speaker talks fits each participant, shape (speakers, participants). `known`: what
        their voices tell already."""
        therapist = dict.fromkeys(speakers, 0.0) | dict(known)
        family: dict[tuple[str, Role], float] = defaultdict(float)
        therapist[utterances[0].speaker] += OPENED
        for spoken in utterances:
            evidence = self._evidence(spoken.text)
            therapist[spoken.speaker] += evidence.therapist
            for role, weight in evidence.family.items():
                family[spoken.speaker, role] += weight
        return np.array(
            [
                [therapist[s] if p.role is Role.THERAPIST else family[s, p.role] - therapist[s] for p in self._parts]
                for s in speakers
            ]
        )

    def _called(self, utterances: Sequence[Spoken], speakers: list[str]) -> NDArray[np.float64]:
        """How well the names that are used fit, shape (speakers, participants)."""
        fit = np.zeros((len(speakers), len(self._parts)))
        row = {speaker: at for at, speaker in enumerate(speakers)}
        for at, spoken in enumerate(utterances):
            uses = self._evidence(spoken.text).names
            for use in uses:
                fit[row[spoken.speaker], use.person] += INTRODUCED if use.introduced else SAID
            calls = [use.person for use in uses if use.addressed]
            if calls:
                for near, person, weight in ((at + 1, calls[-1], ADDRESSED), (at - 1, calls[0], ANSWERED)):
                    other = utterances[near].speaker if 0 <= near < len(utterances) else spoken.speaker
                    if other != spoken.speaker:
                        fit[row[other], person] += weight
        return fit

    def _name(self, column: int, called: NDArray[np.float64]) -> str | None:
        """The participant's name: if none else has that side of the room, or the names used tell them apart."""
        part = self._parts[column]
        is_therapist = part.role is Role.THERAPIST
        rivals = [
            called[at]
            for at, other in enumerate(self._parts)
            if at != column and (other.role is Role.THERAPIST) == is_therapist
        ]
        return part.name if part.name and (not rivals or called[column] - max(rivals) >= SURE_NAME) else None

    def _evidence(self, text: str) -> _Evidence:
        key = hash(text)  # what was said is not kept here: it may be struck
        if key not in self._read:
            plain = text.replace("’", "'")
            family: dict[Role, float] = defaultdict(float)
            therapist = 0.0
            for cue in self._cues:
                if cue.role is None:
                    therapist += cue.weigh(plain)
                else:
                    family[cue.role] += cue.weigh(plain)
            self._read[key] = _Evidence(max(-MOST, min(MOST, therapist)), family, self._names.used(plain))
        return self._read[key]


def _enrolled(speakers: Sequence[str], likeness: Mapping[str, float]) -> dict[str, float]:
    """For the one voice that is most like the clinician's, if it is like it at all: no two people are the same."""
    best = max((one for one in speakers if one in likeness), key=lambda one: likeness[one], default=None)
    return {best: ENROLLED * float(np.interp(likeness[best], *LIKE))} if best else {}


def _complete(participants: Sequence[Participant]) -> tuple[Participant, ...]:
    """With a therapist, and someone who came."""
    parts = list(participants)
    if all(part.role is not Role.THERAPIST for part in parts):
        parts.insert(0, Participant(name="", role=Role.THERAPIST))
    if all(part.role is Role.THERAPIST for part in parts):
        parts.append(Participant(name="", role=Role.CLIENT))
    return tuple(parts)
