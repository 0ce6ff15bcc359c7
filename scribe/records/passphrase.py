"""A random master key, wrapped under what Argon2id makes of a passphrase.

Wrapped rather than derived: a wrong passphrase is told apart from a damaged store, and a new passphrase can wrap the
same master key again without a page of the store being rewritten.
"""

import os
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from argon2.low_level import Type, hash_secret_raw

from scribe import json_file
from scribe.errors import StoreError, UsageError, WrongKeyError
from scribe.records.keys import KEY_BYTES, unwrap, wrap

CONTEXT = b"scribe master key v1"

SHORTEST = 12
"""Letters (NIST SP 800-63B-4 asks for 15 of a password that stands alone; here the disk is needed as well)."""


class Wrapped(msgspec.Struct, frozen=True, kw_only=True):
    """SCRIBE_HOME/key.json. Defaults: RFC 9106 section 4, second recommended option (64 MiB).

    The bounds keep a damaged or planted file from asking for all memory or for next to no work.
    """

    kdf: Literal["argon2id"] = "argon2id"
    version: Literal[19] = 19
    time_cost: Annotated[int, msgspec.Meta(ge=1, le=64)] = 3
    memory_kib: Annotated[int, msgspec.Meta(ge=19 * 1024, le=4 * 1024 * 1024)] = 64 * 1024
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=64)]
    wrapped: bytes


def made(words: str) -> tuple[bytes, bytes]:
    """What to keep, and the new master key."""
    master = os.urandom(KEY_BYTES)
    return kept_under(words, master), master


def kept_under(words: str, master: bytes) -> bytes:
    """What to keep so that these words open this master key."""
    recipe = Wrapped(salt=os.urandom(16), wrapped=b"")
    kept = msgspec.structs.replace(recipe, wrapped=wrap(_stretched(recipe, words), master, CONTEXT))
    return msgspec.json.format(msgspec.json.encode(kept)) + b"\n"


def refuse_short(words: str) -> None:
    """UsageError."""
    if len(words) < SHORTEST:
        raise UsageError(f"A passphrase has at least {SHORTEST} letters.", "Four or five words are good.")


def opened(path: Path, words: str) -> bytes:
    """The master key. Raises WrongKeyError for another passphrase, StoreError for a file that is damaged."""
    hints = {"unreadable": "Check who may read it.", "unlike": "Restore it from a backup."}
    kept = json_file.read(path, Wrapped, StoreError, **hints)
    try:
        return unwrap(_stretched(kept, words), kept.wrapped, CONTEXT)
    except WrongKeyError:
        raise WrongKeyError(
            "The passphrase does not open this store.", "Try again; upper and lower case count."
        ) from None


def _stretched(recipe: Wrapped, words: str) -> bytes:
    # NFKC: the same passphrase typed on another keyboard may arrive in other code points.
    return hash_secret_raw(
        unicodedata.normalize("NFKC", words).encode(),
        recipe.salt,
        time_cost=recipe.time_cost,
        memory_cost=recipe.memory_kib,
        parallelism=recipe.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
        version=recipe.version,
    )
