"""Text of others, made fit for a terminal: nothing in it can move the cursor, change a colour or set a title."""

from scribe import events as ev

UNSIGNED = "DRAFT - not signed"
"""Stands wherever a note is shown that nobody has signed."""


def clean(text: str) -> str:
    """Every character that is not printable becomes a space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def clock(seconds: float) -> str:
    """`1:02:03`, or `02:03` within the first hour."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes:02}:{whole % 60:02}"


def risk_line(risk: ev.Risk) -> str:
    """How it was said, never how likely it is."""
    return clean(f"{risk.kind.replace('_', ' ')}, {risk.status.replace('_', ' ')}: {risk.text}")
