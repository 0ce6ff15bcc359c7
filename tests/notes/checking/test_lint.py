"""Each rule fires on what it names, and none on a note that is specific and kind."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.errors import ConfigError
from scribe.events import Section, Statement
from scribe.notes.checking.lint import lint
from scribe.notes.checking.lint_rules import LintRules, load_lint
from scribe.notes.formats.catalogue import load_format
from scribe.notes.formats.note_format import NoteFormat

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
    ("assumed_normal", "Client was alert and oriented with good eye contact."),
    ("prediction", "Client is at low risk for suicide."),
)


def note(*lines: tuple[str, str]) -> tuple[Section, ...]:
    built = tuple(Statement(id=f"s{at}", text=text, kind=kind, cites=("u1",)) for at, (kind, text) in enumerate(lines))
    return (Section(key="all", title="All", statements=built),)


def layout(limit: int, name: str = "DAP") -> NoteFormat:
    return msgspec.structs.replace(load_format(name), words=limit, words_long=limit)


def rules(*lines: tuple[str, str], limit: int = 500, minutes: float = 1.0) -> set[str]:
    return {finding.rule for finding in lint(note(*lines), layout(limit), minutes)}


def test_a_clean_note_is_left_in_peace() -> None:
    assert rules(*CLEAN) == set()


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_rule_fires_and_names_the_statement(rule: str, text: str) -> None:
    found = [one for one in lint(note(*CLEAN, ("symptom", text)), layout(500), 1.0) if one.statement]
    assert [(one.rule, one.statement) for one in found] == [(rule, f"s{len(CLEAN)}")]
    assert found[0].why
    assert text in found[0].text


@pytest.mark.parametrize(("rule", "text"), BAD)
@pytest.mark.parametrize("marks", ['""', "“”"])
def test_the_clients_own_words_are_no_wording_of_the_note(rule: str, text: str, marks: str) -> None:
    assert rule not in rules(*CLEAN, ("symptom", f"Client said: {marks[0]}{text}{marks[1]}"))


def test_every_rule_of_the_file_is_tried() -> None:
    assert {rule.key for rule in load_lint().rule} == {rule for rule, _ in BAD}


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
    (found,) = (one for one in lint(note(CLEAN[0]), layout(500), 1.0) if one.rule == "necessity")
    assert "impairment" in found.text
    assert "response" in found.text
    assert "a symptom" not in found.text
    assert not [one for one in lint(note(CLEAN[0]), layout(500, "CONSULTATION"), 1.0) if one.rule == "necessity"]


def test_a_long_session_in_a_few_words() -> None:
    assert rules(*CLEAN, minutes=50.0) == {"too_short"}


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("An uncle committed suicide.", "An uncle died by suicide."),
        ("Client complained of headaches.", "Client reported headaches."),
        ("Client refused to call.", "Client declined to call."),
        ("Claims that it helped.", "Reports that it helped."),
        ('Client suffers from "what suffers from me".', 'Client has "what suffers from me".'),
        ("Client refused to admit it.", None),
        ("Client is doing well.", None),
    ],
)
def test_a_fix_is_offered_where_it_is_safe(text: str, fix: str | None) -> None:
    (found,) = (one for one in lint(note(*CLEAN, ("symptom", text)), layout(500), 1.0) if one.statement)
    assert found.fix == fix


def test_the_clients_very_words_are_no_judgement() -> None:
    judged = note(*CLEAN, ("symptom", "Client reported that they were lazy on Sunday."))
    assert not lint(judged, layout(500), 1.0, {"u1": "I was Lazy on Sunday."})
    assert [one.rule for one in lint(judged, layout(500), 1.0, {"u1": "I slept in."})] == ["value_judgement"]


def test_what_the_chart_says_is_not_looked_at() -> None:
    fact = Statement(id="c", text="Goal: stop complaining of pain.", kind="session_info", cites=(), flags=("chart",))
    sections = (*note(*CLEAN), Section(key="goal", title="Goal", statements=(fact,)))
    assert not lint(sections, layout(500), 1.0)


def test_a_clinic_takes_a_rule_out() -> None:
    assert not lint(note(*BAD), layout(1), 50.0, rules=LintRules(rule=(), whole=()))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[rule]]\nkey='k'\nwhy='w'\npatterns = ['(']\n[[whole]]\nkey='a'\nwhy='b'\ntext='c'", "lint.toml:4: rule[0]"),
        ("rule = []\n[[whole]]\nkey='a'\nwhy='b'\ntext='{nonsense}'", "lint.toml:5: whole[0].text"),
        ("rule = []\nwhole = 3", "whole"),
        ("rule = [", "lint.toml"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "lint.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_lint(path)
    assert named in str(caught.value)


@given(st.lists(st.tuples(st.sampled_from(["symptom", "plan"]), st.text(max_size=60)), max_size=4))
def test_any_text_can_be_read(lines: list[tuple[str, str]]) -> None:
    assert "necessity" in rules(*lines)
