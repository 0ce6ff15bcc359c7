"""One tree, one line for people, an exit code for programs."""

import pytest

from scribe import errors

TREE = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ScribeError)]


@pytest.mark.parametrize("kind", TREE)
def test_every_error_is_documented_and_has_its_own_code(kind: type[errors.ScribeError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
    assert [other.code for other in TREE].count(kind.code) == 1
    assert kind.exit_status in (1, 2, 3, 75)


def test_an_error_is_one_line_with_its_next_step() -> None:
    error = errors.ModelError("whisper-base is missing.", "Run: scribe models install")
    assert str(error) == "whisper-base is missing. Run: scribe models install"
    assert error.exit_status == 3
    assert isinstance(error, errors.MissingPartError)
