"""What of a note may stand on a screen that the client sees. Pure.

Only what the clinician marked as right, or, once it is signed, what was signed; never what was left out, and nothing of
the clinician's own that the summary has no place for.
"""

from collections.abc import Iterable
from typing import Any

from scribe import events as ev
from scribe.session.review import Review, bare


def shown(summary: Iterable[ev.Section], review: Review) -> list[dict[str, Any]]:
    """[{title, statements: [text]}], sections that say something only, JSON-ready."""
    right = {bare(one.id) for one in review.statements if _right(one.verdict, signed=review.signed)}
    sections = (
        {"title": section.title, "statements": [one.text for one in section.statements if bare(one.id) in right]}
        for section in summary
    )
    return [section for section in sections if section["statements"]]


def _right(verdict: ev.Verdict, *, signed: bool) -> bool:
    return verdict is ev.Verdict.ACCEPTED or (signed and verdict is ev.Verdict.OPEN)
