"""Remarks of libraries go nowhere; whatever else is written to stderr meanwhile comes out."""

import os
from pathlib import Path

import pytest

from scribe.audio.hushed import MP3_DECODER, SOUND_CARDS, hushed


def test_remarks_are_dropped_and_lines_of_others_kept(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed(MP3_DECODER):
        os.write(2, b"Note: Illegal Audio-MPEG-Header 0x23427e34 at offset 1029.\nthe broker is away: MqttError\n")
        os.write(2, b"[src/libmpg123/layer3.c:INT123_do_layer3():1774] error: part2_3_length (992) too large\n")
        os.write(2, b"Warning: Xing stream size off by more than 1%, fuzzy seeking may be even more fuzzy\n")
    os.write(2, b"afterwards\n")
    assert capfd.readouterr().err == "the broker is away: MqttError\nafterwards\n"


def test_what_portaudio_says_while_it_looks_for_cards_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed(SOUND_CARDS):
        os.write(2, b"ALSA lib confmisc.c:855:(parse_card) cannot find card '0'\n")
        os.write(2, b"Cannot connect to server socket err = No such file or directory\n")
        os.write(2, b"jack server is not running or cannot be started\n")
        os.write(2, b"Expression 'paInvalidSampleRate' failed in 'src/hostapi/alsa/pa_linux_alsa.c', line: 2048\n")
        os.write(2, b"the broker is away: MqttError\n")
    assert capfd.readouterr().err == "the broker is away: MqttError\n"


def test_stderr_is_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="broken"), hushed(MP3_DECODER):
        raise OSError("broken")
    os.write(2, b"here\n")
    assert capfd.readouterr().err == "here\n"


def test_no_descriptor_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with hushed(MP3_DECODER):
            pass
    assert len(list(Path("/proc/self/fd").iterdir())) == before
