"""Endpoints: from each frame's speech probability to stretches of speech. Pure.

A stretch begins once enough speech was heard in a row and ends after a silence. Inside it, `voiced` holds the regions
in which somebody really spoke, which give words tight times.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from scribe.audio.frame import FRAME, RATE

ONSET = 0.5
"""Probability at which speech begins."""
OFFSET = 0.35
"""Probability under which it ends; between the two it goes on (Silero's own hysteresis)."""
LEAST_SPEECH = 3
"""Frames (0.1 s) of speech that open a stretch: a click or a key is shorter, "mm" is not."""
BRIDGE_S = 0.1
"""A silence this short inside speech is a stop consonant, not the end of a region."""
FADING_S = 0.45
"""Voice activity outlasts the aligned end of a sentence by no more: by 0.1 to 0.4 s where the next one's first word was
begun there, in four sessions. At 0.25 s a third of those words began a second too early."""
LEAST_SILENCE_S = 0.3
"""A shorter silence moves no word."""
REACH_S = 0.1
"""A word that ends so shortly before speech goes on was spoken when it did: alignment is no more exact."""
LEAST_WORD_S = 0.08
"""Of a word whose own end is not known."""
REMEMBERED = 64
"""Voiced regions kept: more than any window of sound that is still decoded holds."""


class Boundary(StrEnum):
    BEGUN = "begun"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Voiced:
    """Somebody speaks from `start` to `end` (seconds)."""

    start: float
    end: float


class Endpointer:
    """One session's speech boundaries. `silence_s`: how much of it ends a stretch."""

    def __init__(self, silence_s: float) -> None:
        self.silence_s = silence_s
        self.forget()

    def forget(self) -> None:
        """A pause: whatever comes next begins anew."""
        self.open = False
        self.start = 0
        """Sample at which the open stretch began."""
        self._speaking = False
        self._run = 0
        self._speech_end = 0
        self._position = 0
        self._voiced: deque[Voiced] = deque(maxlen=REMEMBERED)

    @property
    def speaking(self) -> bool:
        """Voice activity in the newest frame."""
        return self._speaking

    @property
    def speech_end(self) -> int:
        """Sample after the last one with speech."""
        return self._speech_end

    @property
    def silence(self) -> float:
        """Seconds since the last speech."""
        return (self._position - self._speech_end) / RATE

    @property
    def voiced(self) -> tuple[Voiced, ...]:
        """The newest regions of speech, in order; the last one may still grow."""
        return tuple(self._voiced)

    def hear(self, position: int, probability: float) -> Boundary | None:
        """The frame that starts at sample `position`. What begins or ends with it."""
        self._position = position + FRAME
        self._speaking = probability >= (OFFSET if self._speaking else ONSET)
        if self._speaking:
            return self._hear_speech(position)
        self._run = 0
        if self.open and self.silence >= self.silence_s:
            return self._close()
        return None

    def end(self) -> Boundary | None:
        """No more sound: what is open ends here."""
        return self._close() if self.open else None

    def _hear_speech(self, position: int) -> Boundary | None:
        self._run += 1
        self._speech_end = position + FRAME
        self._grow(position)
        if self.open or self._run < LEAST_SPEECH:
            return None
        self.open = True
        self.start = position + FRAME - self._run * FRAME
        return Boundary.BEGUN

    def _grow(self, position: int) -> None:
        start, end = position / RATE, (position + FRAME) / RATE
        if self._voiced and start - self._voiced[-1].end <= BRIDGE_S:
            start = self._voiced.pop().start
        self._voiced.append(Voiced(start, end))

    def _close(self) -> Boundary:
        self.open = False
        return Boundary.ENDED


def snap(start: float, end: float, voiced: tuple[Voiced, ...], slack: float) -> tuple[float, float]:
    """A word's span without the silence that alignment gave it: what of it lies in the voiced region that it shares
    most with, `slack` seconds wider. Unchanged where it touches none."""
    best = max(voiced, key=lambda v: min(end, v.end) - max(start, v.start), default=None)
    if best is None or min(end, best.end + slack) <= max(start, best.start - slack):
        return start, end
    return max(start, best.start - slack), min(end, best.end + slack)


def after_silence(start: float, end: float, voiced: tuple[Voiced, ...]) -> tuple[float, float]:
    """Span of a sentence's first word, which alignment begins where the last sentence ended, silence included: what it
    holds of the region before the silence is that region's fading away. Unchanged where it holds more."""
    for before, after in pairwise(voiced):
        fading = before.end - FADING_S <= start < after.start
        if fading and after.start - before.end >= LEAST_SILENCE_S and end >= after.start - REACH_S:
            return after.start, max(end, after.start + LEAST_WORD_S)
    return start, end
