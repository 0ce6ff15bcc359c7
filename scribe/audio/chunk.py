"""One encrypted piece of the journal: up to half a second of sound. Pure.

    chunk := header nonce ciphertext tag
    header := sequence u32 | position u64 | samples u32        little-endian, in the clear, authenticated

AES-256-GCM. The header and the identity of the file it lies in are associated data, so a chunk opens only in its own
file and only with the position it was written with; the reader checks that sequences rise by one. The nonce is 96
random bits: a counter would come again with other sound after a torn chunk was dropped in a crash, and random nonces
are safe for 2^32 chunks under one key (NIST SP 800-38D, 8.3), against 15 000 in an hour under a key used for one
session only.
"""

import os
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from scribe.audio.frame import FRAME

HEADER = struct.Struct("<IQI")
NONCE = 12
TAG = 16
OVERHEAD = HEADER.size + NONCE + TAG

FRAMES_A_CHUNK = 8
"""0.256 s: with the chunk that is being written, a killed process loses about half a second at most."""

MOST_SAMPLES = FRAMES_A_CHUNK * FRAME


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sound without a gap in it. `samples` 0: the seal at the end of a finished file."""

    position: int
    """Samples since capture began, of the first sample."""
    pcm: bytes
    """int16 little-endian, whole frames."""

    @property
    def samples(self) -> int:
        return len(self.pcm) // 2

    @property
    def end(self) -> int:
        return self.position + self.samples

    def __repr__(self) -> str:
        return f"Chunk({self.position}, {self.samples} samples)"


def encrypt(cipher: AESGCM, identity: bytes, sequence: int, chunk: Chunk) -> bytes:
    """The chunk as it stands in the file called `identity`."""
    header = HEADER.pack(sequence, chunk.position, chunk.samples)
    nonce = os.urandom(NONCE)
    return header + nonce + cipher.encrypt(nonce, chunk.pcm, identity + header)


def size(data: bytes, offset: int) -> int | None:
    """Bytes of the chunk that begins at `offset`, by its header; None when the data ends within it."""
    if len(data) - offset < HEADER.size:
        return None
    samples = HEADER.unpack_from(data, offset)[2]
    length = OVERHEAD + 2 * samples
    return length if length <= len(data) - offset else None


def decrypt(cipher: AESGCM, identity: bytes, data: bytes) -> tuple[int, Chunk] | None:
    """Sequence and chunk; None when this is not, bit for bit, what was written with this key into this file."""
    if len(data) < OVERHEAD:
        return None
    header, nonce = data[: HEADER.size], data[HEADER.size : HEADER.size + NONCE]
    sequence, position, _ = HEADER.unpack(header)
    try:
        pcm = cipher.decrypt(nonce, data[HEADER.size + NONCE :], identity + header)
    except InvalidTag:
        return None
    return sequence, Chunk(position, pcm)
