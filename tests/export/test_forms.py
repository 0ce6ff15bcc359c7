"""Every form says what the note says and who signed it, or that nobody did; nothing unsigned leaves by mistake."""

import io
import json
import re
from typing import Any

import docx
import pypdf
import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings

from scribe import events as ev
from scribe.errors import StateError, UsageError
from scribe.export import titles
from scribe.export.consents import consents_of
from scribe.export.document import WATERMARK, document
from scribe.export.docx import docx_bytes
from scribe.export.fhir import bundle
from scribe.export.forms import FORMS, render
from scribe.export.pdf import html, pdf
from scribe.export.plain import markdown, text
from scribe.practice.redisclosure import NOTICE
from tests.export.reports import TEXTS, consent, odd, report, statement

SAYS = [
    "Next appointment 9 March",
    "PHQ-9 was 14",
    "52",
    "Generalized anxiety disorder",
    "Signed by Dr. B",
    "2026-03-02",
]


def read(form: str, data: bytes) -> str:
    """What a person reads in it, spaces evened out."""
    if form == "pdf":
        found = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    elif form == "docx":
        file = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        margins = [p.text for part in (file.sections[0].header, file.sections[0].footer) for p in part.paragraphs]
        found = "\n".join([*margins, *cells, *(p.text for p in file.paragraphs)])
    elif form == "fhir":
        found = json.dumps(json.loads(data), ensure_ascii=False)
        found += "".join(entry["resource"].get("title", "") for entry in json.loads(data)["entry"])
    else:
        found = re.sub(r"\\(.)", r"\1", data.decode())
    return re.sub(r"\s+", " ", found)


@pytest.mark.parametrize("form", FORMS)
def test_a_record_of_substance_use_treatment_leaves_with_its_notice(form: str) -> None:
    shown = read(form, render({**report(), "notice": NOTICE}, form, draft=False).data)
    assert NOTICE in shown
    assert NOTICE not in read(form, render(report(), form, draft=False).data)


def test_the_fhir_bundle_says_it_in_labels_too() -> None:
    made = bundle({**report(), "notice": NOTICE})
    Bundle.model_validate(made)
    assert [label["code"] for label in made["meta"]["security"]] == ["42CFRPart2", "NORDSCLCD"]
    assert "meta" not in bundle(report())


@pytest.mark.parametrize("form", FORMS)
def test_a_signed_note_in_each_form(form: str) -> None:
    made = render(report(), form, draft=False)
    shown = read(form, made.data)
    wanted = SAYS if form != "fhir" else [s for s in SAYS if s not in ("52", "Signed by Dr. B")]
    assert [s for s in wanted if s not in shown] == []
    assert WATERMARK not in shown and "Nothing here" not in shown
    assert "Ada" not in made.name and made.name.endswith(FORMS[form].suffix)


@pytest.mark.parametrize("form", FORMS)
def test_who_agreed_to_what_how_and_when_goes_along(form: str) -> None:
    shown = read(form, render(report(), form, draft=False).data)
    client = "Ada L. & Sons" if form != "fhir" else "Ada L. &amp; Sons"
    assert f"{client} (client), spoken, 2026-03-02 14:00:05 UTC" in shown
    assert "a partner, written, 2026-03-02 14:00:05 UTC" in shown
    assert "To write the note of this session." in shown
    assert "Consent" not in read(form, render({**report(), "consents": []}, form, draft=False).data)


def test_a_client_written_last_name_first_consents_for_nobody_else() -> None:
    given = report()
    given["header"]["client"] = "Lopez, Ana"
    given["consents"] = [consent("Lopez, Ana", "client"), consent("Lopez, Ben", "partner")]
    resources = [entry["resource"] for entry in bundle(given)["entry"]]
    performers = [one["performer"] for one in resources if one["resourceType"] == "Consent"]
    assert performers[1] == [{"display": "Lopez, Ben"}] and "reference" in performers[0][0]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_a_de_identified_draft_tells_its_day(form: str) -> None:
    """The header as CONSULTATION shows it; when the session was is in the report still."""
    given = {**report(signed=False), "format": "CONSULTATION", "timing": {"ended_at": "2026-03-02T14:52:05+00:00"}}
    given["header"] = {"format": "individual", "minutes": 52}
    agreed = ev.Consent(name="Ada L.", role=ev.Role.CLIENT, purpose="x", how="spoken", given_at="2026-03-02T14:00:05Z")
    given["consents"] = consents_of([agreed], given["header"])
    made = render(given, form, draft=True)
    assert not re.search("2026-03|14:5|14:0", read(form, made.data) + made.name)


@pytest.mark.parametrize("form", FORMS)
def test_a_signed_de_identified_note_tells_neither_signer_nor_day_nor_whose_it_is(form: str) -> None:
    given = {**report(), "format": "CONSULTATION", "consents": [], "awaits": "Dr. Sup"}
    given["header"] = {"format": "individual", "minutes": 52}
    given["timing"] = {"ended_at": "2026-03-02T14:52:05+00:00"}
    given["sections"] = [{"key": "case", "title": "Case", "statements": [statement("PHQ-9 was 14.", "measure")]}]
    made, again = (render(given, form, draft=False) for _ in range(2))
    shown = read(form, made.data) + made.name
    if form == "fhir":
        Bundle.model_validate(json.loads(made.data))
    assert "PHQ-9 was 14" in shown and "2026" in shown and WATERMARK not in shown
    telling = r"2026-0[23]|15:04|09:00|Dr\. B|PhD|Sup\b|abab|cdcd|5f2c9a1e|She called"
    assert not re.search(telling, shown)
    assert made.name != again.name


