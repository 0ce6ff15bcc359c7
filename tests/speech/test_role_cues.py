"""The cues of roles: installed ones load, faulty ones are refused with file and key."""

from pathlib import Path

import pytest

from scribe.errors import ConfigError
from scribe.events import Role
from scribe.speech.role_cues import Cue, load_role_cues

CUE = """
[[cue]]
why = "a test"
weight = 2.0
patterns = ['blue kite', "what’s up"]
"""


def load(tmp_path: Path, text: str) -> tuple[Cue, ...]:
    path = tmp_path / "roles.toml"
    path.write_text(text, encoding="utf-8")
    return load_role_cues(path)


def test_the_installed_cues_speak_for_both_sides() -> None:
    weights = [cue.weight for cue in load_role_cues() if cue.role is None]
    assert min(weights) < 0 < max(weights)


def test_each_pattern_counts_once(tmp_path: Path) -> None:
    (cue,) = load(tmp_path, CUE)
    assert cue.role is None
    assert cue.weigh("A Blue Kite, a blue kite.") == 2.0
    assert cue.weigh("A blue kite; what's up?") == 4.0
    assert cue.weigh("Nothing of it.") == 0


def test_every_occurrence_counts_where_it_says_so(tmp_path: Path) -> None:
    (cue,) = load(tmp_path, CUE + "each = true\n")
    assert cue.weigh("A blue kite, a blue kite.") == 4.0


@pytest.mark.parametrize("text", ["blue kites", "skyblue kite", "blue kite's"])
def test_patterns_match_whole_words(tmp_path: Path, text: str) -> None:
    (cue,) = load(tmp_path, CUE)
    assert cue.weigh(text) == 0


def test_a_family_cue_speaks_for_its_role(tmp_path: Path) -> None:
    (_, family) = load(tmp_path, CUE + "[[family]]\nrole = 'client'\nweight = 1.0\npatterns = ['kin']\n")
    assert (family.role, family.weigh("My kin.")) == (Role.CLIENT, 1.0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CUE.replace("2.0", "'heavy'"), "weight"),
        (CUE.replace("weight", "wieght"), "wieght"),
        (CUE.replace("blue kite", "blue [kite"), "a test"),
        (CUE + "[[family]]\nrole = 'nobody'\nweight = 1.0\npatterns = []\n", "nobody"),
        ("cue = [", "Mend that line"),
    ],
)
def test_a_fault_is_told_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert "roles.toml" in str(caught.value)
    assert told in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.toml"):
        load_role_cues(tmp_path / "absent.toml")
