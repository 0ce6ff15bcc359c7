"""A JSON file that is missing or of another shape is told by its path, with what to do."""

from pathlib import Path

import msgspec
import pytest

from scribe import json_file
from scribe.errors import ScribeError, StoreError, UsageError


class Shape(msgspec.Struct):
    days: int


def test_what_is_there_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"days": 3}')
    assert json_file.read(tmp_path / "a.json", Shape, UsageError, unreadable="", unlike="") == Shape(3)


@pytest.mark.parametrize("fault", [UsageError, StoreError])
@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "a.json: No such file or directory. Name one."), ("{", "a.json: damaged"), ('{"days": "x"}', r"\$.days")],
)
def test_what_is_wrong_is_told(tmp_path: Path, fault: type[ScribeError], content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "a.json").write_text(content)
    with pytest.raises(fault, match=said) as caught:
        json_file.read(tmp_path / "a.json", Shape, fault, unreadable="Name one.", unlike="Print one.")
    assert content is None or "Print one." in str(caught.value)
