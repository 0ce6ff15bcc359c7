"""A chunk opens as it was written, where it was written, or not at all."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from scribe.audio.chunk import HEADER, OVERHEAD, Chunk, decrypt, encrypt, size

CIPHER, IDENTITY = AESGCM(bytes(32)), b"i" * 28
CHUNKS = st.builds(Chunk, st.integers(0, 2**64 - 1), st.binary(max_size=40).map(lambda b: b * 2))
SEQUENCES = st.integers(0, 2**32 - 1)


@given(CHUNKS, SEQUENCES)
def test_it_comes_back_as_it_was(chunk: Chunk, sequence: int) -> None:
    data = encrypt(CIPHER, IDENTITY, sequence, chunk)
    assert size(data, 0) == len(data) == OVERHEAD + len(chunk.pcm)
    assert decrypt(CIPHER, IDENTITY, data) == (sequence, chunk)


@given(CHUNKS, st.data())
def test_any_flipped_byte_is_noticed(chunk: Chunk, data: st.DataObject) -> None:
    whole = bytearray(encrypt(CIPHER, IDENTITY, 1, chunk))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    assert decrypt(CIPHER, IDENTITY, bytes(whole)) is None


@given(CHUNKS, st.data())
def test_any_cut_is_noticed(chunk: Chunk, data: st.DataObject) -> None:
    whole = encrypt(CIPHER, IDENTITY, 1, chunk)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    assert size(cut, 0) is None
    assert decrypt(CIPHER, IDENTITY, cut) is None


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_are_read_without_an_error(data: bytes, offset: int) -> None:
    length = size(data, offset)
    assert length is None or offset + length <= len(data)
    assert decrypt(CIPHER, IDENTITY, data) is None


@given(CHUNKS)
def test_it_opens_neither_in_another_file_nor_with_another_key(chunk: Chunk) -> None:
    data = encrypt(CIPHER, IDENTITY, 1, chunk)
    assert decrypt(CIPHER, b"j" * 28, data) is None
    assert decrypt(AESGCM(bytes(31) + b"1"), IDENTITY, data) is None


def test_the_same_sound_never_looks_the_same() -> None:
    chunk = Chunk(0, os.urandom(64))
    first, second = (encrypt(CIPHER, IDENTITY, 1, chunk)[HEADER.size :] for _ in range(2))
    assert first != second


def test_its_representation_shows_no_sound() -> None:
    assert repr(Chunk(512, b"secret")) == "Chunk(512, 3 samples)"
