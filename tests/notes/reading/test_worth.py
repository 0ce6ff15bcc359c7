"""What clinicians keep, as learned: real model, talk that it was not taught."""

from pathlib import Path

import pytest

from scribe.chart import Chart
from scribe.config import load
from scribe.models import path_of
from scribe.notes.language.cues import load_cues
from scribe.notes.language.learned import source
from scribe.notes.note import Heard
from scribe.notes.reading import worth
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.notes.reading.features import places
from scribe.notes.reading.reader import Reader
from scribe.notes.telling.naming import called
from tests.notes.conversation import session, utterances

TALKS = Path(__file__).resolve().parents[3] / "examples" / "talks"
TAUGHT = ("known", "fresh", "third", "fourth")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(path_of(load(), "minilm"))


def test_the_weights_are_those_of_the_talks() -> None:
    """After a change of either: scripts/train-worth examples/talks/{known,fresh,third,fourth}"""
    talks = [path for folder in TAUGHT for path in sorted((TALKS / folder).glob("*.json"))]
    assert talks
    assert worth.taught().learned_from == source(talk.read_bytes() for talk in talks)


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ("I've been waking at three every night since April.", "Anyway, that's a story for another day."),
        ("I took the sertraline five days out of seven.", "The bus was late again, typical."),
        ("I walked with my sister twice last week.", "I don't know what else to tell you, really."),
    ],
)
def test_what_can_be_compared_or_acted_on_is_worth_more(encoder: SentenceEncoder, kept: str, left: str) -> None:
    heard = [
        Heard(id=one.id, role=one.role, speaker=one.speaker, start=one.start, end=one.end, text=one.text)
        for one in utterances(f"T: How was the week?\nC: {kept} {left}")
    ]
    for learned in (worth.Worth(encoder), worth.Worth(None)):
        read = Reader(load_cues(), worth=learned).read(heard, (), called(heard, Chart()))
        found = [read.worth[clause.key] for clause, _ in places(read.exchanges)]
        assert max(found[:1]) > max(found[1:])


def test_without_the_model_the_words_are_judged_alone() -> None:
    talk = session("T: How many days did you walk?\nC: Four, out of seven.\nT: Four. And the rest?\nC: Rain, mostly.")
    found = worth.Worth(None).of(talk.exchanges)
    assert len(found) == len(list(places(talk.exchanges)))
    first, last = (found[clause.key] for clause, place in places(talk.exchanges) if place.at == 0)
    assert first > 2 * last
