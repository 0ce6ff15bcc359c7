"""A cue file that can't be read says where it lies, what is wrong and what to do."""

from pathlib import Path

import msgspec
import pytest

from scribe import cue_file
from scribe.errors import ConfigError


class Cues(msgspec.Struct, forbid_unknown_fields=True):
    patterns: tuple[str, ...]


def test_as_the_type_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    path.write_text("patterns = ['a', 'b']\n", encoding="utf-8")
    assert cue_file.read(path, Cues) == Cues(patterns=("a", "b"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"patterns = [\n", "Mend that line."),
        (b"patterns = ['\xff']\n", "Mend that line."),
        (b"patterns = 'a'\n", "$.patterns"),
        (b"words = []\n", "words"),
        (None, "Reinstall, or restore config/cues."),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "cues.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"cues\.toml") as caught:
        cue_file.read(path, Cues)
    assert told in str(caught.value)
