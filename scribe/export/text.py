"""A note as plain text for a terminal. Pure."""

from typing import Any

WATERMARK = "DRAFT - not signed"


def render(report: dict[str, Any]) -> str:
    """`report` is what `--note FILE` holds."""
    blocks = [f"{report['format']} note    {WATERMARK}    ({report['engine']})", _header(report.get("header", {}))]
    blocks += [_section(section) for section in report["sections"] if section["statements"]]
    missing = report.get("missing", ())
    if missing:
        blocks.append("Not in this note:\n" + "\n".join(f"  - {item['text']}" for item in missing))
    return "\n\n".join(block for block in blocks if block)


def _header(header: dict[str, Any]) -> str:
    return "\n".join(f"{key.replace('_', ' ').capitalize()}: {_value(value)}" for key, value in header.items() if value)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if not isinstance(part, list | dict))
    return "; ".join(map(_value, value)) if isinstance(value, list | tuple) else str(value)


def _section(section: dict[str, Any]) -> str:
    lines = [f"  {statement['text']}  [{', '.join(statement['cites'])}]" for statement in section["statements"]]
    return "\n".join([section["title"], *lines])
