"""Reading one format file. Every error names the file, the line and the key."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from scribe.errors import ConfigError
from scribe.events import EvidenceKind
from scribe.notes.formats.note_format import KINDS, NoteFormat, SectionFormat

_EXAMPLE = "docs/formats.md explains every key; config/formats/DAP.toml is an example."
T = TypeVar("T")
_TOML_PLACE = re.compile(r"\s*\(at line (\d+), column \d+\)")


def read_format(path: Path) -> NoteFormat:
    """The format of this file, or a ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Check the path and its permissions.") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: {error}.", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_toml_error(path, str(error)), f"Mend that line. {_EXAMPLE}") from None
    return _File(path, text).read(raw)


def _toml_error(path: Path, error: str) -> str:
    place = _TOML_PLACE.search(error)
    line = f":{place[1]}" if place else ""
    return f"{path}{line}: {_TOML_PLACE.sub('', error)}."


class _File:
    """One file being checked: it knows where its keys stand."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = dict(_places(text))

    def read(self, raw: dict[str, Any]) -> NoteFormat:
        listed = raw.get("sections")
        if not isinstance(listed, list) or not listed:
            self._refuse("sections", "there must be at least one section", "Add a [[sections]] block.")
        sections = tuple(self._section(number, section) for number, section in enumerate(listed))
        built = self._converted({**raw, "sections": ()}, NoteFormat, "")
        built = msgspec.structs.replace(built, sections=sections)
        self._check_whole(built)
        return built

    def _section(self, number: int, raw: Any) -> SectionFormat:
        at = f"sections[{number}]"
        section = self._converted(raw, SectionFormat, at)
        known = f"Known: {', '.join(sorted(KINDS))}."
        for kind in section.kinds:
            if kind not in KINDS:
                self._refuse(f"{at}.kinds", f"{kind!r} is no kind of statement", known)
        for kind, patterns in section.only.items():
            if kind not in section.kinds:
                self._refuse(f"{at}.only", f"{kind!r} is not among the section's kinds", "Add it to kinds.")
            for pattern in patterns:
                self._check_pattern(f"{at}.only", pattern)
        return section

    def _check_pattern(self, key: str, pattern: str) -> None:
        try:
            re.compile(pattern)
        except re.error as error:
            self._refuse(key, f"{pattern!r}: {error}", "Mend that regular expression.")

    def _check_whole(self, built: NoteFormat) -> None:
        keys = [section.key for section in built.sections]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                self._refuse(f"sections[{number}].key", f"{key!r} is taken", "Give each section a key of its own.")
        if built.key != self._path.stem:
            self._refuse("key", f"{built.key!r} is not the file's name", f'Write key = "{self._path.stem}".')
        always = {kind for section in built.sections for kind in section.kinds if kind not in section.only}
        if EvidenceKind.RISK not in always:
            self._refuse("sections", "no section takes risk", 'Add "risk" to the kinds of a section.')
        unplaced = sorted(KINDS - always - set(built.leaves_out))
        if unplaced:
            hint = "Add each to the kinds of a section (without `only`), or to leaves_out."
            self._refuse("sections", f"no section takes {', '.join(unplaced)}", hint)
        for kind in built.leaves_out:
            if kind not in KINDS or kind in always or kind == EvidenceKind.RISK:
                self._refuse("leaves_out", f"{kind!r} can't be left out", "Name kinds that no section takes.")

    def _converted(self, raw: Any, kind: type[T], at: str) -> T:
        try:
            return msgspec.convert(raw, type=kind)
        except msgspec.ValidationError as error:
            what, _, place = str(error).partition(" - at `$")
            key = at + place.rstrip("`") if place else at
            named = re.search(r"field `(\w+)`", what)
            if named:
                key = f"{key}.{named[1]}"
            self._refuse(key.lstrip("."), what, _EXAMPLE)

    def _refuse(self, key: str, what: str, hint: str) -> NoReturn:
        bare = re.sub(r"(?<=\w)\[(?:\d+|\.\.\.)\]$|(?<=\.only)[.\[].*", "", key)
        line = self._lines.get(bare) or self._lines.get(bare.rpartition(".")[0]) or 1
        raise ConfigError(f"{self._path}:{line}: {key}: {what}.", hint)


def _places(text: str) -> Iterator[tuple[str, int]]:
    """Key as errors name it ('sections[1].kinds') to its line."""
    above, sections = "", -1
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith("[[sections]]"):
            sections += 1
            above = f"sections[{sections}]"
            yield above, number
        elif table := re.match(r"\s*\[sections\.(\w+)\]", line):
            yield f"sections[{sections}].{table[1]}", number
        elif found := re.match(r"\s*([\w-]+)\s*=", line):
            yield f"{above}.{found[1]}".lstrip("."), number
