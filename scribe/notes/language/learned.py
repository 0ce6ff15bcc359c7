"""Weights that were learned from mock talks, as the `train-` scripts leave them in config/reading."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from scribe import resources
from scribe.errors import ConfigError

T = TypeVar("T")


def weights_file(name: str) -> Path:
    return resources.config("reading") / f"{name}.weights.json"


def weights(name: str, kind: type[T], script: str) -> T:
    """ConfigError where the file is not there or damaged: what to run is `script`."""
    path = weights_file(name)
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ConfigError(f"config/reading/{path.name}: {error}", f"Run: scripts/{script}") from error


def source(parts: Iterable[bytes]) -> str:
    """sha256 of everything that is learned from."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
