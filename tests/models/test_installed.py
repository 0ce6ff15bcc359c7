"""Where models are looked for, and what is said of one that is absent, cut short or changed."""

from pathlib import Path

import pytest

from scribe import models, resources
from scribe.config import Settings, SpeechSettings
from scribe.errors import ModelError
from scribe.models import hub
from scribe.models.manifest import Manifest, pinned


def whisper(settings: Settings, name: str) -> Settings:
    return settings.model_copy(update={"speech": SpeechSettings(model=name)})


def lay_out(folder: Path, name: str) -> Path:
    """A model of the right sizes, with holes for content: what is looked at without hashing."""
    place = folder / name
    place.mkdir(parents=True)
    for file in pinned().model[name].file:
        with (place / file.name).open("wb") as stream:
            stream.truncate(file.size)
    return place


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A clinic's own CTranslate2 model."""
    place = tmp_path / "ours"
    place.mkdir()
    for name in hub.NEEDED:
        (place / name).touch()
    return place


def test_folder_that_is_set(settings: Settings, tmp_path: Path) -> None:
    assert models.folder(settings) == tmp_path / "models"


def test_folder_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "checkout", lambda: tmp_path)
    plain = Settings(home=tmp_path / "home")
    assert models.folder(plain) == tmp_path / "home" / "models"
    (tmp_path / ".models").mkdir()
    assert models.folder(plain) == tmp_path / ".models"


def test_folder_of_an_installed_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "checkout", lambda: None)
    assert models.folder(Settings(home=tmp_path)) == tmp_path / "models"


def test_path_of_an_installed_model(settings: Settings) -> None:
    place = lay_out(models.folder(settings), "campplus")
    assert models.path_of(settings, "campplus") == place


def test_missing_model_names_model_file_and_command(settings: Settings) -> None:
    with pytest.raises(ModelError) as caught:
        models.path_of(settings, "campplus")
    assert "campplus" in caught.value.text
    assert str(models.folder(settings) / "campplus" / "model.onnx") in caught.value.text
    assert "scribe models install" in caught.value.hint
    assert caught.value.exit_status == 3
    assert "\n" not in str(caught.value)


def test_file_cut_short_is_found_without_hashing(settings: Settings) -> None:
    place = lay_out(models.folder(settings), "minilm")
    (place / "tokenizer.json").write_bytes(b"{")
    with pytest.raises(ModelError, match=r"tokenizer\.json has 1 bytes instead of 466247"):
        models.path_of(settings, "minilm")


def test_unknown_model_lists_the_known(settings: Settings) -> None:
    with pytest.raises(ModelError, match=r"whisper-large.*silero-vad, whisper-base"):
        models.path_of(settings, "whisper-large")


@pytest.mark.parametrize("name", ["whisper-base", "base"])
def test_pinned_whisper_by_either_name(settings: Settings, name: str) -> None:
    place = lay_out(models.folder(settings), "whisper-base")
    assert models.whisper_folder(whisper(settings, name)) == place


def test_whisper_in_any_folder(settings: Settings, own: Path) -> None:
    assert models.whisper_folder(whisper(settings, str(own))) == own


def test_whisper_folder_that_lacks_a_file(settings: Settings, own: Path) -> None:
    (own / "config.json").unlink()
    with pytest.raises(ModelError, match=r"config\.json is missing.*CTranslate2 folder"):
        models.whisper_folder(whisper(settings, str(own)))


def test_misspelt_whisper_lists_what_there_is(settings: Settings) -> None:
    with pytest.raises(ModelError, match=r"smal: .*large-v3-turbo"):
        models.whisper_folder(whisper(settings, "smal"))


def test_hub_model_has_to_be_installed_first(settings: Settings) -> None:
    with pytest.raises(ModelError, match=r"whisper-small.model\.bin is missing.*scribe models install"):
        models.whisper_folder(whisper(settings, "small"))


def test_check_tells_good_missing_and_wrong(settings: Settings, manifest: Manifest) -> None:
    place = models.folder(settings) / "voice"
    place.mkdir(parents=True)
    assert [state.status for state in models.check(settings, manifest)] == ["missing", "missing"]
    (place / "t.json").write_bytes(b"{}")
    (place / "model.bin").write_bytes(b"x" * manifest.model["voice"].file[0].size)
    assert {state.path.name: state.status for state in models.check(settings, manifest)} == {
        "model.bin": "wrong",
        "t.json": "good",
    }


def test_state_in_words(settings: Settings, manifest: Manifest) -> None:
    absent = models.check(settings, manifest)[0]
    assert (absent.name, absent.ok) == ("voice/model.bin", False)
    assert absent.problem == f"{models.folder(settings) / 'voice' / 'model.bin'} is missing"
    models.install(settings, manifest=manifest)
    whole = models.check(settings, manifest)[0]
    assert (whole.ok, whole.problem) == (True, "")


def test_one_changed_bit_is_an_error_that_names_the_file(settings: Settings, manifest: Manifest) -> None:
    models.install(settings, manifest=manifest)
    models.require(models.check(settings, manifest))
    path = models.folder(settings) / "voice" / "model.bin"
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"voice: .*model\.bin has the wrong sha256"):
        models.require(models.check(settings, manifest))
