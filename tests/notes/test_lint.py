"""Each rule fires on what it names, and none on a note that is specific and kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.events import Section, Statement
from scribe.notes.cues import load_cues
from scribe.notes.lint import lint

CLEAN = (
    ("symptom", "Client reported that they lay awake for two hours on three nights."),
    ("functioning", "Client reported that they missed one shift at the bakery."),
    ("intervention", "Therapist guided paced breathing for five minutes."),
    ("response", "Client reported that their shoulders loosened."),
    ("risk", "Client denied any thoughts of ending their life when asked."),
)
BAD = (
    ("vague", "Client is doing well."),
    ("vague", "Supportive therapy was provided."),
    ("vague", "Client made some progress."),
    ("speculation", "Client probably has an unspoken grief."),
    ("speculation", "Client seems to be hiding something."),
    ("value_judgement", "Client was manipulative on the phone."),
    ("value_judgement", "Client is non-compliant with the sleep diary."),
    ("portal_unsafe", "Client complains of headaches."),
    ("portal_unsafe", "An uncle committed suicide."),
    ("boilerplate", "Therapist will continue to monitor."),
    ("boilerplate", "There were no significant changes."),
)


def note(*lines: tuple[str, str]) -> tuple[Section, ...]:
    built = tuple(Statement(id=f"s{at}", text=text, kind=kind, cites=("u1",)) for at, (kind, text) in enumerate(lines))
    return (Section(key="all", title="All", statements=built),)


def rules(*lines: tuple[str, str], limit: int = 500) -> set[str]:
    return {finding.rule for finding in lint(note(*lines), load_cues(), limit)}


def test_a_clean_note_is_left_in_peace() -> None:
    assert rules(*CLEAN) == set()


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_rule_fires_and_names_the_statement(rule: str, text: str) -> None:
    found = [one for one in lint(note(*CLEAN, ("symptom", text)), load_cues(), 500) if one.statement]
    assert [(one.rule, one.statement) for one in found] == [(rule, f"s{len(CLEAN)}")]
    assert found[0].why
    assert text in found[0].text


@pytest.mark.parametrize(("rule", "text"), BAD)
@pytest.mark.parametrize("marks", ['""', "“”"])
def test_the_clients_own_words_are_no_wording_of_the_note(rule: str, text: str, marks: str) -> None:
    assert rule not in rules(*CLEAN, ("symptom", f"Client said: {marks[0]}{text}{marks[1]}"))


def test_every_rule_of_the_file_is_tried() -> None:
    assert {rule.key for rule in load_cues().lint} == {rule for rule, _ in BAD}


def test_length() -> None:
    words = sum(len(text.split()) for _, text in CLEAN)
    assert rules(*CLEAN, limit=words) == set()
    assert rules(*CLEAN, limit=words - 1) == {"too_long"}


def test_a_transcript() -> None:
    quotation = ("stressor", 'Client said: "the kettle, the letters, the phone and the neighbours all at once."')
    assert "too_many_quotations" in rules(quotation)
    assert "too_many_quotations" not in rules(*CLEAN, quotation)


def test_necessity() -> None:
    assert rules(*(line for line in CLEAN if line[0] != "intervention")) == {"necessity"}


@given(st.lists(st.tuples(st.sampled_from(["symptom", "plan"]), st.text(max_size=60)), max_size=4))
def test_any_text_can_be_read(lines: list[tuple[str, str]]) -> None:
    assert "necessity" in rules(*lines)
