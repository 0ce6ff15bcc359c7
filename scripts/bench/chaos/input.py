"""Fuzzed input: only the errors that are documented may come out, each of one line."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import soundfile

from scribe import config, resources
from scribe.audio.soundfile_reader import SoundFileReader
from scribe.errors import AudioFileError, ConfigError, ProtocolError, ScribeError
from scribe.gateway import messages
from scripts.bench.chaos.fault import Outcome

FRAMES = (
    '{"type":"hello","token":"abc","resume":{"session":"s","seq":3}}',
    '{"type":"pair","code":"ABCD-EFGH","device":"tablet"}',
    '{"id":"1","do":"start","consents":[{"name":"A","role":"client","purpose":"notes"}],"chart":{"client":"A"}}',
    '{"id":"2","do":"strike","span":[1.0,2.5]}',
    '{"type":"ping"}',
)


def mangled(data: bytes, chance: random.Random) -> bytes:
    """With a few bytes changed, removed, doubled, or the end cut off."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + chance.randint(1, 16)]
            case 2:
                out[at:at] = out[at : at + chance.randint(1, 32)]
            case 3:
                out[at:at] = chance.choice((b"\0", b"\xff\xfe", b'"', b"[" * 200, b"1e999", b"-1"))
            case _:
                del out[at:]
    return bytes(out)


def escaped(attempt: Callable[[], object], allowed: type[ScribeError]) -> bool:
    """Whether anything else than the documented error came out, or one of more than a line."""
    try:
        attempt()
    except allowed as error:
        return "\n" in str(error)
    except Exception:
        return True
    return False


async def frames(_folder: Path, chance: random.Random, rounds: int) -> Outcome:
    wrong = 0
    for _ in range(rounds):
        data = mangled(chance.choice(FRAMES).encode(), chance)
        text = data.decode("utf-8", "replace")
        wrong += escaped(lambda text=text: messages.parse(text), ProtocolError)  # type: ignore[misc]
        wrong += escaped(lambda data=data: messages.parse_sound(data), ProtocolError)  # type: ignore[misc]
    return Outcome(wrong, f"{2 * rounds} messages")


async def audio(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    samples, rate = soundfile.read(Path(__file__).parents[3] / "tests" / "data" / "opening.ogg", frames=16_000)
    wrong = 0
    with stderr_aside() as said:
        for number in range(rounds):
            kind = ("wav", "flac", "ogg", "mp3")[number % 4]
            clip = folder / f"clip.{kind}"
            soundfile.write(clip, samples, rate)
            clip.write_bytes(mangled(clip.read_bytes(), chance))
            wrong += escaped(lambda clip=clip: heard(clip), AudioFileError)  # type: ignore[misc]
        lines = os.pread(said, os.fstat(said).st_size, 0).splitlines()
    return Outcome(wrong + len(lines), f"{rounds} recordings, {len(lines)} lines of a decoder's own on stderr")


@contextmanager
def stderr_aside() -> Iterator[int]:
    """A file that has whatever is written to stderr, by libraries too."""
    real = os.dup(2)
    with TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        try:
            yield said.fileno()
        finally:
            os.dup2(real, 2)
            os.close(real)


def heard(path: Path) -> None:
    reader = SoundFileReader(path)
    try:
        while reader.read() is not None:
            pass
    finally:
        reader.close()


async def settings(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    whole = resources.config("scribe.toml").read_text(encoding="utf-8").replace("\n#", "\n").encode()
    path = folder / "scribe.toml"
    kept = os.environ.get("SCRIBE_CONFIG")
    os.environ["SCRIBE_CONFIG"] = str(path)
    wrong = 0
    try:
        for _ in range(rounds):
            path.write_bytes(mangled(whole, chance))
            wrong += escaped(config.load, ConfigError)
    finally:
        os.environ.pop("SCRIBE_CONFIG") if kept is None else os.environ.update(SCRIBE_CONFIG=kept)
    return Outcome(wrong, f"{rounds} settings files")
