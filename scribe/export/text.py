"""A note as plain text for a terminal. Pure."""

from typing import Any

WATERMARK = "DRAFT - not signed"

_SIGNED = {"signed": "Signed", "cosigned": "Co-signed", "addendum": "Addendum, signed"}


def render(report: dict[str, Any]) -> str:
    """`report` is what `--note FILE` holds, or the note as it stands (`standing.py`)."""
    signatures = report.get("signatures", ())
    state = "signed" if signatures else WATERMARK
    blocks = [f"{report['format']} note    {state}    ({report['engine']})", _header(report.get("header", {}))]
    blocks += [_section(section) for section in report["sections"] if section["statements"]]
    missing = report.get("missing", ())
    if missing:
        blocks.append("Not in this note:\n" + "\n".join(f"  - {item['text']}" for item in missing))
    blocks += [_signature(signature) for signature in signatures]
    if report.get("awaits"):
        blocks.append(f"Awaits the co-signature of {report['awaits']}.")
    return "\n\n".join(block for block in blocks if block)


def signature_line(signature: dict[str, Any]) -> str:
    """Signed by Dr. B, PhD, 2026-03-02 15:04:05 UTC."""
    credentials = f", {signature['credentials']}" if signature["credentials"] else ""
    at = f"{signature['signed_at'][:19].replace('T', ' ')} UTC"
    return f"{_SIGNED[signature['kind']]} by {signature['name']}{credentials}, {at}"


def _signature(signature: dict[str, Any]) -> str:
    return "\n".join(filter(None, [signature_line(signature), signature["text"]]))


def _header(header: dict[str, Any]) -> str:
    return "\n".join(
        f"{key.replace('_', ' ').capitalize()}: {value_text(value)}" for key, value in header.items() if value
    )


def value_text(value: Any) -> str:
    """A header's value in one line."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if not isinstance(part, list | dict))
    return "; ".join(map(value_text, value)) if isinstance(value, list | tuple) else str(value)


def _section(section: dict[str, Any]) -> str:
    lines = [f"  {statement['text']}  [{', '.join(statement['cites'])}]" for statement in section["statements"]]
    return "\n".join([section["title"], *lines])
