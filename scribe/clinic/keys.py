"""The key that the clinic's rooms share and its database server never has. Pure.

names key ─HMAC─▶ a client's pseudonym: the same from every room, so that a history is found, and no way back
epoch key ─AES-GCM─▶ one random key for each session ─AES-GCM─▶ its signed entries
    │
    └─HKDF─▶ the next epoch's key, with every destruction; each room then forgets the one before

The chain goes one way. When a session is destroyed its key leaves the database, the keys of all others are wrapped
anew under the next epoch's key, and every room goes over to that: an old copy of the database, or its log, holds keys
that nothing opens any more. No key has to be handed round for that.
"""

import hashlib
import hmac
import os
import struct
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Self

from scribe.errors import UsageError
from scribe.records import spelling
from scribe.records.keys import KEY_BYTES, subkey, unwrap, wrap

_CODE = struct.Struct(f">I{KEY_BYTES}s{KEY_BYTES}s")
_SUM_BYTES = 4
"""One letter that was typed wrong is found with all but a chance of one in 2^32."""


@dataclass(frozen=True, slots=True)
class ClinicKeys:
    epoch: int
    """How many destructions there were."""
    names: bytes = field(repr=False)
    key: bytes = field(repr=False)
    """The epoch's."""

    @classmethod
    def made(cls) -> Self:
        """For the clinic's first room."""
        return cls(0, os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))

    def later(self, epoch: int) -> Self:
        """The same clinic's, in a later epoch. There is no way to an earlier one."""
        key = self.key
        for _ in range(epoch - self.epoch):
            key = subkey(key, b"scribe clinic next v1")
        return replace(self, epoch=epoch, key=key)

    @property
    def proof(self) -> bytes:
        """Shows to the clinic's other rooms that this is their key; tells nothing of it."""
        return subkey(self.key, b"scribe clinic proof v1")

    def pseudonym(self, client: str) -> bytes:
        """Upper and lower case and spaces make no other client of somebody."""
        plain = " ".join(unicodedata.normalize("NFKC", client).casefold().split())
        return hmac.digest(self.names, plain.encode(), hashlib.sha256)

    def new_session(self, session: str) -> tuple[bytes, bytes]:
        """A session's own key, and the same wrapped for the database."""
        key = os.urandom(KEY_BYTES)
        return key, self.wrapped(session, key)

    def wrapped(self, session: str, key: bytes) -> bytes:
        return wrap(self._wrapping, key, session.encode())

    def session(self, session: str, wrapped: bytes) -> bytes:
        """Raises WrongKeyError when it is another session's, another epoch's or was changed."""
        return unwrap(self._wrapping, wrapped, session.encode())

    @property
    def _wrapping(self) -> bytes:
        return subkey(self.key, b"scribe clinic wrap v1")

    # -- from room to room -----------------------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """For another room of this clinic. Whoever has it reads everything: it is typed, then burnt."""
        data = _CODE.pack(self.epoch, self.names, self.key)
        return spelling.grouped(spelling.letters(data + _sum(data)))

    @classmethod
    def from_code(cls, text: str) -> Self:
        try:
            data = spelling.read(text)
            epoch, names, key = _CODE.unpack(data[:-_SUM_BYTES])
            if data[-_SUM_BYTES:] != _sum(data[:-_SUM_BYTES]):
                raise ValueError("a letter is wrong")
        except (ValueError, struct.error):
            raise UsageError("That is no clinic code.", "Look at each letter again: `scribe clinic code`.") from None
        return cls(epoch, names, key)


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:_SUM_BYTES]
