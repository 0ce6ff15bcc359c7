"""config/models.toml says everything an installation needs, and says it consistently."""

import re
from pathlib import Path

import pytest

from scribe import resources
from scribe.errors import ConfigError
from scribe.models.manifest import BUILT, Manifest, Origin, pinned, read

# What the rooms open, by the names they use.
OPENED = {
    "silero-vad": {"silero_vad.onnx"},
    "whisper-base": {"model.bin", "config.json", "tokenizer.json", "vocabulary.json", "encoder.onnx", "decoder.onnx"},
    "whisper-tiny.en": {"model.bin", "config.json", "tokenizer.json", "vocabulary.txt"},
    "segmentation-3.0": {"model.onnx"},
    "campplus": {"model.onnx"},
    "minilm": {"model.onnx", "tokenizer.json", "turns.onnx"},
}


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = resources.config("models.toml").read_text()
    assert old in text
    path = tmp_path / "models.toml"
    path.write_text(text.replace(old, new, 1))
    return path


def test_files_of_each_model() -> None:
    assert {name: {file.name for file in model.file} for name, model in pinned().model.items()} == OPENED


def test_every_file_and_wheel_is_pinned() -> None:
    pins = [(each.sha256, each.size) for each in pinned().package.values()]
    pins += [(file.sha256, file.size) for model in pinned().model.values() for file in model.file]
    assert all(re.fullmatch(r"[0-9a-f]{64}", sha256) and size > 0 for sha256, size in pins)
    assert len(set(pins)) == len(pins)


def test_build_environment_is_pinned_exactly() -> None:
    assert all(re.fullmatch(r"[a-z-]+==[0-9.]+", text) for text in pinned().build.requirements)
    assert "torch==2.13.0" in pinned().build.requirements


def test_every_model_has_a_free_licence() -> None:
    assert {model.licence for model in pinned().model.values()} <= {"MIT", "Apache-2.0"}


def test_script_builds_every_file_that_is_said_to_be_built() -> None:
    script = resources.build_models().read_text()
    for model in pinned().model.values():
        for origin in (origin for file in model.file for origin in file.origins if origin.package == BUILT):
            assert f'"{origin.member.removesuffix(".onnx")}"' in script


def test_origins_are_joined_in_order(manifest: Manifest) -> None:
    joined = manifest.model["voice"].file[0]
    assert joined.origins == (Origin("tiny-voice", "tiny_voice/part1"), Origin("tiny-voice", "tiny_voice/part2"))


def test_packages_for_one_file() -> None:
    assert pinned().packages_for([pinned().model["silero-vad"].file[0]]) == ["faster-whisper"]


def test_packages_for_a_built_file_are_those_of_the_build() -> None:
    needed = pinned().packages_for([pinned().model["campplus"].file[0]])
    assert sorted(needed) == sorted(pinned().build.packages)


def test_broken_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"models\.toml: .*line 7"):
        read(changed(tmp_path, 'version = "1.2.1"', "version = "))


def test_unknown_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="sha1"):
        read(changed(tmp_path, "sha256 =", "sha1 ="))


def test_unknown_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"model\.silero-vad: fister-whasper:"):
        read(changed(tmp_path, '"faster-whisper:', '"fister-whasper:'))
