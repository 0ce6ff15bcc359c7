"""Segments on a disk that fails: at every single call it is asked for, sound is neither lost nor doubled."""

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scribe.audio import journal_files, reserve
from scribe.audio.chunk import OVERHEAD, Chunk
from scribe.audio.frame import FRAME
from scribe.audio.journal_files import JournalFiles
from scribe.audio.segment import HEADER_SIZE
from scribe.errors import JournalError
from tests.audio.faulty_disk import Died, FaultyDisk, fill, refuse_nameless

KEY = bytes(range(32))
CHUNK = 2 * FRAME
Step = Callable[[JournalFiles], None]


def chunk(number: int) -> Chunk:
    return Chunk(number * CHUNK, bytes([number + 1]) * 2 * CHUNK)


def appending(number: int) -> Step:
    return lambda files: files.append(chunk(number))


def erasing(files: JournalFiles) -> None:
    files.erase(*STRUCK)


STRUCK = 2 * CHUNK + FRAME, 4 * CHUNK + 1
"""Half of chunk 2, all of chunk 3, half of chunk 4: two segments, the newer of which is being written."""
STEPS: list[Step] = [*map(appending, range(5)), erasing, *map(appending, range(5, 8)), JournalFiles.seal]

Held = list[tuple[int, bytes]]


def model(steps: list[Step]) -> Held:
    """Frames that are there after these steps."""
    appended = len([step for step in steps if step not in (erasing, JournalFiles.seal)])
    frames = [(n * CHUNK + at, bytes([n + 1]) * 2 * FRAME) for n in range(appended) for at in (0, FRAME)]
    if erasing not in steps:
        return frames
    return [(at, pcm) for at, pcm in frames if at + FRAME <= STRUCK[0] or at >= STRUCK[1]]


def held(files: JournalFiles) -> Held:
    return [
        (one.position + at, one.pcm[2 * at : 2 * (at + FRAME)])
        for one in files.read(0)
        for at in range(0, one.samples, FRAME)
    ]


@pytest.fixture(autouse=True)
def short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_files, "SEGMENT_SAMPLES", 3 * CHUNK)
    monkeypatch.setattr(reserve, "RESERVE", 16_384)


def calls_in_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    folder.mkdir()
    files = JournalFiles(folder, KEY)
    with monkeypatch.context() as patch:
        disk = FaultyDisk(patch, Died())
        for step in STEPS:
            step(files)
        assert held(files) == model(STEPS)
        return disk.calls


def check_end(folder: Path) -> None:
    """As another process finds it: the sound there is, and nothing else but zeros."""
    assert held(JournalFiles(folder, KEY)) == model(STEPS)
    for path in folder.iterdir():
        assert path.suffix == ".sound" or not any(path.read_bytes()), path.name


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whatever_call_fails_the_same_step_asked_again_puts_it_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    told = 0
    for at in range(calls_in_all(tmp_path / "count", monkeypatch)):
        folder = tmp_path / str(at)
        folder.mkdir()
        files = JournalFiles(folder, KEY)
        with monkeypatch.context() as patch:
            FaultyDisk(patch, OSError(code, os.strerror(code))).at = at
            for step in STEPS:
                try:
                    step(files)
                except OSError:
                    told += 1
                    step(files)
            assert held(files) == model(STEPS), f"call {at}"
        check_end(folder)
    assert told > 20


def test_whenever_the_process_dies_each_step_is_done_or_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(calls_in_all(tmp_path / "count", monkeypatch)):
        folder = tmp_path / str(at)
        folder.mkdir()
        files = JournalFiles(folder, KEY)
        with monkeypatch.context() as patch:
            disk = FaultyDisk(patch, Died())
            disk.at = at
            for number, step in enumerate(STEPS):
                try:
                    step(files)
                except Died:
                    disk.at = None
                    files = JournalFiles(folder, KEY)
                    before, after = model(STEPS[:number]), model(STEPS[: number + 1])
                    found = held(files)
                    # An erasure goes segment by segment: it may be done in the first of them only.
                    half_erased = [f for f in before if f in after or f[0] >= 3 * CHUNK]
                    assert found in (before, after, half_erased), f"call {at}"
                    if found != after:
                        step(files)
        check_end(folder)


