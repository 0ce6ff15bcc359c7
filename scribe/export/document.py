"""A note as a document: what every form draws, and nothing of how. Pure."""

from typing import Any

import msgspec

from scribe.export import consents
from scribe.export.standing import Report, is_signed

WATERMARK = "DRAFT - not signed"

_SIGNED = {"signed": "Signed", "cosigned": "Co-signed", "addendum": "Addendum, signed"}

_FACTS = (
    ("client", "Client"),
    ("clinician", "Clinician"),
    ("account", "Account"),
    ("date", "Date"),
    ("start", "Start"),
    ("stop", "Stop"),
    ("minutes", "Minutes"),
    ("format", "Format"),
    ("modality", "Modality"),
    ("session_number", "Session"),
    ("participants", "Participants"),
    ("diagnoses", "Diagnoses"),
    ("goals", "Treatment goals"),
)
"""What of a header is shown, in this order; a de-identified note's header has no client, so none is shown."""


class Part(msgspec.Struct, frozen=True):
    title: str
    paragraphs: tuple[str, ...]


class Signed(msgspec.Struct, frozen=True):
    """One entry of the signature block: who, and for an addendum what."""

    line: str
    text: str = ""
    key: str = ""
    """Of the signature, short: the first letters of the public key. Empty in a de-identified note."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    client: str
    """Empty where the note names none."""
    date: str
    watermark: str
    """Empty once it is signed."""
    notice: str
    """What the law wants said to whoever receives it; empty where nothing is."""
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    signatures: tuple[Signed, ...]
    awaits: str
    """Who has still to sign beside the signer."""

    @property
    def on_each_page(self) -> str:
        return " · ".join(filter(None, (self.client, self.date, self.watermark)))


def document(report: Report) -> Document:
    """`report` is the note as it stands (`standing.py`)."""
    header = report.get("header", {})
    return Document(
        title=str(report.get("title") or f"{report['format']} note"),
        client=str(header.get("client", "")),
        date=str(header.get("date", "")),
        watermark="" if is_signed(report) else WATERMARK,
        notice=str(report.get("notice", "")),
        facts=(
            *((label, value_text(header[key])) for key, label in _FACTS if header.get(key)),
            *(("Consent", line) for line in consents.lines(report.get("consents", ()))),
        ),
        parts=tuple(
            Part(section["title"], tuple(statement["text"] for statement in section["statements"]))
            for section in report["sections"]
            if section["statements"]
        ),
        signatures=tuple(map(_signed, report.get("signatures", ()))),
        awaits=report.get("awaits", ""),
    )


def signature_line(signature: dict[str, Any]) -> str:
    """Signed by Dr. B, PhD, 2026-03-02 15:04:05 UTC. Of a de-identified note: Signed, 2026."""
    if not signature["name"]:
        return f"{_SIGNED[signature['kind']]}, {signature['signed_at']}"
    credentials = f", {signature['credentials']}" if signature["credentials"] else ""
    at = f"{signature['signed_at'][:19].replace('T', ' ')} UTC"
    return f"{_SIGNED[signature['kind']]} by {signature['name']}{credentials}, {at}"


def value_text(value: Any) -> str:
    """A header's value in one line; an id is for programs."""
    if isinstance(value, dict):
        return " ".join(str(part) for key, part in value.items() if key != "id" and not isinstance(part, list | dict))
    return "; ".join(map(value_text, value)) if isinstance(value, list | tuple) else str(value)


def _signed(signature: dict[str, Any]) -> Signed:
    return Signed(signature_line(signature), signature["text"], signature["public_key"][:16])
