"""What is needed of Whisper: live, where texts are weighed against each other, and for the second look."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scribe.speech.heard import Decoded


class Decoder(Protocol):
    """For the words as they are spoken."""

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
        *,
        guess: tuple[int, ...] = (),
    ) -> Decoded: ...

    def encode_text(self, text: str) -> tuple[int, ...]: ...

    def forget(self) -> None: ...


class Weigher(Protocol):
    """How probable each of several texts is, natural logarithm."""

    def weigh(
        self, samples: NDArray[np.float32], texts: Sequence[Sequence[int]], previous: tuple[int, ...] = ()
    ) -> list[float]: ...

    def encode_text(self, text: str) -> tuple[int, ...]: ...


class Rehearer(Weigher, Protocol):
    """For the second look, which may follow several texts at once."""

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
        beam: int = 1,
    ) -> Decoded: ...

    def forget(self) -> None: ...
