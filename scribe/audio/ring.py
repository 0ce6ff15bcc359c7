"""Bounded bytes between the sound card's thread and the event loop."""


class Ring:
    """One thread writes, one reads, no lock: each moves only its own counter, and moves it last."""

    def __init__(self, capacity: int) -> None:
        """`capacity` in bytes."""
        self._bytes = bytearray(capacity)
        self._written = 0
        self._read = 0
        self.overruns = 0
        """Blocks that found no room and were lost, since the start."""

    def __len__(self) -> int:
        """Bytes waiting."""
        return self._written - self._read

    def write(self, block: bytes) -> bool:
        """Take the whole block, or nothing of it (counted) when there is no room: half a block would shift samples."""
        capacity = len(self._bytes)
        if len(block) > capacity - len(self):
            self.overruns += 1
            return False
        at = self._written % capacity
        first = min(len(block), capacity - at)
        self._bytes[at : at + first] = block[:first]
        self._bytes[: len(block) - first] = block[first:]
        self._written += len(block)
        return True

    def read(self) -> bytes:
        """Everything waiting, in order."""
        capacity, count = len(self._bytes), len(self)
        at = self._read % capacity
        first = min(count, capacity - at)
        block = bytes(self._bytes[at : at + first]) + bytes(self._bytes[: count - first])
        self._read += count
        return block

    def wipe(self) -> None:
        """Overwrite every byte, read or not. Only while nobody writes."""
        self._bytes[:] = bytes(len(self._bytes))
        self._read = self._written
