"""The note formats there are, by name.

A format is one file, `NAME.toml`, in config/formats or in the clinic's own folder (`notes.formats`), which goes first.
A wrong file is a ConfigError that names file, line and key. docs/formats.md tells how to add one.
"""

from pathlib import Path
from typing import Any

from scribe import resources
from scribe.errors import ConfigError
from scribe.notes.formats.format_file import read_format
from scribe.notes.formats.note_format import NoteFormat, SectionFormat

__all__ = [
    "NoteFormat",
    "SectionFormat",
    "described",
    "format_names",
    "formats_folder",
    "listed",
    "load_format",
    "load_formats",
    "read_format",
]


def formats_folder() -> Path:
    """The formats that come with Scribe."""
    return resources.config() / "formats"


def format_names(own: Path | None = None) -> list[str]:
    """Names that `load_format` takes, sorted."""
    return sorted(_files(own), key=str.lower)


def load_format(name: str, own: Path | None = None) -> NoteFormat:
    """The format of that name, in any case of letters, or a ConfigError that names the file, the line and the key."""
    files = {key.lower(): path for key, path in _files(own).items()}
    if name.lower() not in files:
        raise ConfigError(f"{name}: no such note format.", f"Known: {', '.join(format_names(own))}.")
    return read_format(files[name.lower()])


def load_formats(own: Path | None = None) -> list[NoteFormat]:
    """Every format, by name. ConfigError for the first wrong file."""
    return [load_format(name, own) for name in format_names(own)]


def listed(own: Path | None = None) -> list[dict[str, Any]]:
    """The formats that a clinician can choose from, JSON-ready. ConfigError as `load_formats`."""
    return [described(layout) for layout in load_formats(own)]


def described(layout: NoteFormat) -> dict[str, Any]:
    """What a clinician reads of a format before they choose it, JSON-ready."""
    return {
        "key": layout.key,
        "title": layout.title,
        "about": layout.about,
        "reader": layout.reader.value,
        "sections": [{"key": part.key, "title": part.title} for part in layout.sections],
    }


def _files(own: Path | None) -> dict[str, Path]:
    """Name to file; the clinic's own file of a name wins over the one that comes with Scribe."""
    folders = [formats_folder(), *([own] if own else [])]
    return {path.stem: path for folder in folders for path in folder.glob("*.toml")}
