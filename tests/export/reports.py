"""Notes as they stand, signed and not, for the tests of the forms."""

from typing import Any

from hypothesis import strategies as st

SIGNATURES = [
    {
        "kind": "signed",
        "name": "Dr. B",
        "credentials": "PhD, LP",
        "signed_at": "2026-03-02T15:04:05.678+00:00",
        "text": "",
        "public_key": "ab" * 32,
        "signature": "cd" * 64,
    },
    {
        "kind": "addendum",
        "name": "Dr. B",
        "credentials": "",
        "signed_at": "2026-03-03T09:00:00.000+00:00",
        "text": "She called & cancelled <Tuesday>.",
        "public_key": "ab" * 32,
        "signature": "cd" * 64,
    },
]


def statement(text: str, kind: str = "symptom") -> dict[str, Any]:
    return {"id": text[:3], "text": text, "kind": kind, "cites": ["u1"], "goal": None, "flags": []}


def consent(name: str, role: str, how: str = "spoken") -> dict[str, str]:
    purpose = "To write the note of this session."
    return {"name": name, "role": role, "purpose": purpose, "how": how, "given_at": "2026-03-02T14:00:05.250+00:00"}


def report(*, signed: bool = True, statements: int = 3) -> dict[str, Any]:
    said = [
        statement(f"Client reports waking at {number} & lying <awake> with worry about work.")
        for number in range(statements)
    ]
    return {
        "session": "5f2c9a1e77d0b384",
        "format": "DAP",
        "engine": "outline",
        "header": {
            "client": "Ada L. & Sons",
            "clinician": "Dr. B",
            "date": "2026-03-02",
            "start": "14:00",
            "minutes": 52,
            "diagnoses": [{"code": "F41.1", "label": "Generalized anxiety disorder", "system": "ICD-10-CM"}],
            "goals": [{"id": "g1", "text": "Sleep through the night"}],
        },
        "sections": [
            {"key": "data", "title": "Data", "statements": [*said, statement("PHQ-9 was 14, GAD-7 11.", "measure")]},
            {"key": "empty", "title": "Nothing here", "statements": []},
            {"key": "plan", "title": "Plan", "statements": [statement("Next appointment 9 March.", "appointment")]},
        ],
        "signatures": SIGNATURES if signed else [],
        "awaits": "Dr. C" if signed else "",
        "consents": [consent("Ada L. & Sons", "client"), consent("", "partner", how="written")],
    }


TEXTS = st.text(min_size=1, max_size=60).filter(lambda text: text.strip() != "")
"""Any text at all: what a person types is not ours to choose."""


def odd(text: str) -> dict[str, Any]:
    """A note whose every free text is `text`."""
    built = report()
    built["header"] |= {"client": text, "goals": [{"id": "g1", "text": text}]}
    built["sections"] = [{"key": "data", "title": text, "statements": [statement(text)]}]
    built["consents"] = [{**consent(text, "client"), "purpose": text, "how": text}]
    built["signatures"] = [{**SIGNATURES[1], "name": text, "text": text}]
    return built
