"""What is heard goes to the writer in order; a writer that fails takes only the live note down."""

from concurrent.futures import ThreadPoolExecutor

from scribe import events as ev
from scribe.session.writing import Writing
from tests.session.test_live import Scribbler


class Failing(Scribbler):
    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]:
        raise ZeroDivisionError


def said(id: str) -> ev.Utterance:
    return ev.Utterance(id=id, speaker="S1", role=ev.Role.CLIENT, start=0, end=1, text=id, confidence=0.9)


async def written(hand: Scribbler, *events: ev.AnyEvent) -> list[ev.AnyEvent]:
    stored: list[ev.AnyEvent] = []

    async def append(*found: ev.AnyEvent) -> None:
        stored.extend(found)

    with ThreadPoolExecutor(1) as worker:
        writing = Writing(hand, worker, append)
        for event in events:
            writing.put(event)
        writing.end()
        await writing.run()
    return stored


async def test_each_kind_goes_to_its_place_in_order() -> None:
    hand = Scribbler()
    change = ev.Speaker(speaker="S1", role=ev.Role.CLIENT, utterances=("u1",))
    struck = ev.Redaction(utterances=("u1",), reason="struck")
    jotting = ev.Jotting(id="j1", author="a", text="tearful", kind="observation")
    notice = ev.Notice(level=ev.NoticeLevel.INFO, code="a", text="")
    found = await written(hand, said("u1"), change, struck, jotting, notice)
    assert hand.seen == ["u1", "speaker S1", "redact u1", "jot observation"]
    assert [type(event) for event in found] == [ev.Evidence]


async def test_a_failure_is_told_once_and_the_rest_goes_on() -> None:
    hand = Failing()
    jotting = ev.Jotting(id="j1", author="a", text="tearful", kind="observation")
    found = await written(hand, said("u1"), said("u2"), jotting)
    assert [event.code for event in found if isinstance(event, ev.Notice)] == ["note-degraded"]
    assert hand.seen == ["jot observation"]
