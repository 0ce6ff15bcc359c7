"""A room's daemon with a recogniser that costs nothing: `python -m scripts.bench.faults.room HOME WAV CHART [1]`,
where 1 is the speed at which it was spoken.

All of it is what `scribe play` runs (store, journal, gateway, listener, note writer) but for the models: the sound is
spelled (`tests/speech/hearing.py`), and each number stands for a word of an invented talk. Prints what the
program tells the person at its terminal.
"""

import asyncio
import sys
import wave
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scribe import daemon
from scribe.audio.frame import RATE
from scribe.config import Settings
from scribe.equipment import Equipment
from scribe.notes.language.cues import Cues, load_cues
from scribe.notes.parts import NoteParts
from scribe.play import Job, play
from scribe.room.on_call import OnCall
from scribe.speech.heard import Decoded, HeardWord
from scribe.speech.models import SpeechModels
from tests.speech.hearing import LoudnessActivity, LoudnessDecoder, spelled

TALK = (
    "I slept about four hours on most nights.",
    "The worry time helped on three evenings.",
    "I argued with my brother on Sunday and left.",
    "My appetite is better than it was in May.",
    "I have not had any thoughts of harming myself.",
    "For next week I will write two thought records.",
    "Work was loud and I went home early twice.",
    "I took the sertraline every morning as agreed.",
    "My chest was tight before the meeting on Monday.",
)
WORDS = tuple(word for sentence in TALK for word in sentence.split())
PAUSE_S = 0.8
"""Between sentences: longer than the endpoint's silence."""


def talk(minutes: float) -> NDArray[np.float32]:
    """TALK again and again, as sound in which `InventedDecoder` hears it."""
    numbers = iter(range(1, len(WORDS) + 1))
    once = [spelled([next(numbers) for _ in sentence.split()], silence=PAUSE_S) for sentence in TALK]
    whole = np.concatenate(once)
    return np.tile(whole, round(minutes * 60 * RATE / len(whole)) or 1)


def write_wav(path: Path, sound: NDArray[np.float32]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(sound * 32767).astype("<i2").tobytes())


class InventedDecoder(LoudnessDecoder):
    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
        *,
        guess: tuple[int, ...] = (),
    ) -> Decoded:
        found = super().decode(samples, prefix, previous, seen_from, guess=guess)
        words = tuple(_named(word) for word in found.words if word.tokens[0] <= len(WORDS))
        return Decoded(words, found.no_speech, found.log_probability, found.cut)


def _named(word: HeardWord) -> HeardWord:
    return HeardWord(WORDS[word.tokens[0] - 1], word.tokens, word.start, word.end, word.p)


@cache
def cues() -> Cues:
    """Read once by the process that forks."""
    return load_cues()


class WithoutModels(Equipment):
    def __init__(self, settings: Settings) -> None:
        self.models = OnCall(lambda: SpeechModels(LoudnessActivity(), InventedDecoder(), None), "load models")  # type: ignore[arg-type]
        self.note_parts = OnCall(lambda: NoteParts(cues(), None, None), "load cues")


def run(home: Path, wav: Path, chart: Path, *, speed: Literal["1", "max"] = "max") -> None:
    setattr(daemon, "Equipment", WithoutModels)  # noqa: B010 - of this process, which is a room and nothing else
    settings = Settings(home=home, speech={"step_s": 0.5, "second_look": False})  # type: ignore[arg-type]
    job = Job(audio=wav, chart=chart, speed=speed)
    asyncio.run(play(job, settings, lambda text: print(text, flush=True), any_port=True))


if __name__ == "__main__":
    run(*map(Path, sys.argv[1:4]), speed="1" if sys.argv[4:] == ["1"] else "max")
