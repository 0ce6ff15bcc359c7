"""A finding reads as one line: how it is, and the next step apart from it."""

from scribe.room.finding import Finding


def test_the_next_step_stands_apart() -> None:
    assert str(Finding("disk", False, "1.0 GB free", "Free at least 2.0 GB.")) == (
        "!!  disk         1.0 GB free -> Free at least 2.0 GB."
    )
    assert str(Finding("clock", False, "not set", "Set it.", needed=False)).startswith("--  clock")
    assert str(Finding("store", True, "opens")) == "ok  store        opens"
