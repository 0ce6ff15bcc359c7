"""`scribe doctor`: every part that may be missing is named with its next step; only needed ones make exit code 3."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scribe import cli, doctor, models
from scribe.audio import microphone
from scribe.audio.microphone import InputDevice
from scribe.config import OllamaSettings, RecordsSettings, Settings, SpeechSettings
from scribe.doctor import examine
from scribe.errors import MissingPartError
from scribe.models import ModelState
from scribe.records.store import Store
from scribe.room.finding import Finding
from scribe.speech import pace
from tests.audio.faulty_disk import refuse_nameless
from tests.local_llm import Script, serving
from tests.room.test_hearing import Room

NOWHERE = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""

Run = Callable[..., tuple[int, dict[str, Finding]]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def whole_machine(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """All models and one microphone; a test takes away what it is about."""
    for name in [name for name in os.environ if name.startswith("SCRIBE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SCRIBE_HOME", str(home))
    monkeypatch.setenv("SCRIBE_OLLAMA__URL", NOWHERE)
    with_models(monkeypatch, {"whisper-base/model.bin": "good", "minilm/model.onnx": "good"})
    monkeypatch.setattr(microphone, "input_devices", lambda: [InputDevice(0, "Table", 2, 48_000)])
    monkeypatch.setattr("scribe.room.hearing.Microphone", lambda device: Room(0.1))


class Listening:
    """A speech model that needs no time; what it needs on a real machine is measured in tests/speech/test_pace.py."""

    def __init__(self, folder: Path, language: str, threads: int) -> None:
        self.seconds = 0.0


@pytest.fixture(autouse=True)
def look_s(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Say how long a look takes here."""

    def takes(seconds: float) -> None:
        monkeypatch.setattr(doctor, "decoder", Listening)
        monkeypatch.setattr(pace, "look_s", lambda whisper: seconds)

    takes(0.1)
    return takes


