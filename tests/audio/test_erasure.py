"""What the journal is asked to erase is erased, or said to be there still; and the writer never ends unsaid."""

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scribe.audio import journal as module
from scribe.audio import spool
from scribe.audio.frame import FRAME, RATE
from scribe.audio.journal import Journal
from scribe.audio.journal_files import JournalFiles
from scribe.errors import JournalError
from tests.audio.faulty_disk import fill
from tests.audio.sounds import numbered, positions

KEY = bytes(range(32))
HEARD = numbered(200)
KEPT = positions([f for f in HEARD if f.end <= 1.0 or f.start >= 2.0])


def refuse(*_: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def journal_of(folder: Path) -> Journal:
    journal = Journal.create(folder, KEY)
    for frame in HEARD:
        journal.append(frame)
    journal.flush()
    return journal


def on_disk(folder: Path) -> list[int]:
    return [at for c in JournalFiles(folder, KEY).read(0) for at in range(c.position, c.end, FRAME)]


def wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_full_disk_does_not_keep_sound_that_was_struck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = journal_of(tmp_path)
    with monkeypatch.context() as patch:
        fill(patch)
        journal.erase(1.0, 2.0)
        assert positions(list(journal.read())) == KEPT
    journal.close()
    assert on_disk(tmp_path) == KEPT


def test_an_erasure_that_fails_is_told_hidden_at_once_and_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    journal = journal_of(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(JournalFiles, "erase", refuse)
        with pytest.raises(JournalError, match="not erased yet"):
            journal.erase(1.0, 2.0)
        assert journal.failed is not None
        assert positions(list(journal.read())) == KEPT
        more = numbered(20, position=HEARD[-1].position + FRAME)
        for frame in more:
            journal.append(frame)
        journal.flush()
        assert journal.failed is not None, "it is still owed"
    wait_for(lambda: journal.failed is None)
    journal.close()
    assert on_disk(tmp_path) == KEPT + positions(more)


def test_closing_makes_good_what_is_owed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 3600.0)
    journal = journal_of(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(JournalFiles, "erase", refuse)
        with pytest.raises(JournalError):
            journal.erase(1.0, 2.0)
        journal.flush()
    journal.close()
    assert journal.failed is None
    assert on_disk(tmp_path) == KEPT


def test_sound_that_never_reached_the_disk_is_erased_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(JournalFiles, "append", refuse)
        journal = journal_of(tmp_path)
        journal.erase(1.0, 2.0)
        assert positions(list(journal.read())) == KEPT
    journal.close()
    assert on_disk(tmp_path) == KEPT


def test_sound_that_had_to_be_let_go_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_WAITING_S", 1.0)
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", refuse)
        journal = journal_of(tmp_path)
    journal.close()
    kept = on_disk(tmp_path)
    assert kept == positions(HEARD[-len(kept) :])
    assert journal.seconds_lost == (len(HEARD) - len(kept)) * FRAME / RATE > 0


def test_a_writer_that_can_not_be_started_is_told_and_nobody_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_thread(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no_thread)
        journal = journal_of(tmp_path)
        assert journal.failed is not None
    journal.close()
    assert journal.failed is None
    assert on_disk(tmp_path) == positions(HEARD)


def test_whatever_the_erasure_raises_the_writer_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    journal = journal_of(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(JournalFiles, "erase", broken)
        with pytest.raises(JournalError, match="ZeroDivisionError"):
            journal.erase(1.0, 2.0)
        journal.flush()
        assert journal.failed is not None
    journal.flush()
    assert journal.failed is None
    journal.close()
