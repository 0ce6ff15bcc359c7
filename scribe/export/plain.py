"""A document as text or Markdown, for a file that somebody reads or pastes. Pure."""

import re

from scribe.export.document import Document

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")
"""What CommonMark would take for a sign of its own in the middle of a line."""

_AT_START = re.compile(r"^(\s*)([-+=~]|\d+[.)])")
"""And at its start: a list, a rule, a heading's line, a fence."""


def text(document: Document) -> str:
    lines = [document.notice, ""] if document.notice else []
    lines += [f"{document.title}{f'    {document.watermark}' if document.watermark else ''}", ""]
    lines += [f"{label}: {value}" for label, value in document.facts]
    for part in document.parts:
        lines += ["", part.title, *(f"  {paragraph}" for paragraph in part.paragraphs)]
    for signed in document.signatures:
        lines += ["", signed.line, *filter(None, [signed.text])]
    if document.awaits:
        lines += ["", f"Awaits the co-signature of {document.awaits}."]
    return "\n".join(lines) + "\n"


def markdown(document: Document) -> str:
    lines = [f"# {_escaped(document.title)}", ""]
    if document.notice:
        lines += [f"*{_escaped(document.notice)}*", ""]
    if document.watermark:
        lines += [f"**{_escaped(document.watermark)}**", ""]
    lines += [f"- **{label}:** {_escaped(value)}" for label, value in document.facts]
    for part in document.parts:
        lines += ["", f"## {_escaped(part.title)}", "", *(f"- {_escaped(paragraph)}" for paragraph in part.paragraphs)]
    if document.signatures:
        lines += ["", "## Signatures", ""]
    for signed in document.signatures:
        lines.append(f"- {_escaped(signed.line)}{f' (key {signed.key})' if signed.key else ''}")
        if signed.text:
            lines += ["", f"  {_escaped(signed.text)}", ""]
    if document.awaits:
        lines += ["", f"Awaits the co-signature of {_escaped(document.awaits)}."]
    return "\n".join(lines) + "\n"


def _escaped(value: str) -> str:
    """In one line, and as it reads."""
    line = " ".join(value.split())
    return _AT_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", line))
