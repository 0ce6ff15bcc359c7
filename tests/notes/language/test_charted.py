"""A medicine heard one letter wrong is spelled as in the chart; any other word stays as it was heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.charted import as_charted, medicines

NAMES = medicines(["escitalopram 10 mg daily (Dr. Osei)", "prazosin 2 mg at night", "B12", ""])


def test_names_are_what_entries_begin_with() -> None:
    assert frozenset({"escitalopram", "prazosin"}) == NAMES


@pytest.mark.parametrize("heard", ["esitalopram", "escitaloprem", "escittalopram", "escitalopram"])
def test_one_letter_is_set_right(heard: str) -> None:
    assert as_charted(f"I took {heard} twice.", NAMES) == "I took escitalopram twice."


@pytest.mark.parametrize("heard", ["citalopram", "sertraline", "doxazosin", "talking"])
def test_another_word_stays(heard: str) -> None:
    assert as_charted(f"I took {heard}.", NAMES) == f"I took {heard}."


@given(st.text(), st.frozensets(st.text(alphabet="abc", min_size=7, max_size=9)))
def test_what_is_no_word_and_who_has_no_chart_stay(text: str, names: frozenset[str]) -> None:
    assert as_charted(text, frozenset()) == text
    assert len(as_charted(text, names).split()) == len(text.split())
