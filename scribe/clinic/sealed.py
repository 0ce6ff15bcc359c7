"""A signed entry as it lies in the clinic's database: encrypted, and bound to its place. Pure."""

import msgspec

from scribe import events as ev
from scribe.errors import ClinicError, WrongKeyError
from scribe.records.keys import unwrap, wrap


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    room: str
    signature: ev.Signature


def sealed(key: bytes, room: str, signature: ev.Signature) -> bytes:
    """Under its session's key."""
    plain = msgspec.json.encode(Entry(room=room, signature=signature))
    return wrap(key, plain, _place(signature.session, signature.seq))


def opened(key: bytes, session: str, seq: int, data: bytes) -> Entry:
    """ClinicError when it was changed, or moved from another place."""
    try:
        return msgspec.json.decode(unwrap(key, data, _place(session, seq)), type=Entry)
    except (WrongKeyError, msgspec.MsgspecError):
        raise ClinicError(
            f"Entry {seq} of session {session} in the clinic's database is not what a room wrote there.",
            "Ask who may write to it; the room that signed it has the original.",
        ) from None


def _place(session: str, seq: int) -> bytes:
    return f"{session}\0{seq}".encode()
