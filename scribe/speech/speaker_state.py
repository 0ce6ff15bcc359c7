"""What a tracker knows, as bytes: for going on with the same labels after a restart. No sound is in it. Pure.

A head (format and checksum) and MessagePack. Voiceprints go as half-precision numbers: 384 bytes a piece, about half a
megabyte for an hour, and similarities exact to 0.001.
"""

import zlib
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from scribe.errors import SpeakerStateError
from scribe.speech.voiceprint import SIZE
from scribe.speech.voices import Known, Labelled, Piece

_FORMAT = b"scribe-speakers-1"
_HALF = np.dtype("<f2")
_CHECKSUM = 4
"""Bytes."""


@dataclass(frozen=True, slots=True)
class SpeakerState:
    known: Known
    tracks: int
    """Number of the next new track."""
    heard: int
    """Samples since the start of capture up to which sound was heard."""


class _Piece(msgspec.Struct, frozen=True, array_like=True):
    start: float
    end: float
    track: int
    seconds: float
    label: str
    print: bytes | None


class _State(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    pieces: tuple[_Piece, ...]
    people: dict[str, bytes]
    clustered: int
    revision: int
    tracks: int
    heard: int


def encode(state: SpeakerState) -> bytes:
    pieces = tuple(
        _Piece(p.start, p.end, p.track, p.seconds, label, None if p.print is None else _packed(p.print))
        for p, label in ((one.piece, one.label) for one in state.known.pieces)
    )
    people = {label: _packed(centroid) for label, centroid in state.known.people.items()}
    known = state.known
    body = msgspec.msgpack.encode(_State(pieces, people, known.clustered, known.revision, state.tracks, state.heard))
    return _FORMAT + zlib.crc32(body).to_bytes(_CHECKSUM, "big") + body


def decode(data: bytes) -> SpeakerState:
    """Raises SpeakerStateError for anything that `encode` did not write, or that was damaged since."""
    head, body = data[: len(_FORMAT) + _CHECKSUM], data[len(_FORMAT) + _CHECKSUM :]
    if not head.startswith(_FORMAT):
        raise SpeakerStateError("Not a saved state of the speakers, or of another version.", _HINT)
    if head[len(_FORMAT) :] != zlib.crc32(body).to_bytes(_CHECKSUM, "big"):
        raise SpeakerStateError("The saved state of the speakers is damaged.", _HINT)
    try:
        read = msgspec.msgpack.decode(body, type=_State)
        pieces = tuple(_labelled(piece) for piece in read.pieces)
        people = {label: _unpacked(packed) for label, packed in read.people.items()}
    except (msgspec.MsgspecError, ValueError) as error:
        raise SpeakerStateError("The saved state of the speakers can't be read.", _HINT) from error
    return SpeakerState(Known(pieces, people, read.clustered, read.revision), read.tracks, read.heard)


_HINT = "Speakers are told apart afresh from the journal."


def _labelled(piece: _Piece) -> Labelled:
    voice = None if piece.print is None else _unpacked(piece.print)
    return Labelled(Piece(piece.start, piece.end, piece.track, voice, piece.seconds), piece.label)


def _packed(voice: NDArray[np.float32]) -> bytes:
    return voice.astype(_HALF).tobytes()


def _unpacked(packed: bytes) -> NDArray[np.float32]:
    """Of length 1 again. ValueError if it is no voiceprint."""
    voice = np.frombuffer(packed, _HALF).astype(np.float32)
    length = float(np.linalg.norm(voice))
    if voice.shape != (SIZE,) or not np.isfinite(length) or length == 0:
        raise ValueError("not a voiceprint")
    unit: NDArray[np.float32] = voice / np.float32(length)
    return unit
