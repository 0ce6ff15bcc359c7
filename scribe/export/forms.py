"""The forms a note can leave in, and the rule about what may leave. Pure, but for the library that draws a form."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from scribe.errors import StateError, UsageError
from scribe.export import plain
from scribe.export.anonymous import fit_to_leave
from scribe.export.document import document
from scribe.export.standing import Report, is_signed


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


def _pdf(report: Report) -> bytes:
    from scribe.export.pdf import pdf

    return pdf(document(report))


def _docx(report: Report) -> bytes:
    from scribe.export.docx import docx_bytes

    return docx_bytes(document(report))


def _fhir(report: Report) -> bytes:
    from scribe.export.fhir import bundle

    return json.dumps(bundle(report), ensure_ascii=False, indent=1).encode() + b"\n"


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMS = {
    "text": Form("txt", "text/plain; charset=utf-8", lambda report: plain.text(document(report)).encode()),
    "markdown": Form("md", "text/markdown; charset=utf-8", lambda report: plain.markdown(document(report)).encode()),
    "pdf": Form("pdf", "application/pdf", _pdf),
    "docx": Form("docx", WORD, _docx),
    "fhir": Form("fhir.json", "application/fhir+json", _fhir),
}
"""The libraries of a form are loaded when one is drawn."""


def render(report: Report, form: str, *, draft: bool) -> Rendered:
    """`report` is the note as it stands. StateError for an unsigned one, unless a draft is asked for by name."""
    report = fit_to_leave(report)
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
