"""A score is where the scale stands, as the note says it; what is no such value is not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.practice.scores import RANGES, scores


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PHQ-9 was 14 and GAD-7 was 11.", {"PHQ-9": 14.0, "GAD-7": 11.0}),
        ("Client rated SUD at 6.", {"SUD": 6.0}),
        ("The PHQ-9 was not taken.", {}),
        ("Took 14 minutes for the PHQ-9", {}),
        ("ORS total of 22.5", {"ORS": 22.5}),
        ("PHQ9 of 14/27; gad 7: 9.", {"PHQ-9": 14.0, "GAD-7": 9.0}),
        ("PHQ-9 was fourteen today.", {"PHQ-9": 14.0}),
        ("PHQ-9 score: 11; GAD-7 of 9.", {"PHQ-9": 11.0, "GAD-7": 9.0}),
    ],
)
def test_as_notes_say_it(text: str, found: dict[str, float]) -> None:
    assert scores([text]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PHQ-9 went from 18 to 14.", {"PHQ-9": 14.0}),
        ("PHQ-9 was 14 today, down from 18.", {"PHQ-9": 14.0}),
        ("PHQ-9 was 14, and it was 18 last time.", {"PHQ-9": 14.0}),
        ("PHQ-9 was 18 last time.", {}),
        ("PHQ-9, 18 last time, is 14 now.", {"PHQ-9": 14.0}),
        ("PHQ-9 is down from 18.", {}),
        ("Client rated SUD 8, then 5, then 2 and VOC 3, then 6.", {"SUD": 2.0, "VOC": 6.0}),
        ("SUD 8 → 1.", {"SUD": 1.0}),
    ],
)
def test_where_it_stands_and_not_where_it_was(text: str, found: dict[str, float]) -> None:
    assert scores([text]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PHQ-9 item 9 was 0.", {}),
        ("On the PHQ-9 question nine was one.", {}),
        ("PHQ-9 was 45.", {}),
        ("VOC was 80%.", {}),
        ("SUD of 70.", {"SUDS": 70.0}),
        ("AUDIT-C was 5.", {"AUDIT-C": 5.0}),
        ("GAD-7 was put off for two weeks.", {}),
    ],
)
def test_an_item_or_an_impossible_value_is_no_score(text: str, found: dict[str, float]) -> None:
    assert scores([text]) == found


def test_the_last_one_said_wins() -> None:
    assert scores(["PHQ-9 was 14.", "PHQ-9 was 12."]) == {"PHQ-9": 12.0}


@given(st.sampled_from(sorted(RANGES)), st.integers(0, 200))
def test_no_value_lies_outside_its_scale(name: str, value: int) -> None:
    found = scores([f"{name} was {value}."])
    least, most = RANGES[name]
    assert not least <= value <= most or found == {name: value}
    assert all(RANGES[scale][0] <= score <= RANGES[scale][1] for scale, score in found.items())
