"""What the reader of turns makes of wordings that it was not taught, with the real model."""

from pathlib import Path

import numpy as np
import pytest

from scribe import resources
from scribe.config import load
from scribe.errors import ModelError
from scribe.events import RiskStatus
from scribe.models import path_of
from scribe.notes.reading.passages import passages
from scribe.notes.reading.turn_reader import TurnReader
from scribe.notes.risk.overlooked import SURE
from scripts.turn_examples import learned_from
from tests.notes.conversation import ABUSE, HARM, HOME, SUICIDE, session

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> TurnReader:
    return TurnReader(path_of(load(), "minilm"))


def test_it_was_taught_on_the_examples() -> None:
    """After a change of them: scripts/train-turn-reader"""
    with np.load(resources.config("reading", "turn_reader.weights.npz"), allow_pickle=False) as weights:
        assert str(weights["learned_from"]) == learned_from()


@pytest.mark.parametrize(
    ("talk", "kind", "status"),
    [
        ("T: And the viaduct, has it called you back?\nC: No. I take the long way round and sing.", SUICIDE, "denied"),
        (
            "T: Has it ever gone further than a thought?\nC: Once. I took all the paracetamol in the house.",
            SUICIDE,
            "historical",
        ),
        (
            "T: Do you still think everybody would be better off?\n"
            "C: Some mornings. I wouldn't do a thing, I'd just not mind if it stopped.",
            SUICIDE,
            "passive",
        ),
        ("C: I dig my nails in till the skin breaks, it quietens the noise.", HARM, "present"),
        ("T: Does he ever get rough?\nC: He had me by the throat on Friday.", HOME, "present"),
        ("C: He'd take the buckle end to us, when we were small.", ABUSE, "historical"),
    ],
)
def test_risk_by_its_meaning(reader: TurnReader, talk: str, kind: str, status: str) -> None:
    found = reader.read(passages(session(talk).turns)[-1]).risk
    (first, how), likely = max(found.items(), key=lambda one: one[1])
    assert ((first.value, how.value), likely >= SURE) == ((kind, status), True)


@pytest.mark.parametrize(
    "talk",
    [
        "T: How was the week?\nC: I could have died when she read it out. Mortifying.",
        "T: What helped?\nC: I cut back on the sugar, and I walked to the park.",
        "T: How do you sleep?\nC: Six hours, and I wake before the alarm.",
    ],
)
def test_a_manner_of_speaking_is_no_risk(reader: TurnReader, talk: str) -> None:
    assert max(reader.read(passages(session(talk).turns)[-1]).risk.values()) < SURE


def test_labels_are_kinds_and_ways_of_saying(reader: TurnReader) -> None:
    found = reader.read(passages(session("C: Hello.").turns)[0]).risk
    assert len(found) == 35
    assert RiskStatus.ASKED not in {status for _, status in found}


def test_a_folder_without_it_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"turns\.onnx"):
        TurnReader(tmp_path)
