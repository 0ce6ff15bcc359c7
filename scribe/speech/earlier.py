"""What a session has heard before this listener: so that labels and roles go on meaning the same people. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from scribe.events import Role, Utterance, Word
from scribe.speech.attribution import Complete
from scribe.speech.hypothesis import ConfirmedWord
from scribe.speech.roles import Assignment


@dataclass(frozen=True, slots=True)
class Told:
    """One finished utterance as it was last told."""

    utterance: Utterance
    words: Sequence[Word]
    name: str | None = None

    @property
    def said(self) -> Complete:
        """As attribution completed it."""
        words = tuple(ConfirmedWord(word.text, word.start, word.end, word.p) for word in self.words)
        return Complete(self.utterance.id, self.utterance.speaker, words)

    @property
    def assignment(self) -> Assignment:
        return Assignment(Role(self.utterance.role), self.name)


@dataclass(frozen=True, slots=True)
class Earlier:
    """`voices`: what `Listener` last gave to be kept; None where nothing was kept."""

    told: Sequence[Told] = ()
    voices: bytes | None = None
