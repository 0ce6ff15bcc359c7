"""The note as it stands, as every renderer takes it: the draft's report under the clinician's hand. Pure.

Once signed, header and sections are read from the signed document itself: what is shown is what was signed.
"""

from typing import Any

import msgspec

from scribe import events as ev
from scribe.session.review import Review

Report = dict[str, Any]
"""What `--note FILE` holds, and `signatures`: [{kind, name, credentials, signed_at, text, public_key, signature}]; once
it is signed, `destroyed`: [{what, at}]. `consents` (consents.py) where the room knows them."""


def standing(report: Report, review: Review) -> Report:
    """`report` is what the draft's engine saved."""
    if not review.signatures:
        sections = msgspec.to_builtins(review.standing()) if review.sections else report.get("sections", [])
        return {**report, "sections": sections, "signatures": [], "awaits": ""}
    signed = msgspec.json.decode(review.signatures[0].document)
    shown = {key: signed[key] for key in ("header", "format", "engine", "sections")}
    kept = {key: value for key, value in report.items() if key not in ("missing", "lint")}
    return {
        **kept,
        **shown,
        "signatures": [_plain(s) for s in review.signatures],
        "awaits": review.awaited(),
        "destroyed": [{"what": one.what, "at": one.destroyed_at} for one in review.destroyed],
    }


def is_signed(report: Report) -> bool:
    return bool(report.get("signatures"))


def _plain(signature: ev.Signature) -> dict[str, Any]:
    plain = ev.plain(signature)
    return {key: plain[key] for key in ("kind", "name", "credentials", "signed_at", "text", "public_key", "signature")}
