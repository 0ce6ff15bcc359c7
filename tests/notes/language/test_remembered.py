"""What is remembered of texts is bounded, and forgotten all at once."""

import re
from pathlib import Path

from scribe.notes.language.remembered import forget, remembered

NOTES = Path(__file__).parents[3] / "scribe" / "notes"


def test_it_is_worked_out_once_until_it_is_forgotten_or_pushed_out() -> None:
    asked = []

    @remembered(2)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    for text in ("one", "one", "three", "one", "seven", "three"):
        assert length(text) == len(text)
    assert asked == ["one", "three", "seven", "three"]
    forget()
    length("three")
    assert asked[-2:] == ["three", "three"]


def test_no_module_remembers_texts_by_itself() -> None:
    """A model's own, which goes with the model, is made inside a function."""
    own = [path.name for path in NOTES.rglob("*.py") if re.search(r"^@lru_cache", path.read_text(), re.MULTILINE)]
    assert own == []
