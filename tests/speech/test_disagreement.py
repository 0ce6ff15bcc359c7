"""What two hearings differ in, and who is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.disagreement import MOST_WORDS, Verdict, differences, judged


def told(one: str, other: str) -> list[tuple[str, str]]:
    first, second = one.split(), other.split()
    return [
        (" ".join(first[d.first : d.last]), " ".join(second[d.other_first : d.other_last]))
        for d in differences(first, second)
    ]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("I do want to die", "I don't want to die", [("do", "don't")]),
        ("fifteen milligrams", "fifty milligrams", [("fifteen", "fifty")]),
        ("I slept, um, five hours.", "I slept five hours", []),
        ("I don't know", "I do not know", []),
        ("I'm gonna go", "I am going to go", []),
        ("seventy-five", "seventy five", []),
        ("I want to", "I never want to", [("", "never")]),
        ("Wednesday the twenty-th, five", "Wednesday the twentieth, five", []),
        ("the cycle's the problem", "the cycle is the problem", []),
        ("if I ever lost him again", "thank you", []),
    ],
)
def test_only_another_meaning_counts(one: str, other: str, found: list[tuple[str, str]]) -> None:
    assert told(one, other) == found


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_the_second_hearing_is_the_first_with_its_differences(one: list[str], other: list[str]) -> None:
    if max(len(one), len(other)) > MOST_WORDS:
        return
    built, at = [], 0
    for d in differences(one, other):
        built += [*one[at : d.first], *other[d.other_first : d.other_last]]
        at = d.last
    assert [*built, *one[at:]] == other


@pytest.mark.parametrize(
    ("gain", "critical", "verdict"),
    [(3.0, True, "change"), (0.0, True, "unclear"), (0.0, False, "keep"), (-3.0, True, "keep"), (3.0, False, "change")],
)
def test_who_is_believed(gain: float, critical: bool, verdict: str) -> None:
    assert judged(gain, critical=critical, change_at=2.0, unclear_from=-2.0) is Verdict(verdict)
