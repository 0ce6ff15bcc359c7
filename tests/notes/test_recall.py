"""A question in plain words finds the moment that answers it, or nothing."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from scribe import models
from scribe.config import Settings
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.notes.recall import FLOOR, MOST, moments

SAID = [
    "How has the week been?",
    "Up and down, really.",
    "How many hours do you sleep?",
    "About four. I lie there and go over what I said at work.",
    "Is there a gun in the house?",
    "A deer rifle. My brother-in-law Ray could keep it.",
    "And the sertraline, did you miss any?",
    "Once, on Saturday.",
]
TALKS = Path(__file__).parents[2] / "examples" / "talks"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(models.path_of(Settings(), "minilm"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much did he sleep?", 3),
        ("Are there weapons at home?", 5),
        ("Who could keep the rifle?", 5),
        ("Did he take his sertraline?", 7),
        ("Ray", 5),
    ],
)
def test_the_answer_comes_with_what_was_asked(question: str, answer: int, encoder: SentenceEncoder) -> None:
    """It holds the question's meaning or its rare words, though the answer alone does not."""
    best = moments(question, SAID, encoder.encode)[0]
    assert best.first <= answer <= best.last
    assert best.score >= FLOOR


@pytest.mark.parametrize("question", ["Did they speak about the trial?", "Is she pregnant?", "What is the dog called?"])
def test_what_was_never_spoken_of_is_not_found(question: str, encoder: SentenceEncoder) -> None:
    assert moments(question, SAID, encoder.encode) == []


def test_nothing_is_found_where_nothing_was_said(encoder: SentenceEncoder) -> None:
    assert moments("How much did he sleep?", [], encoder.encode) == []


def test_a_word_that_everybody_says_all_the_time_weighs_nothing(encoder: SentenceEncoder) -> None:
    assert moments("And you?", ["And you said so."] * 3, encoder.encode, floor=2.0) == []


def test_moments_share_no_utterance(encoder: SentenceEncoder) -> None:
    found = moments("How many hours do you sleep?", SAID, encoder.encode, floor=-1.0)
    assert len(found) == MOST
    spans = sorted((moment.first, moment.last) for moment in found)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_every_question_of_the_measured_set_names_utterances_of_its_talk() -> None:
    for split in json.loads((TALKS / "questions.json").read_text()).values():
        for talk, questions in split.items():
            told = {one["id"] for one in json.loads((TALKS / "known" / f"{talk}.utterances.json").read_text())}
            assert all(set(gold) <= told for _, gold in questions["answered"])
            assert questions["unanswered"]
