"""A few seconds of a session's sound, for hearing what a statement rests on."""

import io
import wave
from pathlib import Path

from scribe.audio.frame import RATE, to_pcm
from scribe.audio.journal import Journal
from scribe.errors import UsageError

LONGEST_S = 20.0
"""In one answer: 640 kB of samples. A statement rests on a few utterances."""

MARGIN_S = 0.3
"""Heard on each side: a word's aligned edge is not exact."""


def checked(start: float, end: float) -> tuple[float, float]:
    if not 0 <= start < end:
        raise UsageError("That is not a span of sound.", "Give start and end, seconds since capture began.")
    if end - start > LONGEST_S:
        raise UsageError(f"{LONGEST_S:.0f} s of sound are the most at once.", "Ask for a shorter span.")
    return start, end


def wav(folder: Path, key: bytes, start: float, end: float) -> bytes:
    """16 kHz mono, 16 bit. A pause or strike in the span is left out. JournalError when there is no sound."""
    first, last = (start - MARGIN_S) * RATE, (end + MARGIN_S) * RATE
    journal = Journal.open(folder, key)
    try:
        heard = []
        for frame in journal.read(max(0, int(first))):
            if frame.position >= last:
                break
            heard.append(to_pcm(frame.samples))
    finally:
        journal.close()
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(b"".join(heard))
    return written.getvalue()
