"""The encrypted journal of what was heard, so that a crash costs half a second and a slow model costs nothing.

`append` is called on the event loop 31 times a second and only copies samples; a writer thread encrypts, writes and
syncs every 0.256 s, because an fsync on an SD card can take a second. When the disk refuses, hearing goes on: chunks
wait in memory (ten minutes at most), `failed` says why, and each new chunk, and each second, tries again. So is an
erasure tried again that the disk refused; what it is to erase is not given out meanwhile.
"""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.journal_files import JournalFiles
from scribe.audio.spool import Spool, frames
from scribe.errors import JournalError

KEY_BYTES = 32

RETRY_S = 1.0
"""While the disk refuses: also in a pause, when no new sound would ask for it, what waits is tried again."""

REPORT = "Report this; sound is kept in memory."


class Journal:
    """Made by `create` or `open`. `append` and `sync` never wait; the other methods may, and belong on a thread."""

    def __init__(self, files: JournalFiles, folder: Path) -> None:
        self._files = files
        self._folder = folder
        self._spool = Spool(files.end)
        self._work = threading.Condition()
        self._failed: JournalError | None = None
        self._owed: tuple[tuple[int, int], ...] = ()
        """Spans still to be erased from the disk, in samples."""
        self._closing = False
        self._asked = 0
        """Times the writer was woken, and below, up to which of them it has tried everything that waited."""
        self._tried = 0
        self._disk = threading.Lock()
        """Held from taking a chunk to having it on the disk, so that `erase` finds it in one place or the other."""
        self._writer: threading.Thread | None = None

    @classmethod
    def create(cls, folder: Path, key: bytes) -> "Journal":
        """A new journal in `folder`, which must not hold one. `key`: 32 bytes, for this session only."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise JournalError(f"{folder}: there is a journal already.", "Open it, or name another folder.")
            return cls(JournalFiles(folder, _checked(key)), folder)
        except OSError as error:
            raise _os_error(folder, error) from None

    @classmethod
    def open(cls, folder: Path, key: bytes) -> "Journal":
        """The journal in `folder`, less a chunk that a crash tore. JournalError: absent, damaged, or another key's."""
        try:
            return cls(JournalFiles(folder, _checked(key)), folder)
        except FileNotFoundError:
            raise JournalError(f"{folder}: there is no audio journal.", "Restore the folder from a backup.") from None
        except OSError as error:
            raise _os_error(folder, error) from None

    @property
    def failed(self) -> JournalError | None:
        """Why sound can't be saved or erased right now; it is tried again. None when all is well."""
        return self._failed

    @property
    def end(self) -> int:
        """Samples since capture began, after the last frame appended."""
        return self._spool.end

    @property
    def seconds(self) -> float:
        """Seconds of sound held, on the disk and on the way to it."""
        with self._work:
            return (self._files.samples + self._spool.samples) / RATE

    @property
    def seconds_lost(self) -> float:
        """Seconds of sound that were let go because the disk refused for longer than memory may hold it."""
        return self._spool.lost / RATE

    def append(self, frame: Frame) -> None:
        """Keep the frame. Returns at once and never raises for what the disk does: see `failed`."""
        with self._work:
            if self._spool.add(frame):
                self._wake()

    def sync(self) -> None:
        """Hand over the unfinished chunk too. Returns at once."""
        with self._work:
            self._spool.cut()
            self._wake()

    def flush(self) -> None:
        """Wait until everything appended is on the disk, or was refused: then `failed` is set."""
        self.sync()
        with self._work:
            asked = self._asked
            self._work.wait_for(lambda: self._tried >= asked or self._closing)

    def read(self, start: int = 0) -> Iterator[Frame]:
        """Every frame that ends after sample `start`, in order; positions jump where there was a pause or a strike.

        Holds what was appended before the call. JournalError at the place where the journal is damaged.
        """
        return (frame for frame in self._held(start) if not self._is_owed(frame))

    def _held(self, start: int) -> Iterator[Frame]:
        with self._work:
            waiting, end = self._spool.waiting(), self._spool.end
        reached = 0
        try:
            for chunk in takewhile(lambda chunk: chunk.position < end, self._files.read(start)):
                yield from (frame for frame in frames(chunk) if frame.position + FRAME > start)
                reached = chunk.end
        except OSError as error:
            raise _os_error(self._folder, error) from None
        # Some of what waited may have been written, and read above, meanwhile.
        for chunk in waiting:
            yield from (f for f in frames(chunk) if f.position >= reached and f.position + FRAME > start)

    def erase(self, start_s: float, end_s: float) -> None:
        """Destroy every frame that touches this span, in seconds since capture began; the rest stays.

        Done when this returns. JournalError: it is on the disk still, is not read any more, and is tried again.
        """
        with self._disk, self._work:
            span = round(start_s * RATE), round(end_s * RATE)
            self._spool.erase(*span)
            self._owed = (*self._owed, span)
        if error := self._attempt(self._erase_owed):
            with self._work:
                self._failed = error
                self._wake()
            raise JournalError(f"{error.text} What was struck is not erased yet.", error.hint)

    def close(self) -> None:
        """Write what is left and end the writer. What the disk refuses now is lost, and `failed` says so."""
        self.flush()
        self._stop()
        self._failed = self._attempt(self._files.seal) or self._failed

    def destroy(self) -> None:
        """Remove it all."""
        self._stop()
        try:
            self._files.destroy()
        except OSError as error:
            raise _os_error(self._folder, error) from None

    # -- the writer ------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._asked += 1
        if self._writer is None and not self._closing:
            writer = threading.Thread(target=self._write_until_closed, name="journal", daemon=True)
            if error := self._attempt(writer.start):
                self._failed, self._tried = error, self._asked
            else:
                self._writer = writer
        self._work.notify_all()

    def _stop(self) -> None:
        with self._work:
            self._closing = True
            self._work.notify_all()
        if self._writer:
            self._writer.join()

    def _write_until_closed(self) -> None:
        while not self._closing:
            with self._work:
                asked = self._asked
            refusals = [self._attempt(self._write_waiting), self._attempt(self._erase_owed)]
            with self._work:
                self._failed = next(filter(None, refusals), None)
                self._tried = asked
                self._work.notify_all()
                again_s = RETRY_S if self._failed else None
                self._work.wait_for(lambda: self._asked != self._tried or self._closing, again_s)

    def _attempt(self, work: Callable[[], None]) -> JournalError | None:
        """Why it did not work. Whatever it raises: a writer that ended would lose everything from then on unsaid."""
        try:
            work()
        except OSError as error:
            return _os_error(self._folder, error)
        except JournalError as error:
            return error
        except Exception as error:
            text = f"{self._folder}: the audio journal: {type(error).__name__}."
            return JournalError(text, REPORT)
        return None

    def _write_waiting(self) -> None:
        while self._write_oldest():
            pass

    def _write_oldest(self) -> bool:
        """False when nothing waits."""
        with self._disk:
            with self._work:
                chunk = self._spool.oldest
            if chunk is None:
                return False
            self._files.append(chunk)
            with self._work:
                self._spool.done(chunk)
            return True

    def _erase_owed(self) -> None:
        with self._disk:
            while self._owed:
                self._files.erase(*self._owed[0])
                self._owed = self._owed[1:]

    def _is_owed(self, frame: Frame) -> bool:
        return any(frame.position < end and frame.position + FRAME > start for start, end in self._owed)


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise JournalError("The key of the audio journal is not 32 bytes.", "Check the key file.")
    return key


def _os_error(folder: Path, error: OSError) -> JournalError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    hint = "Free some space on its disk." if full else "Check the disk and the folder's permissions."
    return JournalError(f"{folder}: the audio journal: {os.strerror(error.errno or errno.EIO)}.", hint)
