"""The terminal's rendering: complete, cited and marked as a draft."""

from scribe.export.text import WATERMARK, render

REPORT = {
    "format": "DAP",
    "engine": "outline",
    "header": {"client": "A. Person", "minutes": 50, "diagnoses": [{"code": "F41.1", "label": "GAD"}], "place": None},
    "sections": [
        {"key": "data", "title": "Data", "statements": [{"text": "Client slept badly.", "cites": ["u1", "u2"]}]},
        {"key": "plan", "title": "Plan", "statements": []},
    ],
    "missing": [{"element": "risk", "text": "Risk was not asked about."}],
}


def test_every_statement_stands_with_its_citations_under_its_section() -> None:
    text = render(REPORT)
    assert "Data\n  Client slept badly.  [u1, u2]" in text
    assert "Plan" not in text


def test_it_is_marked_as_a_draft_and_names_what_is_missing() -> None:
    text = render(REPORT)
    assert WATERMARK in text.splitlines()[0]
    assert "Risk was not asked about." in text


def test_the_header_shows_what_is_known_only() -> None:
    text = render(REPORT)
    assert "Diagnoses: F41.1 GAD" in text
    assert "Minutes: 50" in text
    assert "Place" not in text
