"""What is struck is blanked in every kind of event, and nothing else is touched."""

from hypothesis import given
from hypothesis import strategies as st

from scribe import events as ev
from scribe.session.redaction import scrub
from tests.strategies import EVENTS

STRUCK = st.sets(st.sampled_from(["u1", "u2", "u3"]))


def rests_on(event: ev.AnyEvent) -> set[str]:
    match event:
        case ev.Words() | ev.Draft() | ev.Revision() | ev.Correction():
            return {event.utterance}
        case ev.Utterance():
            return {event.id}
        case ev.Evidence() | ev.Risk():
            return set(event.utterances)
        case _:
            return set()


def text_of(event: ev.AnyEvent) -> str:
    if isinstance(event, ev.Words | ev.Revision):
        return "".join(word.text for word in event.words)
    return str(getattr(event, "text", ""))


@given(EVENTS, STRUCK)
def test_text_that_rests_on_a_struck_utterance_is_gone_and_all_other_stays(
    event: ev.AnyEvent, struck: set[str]
) -> None:
    clean = scrub(event, struck)
    assert type(clean) is type(event)
    if isinstance(event, ev.Note):
        assert isinstance(clean, ev.Note)
        kept = [s for section in event.sections for s in section.statements if not struck & set(s.cites)]
        assert [s for section in clean.sections for s in section.statements] == kept
    elif rests_on(event) & struck:
        assert text_of(clean) == ""
    else:
        assert clean == event


@given(EVENTS, STRUCK, STRUCK)
def test_striking_twice_is_striking_both(event: ev.AnyEvent, first: set[str], second: set[str]) -> None:
    assert scrub(scrub(event, first), second) == scrub(event, first | second)
