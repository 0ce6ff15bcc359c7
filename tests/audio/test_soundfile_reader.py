"""Every kind of recording a clinic has, and what is said of those that can't be played."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from scribe.audio.soundfile_reader import SoundFileReader
from scribe.errors import AudioFileError
from tests.audio.sounds import tone

SECONDS = 2.5


def write(path: Path, rate: int = 16_000, channels: int = 1, subtype: str | None = None) -> Path:
    soundfile.write(path, tone(rate, SECONDS, channels=channels), rate, subtype=subtype)
    return path


def whole(reader: SoundFileReader) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    parts = []
    while (block := reader.read()) is not None:
        parts.append(block)
    return np.concatenate(parts)


KINDS = [
    ("a.wav", 16_000, 1, "PCM_16"),
    ("a.wav", 8_000, 1, "PCM_U8"),
    ("a.wav", 44_100, 2, "PCM_24"),
    ("a.wav", 48_000, 2, "FLOAT"),
    ("a.flac", 16_000, 1, "PCM_16"),
    ("a.flac", 44_100, 2, "PCM_24"),
    ("a.ogg", 44_100, 2, "VORBIS"),
    ("a.opus.ogg", 48_000, 1, "OPUS"),
    ("a.mp3", 44_100, 2, None),
    ("a.mp3", 16_000, 1, None),
]


@pytest.mark.parametrize(("name", "rate", "channels", "subtype"), KINDS)
def test_what_is_in_it_is_read_to_its_end(
    tmp_path: Path, name: str, rate: int, channels: int, subtype: str | None
) -> None:
    reader = SoundFileReader(write(tmp_path / name, rate, channels, subtype))
    sound = whole(reader)
    reader.close()
    assert (reader.rate, reader.channels) == (rate, channels)
    assert sound.shape[1] == channels
    assert len(sound) / rate == pytest.approx(SECONDS, abs=0.08)
    assert reader.duration == pytest.approx(SECONDS, abs=0.08)
    power = float(np.sqrt((sound[rate // 4 : 2 * rate] ** 2).mean()))
    assert power == pytest.approx(0.5 / 2**0.5, rel=0.05)


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.mp3"])
def test_going_on_in_the_middle_is_the_same_sound(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, 44_100, 2)
    one = SoundFileReader(path)
    all_of_it = whole(one)
    one.close()
    other = SoundFileReader(path)
    other.read()
    part = other.read(24_000)
    other.close()
    assert part is not None
    assert np.allclose(part, all_of_it[66_150 : 66_150 + len(part)], atol=1e-4)


def empty(path: Path) -> None:
    path.touch()


def no_audio(path: Path) -> None:
    path.write_text("a shopping list\n" * 50)


def silent(path: Path) -> None:
    soundfile.write(path, np.zeros(0, np.float32), 16_000)


def cut(path: Path) -> None:
    write(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


WRONG = [
    ("gone.wav", lambda path: None, "no such recording"),
    ("folder.wav", Path.mkdir, "folder"),
    ("empty.wav", empty, "empty"),
    ("text.flac", no_audio, "can be played"),
    ("none.wav", silent, "empty"),
    ("cut.wav", cut, "cut short"),
    ("cut.flac", cut, "cut short"),
    ("cut.ogg", cut, "recording"),
    ("n" * 300 + ".wav", lambda path: None, "name too long"),
]


@pytest.mark.parametrize(("name", "make", "says"), WRONG, ids=[row[0][:12] for row in WRONG])
def test_what_can_not_be_played_is_named_with_the_next_step(
    tmp_path: Path, name: str, make: Callable[[Path], None], says: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(AudioFileError) as refusal:
        SoundFileReader(tmp_path / name)
    assert name in refusal.value.text
    assert says in refusal.value.text.lower()
    assert refusal.value.hint


def test_reading_after_closing_is_the_end(tmp_path: Path) -> None:
    reader = SoundFileReader(write(tmp_path / "a.wav"))
    reader.close()
    assert reader.read() is None


def test_a_broken_mp3_says_nothing_but_our_own_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """libmpg123 writes what it thinks of a file to stderr by itself."""
    path = write(tmp_path / "a.mp3")
    sound = bytearray(path.read_bytes())
    for at in range(600, len(sound), 997):
        sound[at : at + 40] = b"\x5b" * 40
    for name, data in (("damaged.mp3", sound), ("cut.mp3", sound[: len(sound) // 2]), ("hardly.mp3", sound[:700])):
        broken = tmp_path / name
        broken.write_bytes(bytes(data))
        try:
            reader = SoundFileReader(broken)
        except AudioFileError as error:
            assert name in str(error)
        else:
            reader.read(0)
            reader.read(20_000)
            reader.read(0)
            reader.close()
    assert capfd.readouterr().err == ""
