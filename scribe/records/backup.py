"""`scribe backup` and `scribe restore`: one file that holds the record, taken while the daemon runs.

A tar file of `chart.db` (one consistent state, its pages encrypted as they are on the disk), of what wraps the master
key (`key.json`, `recovery.json`: never a bare key), of the private notes, and of `manifest.json` with the SHA-256 of
each. It holds no sound and no key of any: what is destroyed with a signature must not live on in a backup.
"""

import hashlib
import io
import os
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec
import sqlcipher3

from scribe.errors import FailedError, StoreError, UsageError
from scribe.records import epochs, integrity, sessions
from scribe.records.connection import STORE_NAME, Db, connect, explained
from scribe.records.keys import Keys

VERSION = 1
WRAPPED_KEYS = ("key.json", "recovery.json")
PRIVATE = ("private.db", "private.json")
"""The clinician's own side: copied as it lies, since only their passphrase opens it."""
BESIDE = (f"{STORE_NAME}-wal", f"{STORE_NAME}-shm", epochs.NAME)
"""What belongs to the store that it lies beside, and to no other."""
MANIFEST = "manifest.json"
MANIFEST_SUM = "manifest.sha256"
"""Against decay, as the manifest's sums are. Against forgery the store's own pages and chain stand."""
BLOCK = 1 << 20


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    scribe: int
    made_at: str
    sha256: dict[str, str]
    """File name -> hex digest."""


def write(home: Path, keys: Keys, target: Path) -> Manifest:
    """A new file; UsageError when it is there already. Verified before it has its name. Belongs on a thread."""
    if target.exists():
        raise UsageError(f"{target}: there is a file already.", "Name a new one.")
    copy, part = target.with_name(f"{target.name}.db"), target.with_name(f"{target.name}.part")
    try:
        _copy(home, keys, copy)
        manifest = _pack(home, copy, part)
        read(part)
        part.replace(target)
    except OSError as error:
        raise FailedError(f"{target}: {error.strerror}.", "Nothing was changed in the store.") from None
    finally:
        for left in (copy, part, copy.with_name(f"{copy.name}-wal"), copy.with_name(f"{copy.name}-shm")):
            left.unlink(missing_ok=True)
    return manifest


def _copy(home: Path, keys: Keys, copy: Path) -> None:
    store = home / STORE_NAME
    try:
        with closing(connect(store, keys.store)) as db:
            os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
            db.execute("VACUUM INTO ?", (str(copy),))
        with closing(connect(copy, keys.store)) as db:
            _without_sound(db, home, keys)
            found = integrity.findings(db, keys.audit, partial(_words_key, db, keys))
    except sqlcipher3.Error as error:
        raise explained(error, store) from None
    if found:
        raise StoreError(f"{store}: not backed up: {found[0]}", "Run `scribe verify`.")


def _without_sound(db: Db, home: Path, keys: Keys) -> None:
    """And without an epoch: the words' keys are under the master's own, which whoever restores it brings."""
    db.execute("UPDATE sessions SET wrapped_key = x''")
    epochs.go_over(db, epochs.key_of(home, keys, epochs.current(db)), keys.wrapping, 0)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


def _words_key(db: Db, keys: Keys, session: str) -> bytes | None:
    wrapped = sessions.words_key(db, session)
    return keys.words(session, wrapped) if wrapped else None


def _pack(home: Path, copy: Path, part: Path) -> Manifest:
    there = [(name, home / name) for name in (*WRAPPED_KEYS, *PRIVATE) if (home / name).is_file()]
    files = [(STORE_NAME, copy), *there]
    manifest = Manifest(
        scribe=VERSION,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sha256={name: _digest(path) for name, path in files},
    )
    with _new(part) as written:
        with tarfile.open(fileobj=written, mode="w") as tar:
            plain = msgspec.json.encode(manifest)
            _add(tar, MANIFEST, plain)
            _add(tar, MANIFEST_SUM, hashlib.sha256(plain).hexdigest().encode())
            for name, path in files:
                tar.add(path, name, filter=_anonymous)
        written.flush()
        os.fsync(written.fileno())
    return manifest


def _new(path: Path) -> BinaryIO:
    """For its owner alone."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb")


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    tar.addfile(entry, io.BytesIO(data))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def read(file: Path) -> Manifest:
    """Every byte is what was written, and nothing else is in it. Raises UsageError."""
    try:
        with tarfile.open(file, "r:") as tar:
            entries = tar.getmembers()
            manifest = _manifest(tar)
            names = [entry.name for entry in entries]
            wanted_names = sorted([MANIFEST, MANIFEST_SUM, *manifest.sha256])
            if sorted(names) != wanted_names or not all(entry.isreg() for entry in entries):
                raise ValueError("it holds other files than its manifest names")
            for name, wanted in manifest.sha256.items():
                if _digest_in(tar, name) != wanted:
                    raise ValueError(f"{name} was changed")
    except (OSError, tarfile.TarError, msgspec.MsgspecError, ValueError, KeyError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"{file}: not a whole backup: {why}.", "Take another one.") from None
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    held, told = tar.extractfile(MANIFEST), tar.extractfile(MANIFEST_SUM)
    assert held is not None and told is not None
    plain = held.read(BLOCK)
    if hashlib.sha256(plain).hexdigest().encode() != told.read(BLOCK):
        raise ValueError("its manifest was changed")
    manifest = msgspec.json.decode(plain, type=Manifest)
    known = {STORE_NAME, *WRAPPED_KEYS, *PRIVATE}
    if manifest.scribe != VERSION or STORE_NAME not in manifest.sha256 or not known >= manifest.sha256.keys():
        raise ValueError("a newer Scribe made it, or none did")
    return manifest


def restore(file: Path, home: Path) -> Manifest:
    """Into a SCRIBE_HOME without a store. The store gets its name last: stopped anywhere, it is there whole or not.
    Raises UsageError, FailedError."""
    _refuse_occupied(home)
    manifest = read(file)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tarfile.open(file, "r:") as tar:
            for name in sorted(manifest.sha256, key=lambda name: name == STORE_NAME):
                _unpack(tar, name, home)
    except OSError as error:
        raise FailedError(f"{home}: {error.strerror}.", "Free some space and restore again.") from None
    return manifest


def _refuse_occupied(home: Path) -> None:
    """A store, or what is left beside one that was taken away: its log would be played into the restored store."""
    if (home / STORE_NAME).exists():
        raise UsageError(f"{home}: there is a store already.", "Restore into an empty SCRIBE_HOME.")
    left = [name for name in BESIDE if (home / name).exists()]
    if left:
        raise UsageError(
            f"{home}: left of another record: {', '.join(left)}.",
            "Restore into an empty SCRIBE_HOME, to which only the key was brought.",
        )


def _unpack(tar: tarfile.TarFile, name: str, home: Path) -> None:
    held, part = tar.extractfile(name), home / f"{name}.part"
    assert held is not None
    with _new(part) as written:
        while block := held.read(BLOCK):
            written.write(block)
        written.flush()
        os.fsync(written.fileno())
    part.replace(home / name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_in(tar: tarfile.TarFile, name: str) -> str:
    held, sha = tar.extractfile(name), hashlib.sha256()
    assert held is not None
    while block := held.read(BLOCK):
        sha.update(block)
    return sha.hexdigest()
