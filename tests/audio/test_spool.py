"""Nothing that waits is lost, doubled or out of order, until there is too much of it; then that is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio import spool as module
from scribe.audio.chunk import FRAMES_A_CHUNK, MOST_SAMPLES
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.spool import Spool, frames, without
from tests.audio.sounds import numbered, positions

GAPS = st.lists(st.integers(0, 3), min_size=1, max_size=60)
"""Frames left out before each frame: pauses."""
SPANS = st.tuples(st.integers(-600, 90 * FRAME), st.integers(0, 20 * FRAME)).map(lambda s: (s[0], s[0] + s[1]))


def with_gaps(gaps: list[int]) -> list[Frame]:
    numbers = [place + sum(gaps[: place + 1]) for place in range(len(gaps))]
    every = numbered(numbers[-1] + 1)
    return [every[number] for number in numbers]


def spooled(heard: list[Frame]) -> Spool:
    spool = Spool()
    for frame in heard:
        spool.add(frame)
    return spool


def waiting(spool: Spool) -> list[Frame]:
    return [frame for chunk in spool.waiting() for frame in frames(chunk)]


def sound(held: list[Frame]) -> list[tuple[int, float]]:
    """Where each frame is and, to the precision of int16, the value that fills it."""
    return [(frame.position, round(float(frame.samples[0]), 3)) for frame in held]


@given(GAPS)
def test_what_waits_is_what_was_added(gaps: list[int]) -> None:
    heard = with_gaps(gaps)
    spool = spooled(heard)
    assert sound(waiting(spool)) == sound(heard)
    assert spool.samples == len(heard) * FRAME
    assert spool.end == heard[-1].position + FRAME


@given(GAPS)
def test_chunks_have_no_gap_in_them_and_come_out_in_order(gaps: list[int]) -> None:
    heard = with_gaps(gaps)
    spool = spooled(heard)
    taken: list[Frame] = []
    spool.cut()
    while chunk := spool.oldest:
        assert 0 < chunk.samples <= MOST_SAMPLES
        taken += frames(chunk)
        spool.done(chunk)
    assert sound(taken) == sound(heard)
    assert spool.samples == 0


@given(GAPS, SPANS)
def test_an_erased_span_takes_every_frame_it_touches_and_no_other(gaps: list[int], span: tuple[int, int]) -> None:
    start, end = span
    heard = with_gaps(gaps)
    spool = spooled(heard)
    spool.erase(start, end)
    kept = [f for f in heard if f.position + FRAME <= start or f.position >= end or start == end]
    if start < end:
        assert sound(waiting(spool)) == sound(kept)
    assert spool.samples == len(waiting(spool)) * FRAME
    assert spool.end == heard[-1].position + FRAME


@given(GAPS, SPANS)
def test_chunks_that_an_erasure_does_not_touch_stay_the_same_objects(gaps: list[int], span: tuple[int, int]) -> None:
    spool = spooled(with_gaps(gaps))
    spool.cut()
    chunks = spool.waiting()
    kept = list(without(chunks, *span))
    untouched = [c for c in chunks if c.end <= span[0] or c.position >= span[1]]
    assert [c for c in kept if any(c is chunk for chunk in chunks)] == untouched


def test_a_frame_says_when_it_completes_a_chunk() -> None:
    spool = Spool()
    completed = [spool.add(frame) for frame in numbered(2 * FRAMES_A_CHUNK)]
    assert completed == ([False] * (FRAMES_A_CHUNK - 1) + [True]) * 2
    spool.add(numbered(1, position=100 * FRAME)[0])
    assert spool.add(numbered(1, position=200 * FRAME)[0]), "what came before a gap can go"


def test_the_oldest_is_let_go_and_counted_when_too_much_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING_S", 1.0)
    heard = numbered(100)
    spool = spooled(heard)
    kept = waiting(spool)
    assert positions(kept) == positions(heard[-len(kept) :])
    assert spool.lost == (100 - len(kept)) * FRAME > 0
    assert spool.samples <= RATE + MOST_SAMPLES
