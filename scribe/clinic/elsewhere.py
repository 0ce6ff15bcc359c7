"""What a tablet shows of a client's signed notes from every room of the clinic."""

from collections.abc import Mapping
from typing import Any

from scribe.config import Settings
from scribe.export.document import signature_line
from scribe.records.store import Store

Answer = Mapping[str, Any]


async def notes_of(settings: Settings, store: Store, client: str, by: str) -> Answer:
    """Newest first; the audit keeps that they were read. ClinicError while the server is away, UsageError without a
    clinic."""
    from scribe.clinic.history import read  # its driver is a part that only rooms of a clinic have

    return {"notes": [_shown(report) for report in reversed(await read(settings, store, client, by))]}


def _shown(report: dict[str, Any]) -> dict[str, Any]:
    """Pure."""
    said = [(one["title"], [statement["text"] for statement in one["statements"]]) for one in report["sections"]]
    signatures = report["signatures"]
    return {
        "session": report["session"],
        "room": report["room"],
        "format": report["format"],
        "signed_at": signatures[0]["signed_at"] if signatures else "",
        "sections": [{"title": title, "statements": texts} for title, texts in said if texts],
        "signatures": [{"line": signature_line(one), "text": one["text"]} for one in signatures],
        "wrong": report["wrong"],
    }
