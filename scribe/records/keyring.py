"""What a person can do with the master key: change the passphrase, make a recovery code, and use it after a loss.

The master key itself never changes here, so no page of the store is written again: only what wraps it is.
"""

import os
import secrets
from pathlib import Path

from scribe.config import RecordsSettings
from scribe.errors import MissingPartError, StoreError, UsageError, WrongKeyError
from scribe.records import passphrase, spelling
from scribe.records.keys import KEY_BYTES
from scribe.records.master_key import KEY_NAME, WRAPPED_NAME, given_by_system, write_over

RECOVERY_NAME = "recovery.json"
"""In SCRIBE_HOME: the master key under the recovery code."""

CODE_BYTES = 20
"""160 random bits: no one guesses them, so Argon2id only makes up for a copy that was seen in part."""


def new_recovery_code(home: Path, master: bytes) -> str:
    """Shown once; an earlier code opens nothing any more."""
    code = spelling.letters(secrets.token_bytes(CODE_BYTES))
    write_over(home / RECOVERY_NAME, passphrase.kept_under(code, master))
    return spelling.grouped(code)


def has_recovery_code(home: Path) -> bool:
    return (home / RECOVERY_NAME).exists()


def recovered(home: Path, code: str) -> bytes:
    """The master key. WrongKeyError for another code, MissingPartError where none was ever made."""
    path = home / RECOVERY_NAME
    if not path.exists():
        raise MissingPartError(f"{path} is missing: no recovery code was made for this store.", "Restore a backup.")
    try:
        return passphrase.opened(path, spelling.typed(code))
    except WrongKeyError:
        raise WrongKeyError("The recovery code does not open this store.", "Look at each letter again.") from None


def keep(home: Path, settings: RecordsSettings, master: bytes) -> Path:
    """Put the master key where this installation looks for it. What was there stays beside it, as `.lost`."""
    if settings.passphrase is not None:
        path, data = home / WRAPPED_NAME, passphrase.kept_under(settings.passphrase.get_secret_value(), master)
    else:
        path, data = settings.key_file or home / KEY_NAME, master
    if path.exists():
        path.replace(path.with_name(f"{path.name}.lost"))
    write_over(path, data)
    return path


def change_passphrase(home: Path, settings: RecordsSettings, words: str, master: bytes) -> None:
    """The same master key under another passphrase. Also the way from a key file to a passphrase."""
    if given_by_system():
        raise UsageError("The key of this store is the system's credential.", "Change it with systemd-creds.")
    passphrase.refuse_short(words)
    write_over(home / WRAPPED_NAME, passphrase.kept_under(words, master))
    if settings.passphrase is None:
        _forget_file(settings.key_file or home / KEY_NAME)


def _forget_file(path: Path) -> None:
    """Overwritten first; a flash disk may keep a copy all the same (docs/security.md)."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(KEY_BYTES))
            os.fsync(file.fileno())
        path.unlink()
    except OSError as error:
        raise StoreError(
            f"{path}: {error.strerror}.", "Remove this key file yourself: it still opens the store."
        ) from None
