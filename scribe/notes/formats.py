"""Note formats as data: which kinds of evidence stand in which section, in which order, within which length."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from scribe import resources
from scribe.errors import ConfigError
from scribe.events import EvidenceKind

EXTRA_KINDS = ("session_info", "jotting")
"""Statement kinds that are no evidence: from the chart or clock, and the clinician's own."""


class SectionFormat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    title: str
    kinds: tuple[str, ...]
    """Kinds of statement that stand here, in the order in which they stand."""
    limit: int | None = None
    """Most words in this section; None: only the note's limit holds."""


class NoteFormat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    title: str
    sections: tuple[SectionFormat, ...]
    words: int = 500
    """Most words in the note of a session of up to `short_minutes`."""
    words_long: int = 700
    """Most words in the note of a session of `long_minutes`; in between it grows evenly."""
    short_minutes: float = 10.0
    long_minutes: float = 50.0

    def section_of(self, kind: str) -> SectionFormat | None:
        """The first section that takes `kind`; None where the format has no place for it."""
        return next((section for section in self.sections if kind in section.kinds), None)

    def word_limit(self, minutes: float) -> int:
        span = self.long_minutes - self.short_minutes
        share = min(1.0, max(0.0, (minutes - self.short_minutes) / span)) if span > 0 else 1.0
        return round(self.words + share * (self.words_long - self.words))


def formats_folder() -> Path:
    return resources.config() / "formats"


def format_names() -> list[str]:
    """Names that `load_format` takes, sorted."""
    return sorted(path.stem for path in formats_folder().glob("*.toml"))


@cache
def load_format(name: str) -> NoteFormat:
    """The format `config/formats/NAME.toml`, or a ConfigError that names the file and the key."""
    if name not in format_names():
        raise ConfigError(f"{name}: no such note format.", f"Known: {', '.join(format_names())}.")
    return read_format(formats_folder() / f"{name}.toml")


def read_format(path: Path) -> NoteFormat:
    try:
        built = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=NoteFormat)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", f"Known: {', '.join(format_names())}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}.", "Mend that line; config/formats/DAP.toml is an example.") from None
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}.", "config/formats/DAP.toml shows every key.") from None
    _check(built, path)
    return built


def _check(built: NoteFormat, path: Path) -> None:
    known = {*EvidenceKind, *EXTRA_KINDS}
    keys = [section.key for section in built.sections]
    for number, section in enumerate(built.sections):
        if section.key in keys[:number]:
            raise ConfigError(
                f"{path}: sections[{number}].key: {section.key!r} is taken.", "Give each section a key of its own."
            )
        for kind in section.kinds:
            if kind not in known:
                raise ConfigError(
                    f"{path}: sections[{number}].kinds: {kind!r} is no kind of evidence.",
                    f"Known: {', '.join(sorted(known))}.",
                )
    unplaced = sorted({EvidenceKind.RISK.value} - {kind for section in built.sections for kind in section.kinds})
    if unplaced:
        raise ConfigError(f"{path}: sections: no section takes risk.", 'Add "risk" to the kinds of a section.')
