"""Remarks of the MP3 decoder go nowhere; whatever else is written to stderr meanwhile comes out."""

import os
from pathlib import Path

import pytest

from scribe.audio.hushed import hushed


def test_remarks_are_dropped_and_lines_of_others_kept(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed():
        os.write(2, b"Note: Illegal Audio-MPEG-Header 0x23427e34 at offset 1029.\nthe broker is away: MqttError\n")
        os.write(2, b"[src/libmpg123/layer3.c:INT123_do_layer3():1774] error: part2_3_length (992) too large\n")
        os.write(2, b"Warning: Xing stream size off by more than 1%, fuzzy seeking may be even more fuzzy\n")
    os.write(2, b"afterwards\n")
    assert capfd.readouterr().err == "the broker is away: MqttError\nafterwards\n"


def test_stderr_is_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="broken"), hushed():
        raise OSError("broken")
    os.write(2, b"here\n")
    assert capfd.readouterr().err == "here\n"


def test_no_descriptor_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with hushed():
            pass
    assert len(list(Path("/proc/self/fd").iterdir())) == before
