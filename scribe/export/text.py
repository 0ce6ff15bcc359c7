"""A note as plain text for a terminal or a file. Pure."""

from typing import Any

from scribe.export.document import WATERMARK, signature_line, value_text

__all__ = ["WATERMARK", "render"]


def render(report: dict[str, Any]) -> str:
    """`report` is what `--note FILE` holds, or the note as it stands (`standing.py`)."""
    signatures = report.get("signatures", ())
    state = "signed" if signatures else WATERMARK
    blocks = [f"{report['format']} note    {state}    ({report['engine']})", _header(report.get("header", {}))]
    blocks += [_section(section) for section in report["sections"] if section["statements"]]
    missing = report.get("missing", ())
    if missing:
        blocks.append("Not in this note:\n" + "\n".join(f"  - {item['text']}" for item in missing))
    blocks += ["\n".join(filter(None, [signature_line(s), s["text"]])) for s in signatures]
    blocks += [f"Words destroyed under policy, {gone['at'][:10]}." for gone in _words_gone(report)]
    if report.get("awaits"):
        blocks.append(f"Awaits the co-signature of {report['awaits']}.")
    return "\n\n".join(block for block in blocks if block)


def _words_gone(report: dict[str, Any]) -> list[dict[str, str]]:
    return [gone for gone in report.get("destroyed", ()) if gone["what"] == "words"]


def _header(header: dict[str, Any]) -> str:
    shown = ((key.replace("_", " ").capitalize(), value) for key, value in header.items() if value)
    return "\n".join(f"{label}: {value_text(value)}" for label, value in shown)


def _section(section: dict[str, Any]) -> str:
    lines = [f"  {statement['text']}  [{', '.join(statement['cites'])}]" for statement in section["statements"]]
    return "\n".join([section["title"], *lines])
