"""Sound files by libsndfile: opened, checked and read forward in blocks."""

import re
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.audio.hushed import MP3_DECODER, hushed
from scribe.errors import AudioFileError

BLOCK_S = 1.0
"""Long enough that a thread hop costs nothing, short enough that an hour is never in memory."""

EXACT_SEEK = frozenset({"WAV", "FLAC"})
"""Elsewhere libsndfile lands up to a codec frame off (measured for Vorbis and MP3): there we decode and discard."""

CUT_SHORT = re.compile(r"^data\s*: \d+ \(should be|lacks an end-of-stream bit", re.MULTILINE)
"""libsndfile's own words for a WAV shorter than its header says, and for an Ogg stream without its last page."""

MP3 = frozenset({"MP3", "MPEG"})

MP3_TAIL = 0.9
"""An MP3's length may be an estimate; one that ends before this part of it was cut short."""

PLAYABLE = "Give a WAV, FLAC, Ogg or MP3 recording."


class _Forward(soundfile.SoundFile):  # type: ignore[misc]  # the library has no types
    """Read straight on. The library seeks to where it is after each read; in an MP3 the next 0.06 s is then silence."""

    def seekable(self) -> bool:
        return False


class SoundFileReader:
    """One open recording. Closing waits for a read under way on another thread: libsndfile would crash."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        with hushed(MP3_DECODER):
            self._file = _open(path)
        try:
            with self._quietly():
                self._check()
        except BaseException:
            self._file.close()
            raise
        self.rate: int = self._file.samplerate
        self.channels: int = self._file.channels
        self._frames: int = self._file.frames

    @property
    def duration(self) -> float:
        """Seconds."""
        return self._frames / self.rate

    def read(self, start: int | None = None) -> NDArray[np.float32] | None:
        """The next second, shape (n, channels), or None at the end. `start`: go there first (samples at 16 kHz)."""
        with self._lock:
            if self._file.closed:
                return None
            try:
                with self._quietly():
                    if start is not None:
                        self._go_to(min(start * self.rate // RATE, self._frames))
                    return self._block()
            except soundfile.LibsndfileError as error:
                raise self._broken(f"can't be decoded ({error.error_string})") from None

    def _block(self) -> NDArray[np.float32] | None:
        block: NDArray[np.float32] = self._file.read(int(BLOCK_S * self.rate), dtype="float32", always_2d=True)
        return block if len(block) else None

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _quietly(self) -> AbstractContextManager[None]:
        return hushed(MP3_DECODER) if self._file.format in MP3 else nullcontext()

    def _go_to(self, index: int) -> None:
        if self._file.format in EXACT_SEEK:
            self._file.seek(index)
            return
        if index < self._file.tell():
            self._file.close()
            self._file = _open(self._path)
        while (left := index - self._file.tell()) > 0:
            if not len(self._file.read(min(left, int(BLOCK_S * self._file.samplerate)), dtype="float32")):
                return

    def _check(self) -> None:
        file = self._file
        if file.frames <= 0:
            raise AudioFileError(f"{self._path}: the recording is empty.", "Give a recording with sound in it.")
        if CUT_SHORT.search(file.extra_info) or not self._has_tail():
            raise self._broken("is cut short")

    def _has_tail(self) -> bool:
        """Whether the last sample that the header promises can be read."""
        file = self._file
        last = int(file.frames * MP3_TAIL) if file.format in MP3 else file.frames - 1
        try:
            file.seek(last)
            there = len(file.read(1)) == 1
            file.seek(0)
        except soundfile.LibsndfileError:
            return False
        return there

    def _broken(self, what: str) -> AudioFileError:
        return AudioFileError(f"{self._path}: the recording {what}.", "Copy it again from its source, or convert it.")


def _open(path: Path) -> soundfile.SoundFile:
    try:
        if path.is_dir():
            raise AudioFileError(f"{path}: this is a folder.", PLAYABLE)
        if path.stat().st_size == 0:
            raise AudioFileError(f"{path}: the recording is empty.", "Give a recording with sound in it.")
        return _Forward(path)
    except FileNotFoundError:
        raise AudioFileError(f"{path}: no such recording.", "Check the path.") from None
    except soundfile.LibsndfileError:
        raise AudioFileError(f"{path}: not a recording that can be played.", PLAYABLE) from None
    except OSError as error:
        raise AudioFileError(f"{path}: {error.strerror}.", "Check its permissions.") from None
