"""The rules of the lint and of the golden thread as data: config/cues/lint.toml and thread.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from scribe import resources
from scribe.errors import ConfigError

T = TypeVar("T")


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class WordingRule(_Strict, frozen=True):
    key: str
    why: str
    patterns: tuple[str, ...]
    fix: dict[str, str] = {}
    """Regular expression to the words that are always safe in its place."""
    said: bool = False
    """Not where the client said these very words."""


class WholeRule(_Strict, frozen=True):
    key: str
    why: str
    text: str
    above: float | None = None
    below: float | None = None


class LintRules(_Strict, frozen=True):
    rule: tuple[WordingRule, ...]
    whole: tuple[WholeRule, ...]

    def of(self, key: str) -> WholeRule | None:
        """A clinic that does not want a rule takes it out of the file."""
        return next((one for one in self.whole if one.key == key), None)


class ThreadRules(_Strict, frozen=True):
    always: tuple[str, ...]
    families: dict[str, tuple[str, ...]]


@cache
def load_lint(path: Path | None = None) -> LintRules:
    """config/cues/lint.toml, or a ConfigError that names file, line and key."""
    path = path or resources.config() / "cues" / "lint.toml"
    rules = _read(path, LintRules)
    for number, rule in enumerate(rules.rule):
        for key, patterns in (("patterns", rule.patterns), ("fix", tuple(rule.fix))):
            for pattern in patterns:
                _check_pattern(path, f"rule[{number}].{key}", pattern)
    for number, whole in enumerate(rules.whole):
        _check_text(path, f"whole[{number}].text", whole.text)
    return rules


@cache
def load_thread(path: Path | None = None) -> ThreadRules:
    """config/cues/thread.toml, or a ConfigError that names file and key."""
    return _read(path or resources.config() / "cues" / "thread.toml", ThreadRules)


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=kind)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Restore config/cues.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: {error}.", "The head of the file explains its keys.") from None


def _check_pattern(path: Path, key: str, pattern: str) -> None:
    try:
        empty = re.compile(pattern).fullmatch("")
    except re.error as error:
        raise ConfigError(
            f"{path}{_line_of(path, pattern)}: {key}: {error}.", "Mend that regular expression."
        ) from None
    if empty:
        raise ConfigError(f"{path}{_line_of(path, pattern)}: {key}: matches the empty text.", "Say what to look for.")


FIGURES = {
    "words": 0, "most": 0, "minutes": 0, "quoted": 0, "lacking": "", "statement": "", "goal": "", "sessions": 0,
    "intervention": "",
}  # fmt: skip
"""What the text of a rule may name."""


def _check_text(path: Path, key: str, text: str) -> None:
    try:
        text.format(**FIGURES)
    except (KeyError, IndexError, ValueError):
        known = ", ".join(f"{{{name}}}" for name in FIGURES)
        raise ConfigError(f"{path}{_line_of(path, text)}: {key}: names no known figure.", f"Known: {known}.") from None


def _line_of(path: Path, value: str) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((f":{number}" for number, line in enumerate(lines, 1) if value in line), "")