def with_models(monkeypatch: pytest.MonkeyPatch, states: dict[str, models.installed.Status]) -> None:
    found = [
        ModelState(model=name.split("/")[0], path=Path(name), size=1, status=status) for name, status in states.items()
    ]
    monkeypatch.setattr(models, "check", lambda settings: found)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`scribe doctor --json`: its exit code and the last finding of each part."""

    def command(**variables: str) -> tuple[int, dict[str, Finding]]:
        for name, value in variables.items():
            monkeypatch.setenv(f"SCRIBE_{name}", value)
        done = CliRunner().invoke(cli.app, ["doctor", "--json"])
        return done.exit_code, {row["part"]: Finding(**row) for row in json.loads(done.stdout)}

    return command


@pytest.fixture(scope="module")
def ollama() -> Iterator[str]:
    with serving(Script(lambda _: ""), "small") as url:
        yield url


# A bare home


def test_a_bare_home_is_good_and_stays_bare(run: Run, home: Path) -> None:
    code, found = run()
    assert code == 0
    assert found["store"].ok and "none yet" in found["store"].text
    assert "GB free" in found["disk"].text
    assert not home.exists(), "looking makes nothing"


def test_every_line_is_marked_and_an_optional_part_raises_no_alarm(run: Run) -> None:
    done = CliRunner().invoke(cli.app, ["doctor"])
    marks = {line.split()[1]: line.split()[0] for line in done.stdout.splitlines()}
    assert marks.pop("clock") in ("ok", "--"), "whoever sets this machine's clock"
    assert marks == {"model": "ok", "speed": "ok", "store": "ok", "disk": "ok", "microphone": "ok", "ollama": "--"}


def test_a_disk_that_turned_read_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_nameless(monkeypatch, errno.EROFS)
    code, found = run()
    assert (code, found["disk"].ok) == (3, False)
    assert "takes no changes" in found["disk"].text and "fsck" in found["disk"].hint


def test_no_room_on_the_disk(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scribe.doctor.LEAST_DISK_GB", 1e9)
    code, found = run()
    assert (code, found["disk"].ok) == (3, False)
    assert "Free at least" in found["disk"].hint


# Models


@pytest.mark.parametrize(("status", "says"), [("missing", "is missing"), ("wrong", "has the wrong sha256")])
def test_a_model_that_is_not_whole_is_named_with_the_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, status: models.installed.Status, says: str
) -> None:
    with_models(monkeypatch, {"whisper-base/model.bin": "good", "minilm/model.onnx": status})
    code, found = run()
    assert code == 3
    assert found["model"].text.startswith("minilm/model.onnx") and says in found["model"].text
    assert found["model"].hint == "Run: scribe models install"


@pytest.mark.parametrize(("chosen", "code"), [("whisper-base", 0), ("whisper-tiny.en", 3)])
def test_only_the_chosen_transcription_model_is_needed(
    run: Run, monkeypatch: pytest.MonkeyPatch, chosen: str, code: int
) -> None:
    with_models(monkeypatch, {"whisper-base/model.bin": "good", "whisper-tiny.en/model.bin": "missing"})
    got, found = run(SPEECH__MODEL=chosen)
    assert (got, found["model"].ok) == (code, False)


def test_a_transcription_model_of_ones_own_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, found = run(SPEECH__MODEL=str(tmp_path / "my-whisper"))
    assert code == 3
    assert "my-whisper" in found["model"].text and found["model"].hint


def test_nothing_installed_at_all(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "check", models.installed.check)
    code, found = run(MODELS=str(tmp_path / "empty"))
    assert (code, found["model"].hint) == (3, "Run: scribe models install")


# The microphone


def test_without_a_microphone_recordings_can_still_be_played(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "input_devices", list)
    code, found = run()
    assert (code, found["microphone"].ok, found["microphone"].text) == (0, False, "none found")
    assert "play a recording" in found["microphone"].hint


def test_without_portaudio_its_package_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> list[InputDevice]:
        raise MissingPartError("PortAudio is not installed.", "Run: apt install libportaudio2")

    monkeypatch.setattr(microphone, "input_devices", absent)
    code, found = run()
    assert (code, found["microphone"].hint) == (0, "Run: apt install libportaudio2")


def test_what_sound_drivers_say_is_not_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def noisy() -> list[InputDevice]:
        os.write(2, b"ALSA lib: cannot find card 0\n")
        return []

    monkeypatch.setattr(microphone, "input_devices", noisy)
    run()
    os.write(2, b"afterwards\n")
    assert capfd.readouterr().err == "afterwards\n"


# The store and its key


async def stored(home: Path) -> None:
    async with Store.open(home, RecordsSettings()):
        pass


async def test_a_store_without_a_recovery_code_is_told(home: Path) -> None:
    async with Store.open(home, RecordsSettings()) as store:
        settings = Settings(home=home, ollama=OllamaSettings(url=NOWHERE))
        found = {one.part: one for one in await examine(settings)}
        assert (found["recovery"].ok, found["recovery"].needed) == (False, False)
        await store.new_recovery_code()
    found = {one.part: one for one in await examine(settings)}
    assert found["recovery"].ok


async def test_the_key_opens_the_store(home: Path) -> None:
    await stored(home)
    found = {one.part: one for one in await examine(Settings(home=home, ollama=OllamaSettings(url=NOWHERE)))}
    assert found["store"].ok and "opens" in found["store"].text


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda key: key.write_bytes(bytes(32)), "key"),
        (lambda key: key.write_bytes(b"short"), "32 bytes"),
        (lambda key: key.unlink(), "missing"),
        (lambda key: key.chmod(0o644), "chmod 600"),
    ],
    ids=["wrong", "short", "missing", "open to others"],
)
async def test_a_key_that_does_not_fit_is_an_error_with_the_next_step(
    home: Path, damage: Callable[[Path], None], says: str
) -> None:
    await stored(home)
    damage(home / "key")
    found = {one.part: one for one in await examine(Settings(home=home, ollama=OllamaSettings(url=NOWHERE)))}
    store = found["store"]
    assert (store.ok, store.needed) == (False, True)
    assert says in f"{store.text} {store.hint}" and store.hint
    assert found["disk"].ok, "what comes after it is still looked at"


# The language model


def test_without_ollama_the_outline_is_no_worse(run: Run) -> None:
    code, found = run()
    assert (code, found["ollama"].ok, found["ollama"].needed) == (0, False, False)
    assert "does not answer" in found["ollama"].text and "not used" in found["ollama"].text
    assert "ollama serve" in found["ollama"].hint


def test_where_the_settings_ask_for_ollama_it_is_needed(run: Run) -> None:
    code, found = run(NOTES__ENGINE="ollama")
    assert (code, found["ollama"].needed) == (3, True)
    assert "not used" not in found["ollama"].text


@pytest.mark.parametrize(("engine", "code"), [("outline", 0), ("ollama", 3)])
def test_a_model_that_was_never_pulled_names_the_command(run: Run, ollama: str, engine: str, code: int) -> None:
    got, found = run(NOTES__ENGINE=engine, OLLAMA__URL=ollama, OLLAMA__MODEL="qwen2.5:3b")
    assert (got, found["ollama"].ok) == (code, False)
    assert found["ollama"].hint == "Run: ollama pull qwen2.5:3b"


def test_ollama_with_the_model(run: Run, ollama: str) -> None:
    code, found = run(NOTES__ENGINE="ollama", OLLAMA__URL=ollama, OLLAMA__MODEL="small")
    assert (code, found["ollama"].ok) == (0, True)
    assert found["ollama"].text == f"{ollama} has small of 1"


def test_an_address_outside_is_refused_without_asking_it(run: Run) -> None:
    code, found = run(NOTES__ENGINE="ollama", OLLAMA__URL="https://ollama.com")
    assert (code, found["ollama"].ok) == (3, False)
    assert "own network" in found["ollama"].text


async def test_settings_in_the_program_are_examined_as_they_are(home: Path) -> None:
    settings = Settings(home=home, speech=SpeechSettings(model="nowhere"), ollama=OllamaSettings(url=NOWHERE))
    assert [one.ok for one in await examine(settings) if one.part == "model"] == [True, True, False]


def test_it_tells_how_often_this_machine_looks(run: Run, look_s: Callable[[float], None]) -> None:
    assert f"takes 0.10 s; one is taken every {pace.LEAST_S:.2f} s" in run()[1]["speed"].text
    look_s(0.3)
    assert "every 0.67 s" in run()[1]["speed"].text
    assert "every 0.30 s" in run(SPEECH__STEP_S="0.3")[1]["speed"].text


def test_a_machine_too_slow_for_its_model_is_told_of_a_smaller_one(run: Run, look_s: Callable[[float], None]) -> None:
    look_s(2.0)
    code, found = run()
    assert (code, found["speed"].ok) == (3, False)
    assert "whisper-tiny.en" in found["speed"].hint
