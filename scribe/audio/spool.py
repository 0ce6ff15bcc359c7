"""Sound on its way into the journal: cut into chunks, kept until it is safely on the disk. Pure."""

from collections import deque
from collections.abc import Iterable, Iterator

from scribe.audio.chunk import FRAMES_A_CHUNK, Chunk
from scribe.audio.frame import FRAME, RATE, Frame, from_pcm, to_pcm

MOST_WAITING_S = 600.0
"""Ten minutes, 19 MB: time for somebody to free space on a full disk."""


class Spool:
    """Frames in, chunks out in order. The oldest are lost, and counted, beyond ten minutes."""

    def __init__(self, position: int = 0) -> None:
        self._pcm: list[bytes] = []
        self._chunks: deque[Chunk] = deque()
        self._waiting = 0
        self.end = position
        """Samples since capture began, after the last frame added."""
        self.lost = 0
        """Samples that could not be kept."""

    def add(self, frame: Frame) -> bool:
        """True when this frame completed a chunk."""
        cut = bool(self._pcm) and frame.position != self.end
        if cut:
            self.cut()
        self._pcm.append(to_pcm(frame.samples))
        self.end = frame.position + FRAME
        if len(self._pcm) == FRAMES_A_CHUNK:
            self.cut()
            cut = True
        return cut

    def cut(self) -> None:
        """Make the frames of an unfinished chunk a chunk."""
        if not self._pcm:
            return
        pcm = b"".join(self._pcm)
        self._pcm = []
        self._chunks.append(Chunk(self.end - len(pcm) // 2, pcm))
        self._waiting += len(pcm) // 2
        while self._waiting > MOST_WAITING_S * RATE:
            self.lost += self._chunks[0].samples
            self.done(self._chunks[0])

    @property
    def oldest(self) -> Chunk | None:
        """What has to be written next. It stays here until `done`."""
        return self._chunks[0] if self._chunks else None

    @property
    def samples(self) -> int:
        """Everything that waits, the unfinished chunk too."""
        return self._waiting + len(self._pcm) * FRAME

    def done(self, chunk: Chunk) -> None:
        """`chunk` needs no keeping any more."""
        if self._chunks and self._chunks[0] is chunk:
            self._chunks.popleft()
            self._waiting -= chunk.samples

    def waiting(self) -> tuple[Chunk, ...]:
        """Everything that waits, in order; the last one may still be growing."""
        pcm = b"".join(self._pcm)
        tail = (Chunk(self.end - len(pcm) // 2, pcm),) if pcm else ()
        return (*self._chunks, *tail)

    def erase(self, start: int, end: int) -> None:
        """Forget every frame that touches samples `start` to `end`."""
        self.cut()
        self._chunks = deque(without(self._chunks, start, end))
        self._waiting = sum(chunk.samples for chunk in self._chunks)


def frames(chunk: Chunk) -> Iterator[Frame]:
    for offset in range(0, chunk.samples, FRAME):
        yield Frame(chunk.position + offset, from_pcm(chunk.pcm[2 * offset : 2 * (offset + FRAME)]))


def without(chunks: Iterable[Chunk], start: int, end: int) -> Iterator[Chunk]:
    """The same sound less every frame that touches samples `start` to `end`. Others come through as they are."""
    for chunk in chunks:
        if chunk.end <= start or chunk.position >= end:
            yield chunk
            continue
        before = max(0, start - chunk.position) // FRAME * FRAME
        after = min(chunk.samples, -(-max(0, end - chunk.position) // FRAME) * FRAME)
        if before:
            yield Chunk(chunk.position, chunk.pcm[: 2 * before])
        if after < chunk.samples:
            yield Chunk(chunk.position + after, chunk.pcm[2 * after :])
