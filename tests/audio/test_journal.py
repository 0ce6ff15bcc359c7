"""What was heard is kept, encrypted, through crashes and full disks; what was struck is not."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scribe.audio import journal as module
from scribe.audio.frame import FRAME, RATE, to_pcm
from scribe.audio.journal import Journal
from scribe.audio.journal_files import JournalFiles
from scribe.errors import JournalError
from tests.audio.sounds import numbered, positions

KEY, OTHER = bytes(range(32)), bytes(32)

CHILD = """
import sys, time
from pathlib import Path
from scribe.audio.journal import Journal
from tests.audio.sounds import numbered
journal = Journal.create(Path(sys.argv[1]), bytes(range(32)))
begun = time.monotonic()
for frame in numbered(10_000):
    time.sleep(max(0, begun + frame.end - time.monotonic()))
    journal.append(frame)
    print(frame.position + 512, flush=True)
"""


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_was_appended_is_read_back_with_its_gaps(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "j", KEY)
    frames = [*numbered(40), *numbered(40, position=5 * RATE)]
    for frame in frames:
        journal.append(frame)
    journal.close()
    again = Journal.open(tmp_path / "j", KEY)
    read = list(again.read())
    assert positions(read) == positions(frames)
    assert [to_pcm(f.samples) for f in read] == [to_pcm(f.samples) for f in frames]
    assert again.end == frames[-1].position + FRAME
    assert again.seconds == pytest.approx(80 * FRAME / RATE)
    assert positions(list(again.read(5 * RATE))) == positions(frames[40:])
    again.close()


def test_nothing_of_it_can_be_read_without_the_key(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, KEY)
    for frame in numbered(100):
        journal.append(frame)
    journal.close()
    stored = on_disk(tmp_path)
    assert stored
    assert not any(to_pcm(frame.samples)[:64] in stored for frame in numbered(100))
    with pytest.raises(JournalError):
        list(Journal.open(tmp_path, OTHER).read())


@pytest.mark.parametrize("after_s", [0.4, 1.1, 1.9])
def test_a_killed_process_loses_less_than_a_second_and_no_order(tmp_path: Path, after_s: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path / "j")], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after_s)
    child.send_signal(signal.SIGKILL)
    told = child.communicate()[0].split()
    heard = int(told[-1])
    journal = Journal.open(tmp_path / "j", KEY)
    kept = positions(list(journal.read()))
    journal.close()
    assert kept == [n * FRAME for n in range(len(kept))]
    assert heard - journal.end < RATE


def test_a_full_disk_loses_nothing_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    journal, frames = Journal.create(tmp_path, KEY), numbered(120)
    with monkeypatch.context() as disk:
        disk.setattr(JournalFiles, "append", full)
        for frame in frames[:60]:
            journal.append(frame)
        journal.flush()
        assert journal.failed is not None
        assert "free some space" in str(journal.failed).lower()
        assert positions(list(journal.read())) == positions(frames[:60])
    for frame in frames[60:]:
        journal.append(frame)
    journal.flush()
    assert journal.failed is None
    journal.close()
    again = Journal.open(tmp_path, KEY)
    assert positions(list(again.read())) == positions(frames)
    again.close()


@pytest.mark.parametrize("fault", [OSError(errno.EIO, "input/output error"), ZeroDivisionError()])
def test_what_waits_is_written_when_it_can_be_without_new_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def failing(*_: object) -> None:
        raise fault

    monkeypatch.setattr(module, "RETRY_S", 0.01)
    journal, frames = Journal.create(tmp_path, KEY), numbered(30)
    with monkeypatch.context() as disk:
        disk.setattr(JournalFiles, "append", failing)
        for frame in frames:
            journal.append(frame)
        journal.flush()
        assert journal.failed is not None
    until = time.monotonic() + 30
    while journal.failed is not None:
        assert time.monotonic() < until, "it was never tried again"
        time.sleep(0.01)
    journal.close()
    again = Journal.open(tmp_path, KEY)
    assert positions(list(again.read())) == positions(frames)
    again.close()


def test_a_struck_span_is_gone_and_the_rest_stays(tmp_path: Path) -> None:
    journal, frames = Journal.create(tmp_path, KEY), numbered(200)
    for frame in frames:
        journal.append(frame)
    journal.flush()
    before = on_disk(tmp_path)
    journal.erase(1.0, 2.0)
    kept = [f for f in frames if f.end <= 1.0 or f.start >= 2.0]
    assert positions(list(journal.read())) == positions(kept)
    journal.close()
    assert on_disk(tmp_path) != before
    again = Journal.open(tmp_path, KEY)
    assert positions(list(again.read())) == positions(kept)
    again.close()


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path, KEY)
    for frame in numbered(200):
        journal.append(frame)
    journal.close()
    path = max(tmp_path.rglob("*"), key=lambda p: p.stat().st_size)
    whole = path.read_bytes()
    place = len(whole) // 2
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    with pytest.raises(JournalError):
        list(Journal.open(tmp_path, KEY).read())


def test_a_journal_is_never_written_over(tmp_path: Path) -> None:
    Journal.create(tmp_path, KEY).close()
    (tmp_path / "x").touch()
    with pytest.raises(JournalError, match="already"):
        Journal.create(tmp_path, KEY)


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="32 bytes"):
        Journal.create(tmp_path, b"short")


def test_destroying_leaves_nothing(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "j", KEY)
    for frame in numbered(50):
        journal.append(frame)
    journal.flush()
    journal.destroy()
    assert on_disk(tmp_path) == b""