def test_a_consent_is_a_resource_of_the_bundle() -> None:
    made = bundle(report())
    Bundle.model_validate(made)
    found = [entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == "Consent"]
    (patient,) = [e["fullUrl"] for e in made["entry"] if e["resource"]["resourceType"] == "Patient"]
    assert [one["performer"] for one in found] == [[{"reference": patient}], [{"display": "a partner"}]]
    assert {one["policyRule"]["text"] for one in found} == {"To write the note of this session."}
    assert [one["category"][1]["text"] for one in found] == ["spoken", "written"]
    assert {one["dateTime"] for one in found} == {"2026-03-02T14:00:05.250+00:00"}


@pytest.mark.parametrize("form", FORMS)
def test_an_unsigned_one_only_on_request_and_marked(form: str) -> None:
    with pytest.raises(StateError, match="not signed"):
        render(report(signed=False), form, draft=False)
    made = render(report(signed=False), form, draft=True)
    assert WATERMARK in read(form, made.data) and made.name.startswith("draft-")


def test_a_form_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="Known: text, markdown, pdf, docx, fhir"):
        render(report(), "fax", draft=False)


def test_what_a_document_is_called() -> None:
    assert [titles.of(key) for key in ("DAP", "TRANSITION", "CLIENT_SUMMARY", "gone")] == [
        "DAP note",
        "Transition of care",
        "Summary for the client",
        "gone note",
    ]
    assert document({**report(), "title": "Transition of care"}).title == "Transition of care"


def test_an_id_is_for_programs() -> None:
    assert ("Treatment goals", "Sleep through the night") in document(report()).facts


# -- PDF ---------------------------------------------------------------------------------------------------------------


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_a_pdf_is_tagged_and_each_page_says_whose_it_is() -> None:
    data = pdf(document(report(signed=False, statements=120)))
    root: Any = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "en"
    pages = pages_of(data)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Ada L. & Sons · 2026-03-02" in page and WATERMARK in page


def test_markup_in_a_note_stays_text() -> None:
    hostile = '<img src="http://127.0.0.1:9/x"><script>x</script>" } body { display: none'
    drawn = html(document(odd(hostile)))
    assert "<img" not in drawn and "<script" not in drawn and "</style>" in drawn
    assert "display: none" in " ".join(pages_of(pdf(document(odd(hostile)))))


# -- FHIR --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed", [True, False])
def test_the_bundle_is_valid_and_holds_what_the_note_holds(signed: bool) -> None:
    made = bundle(report(signed=signed))
    checked = Bundle.model_validate(made)
    assert checked.type == "document"
    kinds = [entry["resource"]["resourceType"] for entry in made["entry"]]
    assert kinds[0] == "Composition"
    assert {"Patient", "Practitioner", "Condition", "Goal", "CarePlan", "Observation", "DocumentReference"} <= set(
        kinds
    )
    assert made["entry"][0]["resource"]["status"] == ("amended" if signed else "preliminary")
    scores = {
        entry["resource"]["code"]["text"]: entry["resource"]["valueQuantity"]["value"]
        for entry in made["entry"]
        if entry["resource"]["resourceType"] == "Observation"
    }
    assert scores == {"PHQ-9": 14.0, "GAD-7": 11.0}


def test_each_kind_of_document_has_its_code_and_each_scale_its_last_value() -> None:
    given = {**report(), "format": "TRANSITION"}
    given["sections"][0]["statements"].append(statement("Client rated SUD 8, then 3, then 1.", "measure"))
    made = bundle(given)
    Bundle.model_validate(made)
    resources = [entry["resource"] for entry in made["entry"]]
    assert resources[0]["type"]["coding"][0]["code"] == "18761-7"
    assert [r["valueQuantity"]["value"] for r in resources if r.get("code", {}).get("text") == "SUD"] == [1.0]
    assert bundle(report())["entry"][0]["resource"]["type"]["coding"][0]["code"] == "11506-3"


def test_every_reference_leads_somewhere_in_the_bundle() -> None:
    made = bundle(report())
    there = {entry["fullUrl"] for entry in made["entry"]}
    assert set(re.findall(r'"reference": "([^"]+)"', json.dumps(made))) <= there
    assert bundle(report()) == made


# -- any text at all ---------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(TEXTS)
def test_no_text_breaks_a_form(free: str) -> None:
    shown = document(odd(free))
    assert text(shown) and markdown(shown) and html(shown)
    Bundle.model_validate(bundle(odd(free)))
    docx.Document(io.BytesIO(docx_bytes(shown)))


@settings(max_examples=4)
@given(TEXTS)
def test_no_text_breaks_a_pdf(free: str) -> None:
    assert pages_of(pdf(document(odd(free))))
