"""Every byte of a segment is verified; only the end of the newest may be torn."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio import chunk as codec
from scribe.audio import segment
from scribe.audio.chunk import Chunk
from scribe.errors import JournalError

CIPHER = AESGCM(bytes(32))
NUMBER = 3
PCM = st.binary(min_size=1, max_size=20).map(lambda b: b * 2)
SOUND = st.lists(PCM, min_size=1, max_size=5).map(
    lambda parts: tuple(Chunk(512 * place, pcm) for place, pcm in enumerate(parts))
)


def finished(chunks: tuple[Chunk, ...], end: int = 9_000) -> bytes:
    return segment.whole(CIPHER, NUMBER, chunks, end)


def unfinished(chunks: tuple[Chunk, ...]) -> bytes:
    return finished(chunks)[: -codec.OVERHEAD]


def read(data: bytes, *, newest: bool, number: int = NUMBER) -> segment.Contents:
    return segment.read(CIPHER, number, data, "000003.sound", newest=newest)


def flipped(data: bytes, place: int, by: int = 1) -> bytes:
    return data[:place] + bytes([data[place] ^ by]) + data[place + 1 :]


@given(SOUND, st.booleans())
def test_a_finished_one_is_read_as_it_was_written(chunks: tuple[Chunk, ...], newest: bool) -> None:
    data = finished(chunks)
    contents = read(data, newest=newest)
    assert (contents.chunks, contents.sealed, contents.end, contents.length) == (chunks, True, 9_000, len(data))


@given(SOUND, st.data())
def test_any_flipped_byte_of_a_finished_one_is_damage(chunks: tuple[Chunk, ...], data: st.DataObject) -> None:
    whole = finished(chunks)
    changed = flipped(whole, data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255)))
    with pytest.raises(JournalError):
        read(changed, newest=False)


@given(SOUND, st.data())
def test_any_cut_of_a_finished_one_is_damage(chunks: tuple[Chunk, ...], data: st.DataObject) -> None:
    whole = finished(chunks)
    with pytest.raises(JournalError):
        read(whole[: data.draw(st.integers(0, len(whole) - 1))], newest=False)


@given(SOUND, st.data())
def test_a_cut_of_the_newest_costs_the_torn_chunk_only(chunks: tuple[Chunk, ...], data: st.DataObject) -> None:
    whole = unfinished(chunks)
    cut = whole[: data.draw(st.integers(segment.HEADER_SIZE, len(whole)))]
    ends = [len(unfinished(chunks[:count])) for count in range(len(chunks) + 1)]
    contents = read(cut, newest=True)
    assert contents.chunks == chunks[: sum(end <= len(cut) for end in ends) - 1]
    assert contents.length == max(end for end in ends if end <= len(cut))


@given(SOUND, st.data())
def test_a_flipped_byte_of_the_newest_never_costs_more_than_its_last_chunk(
    chunks: tuple[Chunk, ...], data: st.DataObject
) -> None:
    whole = unfinished(chunks)
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = flipped(whole, place, data.draw(st.integers(1, 255)))
    if place < len(unfinished(chunks[:-1])):
        with pytest.raises(JournalError):
            read(changed, newest=True)
    else:
        assert read(changed, newest=True).chunks == chunks[:-1]


@pytest.mark.parametrize("sealed", [False, True])
def test_a_changed_length_before_a_whole_chunk_is_damage_and_no_torn_end(sealed: bool) -> None:
    chunks = tuple(Chunk(512 * place, bytes(1024)) for place in range(3))
    data = finished(chunks) if sealed else unfinished(chunks)
    length_of_second = len(unfinished(chunks[:1])) + codec.HEADER.size - 4
    for byte in range(4):
        with pytest.raises(JournalError, match="chunk 2"):
            read(flipped(data, length_of_second + byte, 0x40), newest=True)


def test_more_than_one_chunk_of_rubbish_at_the_end_is_damage() -> None:
    data = unfinished((Chunk(0, bytes(1024)),))
    assert read(data + bytes([255]) * segment.LARGEST_CHUNK, newest=True).length == len(data)
    with pytest.raises(JournalError):
        read(data + bytes([255]) * (segment.LARGEST_CHUNK + 1), newest=True)


@given(st.binary(max_size=300), st.booleans(), st.booleans())
def test_any_bytes_end_in_contents_or_the_documented_error(data: bytes, newest: bool, begun: bool) -> None:
    try:
        contents = read(unfinished(()) + data if begun else data, newest=newest)
    except JournalError:
        return
    assert contents.chunks == ()


def test_chunks_that_changed_places_went_missing_or_came_twice_are_damage() -> None:
    chunks = tuple(Chunk(512 * place, bytes(64)) for place in range(3))
    data, one = finished(chunks), codec.OVERHEAD + 64
    head, first, second, rest = (
        data[: segment.HEADER_SIZE],
        data[segment.HEADER_SIZE :][:one],
        data[segment.HEADER_SIZE + one :][:one],
        data[segment.HEADER_SIZE + 2 * one :],
    )
    for wrong in (head + second + first + rest, head + first + rest, head + first + first + second + rest):
        for newest in (False, True):
            with pytest.raises(JournalError):
                read(wrong, newest=newest)
    with pytest.raises(JournalError, match="added"):
        read(data + first, newest=False)


def test_chunks_of_an_older_state_of_the_file_do_not_fit() -> None:
    chunks = (Chunk(0, bytes(64)), Chunk(512, bytes(64)))
    old, new = finished(chunks), finished(chunks)
    with pytest.raises(JournalError):
        read(new[: segment.HEADER_SIZE] + old[segment.HEADER_SIZE :], newest=False)


def test_the_wrong_key_and_the_wrong_place_are_told_apart() -> None:
    data = finished((Chunk(0, bytes(64)),))
    with pytest.raises(JournalError, match="does not open with this key"):
        segment.read(AESGCM(b"k" * 32), NUMBER, data, "x", newest=False)
    with pytest.raises(JournalError, match="in the place of another"):
        read(data, newest=False, number=NUMBER + 1)
