"""The clinic's palette of observations: what is wrong in it is named."""

from pathlib import Path

import pytest

from scribe import resources
from scribe.errors import ConfigError
from scribe.gateway.palette import read_palette


def test_the_palette_that_comes_with_the_program_reads_in_both_languages() -> None:
    groups = read_palette(resources.config("observations.toml"))
    assert {"Appearance", "Behaviour", "Affect", "Orientation"} <= {group.title["en"] for group in groups}
    texts = [texts for group in groups for texts in (group.title, *group.choices)]
    assert all(text.keys() == {"en", "es"} for text in texts)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[group]\n", "line 1"),
        ('[[group]]\ntitle = { en = "A" }\nchoice = []\n', "choice"),
        ('[[group]]\ntitle = "A"\nchoices = []\n', "title"),
        ('[[group]]\ntitle = { es = "A" }\nchoices = []\n', "group 1: title"),
        ('[[group]]\ntitle = { en = "A" }\nchoices = [{ en = "b" }, { en = " " }]\n', "group 1: choices, entry 2"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "observations.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as refused:
        read_palette(path)
    assert str(path) in refused.value.text
    assert named in refused.value.text
