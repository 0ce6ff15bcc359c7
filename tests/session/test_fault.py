"""Where something failed, without a word of what it was about."""

from scribe.session.fault import where


def test_the_place_and_nothing_else() -> None:
    try:
        raise RuntimeError("secret words")
    except RuntimeError as error:
        assert where(error).startswith("test_fault.py:")
    assert where(RuntimeError("never raised")) == "?"
