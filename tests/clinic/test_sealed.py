"""An entry in the clinic's database: whole, in its place, under its key, or refused."""

import os

import pytest

from scribe import events as ev
from scribe.clinic.sealed import opened, sealed
from scribe.errors import ClinicError

KEY = os.urandom(32)
SIGNED = ev.Signature(
    session="s1",
    seq=9,
    kind=ev.SignatureKind.SIGNED,
    name="Dr. B",
    credentials="PhD",
    signed_at="now",
    document="{}",
    public_key="00",
    signature="00",
)


def test_sealed_and_opened() -> None:
    data = sealed(KEY, "Room 3", SIGNED)
    assert b"Dr. B" not in data and b"Room 3" not in data
    entry = opened(KEY, "s1", 9, data)
    assert (entry.room, entry.signature) == ("Room 3", SIGNED)


def test_changed_moved_or_under_another_key_it_is_refused() -> None:
    data = sealed(KEY, "Room 3", SIGNED)
    changed = [bytes([*data[:at], data[at] ^ 1, *data[at + 1 :]]) for at in range(0, len(data), 7)]
    tried = [(KEY, "s1", 9, other) for other in (*changed, data[:-1], b"")]
    tried += [(KEY, "s1", 8, data), (KEY, "s2", 9, data), (os.urandom(32), "s1", 9, data)]
    for key, session, seq, body in tried:
        with pytest.raises(ClinicError, match=f"session {session}"):
            opened(key, session, seq, body)
