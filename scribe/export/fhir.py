"""A note as a FHIR R4 document: a Bundle of Composition, DocumentReference, and what the chart and the note hold of
Condition, Goal, CarePlan and Observation, and the consents to be heard (hl7.org/fhir/R4). Plain JSON; pure.

Ids are made from the session's, so that the same note exported twice is the same document.
"""

import base64
import uuid
from html import escape
from typing import Any

from scribe.export import plain
from scribe.export.consents import Consent, who_how_when
from scribe.export.document import Document, document
from scribe.export.standing import Report, is_signed
from scribe.names import same_name
from scribe.practice.scores import scores

Resource = dict[str, Any]

LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
NAMESPACE = uuid.UUID("5b7a3c1e-6f0d-4c52-9a61-2b9d1f1f7a10")
"""Of our ids (RFC 4122 version 5)."""

PROGRESS_NOTE = ("11506-3", "Progress note")

KINDS = {
    "INTAKE": ("51847-2", "Evaluation + Plan note"),
    "CONSULTATION": ("11488-4", "Consult note"),
    "PLAN_REVIEW": ("18776-5", "Plan of care note"),
    "TRANSITION": ("18761-7", "Transfer summary note"),
    "CLIENT_SUMMARY": ("34133-9", "Summary of episode note"),
}
"""LOINC's kind of document for formats that are no progress note."""

NO_TIME = "1970-01-01T00:00:00+00:00"
"""What stands for a time, or the part of it, that is not told."""
YEAR = len("1970")

FROM_THE_CHART = ("Condition", "Goal", "CarePlan", "Observation")

ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
PART_2 = [
    {"system": ACT_CODE, "code": "42CFRPart2", "display": "42 CFR Part2"},
    {"system": ACT_CODE, "code": "NORDSCLCD", "display": "no redisclosure without consent directive"},
]
"""Security labels of what leaves under the redisclosure notice."""

MEASURES = {
    "PHQ-9": ("44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]"),
    "GAD-7": ("70274-6", "Generalized anxiety disorder 7 item (GAD-7) total score [Reported.PHQ]"),
    "AUDIT": ("75624-7", "Total score [AUDIT]"),
}
"""Scales with a LOINC code of their total; others go without one, by their name."""


def bundle(report: Report) -> Resource:
    """`report` is the note as it stands (`standing.py`)."""
    shown, header = document(report), report.get("header", {})
    session = str(report.get("session", ""))
    patient = _patient(session, header)
    author = _author(session, report, header)
    chart = [*_conditions(session, header), *_goals(session, header), *_observations(session, report)]
    plan = _care_plan(session, [r for r in chart if r["resourceType"] == "Goal"])
    consents = [_consent(session, header, number, one) for number, one in enumerate(report.get("consents", ()))]
    rest = [patient, author, *chart, *plan, *consents, _reference_document(session, shown, report)]
    entries = [_composition(session, shown, report, rest), *rest]
    return {
        "resourceType": "Bundle",
        **({"meta": {"security": PART_2}} if shown.notice else {}),
        "type": "document",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": _urn(session, "bundle")},
        "timestamp": _instant(report),
        "entry": [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in entries],
    }


def _composition(session: str, shown: Document, report: Report, rest: list[Resource]) -> Resource:
    kinds = {r["resourceType"]: r for r in reversed(rest)}
    notice = [_section("Notice", (shown.notice,))] if shown.notice else []
    sections = [*notice, *(_section(part.title, part.paragraphs) for part in shown.parts)]
    sections += [_section("Addendum", (s.line, s.text)) for s in shown.signatures if s.text]
    linked = [_link(r) for r in rest if r["resourceType"] in FROM_THE_CHART]
    if linked:
        sections.append({"title": "From the chart", "entry": linked, **_text_of(("Diagnoses, goals and measures.",))})
    agreed = [_link(r) for r in rest if r["resourceType"] == "Consent"]
    if agreed:
        told = tuple(map(who_how_when, report["consents"]))
        sections.append({"title": "Consent", "entry": agreed, **_text_of(told)})
    made: Resource = {
        "resourceType": "Composition",
        "id": _id(session, "composition"),
        "status": _status(report),
        "type": {"coding": [_kind(report)], "text": shown.title},
        "subject": _link(kinds["Patient"]),
        "date": _instant(report),
        "author": [_link(kinds["Practitioner"])],
        "title": f"{shown.title}{f' ({shown.watermark})' if shown.watermark else ''}",
        "confidentiality": "R",  # v3-Confidentiality: restricted, as mental health records are
        "section": sections,
    }
    attesters = [
        {"mode": "legal" if s["kind"] == "signed" else "professional", "time": s["signed_at"], **_party(s)}
        for s in report.get("signatures", ())
    ]
    return {**made, **({"attester": attesters} if attesters else {})}


def _kind(report: Report) -> Resource:
    code, display = KINDS.get(report["format"], PROGRESS_NOTE)
    return {"system": LOINC, "code": code, "display": display}


def _status(report: Report) -> str:
    if not is_signed(report):
        return "preliminary"
    return "amended" if any(s["kind"] == "addendum" for s in report["signatures"]) else "final"


def _party(signature: dict[str, Any]) -> Resource:
    """Empty in a de-identified note."""
    named = ", ".join(filter(None, (signature["name"], signature["credentials"])))
    return {"party": {"display": named}} if named else {}


def _section(title: str, paragraphs: tuple[str, ...]) -> Resource:
    return {"title": title, **_text_of(paragraphs)}


