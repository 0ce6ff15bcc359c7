"""The forms a note can leave in, and the rule about what may leave. Pure, but for the library that draws a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scribe.errors import StateError, UsageError
from scribe.export import text
from scribe.export.standing import is_signed

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    name: str
    """A file name without the client's name in it: names of files end up in logs."""
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    suffix: str
    media_type: str
    draw: Callable[[Report], bytes]


FORMS = {"text": Form("txt", "text/plain; charset=utf-8", lambda report: text.render(report).encode())}


def render(report: Report, form: str, *, draft: bool) -> Rendered:
    """`report` is the note as it stands. StateError for an unsigned one, unless a draft is asked for by name."""
    if form not in FORMS:
        raise UsageError(f"{form}: no such form.", f"Known: {', '.join(FORMS)}.")
    if not is_signed(report) and not draft:
        raise StateError("The note is not signed: it does not leave as a note.", "Sign it, or ask for the draft.")
    chosen = FORMS[form]
    date = str(report.get("header", {}).get("date", "undated"))
    state = "note" if is_signed(report) else "draft"
    return Rendered(
        f"{state}-{date}-{report.get('session', '')[:8]}.{chosen.suffix}", chosen.media_type, chosen.draw(report)
    )
