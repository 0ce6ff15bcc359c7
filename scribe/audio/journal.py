"""The encrypted journal of what was heard, so that a crash costs half a second and a slow model costs nothing.

`append` is called on the event loop 31 times a second and only copies samples; a writer thread encrypts, writes and
syncs every 0.256 s, because an fsync on an SD card can take a second. When the disk refuses, hearing goes on: chunks
wait in memory (ten minutes at most), `failed` says why, and each new chunk, and each second, tries again.
"""

import errno
import os
import threading
from collections.abc import Iterator
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
        """Why sound can't be saved right now; it waits in memory. None when all is well."""
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
        """Wait until everything appended is on the disk, or the disk refuses."""
        self.sync()
        with self._work:
            asked = self._asked
            self._work.wait_for(lambda: self._tried >= asked or self._closing)

    def read(self, start: int = 0) -> Iterator[Frame]:
        """Every frame that ends after sample `start`, in order; positions jump where there was a pause or a strike.

        Holds what was appended before the call. JournalError at the place where the journal is damaged.
        """
        with self._work:
            waiting = self._spool.waiting()
        reached = 0
        try:
            for chunk in self._files.read(start):
                yield from (frame for frame in frames(chunk) if frame.position + FRAME > start)
                reached = chunk.end
        except OSError as error:
            raise _os_error(self._folder, error) from None
        # Some of what waited may have been written, and read above, meanwhile.
        for chunk in waiting:
            yield from (f for f in frames(chunk) if f.position >= reached and f.position + FRAME > start)

    def erase(self, start_s: float, end_s: float) -> None:
        """Destroy every frame that touches this span, in seconds since capture began; the rest stays."""
        start, end = round(start_s * RATE), round(end_s * RATE)
        try:
            with self._disk:
                with self._work:
                    self._spool.erase(start, end)
                self._files.erase(start, end)
        except OSError as error:
            raise _os_error(self._folder, error) from None

    def close(self) -> None:
        """Write what is left and end the writer. What the disk refuses now is lost, and `failed` says so."""
        self.flush()
        self._stop()
        try:
            self._files.seal()
        except OSError as error:
            self._failed = _os_error(self._folder, error)

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
            self._writer = threading.Thread(target=self._write_until_closed, name="journal", daemon=True)
            self._writer.start()
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
            while self._write_oldest():
                pass
            with self._work:
                self._tried = asked
                self._work.notify_all()
                patience = RETRY_S if self._failed else None
                self._work.wait_for(lambda: self._asked != self._tried or self._closing, patience)

    def _write_oldest(self) -> bool:
        """True when there may be more to write now."""
        with self._disk:
            with self._work:
                chunk = self._spool.oldest
            if chunk is None:
                return False
            try:
                self._files.append(chunk)
            except OSError as error:
                self._failed = _os_error(self._folder, error)
                return False
            except Exception as error:  # the writer must outlive it: nobody else would say that sound is not saved
                self._failed = JournalError(f"{self._folder}: the audio journal: {type(error).__name__}.", REPORT)
                return False
            with self._work:
                self._spool.done(chunk)
                if self._spool.oldest is None:
                    self._failed = None
            return True


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise JournalError("The key of the audio journal is not 32 bytes.", "Check the key file.")
    return key


def _os_error(folder: Path, error: OSError) -> JournalError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    hint = "Free some space on its disk." if full else "Check the disk and the folder's permissions."
    return JournalError(f"{folder}: the audio journal: {os.strerror(error.errno or errno.EIO)}.", hint)
