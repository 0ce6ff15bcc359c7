"""The second look on a thread of its own, which gives way to everything else, with a decoder of its own."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from scribe import models
from scribe.config import Settings
from scribe.events import Utterance, Word
from scribe.speech import doubt
from scribe.speech.critical import Critical
from scribe.speech.decoding import Rehearer
from scribe.speech.second_look import SecondLook
from scribe.speech.vocabulary import prompt
from scribe.speech.whisper import Whisper
from scribe.speech.worker import give_way

THREAD = "second look"


def lingers() -> bool:
    """A hearing that nobody waits for any more goes on, and its model with it."""
    return any(thread.name.startswith(THREAD) for thread in threading.enumerate())


class SecondEar:
    """The decoder is loaded when the first utterance is worth it, and let go by `close`."""

    def __init__(
        self, load: Callable[[], Rehearer], terms: Sequence[str], reasons: frozenset[str], names: Sequence[str] = ()
    ) -> None:
        """`terms`: the chart's names, medications and measures; `names`: words of it that may stand where something
        like them was heard. `reasons`: for which an utterance is heard again."""
        self._load, self._terms, self._reasons = load, terms, reasons
        self._critical = Critical(names)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=THREAD, initializer=give_way)
        self._look: SecondLook | None = None

    def reason(
        self, utterance: Utterance, words: Sequence[Word], near: Sequence[Utterance], before: str = ""
    ) -> str | None:
        return doubt.reason(utterance, words, near, self._critical, self._reasons, before)

    async def hear(
        self, words: Sequence[Word], samples: NDArray[np.float32], start: float, before: str = ""
    ) -> tuple[Word, ...] | None:
        """The words as they are believed then; None: nothing has changed. ModelError where the model is missing.
        `before`: what was said before them."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._hear, words, samples, start, before)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _hear(
        self, words: Sequence[Word], samples: NDArray[np.float32], start: float, before: str
    ) -> tuple[Word, ...] | None:
        if self._look is None:
            self._look = SecondLook(self._load(), self._critical, prompt(self._terms))
        heard = self._look.hear(words, samples, start, before)
        return heard.words if heard.differs else None


def load(settings: Settings) -> Whisper:
    """The model that the settings name for it, else the one that listens. On the thread that uses it: those that the
    library starts for it inherit how urgent they are."""
    folder = models.whisper_folder(settings, settings.speech.second_model)
    return Whisper(folder, settings.speech.language)
