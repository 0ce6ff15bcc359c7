"""A file of cues (config/cues) as the types that its reader gives; what is wrong names the file and the next step."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from scribe.errors import ConfigError

T = TypeVar("T")


def read(path: Path, kind: type[T]) -> T:
    """Raises ConfigError."""
    return converted(parsed(path), path, kind)


def parsed(path: Path) -> dict[str, Any]:
    """Its tables as they stand. Raises ConfigError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Reinstall, or restore config/cues.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}.", "Mend that line.") from None


def converted(raw: dict[str, Any], path: Path, kind: type[T]) -> T:
    """Raises ConfigError naming the key."""
    try:
        return msgspec.convert(raw, type=kind)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}.", "The head of the file explains its keys.") from None
