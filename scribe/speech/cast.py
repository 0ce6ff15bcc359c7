"""Who said each finished utterance, and in which role: kept for the whole session, changes told. Pure."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scribe.events import Role, Speaker
from scribe.speech.attribution import Complete
from scribe.speech.roles import Assignment, Spoken
from scribe.speech.turns import Turn

UNKNOWN = Assignment(Role.UNKNOWN)
MARGIN = 1.1
"""Another speaker must have more of an utterance by this factor: equal shares (overlap) change nothing."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A finished utterance and what was last told of it."""

    said: Complete
    speaker: str
    shown: tuple[str, Assignment]


class Cast:
    """Utterances by id, in the order in which they were completed."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        self._assigned: Mapping[str, Assignment] = {}

    def recall(self, said: Complete, assigned: Assignment) -> None:
        """An utterance that was told before the process was restarted."""
        self._lines[said.utterance] = _Line(said, said.speaker, (said.speaker, assigned))

    def role(self, speaker: str) -> Assignment:
        """What is known of a speaker now."""
        return self._assigned.get(speaker, UNKNOWN)

    def spoken(self, *also: Complete) -> list[Spoken]:
        """Everything said so far, by the newest labels, and then `also`: what roles are read from."""
        lines = [_spoken(line.said, line.speaker) for line in self._lines.values()]
        return lines + [_spoken(said, said.speaker) for said in also]

    def assign(self, roles: Mapping[str, Assignment]) -> None:
        """Roles as they are known now."""
        self._assigned = roles

    def add(self, said: Complete) -> Assignment:
        """A finished utterance; the role to show it with."""
        role = self.role(said.speaker)
        self._lines[said.utterance] = _Line(said, said.speaker, (said.speaker, role))
        return role

    def relabel(self, turns: Sequence[Turn]) -> None:
        """Each utterance goes to whoever speaks most of its words."""
        ordered = sorted(turns, key=lambda turn: turn.end)
        ends = [turn.end for turn in ordered]
        longest = max((turn.end - turn.start for turn in turns), default=0.0)
        for key, line in self._lines.items():
            first, last = bisect_left(ends, line.said.start), bisect_left(ends, line.said.end + longest)
            self._lines[key] = replace(line, speaker=_most(line, ordered[first : last + 1]))

    def changes(self) -> list[Speaker]:
        """What differs from what was told, a message for each speaker; from now on it counts as told."""
        changed: dict[tuple[str, Assignment], list[str]] = {}
        for key, line in self._lines.items():
            now = (line.speaker, self.role(line.speaker))
            if now != line.shown:
                changed.setdefault(now, []).append(key)
                self._lines[key] = replace(line, shown=now)
        return [
            Speaker(speaker=speaker, role=known.role, name=known.name, utterances=tuple(utterances))
            for (speaker, known), utterances in changed.items()
        ]


def _most(line: _Line, turns: Sequence[Turn]) -> str:
    shares: dict[str, float] = {}
    for word in line.said.words:
        for turn in turns:
            shared = min(word.end, turn.end) - max(word.start, turn.start)
            shares[turn.speaker] = shares.get(turn.speaker, 0.0) + max(0.0, shared)
    best = max(shares, key=lambda speaker: shares[speaker], default=line.speaker)
    return best if shares.get(best, 0.0) > MARGIN * shares.get(line.speaker, 0.0) else line.speaker


def _spoken(said: Complete, speaker: str) -> Spoken:
    return Spoken(speaker, said.text, said.end - said.start)
