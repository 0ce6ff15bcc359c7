"""Words compared: one base form for 'slept' and 'sleeping', one group for 'mom' and 'mother'.

The tables are config/wording.toml.
A word without an entry stands only for itself, so an empty table makes verification stricter, never looser.
"""

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from scribe import resources
from scribe.errors import ConfigError
from scribe.notes.language.remembered import remembered
from scribe.notes.language.values import NUMBER_WORD


class FrameKind(StrEnum):
    """What a note says that a speaker did; each kind asks for something else in the cited speech."""

    REPORT = "report"
    ASK = "ask"
    DISCUSS = "discuss"
    DENY = "deny"
    AGREE = "agree"
    DECLINE = "decline"
    PROPOSE = "propose"
    PLAN = "plan"


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: str


class _Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: FrameKind
    words: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    function: str
    measure_words: str
    irregular: dict[str, str]
    synonyms: tuple[_Words, ...]
    frames: tuple[_Frame, ...]
    diagnosis: _Words


class Wording(msgspec.Struct, frozen=True):
    """The tables, by stem."""

    function: frozenset[str]
    """As written, not stemmed."""
    base: dict[str, str]
    """Irregular form to base form, as written."""
    groups: dict[str, str]
    """Stem to the first stem of its synonym group."""
    frames: dict[str, FrameKind]
    diagnoses: frozenset[str]


NUMBER_WORDS = re.compile(rf"^(?:{NUMBER_WORD}|half|twice|\d.*)$")
_WORD = re.compile(r"\d+(?:[.:]\d+)?|[a-z]+(?:'[a-z]+)?")
_CONTRACTED = re.compile(r"'(?:s|d|ll|re|ve|m)$")
_SHORTEST_STEM = 3


def wording_path() -> Path:
    return resources.config() / "wording.toml"


@cache
def load_wording() -> Wording:
    """The tables of config/wording.toml, or a ConfigError that names file and key."""
    return read_wording(wording_path())


def read_wording(path: Path) -> Wording:
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=_File)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Install Scribe's config folder again.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: {error}.", "config/wording.toml explains every key.") from None
    for number, group in enumerate(file.synonyms):
        if not group.words.split():
            raise ConfigError(f"{path}: synonyms[{number}].words: empty.", "Give the words that mean the same.")
    base = {form: word for word, forms in file.irregular.items() for form in forms.split()}
    groups = {
        stem(word, base): stem(group.words.split()[0], base) for group in file.synonyms for word in group.words.split()
    }
    return Wording(
        function=frozenset(f"{file.function} {file.measure_words}".split()),
        base=base,
        groups=groups,
        frames={stem(word, base): frame.kind for frame in file.frames for word in frame.words.split()},
        diagnoses=frozenset(stem(word, base) for word in file.diagnosis.words.split()),
    )


def words(text: str) -> list[str]:
    """Lower-case words and digits in order, without contracted endings: "she's" is 'she', "don't" stays."""
    lowered = text.lower().replace("’", "'")
    return [_CONTRACTED.sub("", word) for word in _WORD.findall(lowered)]


@remembered(20_000)
def _strip(word: str) -> str:
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("edly", ""),
        ("ed", ""),
        ("ly", ""),
        ("es", ""),
        ("s", ""),
    ):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_STEM and not (ending == "s" and root[-1] in "su"):
            word = root + instead
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def stem(word: str, base: dict[str, str]) -> str:
    return _strip(base.get(word, word))


def meaning(word: str, wording: Wording) -> str:
    """The form under which `word` is compared: its stem, or its synonym group's."""
    found = stem(word, wording.base)
    return wording.groups.get(found, found)


def meanings(text: str, wording: Wording) -> list[str]:
    """The content words of `text` in order, as they are compared; numbers are not among them."""
    return [
        meaning(word, wording)
        for word in words(text)
        if word not in wording.function and not NUMBER_WORDS.match(word) and not word.endswith("n't")
    ]
