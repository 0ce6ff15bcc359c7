"""The verb after 'client' follows its subject; what is past or never changes stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.conjugation import gerund, past, singular


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("they are getting six hours", "client is getting six hours"),
        ("they were late once", "client was late once"),
        ("they have not missed any", "client has not missed any"),
        ("they do not drive", "client does not drive"),
        ("they never sleep", "client never sleeps"),
        ("they cry at the news", "client cries at the news"),
        ("they watch television", "client watches television"),
        ("they missed two doses", "client missed two doses"),
        ("they slept four hours", "client slept four hours"),
        ("they slid a little", "client slid a little"),
        ("they burst into tears", "client burst into tears"),
        ("they leant on the gate", "client leant on the gate"),
        ("they could do five", "client could do five"),
        ("they need five minutes", "client needs five minutes"),
        ("they either sleep or they cry", "client either sleeps or they cry"),
        ("they still feel heavy", "client still feels heavy"),
        ("it is about eleven", "it is about eleven"),
        ("the alarm did not ring", "the alarm did not ring"),
    ],
)
def test_the_verb_follows(said: str, told: str) -> None:
    assert singular(said, "client") == told


@given(st.text(max_size=40))
def test_only_an_opening_they_is_replaced(text: str) -> None:
    told = singular(text, "client")
    assert told == text or (text.startswith("they") and told.startswith("client "))


@pytest.mark.parametrize(
    ("verb", "past_form", "ing"),
    [
        ("hang", "hung", "hanging"),
        ("stop", "stopped", "stopping"),
        ("try", "tried", "trying"),
        ("make", "made", "making"),
        ("lie", "lay", "lying"),
        ("play", "played", "playing"),
        ("notice", "noticed", "noticing"),
    ],
)
def test_forms_of_a_verb(verb: str, past_form: str, ing: str) -> None:
    assert (past(verb), gerund(verb)) == (past_form, ing)
