"""A second ear for questions about risk: real model, wordings that no cue holds and that it was not taught."""

import pytest

from scribe.chart import Chart
from scribe.config import load
from scribe.models import path_of
from scribe.notes.formats.catalogue import load_format
from scribe.notes.language.cues import load_cues
from scribe.notes.reading import risk_questions as risk
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.notes.writer import NoteWriter
from tests.notes.conversation import timing, utterances


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(path_of(load(), "minilm"))


def test_the_weights_are_those_of_the_sentences() -> None:
    """After a change of either: scripts/train-risk-questions"""
    assert risk.taught().learned_from == risk.learned_from()


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("Does the thought of dying ever come over you at night?", "suicidal"),
        ("Have you taken it out on your body, cut or burned yourself?", "self_harm"),
        ("Is there anybody you have wanted to hurt?", "harm_others"),
        ("Do you hear voices that nobody else hears?", "psychosis"),
        ("How much are you drinking these days?", "substance"),
        ("Are there any guns in the house?", "means"),
    ],
)
def test_questions_are_heard(encoder: SentenceEncoder, asked: str, subject: str) -> None:
    assert subject in risk.RiskQuestions(encoder).asked(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "How did the exposure on the bus go?",
        "What would you like to plan for the weekend?",
        "Did it cross your mind to call her?",
        "How many hours did you sleep?",
        "Shall we cut it down to three walks?",
    ],
)
def test_other_questions_are_not(encoder: SentenceEncoder, asked: str) -> None:
    assert risk.RiskQuestions(encoder).asked(asked) == frozenset()


def test_a_denial_of_it_is_in_the_ledger(encoder: SentenceEncoder) -> None:
    talk = "T: Does the thought of dying ever come over you at night?\nC: No, never."
    one = NoteWriter(Chart(), load_format("DAP"), load_cues(), encoder)
    one.learn(utterances(talk))
    found = one.finish(timing(talk)).risk
    assert ("suicidal_ideation", "denied") in {(entry.kind.value, entry.status.value) for entry in found}
