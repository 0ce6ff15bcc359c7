"""The signing key of each clinician: Ed25519, made when they first sign, wrapped by the master key. Inside the caller's
transaction."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scribe.records.connection import Db
from scribe.records.keys import Keys, unwrap, wrap

CONTEXT = b"scribe signer v1\0"


def key_of(db: Db, keys: Keys, name: str) -> tuple[Ed25519PrivateKey, bool]:
    """The key, and whether it was made now. Raises WrongKeyError for one that does not open."""
    found = db.execute("SELECT wrapped_key FROM signers WHERE name = ?", (name,)).fetchone()
    if found:
        return Ed25519PrivateKey.from_private_bytes(unwrap(keys.wrapping, bytes(found[0]), _context(name))), False
    made = Ed25519PrivateKey.generate()
    wrapped = wrap(keys.wrapping, made.private_bytes_raw(), _context(name))
    public = made.public_key().public_bytes_raw()
    db.execute("INSERT INTO signers (name, public_key, wrapped_key) VALUES (?, ?, ?)", (name, public, wrapped))
    return made, True


def public_keys(db: Db) -> dict[str, str]:
    """Signer -> public key, hex."""
    return {name: bytes(key).hex() for name, key in db.execute("SELECT name, public_key FROM signers")}


def _context(name: str) -> bytes:
    return CONTEXT + name.encode()