def test_a_seal_that_the_disk_refuses_does_not_double_the_chunk_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, pwrite = JournalFiles(tmp_path, KEY), os.pwrite

    def refuse_seal(file: int, data: bytes, offset: int) -> int:
        if len(data) == OVERHEAD:
            raise OSError(errno.ENOSPC, "full")
        return pwrite(file, data, offset)

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", refuse_seal)
        for number in range(3):
            files.append(chunk(number))
        with pytest.raises(OSError, match="full"):
            files.append(chunk(3))
    files.append(chunk(3))
    assert [one.position for one in files.read(0)] == [n * CHUNK for n in range(4)]


def test_a_folder_that_does_not_sync_in_an_erasure_costs_no_later_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = JournalFiles(tmp_path, KEY)
    files.append(chunk(0))
    files.append(chunk(1))

    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, "no sync")

    with monkeypatch.context() as patch:
        patch.setattr(reserve, "sync_folder", refuse)
        with pytest.raises(OSError, match="no sync"):
            files.erase(0, CHUNK)
    files.append(chunk(2))
    assert [one.position for one in JournalFiles(tmp_path, KEY).read(0)] == [CHUNK, 2 * CHUNK]


def test_what_is_erased_is_erased_on_a_full_disk_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = JournalFiles(tmp_path, KEY)
    for number in range(8):
        files.append(chunk(number))
    # Ciphertext has no pattern: 64 bytes of it are found wherever they still lie.
    secret = [data[at : at + 64] for data in stored(tmp_path) for at in range(HEADER_SIZE + OVERHEAD, len(data), 256)]
    with monkeypatch.context() as patch:
        fill(patch)
        with pytest.raises(OSError, match="No space"):
            files.append(Chunk(8 * CHUNK, bytes(200_000)))
        for number in (0, 1, 4, 7):
            files.erase(number * CHUNK, (number + 1) * CHUNK)
    assert [one.position // CHUNK for one in files.read(0)] == [2, 3, 5, 6]
    # Each of the three segments was written anew: not a byte of the old ones is left under any name.
    assert not [piece for piece, data in itertools.product(secret, stored(tmp_path)) if piece in data]
    assert [one.position // CHUNK for one in JournalFiles(tmp_path, KEY).read(0)] == [2, 3, 5, 6]


def stored(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "reserve" or any(path.read_bytes())]


def test_segments_that_hold_none_of_it_are_left_alone(tmp_path: Path) -> None:
    files = JournalFiles(tmp_path, KEY)
    for number in (0, 5):
        files.append(chunk(number))
    before = (tmp_path / "000001.sound").read_bytes()
    files.erase(2 * CHUNK, 4 * CHUNK)  # within the pause between the two
    assert (tmp_path / "000001.sound").read_bytes() == before


def test_a_missing_file_and_a_file_in_the_wrong_place_are_damage(tmp_path: Path) -> None:
    files = JournalFiles(tmp_path, KEY)
    for number in range(8):
        files.append(chunk(number))
    first, second = tmp_path / "000001.sound", tmp_path / "000002.sound"
    third = first.rename(tmp_path / "kept")
    with pytest.raises(JournalError, match="missing"):
        JournalFiles(tmp_path, KEY)
    second.rename(first)
    third.rename(second)
    with pytest.raises(JournalError, match="another file"):
        JournalFiles(tmp_path, KEY)


def test_a_finished_journal_keeps_no_room_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    files = JournalFiles(tmp_path, KEY)
    files.append(chunk(0))
    assert {path.name for path in tmp_path.iterdir()} == {"000001.sound", "reserve"}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    files.seal()
    assert {path.name for path in tmp_path.iterdir()} == {"000001.sound"}


def test_a_chunk_whose_sync_can_not_be_believed_is_written_again_and_once(tmp_path: Path) -> None:
    files = JournalFiles(tmp_path, KEY)
    files.append(chunk(0))
    with pytest.MonkeyPatch.context() as patch:
        refuse_nameless(patch, errno.EROFS)
        with pytest.raises(OSError, match="Read-only"):
            files.append(chunk(1))
    files.append(chunk(1))
    files.seal()
    assert held(files) == model([appending(0), appending(1)])


def test_what_is_written_while_it_is_read_leaves_no_gap(tmp_path: Path) -> None:
    """A reader that is slow: meanwhile the segment it is in grows, is full, and another one begins."""
    files = JournalFiles(tmp_path, KEY)
    for number in range(2):
        files.append(chunk(number))
    reading = files.read(0)
    read = [next(reading).position]
    for number in range(2, 12):
        files.append(chunk(number))
    read += [one.position for one in reading]
    files.seal()
    assert read == [number * CHUNK for number in range(12)]
