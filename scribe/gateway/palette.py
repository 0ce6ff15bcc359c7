"""The clinic's palette of one-tap observations, config/observations.toml, as the tablet reads it."""

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from scribe.errors import ConfigError

Texts = dict[str, str]
"""Language (two letters) to text; `en` is always there, since the note is written in it."""


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    title: Texts
    choices: tuple[Texts, ...]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    group: tuple[Group, ...] = ()


def read_palette(path: Path) -> tuple[Group, ...]:
    """Raises ConfigError, which names the file and the line or key."""
    try:
        groups = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).group
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}.", "Mend that line.") from None
    except msgspec.ValidationError as error:
        hint = "A group has a title and choices, each { en = ..., es = ... }."
        raise ConfigError(f"{path}: {error}.", hint) from None
    for number, group in enumerate(groups, 1):
        for place, texts in enumerate((group.title, *group.choices)):
            if not texts.get("en", "").strip():
                key = f"choices, entry {place}" if place else "title"
                raise ConfigError(f"{path}: group {number}: {key}: `en` is missing.", "The note is written in it.")
    return groups
