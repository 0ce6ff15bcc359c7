"""SCRIBE_HOME/clinic-key.json: the clinic's key in this room, wrapped by the store's master key.

A file of its own, in no backup: with a destruction it is overwritten by the next epoch's key, and the old one must not
live on anywhere.
"""

from pathlib import Path

import msgspec

from scribe.clinic.keys import ClinicKeys
from scribe.errors import MissingPartError, StoreError
from scribe.records.keys import Keys, unwrap, wrap
from scribe.records.master_key import write_instead

NAME = "clinic-key.json"

_CONTEXT = b"scribe clinic key v1"


class Kept(msgspec.Struct, frozen=True):
    epoch: int
    names: bytes
    key: bytes
    """Both wrapped."""


def exists(home: Path) -> bool:
    return (home / NAME).exists()


def load(home: Path, keys: Keys) -> ClinicKeys:
    """MissingPartError where this room has none; StoreError for a damaged file, WrongKeyError for another store's."""
    path = home / NAME
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except FileNotFoundError:
        raise MissingPartError(
            "This room has no clinic key.", "The first room: scribe clinic begin. Each other: scribe clinic join."
        ) from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}.", "Check who may read it.") from None
    except msgspec.MsgspecError:
        raise StoreError(f"{path} is damaged.", "Delete it and join again: scribe clinic join.") from None
    names, key = (unwrap(keys.wrapping, part, _CONTEXT) for part in (kept.names, kept.key))
    return ClinicKeys(kept.epoch, names, key)


def keep(home: Path, keys: Keys, clinic: ClinicKeys) -> None:
    """Instead of what was there; of that no byte is left."""
    names, key = (wrap(keys.wrapping, part, _CONTEXT) for part in (clinic.names, clinic.key))
    write_instead(home / NAME, msgspec.json.encode(Kept(clinic.epoch, names, key)))