def _text_of(paragraphs: tuple[str, ...]) -> Resource:
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs if p)
    return {"text": {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}}


def _patient(session: str, header: dict[str, Any]) -> Resource:
    client = header.get("client")
    return {
        "resourceType": "Patient",
        "id": _id(session, "patient"),
        **({"name": [{"text": str(client)}]} if client else {}),
    }


def _author(session: str, report: Report, header: dict[str, Any]) -> Resource:
    signatures = report.get("signatures", ())
    name = signatures[0]["name"] if signatures else header.get("clinician")
    return {
        "resourceType": "Practitioner",
        "id": _id(session, "practitioner"),
        "name": [{"text": str(name or "Not stated")}],
    }


def _conditions(session: str, header: dict[str, Any]) -> list[Resource]:
    clinical = {"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}
    return [
        {
            "resourceType": "Condition",
            "id": _id(session, f"condition {number}"),
            "clinicalStatus": {"coding": [clinical]},
            "code": {"coding": [_diagnosis(diagnosis)], "text": diagnosis.get("label") or diagnosis["code"]},
            "subject": _subject(session),
        }
        for number, diagnosis in enumerate(header.get("diagnoses", ()))
    ]


def _diagnosis(diagnosis: dict[str, Any]) -> Resource:
    system = diagnosis.get("system", "ICD-10-CM")
    coded = {"code": diagnosis["code"], **({"display": diagnosis["label"]} if diagnosis.get("label") else {})}
    return {"system": ICD10CM, **coded} if system == "ICD-10-CM" else coded


def _goals(session: str, header: dict[str, Any]) -> list[Resource]:
    return [
        {
            "resourceType": "Goal",
            "id": _id(session, f"goal {goal['id']}"),
            "lifecycleStatus": "active",
            "description": {"text": goal["text"]},
            "subject": _subject(session),
        }
        for goal in header.get("goals", ())
    ]


def _consent(session: str, header: dict[str, Any], number: int, given: Consent) -> Resource:
    """Who agreed (performer), to what (policyRule), how (the second category) and when."""
    scope = {"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}
    is_client = given["name"] and same_name(given["name"], str(header.get("client", "")))
    performer = _subject(session) if is_client else {"display": given["name"] or f"a {given['role']}"}
    return {
        "resourceType": "Consent",
        "id": _id(session, f"consent {number}"),
        "status": "active",
        "scope": {"coding": [scope]},
        "category": [{"coding": [{"system": LOINC, "code": "59284-0"}]}, {"text": given["how"]}],
        "patient": _subject(session),
        "dateTime": given["given_at"],
        "performer": [performer],
        "policyRule": {"text": given["purpose"]},
        **_text_of((f"{who_how_when(given)}: {given['purpose']}",)),
    }


def _care_plan(session: str, goals: list[Resource]) -> list[Resource]:
    if not goals:
        return []
    return [
        {
            "resourceType": "CarePlan",
            "id": _id(session, "care plan"),
            "status": "active",
            "intent": "plan",
            "title": "Treatment plan",
            "subject": _subject(session),
            "goal": [_link(goal) for goal in goals],
        }
    ]


def _observations(session: str, report: Report) -> list[Resource]:
    """Scores that the note states. What it does not state is not made up from the transcript."""
    statements = (statement for section in report["sections"] for statement in section["statements"])
    found = scores([statement["text"] for statement in statements if statement["kind"] == "measure"])
    return [_observation(session, name, score, report) for name, score in found.items()]


def _observation(session: str, name: str, score: float, report: Report) -> Resource:
    code: Resource = {"text": name}
    if name in MEASURES:
        code["coding"] = [{"system": LOINC, "code": MEASURES[name][0], "display": MEASURES[name][1]}]
    made: Resource = {
        "resourceType": "Observation",
        "id": _id(session, f"observation {name}"),
        "status": "final" if is_signed(report) else "preliminary",
        "code": code,
        "subject": _subject(session),
        "valueQuantity": {"value": score, "unit": "score", "system": "http://unitsofmeasure.org", "code": "{score}"},
    }
    date = report.get("header", {}).get("date")
    return {**made, **({"effectiveDateTime": date} if date else {})}


def _reference_document(session: str, shown: Document, report: Report) -> Resource:
    """The same note as text, for a system that reads no Composition."""
    return {
        "resourceType": "DocumentReference",
        "id": _id(session, "document"),
        "status": "current",
        "docStatus": _status(report),
        "type": {"coding": [_kind(report)]},
        "subject": _subject(session),
        "date": _instant(report),
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain; charset=utf-8",
                    "data": base64.b64encode(plain.text(shown).encode()).decode(),
                    "title": shown.title,
                }
            }
        ],
    }


def _instant(report: Report) -> str:
    """When it was signed last, of a de-identified one the year alone; else when the session ended. A document has a
    time, also where that is not told."""
    signatures, header = report.get("signatures", ()), report.get("header", {})
    ended = header.get("stopped_at") or report.get("timing", {}).get("ended_at")
    stamp = str(signatures[-1]["signed_at"] if signatures else ended or "")
    return stamp + NO_TIME[YEAR:] if len(stamp) == YEAR else stamp or NO_TIME


def _subject(session: str) -> Resource:
    return {"reference": _urn(session, "patient")}


def _link(resource: Resource) -> Resource:
    return {"reference": f"urn:uuid:{resource['id']}"}


def _urn(session: str, what: str) -> str:
    return f"urn:uuid:{_id(session, what)}"


def _id(session: str, what: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{session} {what}"))
