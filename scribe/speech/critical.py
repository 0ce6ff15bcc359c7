"""Which words of an utterance must not be misheard: config/cues/critical.toml, and the names in the chart."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from scribe import cue_file, resources
from scribe.speech.role_cues import compiled

NAME = "name"
"""Kind of a word of the chart: a person or a medication."""
SHORTEST_NAME = 3
"""Letters; a shorter word of a chart is rather an ordinary one."""


class _Critical(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: str
    patterns: tuple[str, ...]
    near: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    critical: tuple[_Critical, ...]


class Cue(msgspec.Struct, frozen=True):
    """One kind of critical words."""

    kind: str
    patterns: tuple[re.Pattern[str], ...]
    near: tuple[re.Pattern[str], ...]


class Critical:
    """Tells a session's critical words; `names` are the chart's."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.names = tuple(names)
        words = sorted({word for name in names for word in name.split() if len(word) >= SHORTEST_NAME})
        named = Cue(NAME, (re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE),), ())
        self._cues = (*load_critical(), *([named] if words else ()))

    def kinds(self, words: Sequence[str]) -> tuple[str | None, ...]:
        """For each word of an utterance the kind of critical word it is, or None."""
        text = " ".join(words).replace("’", "'")
        found: list[str | None] = [None] * len(words)
        ends = _ends(words)
        for cue in self._cues:
            if cue.near and not any(pattern.search(text) for pattern in cue.near):
                continue
            for match in (match for pattern in cue.patterns for match in pattern.finditer(text)):
                for place, end in enumerate(ends):
                    if match.start() < end and match.end() > end - len(words[place]):
                        found[place] = found[place] or cue.kind
        return tuple(found)


@cache
def load_critical(path: Path | None = None) -> tuple[Cue, ...]:
    """From `path` (default: the installed file). Raises ConfigError naming file and key."""
    path = path or resources.config() / "cues" / "critical.toml"
    read = cue_file.read(path, _File)
    return tuple(
        Cue(
            each.kind,
            compiled(each.patterns, path, f"critical {each.kind!r}"),
            compiled(each.near, path, f"critical {each.kind!r}"),
        )
        for each in read.critical
    )


def _ends(words: Sequence[str]) -> list[int]:
    """Offset of each word's end in the words joined by spaces."""
    ends, at = [], -1
    for word in words:
        at += 1 + len(word)
        ends.append(at)
    return ends
