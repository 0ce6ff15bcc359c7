"""A de-identified note as it leaves the practice (45 CFR 164.514(b)(2), safe harbor).

Its header and words name nobody (notes/formats/identity.py). What stands around them would: who signed and at which
minute, an addendum in free words, and ids that stand in the client's own exports too.
"""

import secrets
from typing import Any

from scribe.export.standing import Report

ADDENDUM = "Its words are free, may name somebody, and stay with the record."
SUPERVISOR = "a supervisor"
UNSAID = frozenset({"timing", "destroyed", "consents"})
"""What a report says of when, and of people's own words."""
ID_BYTES = 8
"""As many as a session's id has."""


def is_anonymous(header: dict[str, Any]) -> bool:
    """Of a de-identified note: it tells neither whose it is nor of which day."""
    return not header.get("client") and not header.get("date")


def fit_to_leave(report: Report) -> Report:
    """The same report, unless it is de-identified: then that it was signed stays, and in which year. Its id is another
    one at each call, so that nothing leads from it to the client's own documents."""
    if not is_anonymous(report.get("header", {})):
        return report
    return {
        **{key: value for key, value in report.items() if key not in UNSAID},
        "session": secrets.token_hex(ID_BYTES),
        "signatures": [_bare(one) for one in report.get("signatures", ())],
        "awaits": SUPERVISOR if report.get("awaits") else "",
    }


def _bare(signature: dict[str, Any]) -> dict[str, Any]:
    text = ADDENDUM if signature["text"] else ""
    nobody = dict.fromkeys(("name", "credentials", "public_key", "signature"), "")
    return {"kind": signature["kind"], **nobody, "signed_at": signature["signed_at"][:4], "text": text}
