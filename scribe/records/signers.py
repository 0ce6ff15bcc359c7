"""The signing key of each clinician: Ed25519, made when they first sign, wrapped by the master key. Inside the caller's
transaction."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scribe.records.connection import Db
from scribe.records.keys import Keys, unwrap, wrap

CONTEXT = b"scribe signer v1\0"

INSERT = "INSERT OR IGNORE INTO signing_keys (public_key, name, wrapped_key) VALUES (?, ?, ?)"


def key_of(db: Db, keys: Keys, name: str) -> tuple[Ed25519PrivateKey, bool]:
    """The key, and whether it was made now. Raises WrongKeyError for one that does not open."""
    query = "SELECT wrapped_key FROM signing_keys WHERE name = ? AND wrapped_key IS NOT NULL"
    found = db.execute(query, (name,)).fetchone()
    if found:
        return Ed25519PrivateKey.from_private_bytes(unwrap(keys.wrapping, bytes(found[0]), _context(name))), False
    made = Ed25519PrivateKey.generate()
    wrapped = wrap(keys.wrapping, made.private_bytes_raw(), _context(name))
    db.execute(INSERT, (made.public_key().public_bytes_raw(), name, wrapped))
    return made, True


def add_foreign(db: Db, name: str, public_key: str) -> None:
    """A key (hex) that notes were signed with in another store: they can be checked here, and none be made."""
    db.execute(INSERT, (bytes.fromhex(public_key), name, None))


def public_keys(db: Db) -> set[tuple[str, str]]:
    """(signer, public key in hex)."""
    return {(name, bytes(key).hex()) for name, key in db.execute("SELECT name, public_key FROM signing_keys")}


def _context(name: str) -> bytes:
    return CONTEXT + name.encode()
