"""The same words, built otherwise, say something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.constructions import agrees, construction, main_light_verbs, said_light_verbs
from scribe.notes.language.wording import load_wording, meanings

TABLES = load_wording()


def holds(said: str, source: str) -> bool:
    return agrees(
        construction(said, TABLES),
        construction(source, TABLES),
        frozenset(meanings(said, TABLES)),
        frozenset(meanings(source, TABLES)),
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I nearly dropped the tray", "almost"),
        ("I hardly touch the piano", "scarcely"),
        ("perhaps the lamp did it", "possible"),
        ("I wanted to shout", "wish"),
        ("I should ring him", "ought"),
        ("I tried to swim", "try"),
        ("I thought about leaving", "thought"),
        ("I'm terrified of dogs", "fear"),
        ("it felt like drowning", "seeming"),
        ("I dreamt of snakes", "dream"),
        ("I skipped supper", "undone"),
    ],
)
def test_how_far_it_is_meant(text: str, kind: str) -> None:
    assert kind in construction(text, TABLES).hedges
    assert not holds("Client did it.", text)


def test_a_plain_clause_has_no_hedge() -> None:
    assert construction("I dropped the tray on the floor", TABLES).hedges == frozenset()


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Client cried before the wedding.", "I cried after the wedding"),
        ("Client left with the keys.", "I left without the keys"),
        ("Client was bitten by the dog.", "I bit the dog"),
        ("Client kicked the door.", "I saw him kick the door"),
        ("Client dropped the tray.", "I almost dropped the tray"),
    ],
)
def test_a_turned_construction_does_not_hold(said: str, source: str) -> None:
    assert not holds(said, source)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Client cried after the wedding.", "I cried after the wedding"),
        ("Client almost dropped the tray.", "I nearly dropped the tray"),
        ("Client was bitten by the dog.", "I was bitten by the dog"),
        ("Client saw him kick the door.", "I saw him kick the door"),
    ],
)
def test_a_faithful_one_does(said: str, source: str) -> None:
    assert holds(said, source)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Client has a rifle.", {"have"}),
        ("Client has slept badly.", set()),
        ("Client is furious.", {"be"}),
        ("Client is looking for a flat.", set()),
        ("Client is going to work.", {"go"}),
        ("Client is going to resign.", set()),
        ("Client does not swim.", set()),
    ],
)
def test_verbs_that_carry_the_assertion(text: str, verbs: set[str]) -> None:
    assert main_light_verbs(text) == verbs


def test_speech_lends_a_light_verb_in_any_use() -> None:
    assert {"have", "be"} <= said_light_verbs("I've got a cold and I'm tired")
    assert said_light_verbs("Rain fell") == frozenset()


def test_a_clock_time_after_a_preposition_is_the_same_every_time() -> None:
    assert ("after", "30 6") in construction("I eat after 6:30", TABLES).relations


@given(st.text(max_size=80))
def test_any_text_agrees_with_itself(text: str) -> None:
    assert holds(text, text)
