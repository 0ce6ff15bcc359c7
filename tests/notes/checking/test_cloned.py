"""Copied text is found, and what was said anew is not."""

import pytest

from scribe.events import Section, Statement
from scribe.notes.checking.cloned import cloned

BEFORE = ("Client reported that they lay awake for two hours on three nights.", "Client walked twice.")


def found(text: str, kind: str = "symptom", earlier: tuple[str, ...] = BEFORE) -> list[str | None]:
    one = Statement(id="s1", text=text, kind=kind, cites=("u1",))
    return [finding.statement for finding in cloned((Section(key="a", title="A", statements=(one,)),), earlier)]


@pytest.mark.parametrize(
    "text",
    [
        "Client reported that they lay awake for two hours on three nights.",
        "client reported that they lay awake for two hours on three nights",
        "Client reported that they lay awake for two hours on four nights.",
    ],
)
def test_the_same_again(text: str) -> None:
    assert found(text) == ["s1"]


@pytest.mark.parametrize(
    "text",
    [
        "Client reported that they slept through on five nights and lay awake on two.",
        "Client walked twice.",
        "",
    ],
)
def test_said_anew_or_too_short_to_be_copied(text: str) -> None:
    assert found(text) == []


def test_named_work_repeats_itself() -> None:
    assert found(BEFORE[0], kind="intervention") == []


def test_the_first_note() -> None:
    assert found(BEFORE[0], earlier=()) == []
