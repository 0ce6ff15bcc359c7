"""A tablet's blocks: each taken once, in order, however they are sent; none off the record; none beyond the bound."""

import asyncio
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.frame import FRAME, RATE, to_pcm
from scribe.audio.network import MOST_WAITING, NetworkSource
from scribe.errors import ProtocolError
from tests.audio.sounds import joined, positions, tone

BLOCK = 1600


def blocks(count: int) -> list[bytes]:
    sound = to_pcm(tone(RATE, count * BLOCK / RATE))
    return [sound[n * BLOCK * 2 : (n + 1) * BLOCK * 2] for n in range(count)]


async def heard(source: NetworkSource) -> bytes:
    await source.close()
    frames = [frame async for frame in source.frames()]
    assert positions(frames) == [n * FRAME for n in range(len(frames))]
    return to_pcm(joined(frames)) if frames else b""


@given(st.integers(0, 10**6), st.integers())
def test_each_block_is_taken_once_whatever_the_network_does(first: int, seed: int) -> None:
    chance = random.Random(seed)
    source, sent = NetworkSource(), blocks(12)
    wanted = source.offer(first, sent[0])
    while wanted < first + len(sent):
        number = min(first + len(sent) - 1, max(0, wanted + chance.choice([-2, -1, 0, 0, 0, 1, 2])))
        wanted = source.offer(number, sent[number - first] if number >= first else b"")
    assert asyncio.run(heard(source))[: len(b"".join(sent))] == b"".join(sent)


@pytest.mark.parametrize("pcm", [b"odd", bytes(RATE * 2 + 2)])
def test_a_block_that_is_no_sound_is_refused(pcm: bytes) -> None:
    with pytest.raises(ProtocolError):
        NetworkSource().offer(0, pcm)


def test_when_nobody_takes_it_the_tablet_keeps_it() -> None:
    source, block = NetworkSource(), bytes(RATE * 2)
    number = 0
    while source.offer(number, block) == number + 1:
        number += 1
    assert number * len(block) == MOST_WAITING
    assert source.offer(number, block) == number


async def test_what_comes_in_a_pause_is_answered_and_forgotten() -> None:
    source, sent = NetworkSource(), blocks(4)
    source.offer(0, sent[0])
    source.pause()
    assert source.offer(1, sent[1]) == 2
    source.resume()
    assert source.offer(2, sent[2]) == 3
    await source.close()
    frames = [frame async for frame in source.frames()]
    assert to_pcm(joined(frames))[: BLOCK * 2] == sent[2]
    assert len(frames) == -(-BLOCK // FRAME)


async def test_after_closing_nothing_is_taken() -> None:
    source = NetworkSource()
    await source.close()
    assert source.offer(0, bytes(3200)) == 1
    assert [frame async for frame in source.frames()] == []
