"""A JSON file of a known shape: what is wrong with it is told by its path."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from scribe.errors import ScribeError

T = TypeVar("T")

Fault = Callable[[str, str], ScribeError]
"""A class of error: what is wrong, and what to do."""


def read(path: Path, kind: type[T], fault: Fault, *, unreadable: str, unlike: str) -> T:
    """Raises `fault`, with one of the two as what to do: where it can't be read, where it is not such a file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise fault(f"{path}: {error.strerror}.", unreadable) from None
    except msgspec.MsgspecError as error:
        raise fault(f"{path}: damaged, or not such a file: {error}.", unlike) from None
