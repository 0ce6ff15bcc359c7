"""Bytes come out as they went in, or are counted as lost."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.ring import Ring


@given(st.lists(st.one_of(st.binary(max_size=20), st.none()), max_size=40), st.integers(1, 32))
def test_what_was_taken_comes_out_in_order(steps: list[bytes | None], capacity: int) -> None:
    ring, taken, read, lost = Ring(capacity), b"", b"", 0
    for block in steps:
        if block is None:
            read += ring.read()
        elif ring.write(block):
            taken += block
        else:
            lost += 1
        assert len(ring) <= capacity
    assert read + ring.read() == taken
    assert ring.overruns == lost


def test_a_block_that_does_not_fit_is_refused_whole() -> None:
    ring = Ring(4)
    assert ring.write(b"abc")
    assert not ring.write(b"de")
    assert ring.read() == b"abc"


def test_a_wipe_leaves_no_byte() -> None:
    ring = Ring(8)
    ring.write(b"secret")
    ring.wipe()
    assert ring.read() == b""
    assert bytes(ring._bytes) == bytes(8)
