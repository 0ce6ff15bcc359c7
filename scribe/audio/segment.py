"""One file of the journal, as bytes: a header, chunks in sequence, and a seal once it is finished. Pure.

    segment := magic number identity nonce tag chunk* [seal]

The header is authenticated under the session's key: a wrong key shows at once, and is not taken for damage. `identity`
is random and new whenever the file is written anew, so chunks can't be brought in from an older state of it. The seal,
a chunk without sound, says that nothing is missing at the end, and up to where time had come: what was struck last
is not heard again when a session is taken up. Only the newest file may lack it (the process died),
and only there may the last chunk be torn.
"""

import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from scribe.audio import chunk as codec
from scribe.audio.chunk import NONCE, TAG, Chunk
from scribe.errors import JournalError

MAGIC = b"SCRBAUD1"
PREFIX = struct.Struct("<8sI16s")
HEADER_SIZE = PREFIX.size + NONCE + TAG

LARGEST_CHUNK = codec.OVERHEAD + 2 * codec.MOST_SAMPLES
"""Bytes. A crash tears at most one chunk, so more than this without a valid one is damage."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a segment's bytes hold."""

    identity: bytes
    chunks: tuple[Chunk, ...]
    length: int
    """Bytes up to the end of the last whole chunk: what comes after it was torn by a crash."""
    sealed: bool
    end: int
    """Samples since capture began: up to where time had come."""


def header(cipher: AESGCM, number: int) -> tuple[bytes, bytes]:
    """Identity and bytes of a new segment's header."""
    identity = os.urandom(16)
    prefix = PREFIX.pack(MAGIC, number, identity)
    nonce = os.urandom(NONCE)
    return prefix, prefix + nonce + cipher.encrypt(nonce, b"", prefix)


def whole(cipher: AESGCM, number: int, chunks: Iterable[Chunk], end: int) -> bytes:
    """A finished segment; `end`: up to where time had come in it."""
    identity, data = header(cipher, number)
    sequence = 0
    parts = [data]
    for sequence, chunk in enumerate(chunks, 1):
        parts.append(codec.encrypt(cipher, identity, sequence, chunk))
    parts.append(seal(cipher, identity, sequence + 1, end))
    return b"".join(parts)


def seal(cipher: AESGCM, identity: bytes, sequence: int, end: int) -> bytes:
    return codec.encrypt(cipher, identity, sequence, Chunk(end, b""))


def read(cipher: AESGCM, number: int, data: bytes, name: str, *, newest: bool) -> Contents:
    """What is in the segment, every byte of it verified. `newest`: it may lack its seal and end in a torn chunk.

    JournalError when the key is wrong, or a chunk is changed, missing, twice there, or not in its place.
    """
    identity = _identity(cipher, number, data, name)
    chunks: list[Chunk] = []
    offset = HEADER_SIZE
    while (length := codec.size(data, offset)) is not None:
        found = codec.decrypt(cipher, identity, data[offset : offset + length])
        if found is None and newest:
            break
        if found is None or found[0] != len(chunks) + 1:
            raise damaged(name, f"chunk {len(chunks) + 1} is not what was written there")
        offset += length
        if not found[1].samples:
            if offset != len(data):
                raise damaged(name, "something was added after its end")
            return Contents(identity, tuple(chunks), offset, sealed=True, end=found[1].position)
        chunks.append(found[1])
    if not newest:
        raise damaged(name, "its end is missing")
    # Each chunk is on the disk before the next: where one follows, the bytes before it were not torn but changed.
    if len(data) - offset > LARGEST_CHUNK or _holds_chunk(cipher, identity, data[offset:]):
        raise damaged(name, f"chunk {len(chunks) + 1} is not what was written there")
    return Contents(identity, tuple(chunks), offset, sealed=False, end=chunks[-1].end if chunks else 0)


def damaged(name: str, what: str) -> JournalError:
    return JournalError(f"{name}: the audio journal is damaged: {what}.", "Restore the folder from a backup.")


def _identity(cipher: AESGCM, number: int, data: bytes, name: str) -> bytes:
    prefix, nonce, tag = data[: PREFIX.size], data[PREFIX.size : PREFIX.size + NONCE], data[:HEADER_SIZE][-TAG:]
    if len(data) < HEADER_SIZE or not prefix.startswith(MAGIC):
        raise damaged(name, "this is not a journal file")
    try:
        cipher.decrypt(nonce, tag, prefix)
    except InvalidTag:
        raise JournalError(f"{name}: the audio journal does not open with this key.", "Check the key file.") from None
    if PREFIX.unpack(prefix)[1] != number:
        raise damaged(name, "it was put in the place of another file")
    return prefix


def _holds_chunk(cipher: AESGCM, identity: bytes, tail: bytes) -> bool:
    """Whether a whole chunk begins anywhere in it: the length in front may be what was changed."""
    lengths = ((offset, codec.size(tail, offset)) for offset in range(len(tail)))
    return any(
        codec.decrypt(cipher, identity, tail[offset : offset + length]) is not None
        for offset, length in lengths
        if length is not None
    )
