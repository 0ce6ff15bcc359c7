"""Where the master key comes from: a systemd credential, a passphrase, or a key file. The first that is there wins."""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scribe.config import RecordsSettings
from scribe.errors import StoreError, WrongKeyError
from scribe.records import passphrase
from scribe.records.keys import KEY_BYTES

CREDENTIAL = "scribe-key"
KEY_NAME = "key"
WRAPPED_NAME = "key.json"
RECOVER = "With the recovery code: scribe keys recover."


def master_key(home: Path, settings: RecordsSettings, *, fresh: bool) -> bytes:
    """32 bytes. `fresh`: there is no store yet, so a key that is not there may be made.

    Raises WrongKeyError for a key that can't be the store's, StoreError for one that can't be read or kept safe.
    Slow with a passphrase (Argon2id): call it off the event loop.
    """
    if credential := given_by_system():
        return _read(credential, f"Store {KEY_BYTES} raw bytes in it with systemd-creds.")
    if settings.passphrase is not None:
        return _by_passphrase(home / WRAPPED_NAME, settings.passphrase.get_secret_value(), fresh)
    return _by_file(home, settings.key_file or home / KEY_NAME, fresh)


def given_by_system() -> Path | None:
    """Where systemd gives it: 0400 for the service's user, in memory that is never swapped (systemd.exec(5))."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) / CREDENTIAL if folder and (Path(folder) / CREDENTIAL).is_file() else None


def _by_passphrase(path: Path, words: str, fresh: bool) -> bytes:
    if not words:
        raise StoreError("The passphrase is empty.", "Set SCRIBE_RECORDS__PASSPHRASE, or unset it for a key file.")
    if path.exists():
        return passphrase.opened(path, words)
    if not fresh:
        raise WrongKeyError(
            f"{path.parent}: this store was not made with a passphrase ({path.name} is missing).",
            f"Unset the passphrase to use its key file, or restore {path.name} from a backup. {RECOVER}",
        )
    data, master = passphrase.made(words)
    write_new(path, data)
    return master


def _by_file(home: Path, path: Path, fresh: bool) -> bytes:
    if not path.exists():
        if (home / WRAPPED_NAME).exists():
            raise WrongKeyError(f"{home}: this store opens with a passphrase.", "Set SCRIBE_RECORDS__PASSPHRASE.")
        if not fresh:
            raise WrongKeyError(f"{path}: the store's key file is missing.", f"Restore it from a backup. {RECOVER}")
        write_new(path, os.urandom(KEY_BYTES))
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise StoreError(f"{path}: others can reach this key (mode {mode:04o}).", f"chmod 600 {path}")
    return _read(path, "Restore it from a backup; where no session was ever stored, delete it and start again.")


def _read(path: Path, hint: str) -> bytes:
    try:
        key = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}.", "Check who may read it.") from None
    if len(key) != KEY_BYTES:
        raise StoreError(f"{path}: a key is {KEY_BYTES} bytes, this has {len(key)}.", hint)
    return key


def write_new(path: Path, data: bytes) -> None:
    """Written once, for its owner only, on the disk when this returns. StoreError when it is there already."""
    with _explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, data, os.O_EXCL)
        _sync_folder(path.parent)


def write_over(path: Path, data: bytes) -> None:
    """The old content or the new, never half of one, whatever happens meanwhile."""
    beside = path.with_name(f"{path.name}.new")
    with _explained(path):
        _write(beside, data, os.O_TRUNC)
        beside.replace(path)
        _sync_folder(path.parent)


def write_instead(path: Path, data: bytes) -> None:
    """As `write_over`; and of the file that was there no byte is left."""
    with _explained(path), ExitStack() as opened:
        before = opened.enter_context(path.open("r+b")) if path.exists() else None
        write_over(path, data)
        if before is not None:  # no longer the file of that name
            before.write(bytes(os.fstat(before.fileno()).st_size))
            before.flush()
            os.fsync(before.fileno())


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "Check the folder and its permissions."
        raise StoreError(f"{path}: can't be written: {error.strerror}.", hint) from None


def _write(path: Path, data: bytes, how: int) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | how | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(os.dup(file), "wb") as stream:
            stream.write(data)
        os.fsync(file)
    finally:
        os.close(file)


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
