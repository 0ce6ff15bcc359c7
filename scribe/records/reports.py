"""The final note as `--note FILE` gives it, with header, missing, lint, risk and timing. Kept whole, as JSON."""

from collections.abc import Set
from typing import Any

import msgspec

from scribe.records.connection import Db

Report = dict[str, Any]


def save(db: Db, session: str, report: Report, struck: Set[str]) -> None:
    """In the place of an earlier one, inside the caller's transaction. What was struck is left out."""
    body = msgspec.json.encode(without(report, struck)).decode()
    db.execute("UPDATE sessions SET report = ? WHERE id = ?", (body, session))


def load(db: Db, session: str) -> Report | None:
    found = db.execute("SELECT report FROM sessions WHERE id = ?", (session,)).fetchone()
    return msgspec.json.decode(found[0], type=Report) if found and found[0] else None


def strike(db: Db, session: str, struck: Set[str]) -> None:
    report = load(db, session)
    if report is not None:
        save(db, session, report, struck)


def forget_words(db: Db, session: str) -> None:
    """The words that risks were told in; the note's own sentences stay."""
    report = load(db, session)
    if report is not None and report.get("risk"):
        save(db, session, {**report, "risk": [{**risk, "text": ""} for risk in report["risk"]]}, frozenset())


def without(report: Report, struck: Set[str]) -> Report:
    """The report less what rests on a struck utterance. Pure.

    Findings about the note as a whole go too once anything was struck: they may quote what is no longer in it.
    """
    if not struck:
        return report
    sections = [
        {**section, "statements": [s for s in section.get("statements", ()) if struck.isdisjoint(s.get("cites", ()))]}
        for section in report.get("sections", ())
    ]
    kept = {statement.get("id") for section in sections for statement in section["statements"]}
    parts = {
        "sections": sections,
        "lint": [finding for finding in report.get("lint", ()) if finding.get("statement") in kept],
        "risk": [risk for risk in report.get("risk", ()) if struck.isdisjoint(risk.get("utterances", ()))],
    }
    return {**report, **{key: value for key, value in parts.items() if key in report}}
