"""How often to look: bounds, and no more of a core than is meant for it."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.speech import pace
from scribe.speech.heard import Decoded


@given(st.floats(0, 60))
def test_looks_take_their_share_of_a_core_where_the_bounds_allow(look_s: float) -> None:
    step = pace.step_s(look_s)
    assert pace.LEAST_S <= step <= pace.MOST_S
    if look_s <= pace.MOST_S * pace.SHARE:
        assert look_s / step <= pace.SHARE + 1e-9


def test_a_slower_machine_looks_less_often() -> None:
    assert pace.step_s(0.05) == pace.LEAST_S < pace.step_s(0.5) < pace.step_s(5.0) == pace.MOST_S


@dataclass
class CountingDecoder:
    seconds: list[float] = field(default_factory=list)

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
        *,
        guess: tuple[int, ...] = (),
    ) -> Decoded:
        self.seconds.append(len(samples) / RATE)
        return Decoded((), 0.0, 0.0, False)

    def forget(self) -> None:
        """Nothing is held."""

    def encode_text(self, text: str) -> tuple[int, ...]:
        return ()


def test_a_trial_is_a_window_that_grows() -> None:
    decoder = CountingDecoder()
    assert 0 <= pace.look_s(decoder) < pace.MOST_S
    assert decoder.seconds == pytest.approx(pace.TRIED_S * pace.TRIALS)
