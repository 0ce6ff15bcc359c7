"""Where the data files lie."""

from scribe.notes.data import data_folder


def test_the_data_files_are_there() -> None:
    assert {path.name for path in (data_folder() / "cues").iterdir()} >= {"risk.toml", "topics.toml", "lint.toml"}
    assert list((data_folder() / "formats").glob("*.toml"))
