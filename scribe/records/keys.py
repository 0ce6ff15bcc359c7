"""One master key, and the keys that are made of it. Pure.

master ─HKDF─▶ store key      every page of the database (SQLCipher, raw key)
       ─HKDF─▶ audit key      the audit chain and the pseudonyms in it
       ─HKDF─▶ wrapping key   ─AES-GCM─▶ two random keys for each session: its sound, its words
"""

import hmac
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from scribe.errors import WrongKeyError

KEY_BYTES = 32
NONCE_BYTES = 12
"""What AES-GCM is specified for (NIST SP 800-38D 8.2); random, since a wrapping key wraps far fewer than 2^32 keys."""


@dataclass(frozen=True, slots=True)
class Keys:
    """32 bytes each, independent of one another: to have one does not help to another."""

    store: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    wrapping: bytes = field(repr=False)

    @classmethod
    def derive(cls, master: bytes) -> Self:
        return cls(
            store=subkey(master, b"scribe store v1"),
            audit=subkey(master, b"scribe audit v1"),
            wrapping=subkey(master, b"scribe session-wrap v1"),
        )

    def new_session(self, session: str) -> tuple[bytes, bytes]:
        """A session's own key, and the same wrapped for the store."""
        key = os.urandom(KEY_BYTES)
        return key, wrap(self.wrapping, key, sound_context(session))

    def session(self, session: str, wrapped: bytes) -> bytes:
        """Raises WrongKeyError when the wrapped key is damaged, another session's, or another store's."""
        return unwrap(self.wrapping, wrapped, sound_context(session))

    def new_words(self, session: str) -> tuple[bytes, bytes]:
        """The key of what is said in it, and the same wrapped."""
        key = os.urandom(KEY_BYTES)
        return key, wrap(self.wrapping, key, words_context(session))

    def words(self, session: str, wrapped: bytes) -> bytes:
        """As `session`."""
        return unwrap(self.wrapping, wrapped, words_context(session))

    def pseudonym(self, subject: str) -> str:
        """How audit rows name a session or device: the same each time, and no way back without the key."""
        return hmac.new(self.audit, b"subject\0" + subject.encode(), sha256).hexdigest()


def sound_context(session: str) -> bytes:
    return session.encode()


def words_context(session: str) -> bytes:
    return f"words\0{session}".encode()


def wrap(key: bytes, secret: bytes, context: bytes) -> bytes:
    """`secret` under `key`, bound to `context`: nonce, ciphertext, tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, context)


def unwrap(key: bytes, wrapped: bytes, context: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise WrongKeyError("A stored key does not open with this one.", "Use the key it was stored with.") from None


def subkey(key: bytes, info: bytes) -> bytes:
    # No salt: the key is uniformly random already (RFC 5869 3.1); `info` keeps the subkeys apart.
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(key)
