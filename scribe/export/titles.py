"""What a document is called: a progress note by its layout, anything else by what its format says it is."""

from pathlib import Path

from scribe.errors import ConfigError
from scribe.notes.formats.catalogue import load_format

LAYOUTS = ("SOAP", "DAP", "BIRP", "GIRP", "PIRP", "PAIP", "iCARE", "EMDR")
"""Ways to lay out a progress note: a reader of records knows them by these letters."""


def of(format: str, own: Path | None = None) -> str:
    """`own`: the clinic's folder of formats. One that is gone since is called by its key."""
    try:
        return f"{format} note" if format in LAYOUTS else load_format(format, own).title
    except ConfigError:
        return f"{format} note"
