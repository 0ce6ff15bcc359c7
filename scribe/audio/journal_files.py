"""The journal's folder: numbered segment files, the newest of which is being written. Blocking; one lock over all."""

import contextlib
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from scribe.audio import chunk as codec
from scribe.audio import segment
from scribe.audio.chunk import Chunk
from scribe.audio.frame import RATE
from scribe.audio.reserve import Reserve, sync_folder, write_all
from scribe.audio.spool import without
from scribe.disk import vouch

SEGMENT_SAMPLES = 60 * RATE
"""A minute, 1.9 MB: what is written anew to erase a second of it."""

_NAME = re.compile(r"(\d{6})\.sound")


@dataclass(slots=True)
class _Open:
    """The segment that is being written."""

    number: int
    identity: bytes
    file: int
    """Descriptor."""
    sequence: int
    length: int
    """Bytes known to be on the disk."""
    samples: int = 0


@dataclass(frozen=True, slots=True)
class _Extent:
    """What a segment covers, in samples since capture began."""

    start: int
    end: int
    samples: int


class JournalFiles:
    """Raises OSError where the disk does, JournalError where the contents are wrong."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Takes up what is there; a chunk that a crash tore off is dropped. JournalError: wrong key or damage."""
        self._folder = folder
        self._cipher = AESGCM(key)
        self._lock = threading.Lock()
        self._open: _Open | None = None
        self._extents: dict[int, _Extent] = {}
        self._reserve = Reserve(folder)
        for leftover in folder.glob("*.new"):
            leftover.unlink()
        self._take_up(sorted(int(m[1]) for path in folder.iterdir() if (m := _NAME.fullmatch(path.name))))
        # A disk that refuses this must not keep a session from being taken up: every erasure tries it again.
        with contextlib.suppress(OSError):
            self._wipe()
        self._reserve.allocate()

    @property
    def end(self) -> int:
        """Samples since capture began, after the last sample held."""
        return max((extent.end for extent in tuple(self._extents.values())), default=0)

    @property
    def samples(self) -> int:
        """Samples held."""
        return sum(extent.samples for extent in tuple(self._extents.values()))

    def append(self, chunk: Chunk) -> None:
        """On the disk when this returns. After an OSError the file is as it was, and the chunk may come again."""
        with self._lock:
            # Not right after the chunk that filled it: a chunk on the disk must never be reported as refused.
            if self._open and self._open.samples >= SEGMENT_SAMPLES:
                self._seal()
            opened = self._open or self._create()
            data = codec.encrypt(self._cipher, opened.identity, opened.sequence, chunk)
            self._write(opened, data)
            self._extend(opened.number, chunk)
            opened.samples += chunk.samples

    def seal(self) -> None:
        """Seal the newest segment and give back the room kept for erasures. OSError: it may be asked for again."""
        with self._lock:
            self._seal()
            self._wipe()
            self._reserve.release()

    def read(self, start: int) -> Iterator[Chunk]:
        """Every chunk with sound after sample `start`, in order and without a gap, segment by segment as they are when
        their turn comes: what is written to one after that is read too, before the next one."""
        number, reached = 1, start
        while number in self._extents:
            complete = number + 1 in self._extents
            later = self._after(number, reached)
            yield from later
            reached = later[-1].end if later else reached
            if complete:
                number += 1
            elif not later:
                return

    def _after(self, number: int, sample: int) -> tuple[Chunk, ...]:
        if self._extents[number].end <= sample:
            return ()
        with self._lock:
            return tuple(chunk for chunk in self._contents(number).chunks if chunk.end > sample)

    def erase(self, start: int, end: int) -> None:
        """Write every segment that holds some of samples `start` to `end` anew without it; overwrite the old one.

        Done when this returns. After an OSError some of it may be left: ask again.
        """
        with self._lock:
            self._wipe()
            for number, extent in tuple(self._extents.items()):
                if extent.start < end and extent.end > start:
                    self._rewrite(number, start, end)

    def destroy(self) -> None:
        """Remove every file and the folder. What makes this final is that the session's key is destroyed too."""
        with self._lock:
            self._close()
            self._extents.clear()
            for path in self._folder.iterdir():
                path.unlink()
            self._folder.rmdir()
            sync_folder(self._folder.parent)

    # -- one segment; the lock is held -----------------------------------------------------------------------------

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.sound"

    def _take_up(self, numbers: list[int]) -> None:
        if numbers != list(range(1, len(numbers) + 1)):
            raise segment.damaged(str(self._folder), "a file is missing")
        for number in numbers:
            newest = number == len(numbers)
            contents = self._contents(number, newest=newest)
            self._extents[number] = _extent(contents.chunks, contents.end)
            if not contents.sealed:
                file = os.open(self._path(number), os.O_WRONLY)
                sequence = len(contents.chunks) + 1
                self._open = _Open(number, contents.identity, file, sequence, contents.length)
                os.ftruncate(file, contents.length)
                # A full disk must not keep a session from being taken up: then the segment simply goes on.
                self._open.samples = self._extents[number].samples

    def _contents(self, number: int, *, newest: bool | None = None) -> segment.Contents:
        opened = self._open if self._open and self._open.number == number else None
        data = self._path(number).read_bytes()
        if opened:
            data = data[: opened.length]
        newest = opened is not None if newest is None else newest
        return segment.read(self._cipher, number, data, str(self._path(number)), newest=newest)

    def _create(self) -> _Open:
        """The next segment, with nothing but its header. It gets its name only when that is on the disk."""
        number = len(self._extents) + 1
        identity, header = segment.header(self._cipher, number)
        self._place(number, header)
        file = os.open(self._path(number), os.O_WRONLY)
        self._open = _Open(number, identity, file, 1, len(header))
        self._extents[number] = _extent((), 0)
        return self._open

    def _write(self, opened: _Open, data: bytes) -> None:
        # What a refused write left, where the disk refused to drop that too.
        if os.fstat(opened.file).st_size != opened.length:
            os.ftruncate(opened.file, opened.length)
        try:
            write_all(opened.file, data, opened.length)
            os.fsync(opened.file)
            vouch(self._folder)
        except OSError:
            # What a failed fsync left is unknown: back to what is known, and the chunk is written again.
            with contextlib.suppress(OSError):
                os.ftruncate(opened.file, opened.length)
            raise
        opened.length += len(data)
        opened.sequence += 1

    def _extend(self, number: int, chunk: Chunk) -> None:
        old = self._extents[number]
        start = old.start if old.samples else chunk.position
        self._extents[number] = _Extent(start, chunk.end, old.samples + chunk.samples)

    def _seal(self) -> None:
        if opened := self._open:
            end = self._extents[opened.number].end
            self._write(opened, segment.seal(self._cipher, opened.identity, opened.sequence, end))
            self._close()

    def _close(self) -> None:
        if opened := self._open:
            self._open = None
            os.close(opened.file)

    def _rewrite(self, number: int, start: int, end: int) -> None:
        contents = self._contents(number)
        kept = tuple(without(contents.chunks, start, end))
        if kept == contents.chunks:
            return
        self._reserve.replace(self._path(number), segment.whole(self._cipher, number, kept, contents.end))
        # The name stands for the new file from here on, whatever fails below.
        self._extents[number] = _extent(kept, contents.end)
        if self._open and self._open.number == number:
            self._close()
        self._wipe()

    def _wipe(self) -> None:
        self._reserve.wipe(self._path(number) for number in self._extents)

    def _place(self, number: int, data: bytes) -> None:
        """A whole file under its name, or no change."""
        new = self._path(number).with_suffix(".new")
        try:
            file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                write_all(file, data, 0)
                os.fsync(file)
            finally:
                os.close(file)
            new.replace(self._path(number))
        except OSError:
            new.unlink(missing_ok=True)
            raise
        sync_folder(self._folder)


def _extent(chunks: tuple[Chunk, ...], end: int) -> _Extent:
    start = chunks[0].position if chunks else end
    return _Extent(start, end, sum(chunk.samples for chunk in chunks))
