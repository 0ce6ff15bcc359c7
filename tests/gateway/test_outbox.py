"""What waits for a slow client stays small, in order, and has no gap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe import events as ev
from scribe.gateway.outbox import FRESH, Flooded, Fresh, Outbox
from tests.strategies import EVENTS


def words(utterance: str, text: str = "yes") -> ev.Words:
    return ev.Words(utterance=utterance, speaker="S1", words=(ev.Word(text=text, start=0, end=1, p=1),))


def draft(utterance: str, text: str) -> ev.Draft:
    return ev.Draft(utterance=utterance, speaker="S1", text=text, start=0, end=1)


def level(dbfs: float) -> ev.Level:
    return ev.Level(dbfs=dbfs, speech=False)


def taken(outbox: Outbox) -> list[str | Fresh]:
    return list(iter(outbox.take, None))


def test_the_newest_draft_of_an_utterance_replaces_the_ones_before() -> None:
    outbox = Outbox()
    for text in "abc":
        outbox.event(draft("u1", text), text)
    outbox.event(draft("u2", "other"), "other")
    assert taken(outbox) == ["c", "other"]


def test_a_draft_comes_after_the_confirmed_words_it_continues() -> None:
    outbox = Outbox()
    outbox.event(draft("u1", "one"), "draft one")
    outbox.event(words("u1"), "words")
    outbox.event(draft("u1", "two"), "draft two")
    assert taken(outbox) == ["words", "draft two"]


def test_a_complete_utterance_ends_its_draft() -> None:
    outbox = Outbox()
    outbox.event(draft("u1", "one"), "draft")
    complete = ev.Utterance(id="u1", speaker="S1", role=ev.Role.CLIENT, start=0, end=1, text="one", confidence=1)
    outbox.event(complete, "complete")
    assert taken(outbox) == ["complete"]


def test_levels_are_merged_to_the_newest() -> None:
    outbox = Outbox()
    for number in range(100):
        outbox.event(level(-number), str(number))
    assert taken(outbox) == ["99"]


def test_past_the_bound_a_snapshot_stands_for_all_that_waited() -> None:
    outbox = Outbox(max_events=3)
    for number in range(10):
        outbox.event(words(f"u{number}"), str(number))
    outbox.event(draft("u9", "x"), "draft")
    assert taken(outbox) == [FRESH]
    outbox.event(words("u11"), "after")
    assert taken(outbox) == ["after"]


def test_answers_are_kept_when_events_are_dropped() -> None:
    outbox = Outbox(max_events=1)
    outbox.event(words("u1"), "1")
    outbox.reply("ack")
    outbox.reply_newest("pong", "pong")
    outbox.event(words("u2"), "2")
    assert taken(outbox) == ["ack", "pong", FRESH]


def test_a_client_that_asks_without_reading_is_flooded() -> None:
    outbox = Outbox(max_replies=2)
    outbox.reply("1")
    outbox.reply("2")
    with pytest.raises(Flooded):
        outbox.reply("3")
    outbox.take()
    outbox.reply("3")
    assert taken(outbox) == ["2", "3"]


@given(st.lists(st.one_of(EVENTS, st.builds(level, st.just(-20.0)), st.none())), st.integers(1, 6))
def test_durable_events_arrive_once_and_in_order_or_a_snapshot_stands_for_them(
    script: list[ev.AnyEvent | None], bound: int
) -> None:
    """None in the script is the client taking one thing. A snapshot holds every durable event put before it."""
    outbox, had, put, drafts = Outbox(max_events=bound), 0, 0, set()

    def take() -> bool:
        nonlocal had
        item = outbox.take()
        if item is FRESH:
            had = put
        elif isinstance(item, str) and item.isdigit():
            assert int(item) == had + 1
            had += 1
        return item is not None

    for event in script:
        if event is None:
            take()
        elif event.durable:
            put += 1
            outbox.event(event, str(put))
        else:
            drafts.add(type(event))
            outbox.event(event, "may be merged")
        assert len(outbox) <= bound + 1 + len(drafts)
    while take():
        pass
    assert had == put
