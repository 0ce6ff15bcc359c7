"""One file of the journal, as bytes: a header, chunks in sequence, and a seal once it is finished. Pure.

    segment := magic number identity nonce tag chunk* [seal]

The header is authenticated under the session's key: a wrong key shows at once, and is not taken for damage. `identity`
is random and new whenever the file is written anew, so chunks can't be brought in from an older state of it. The seal,
a chunk without sound, says that nothing is missing at the end. Only the newest file may lack it (the process died),
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


@dataclass(frozen=True, slots=True)
class Contents:
    """What a segment's bytes hold."""

    identity: bytes
    chunks: tuple[Chunk, ...]
    length: int
    """Bytes up to the end of the last whole chunk: what comes after it was torn by a crash."""
    sealed: bool


def header(cipher: AESGCM, number: int) -> tuple[bytes, bytes]:
    """Identity and bytes of a new segment's header."""
    identity = os.urandom(16)
    prefix = PREFIX.pack(MAGIC, number, identity)
    nonce = os.urandom(NONCE)
    return prefix, prefix + nonce + cipher.encrypt(nonce, b"", prefix)


def whole(cipher: AESGCM, number: int, chunks: Iterable[Chunk]) -> bytes:
    """A finished segment."""
    identity, data = header(cipher, number)
    sequence = 0
    parts = [data]
    for sequence, chunk in enumerate(chunks, 1):
        parts.append(codec.encrypt(cipher, identity, sequence, chunk))
    parts.append(seal(cipher, identity, sequence + 1))
    return b"".join(parts)


def seal(cipher: AESGCM, identity: bytes, sequence: int) -> bytes:
    return codec.encrypt(cipher, identity, sequence, Chunk(0, b""))


def read(cipher: AESGCM, number: int, data: bytes, name: str, *, newest: bool) -> Contents:
    """What is in the segment, every byte of it verified. `newest`: it may lack its seal and end in a torn chunk.

    JournalError when the key is wrong, or a chunk is changed, missing, twice there, or not in its place.
    """
    identity = _identity(cipher, number, data, name)
    chunks: list[Chunk] = []
    offset = HEADER_SIZE
    while (length := codec.size(data, offset)) is not None:
        found = codec.decrypt(cipher, identity, data[offset : offset + length])
        if found is None and newest and _nothing_after(cipher, identity, data, offset + length):
            break
        if found is None or found[0] != len(chunks) + 1:
            raise damaged(name, f"chunk {len(chunks) + 1} is not what was written there")
        offset += length
        if not found[1].samples:
            if offset != len(data):
                raise damaged(name, "something was added after its end")
            return Contents(identity, tuple(chunks), offset, sealed=True)
        chunks.append(found[1])
    if not newest:
        raise damaged(name, "its end is missing")
    return Contents(identity, tuple(chunks), offset, sealed=False)


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


def _nothing_after(cipher: AESGCM, identity: bytes, data: bytes, offset: int) -> bool:
    """Whether no whole chunk follows: each is on the disk before the next is written, so only the last can be torn."""
    while (length := codec.size(data, offset)) is not None:
        if codec.decrypt(cipher, identity, data[offset : offset + length]) is not None:
            return False
        offset += length
    return True
