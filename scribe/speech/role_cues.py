"""How people speak by their part in a session: config/cues/roles.toml, checked and compiled once."""

import re
from functools import cache
from pathlib import Path

import msgspec

from scribe import cue_file, resources
from scribe.errors import ConfigError
from scribe.events import Role


class _Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    why: str
    weight: float
    patterns: tuple[str, ...]
    each: bool = False


class _Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    role: Role
    weight: float
    patterns: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cue: tuple[_Cue, ...]
    family: tuple[_Family, ...] = ()


class Cue(msgspec.Struct, frozen=True):
    """`role` None: the weight is towards the therapist. `each`: every occurrence counts, else each pattern once."""

    role: Role | None
    weight: float
    each: bool
    patterns: tuple[re.Pattern[str], ...]

    def weigh(self, text: str) -> float:
        if self.each:
            return self.weight * sum(len(pattern.findall(text)) for pattern in self.patterns)
        return self.weight * sum(pattern.search(text) is not None for pattern in self.patterns)


@cache
def load_role_cues(path: Path | None = None) -> tuple[Cue, ...]:
    """From `path` (default: the installed file). Raises ConfigError naming file and key."""
    path = path or resources.config() / "cues" / "roles.toml"
    read = cue_file.read(path, _File)
    ways = [Cue(None, cue.weight, cue.each, compiled(cue.patterns, path, f"cue {cue.why!r}")) for cue in read.cue]
    kin = [
        Cue(each.role, each.weight, False, compiled(each.patterns, path, f"family {each.role}")) for each in read.family
    ]
    return (*ways, *kin)


def compiled(patterns: tuple[str, ...], path: Path, key: str) -> tuple[re.Pattern[str], ...]:
    found = []
    for pattern in patterns:
        try:
            re.compile(pattern)  # by itself first: an open bracket may close in what is put around it
            found.append(re.compile(rf"(?<![\w'])(?:{pattern})(?![\w'])".replace("’", "'"), re.IGNORECASE))
        except re.error as error:
            raise ConfigError(f"{path}: {key}: {pattern!r}: {error}.", "Mend that regular expression.") from None
    return tuple(found)
