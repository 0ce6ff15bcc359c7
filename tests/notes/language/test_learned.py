"""What was learned is read whole or named as damaged, with what makes it anew."""

from pathlib import Path

import pytest

from scribe.errors import ConfigError
from scribe.notes.language import learned, marks
from scribe.notes.language.learned import source, weights


@pytest.mark.parametrize("held", ['{"learned_from": "x", "ends": {"": 0.0}}', "not json", None])
def test_damaged_weights_are_named(held: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "marks.weights.json"
    if held is not None:
        broken.write_text(held)
    monkeypatch.setattr(learned, "weights_file", lambda _: broken)
    with pytest.raises(ConfigError, match="scripts/train-marks") as refused:
        weights(marks.NAME, marks.Weights, "train-marks")
    assert "config/reading/marks.weights.json" in str(refused.value)


def test_another_letter_is_another_source() -> None:
    assert source([b"one", b"two"]) == source([b"onetwo"])
    assert source([b"one"]) != source([b"onf"])
