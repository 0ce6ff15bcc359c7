"""Second hearings take the time that is left, the sound that is left, and nothing of a person's hand."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe import events as ev
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.journal import Journal
from scribe.errors import ModelError
from scribe.session import rehearing
from scribe.session.rehearing import Rehearing
from scribe.session.transcript import Transcript


class Ear:
    """Hears every word in capitals; `heard` is how much sound it was given."""

    def __init__(self) -> None:
        self.heard: list[float] = []
        self.before: list[str] = []
        self.closed = False
        self.error: Exception | None = None
        self.meanwhile: Callable[[], None] = lambda: None

    def reason(
        self, utterance: ev.Utterance, words: Sequence[ev.Word], near: Sequence[ev.Utterance], before: str = ""
    ) -> str | None:
        self.before.append(before)
        return "overlap" if near else "number" if "five" in utterance.text else None

    async def hear(
        self, words: Sequence[ev.Word], samples: NDArray[np.float32], start: float, before: str = ""
    ) -> tuple[ev.Word, ...] | None:
        self.before.append(before)
        if self.error:
            raise self.error
        self.heard.append(round(len(samples) / RATE, 1))
        self.meanwhile()
        return tuple(ev.Word(text=word.text.upper(), start=word.start, end=word.end, p=0.9) for word in words)

    def close(self) -> None:
        self.closed = True


class Room:
    def __init__(self, folder: Path, *, spare: Callable[[], bool] | None = None) -> None:
        self.ear, self.transcript = Ear(), Transcript()
        self.journal = Journal.create(folder / "journal", bytes(range(32)))
        for number in range(10 * RATE // FRAME):
            self.journal.append(Frame(number * FRAME, np.full(FRAME, 0.1, np.float32)))
        self.told: list[ev.Revision | ev.Notice] = []
        self.again = Rehearing(self.ear, self.journal, self.transcript, self.tell, spare)

    async def tell(self, event: ev.Revision | ev.Notice) -> None:
        self.told.append(event)
        self.transcript.apply(event)

    def say(self, id: str, text: str, start: float, speaker: str = "S1") -> None:
        words = [ev.Word(text=t, start=start + n, end=start + n + 1, p=0.5) for n, t in enumerate(text.split())]
        end = words[-1].end
        complete = ev.Utterance(
            id=id, speaker=speaker, role=ev.Role.CLIENT, start=start, end=end, text=text, confidence=0.5
        )
        self.transcript.apply(ev.Words(utterance=id, speaker=speaker, words=tuple(words)))
        self.transcript.apply(complete)
        self.again.offer(complete)

    async def work(self) -> list[str]:
        running = asyncio.create_task(self.again.run())
        await self.again.finish()
        await running
        assert self.ear.closed
        self.journal.close()
        return [event.text for event in self.told if isinstance(event, ev.Revision)]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


async def test_what_is_doubtful_is_heard_again_with_a_margin(room: Room) -> None:
    room.say("u1", "five hours", 2.0)
    room.say("u2", "all good", 5.0)
    assert await room.work() == ["FIVE HOURS"]
    assert room.ear.heard == [3.0]
    assert room.told[0] == ev.Revision(utterance="u1", words=tuple(room.transcript.said["u1"].words), reason="number")


async def test_who_speaks_at_the_same_time_is_near(room: Room) -> None:
    room.say("u1", "all good", 2.0)
    room.say("u2", "so so", 3.5, "S2")
    assert await room.work() == ["ALL GOOD", "SO SO"]


async def test_critical_words_do_not_wait_for_doubtful_ones(room: Room) -> None:
    room.say("u1", "all good", 2.0)
    room.say("u2", "so so", 3.5, "S2")
    room.say("u3", "five hours", 7.0)
    assert await room.work() == ["FIVE HOURS", "ALL GOOD", "SO SO"]


async def test_of_too_many_the_least_urgent_are_not_heard_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearing, "MOST", 1)
    room.say("u1", "all good", 2.0)
    room.say("u2", "so so", 3.5, "S2")
    room.say("u3", "five hours", 7.0)
    assert await room.work() == ["FIVE HOURS"]


async def test_what_was_said_just_before_is_known(room: Room) -> None:
    """Nothing that was struck, and nothing that still goes on."""
    room.say("u1", "hello again", 0.0)
    room.say("u2", "how many", 2.0)
    room.say("u3", "all of it together", 3.0)
    room.say("u4", "five hours", 4.1, "S2")
    room.transcript.apply(ev.Redaction(utterances=("u1",), reason=""))
    assert (await room.work())[-1] == "FIVE HOURS"
    assert room.ear.before[2] == "how many"
    assert room.ear.before[-1] == "HOW MANY"


async def test_what_was_said_long_before_is_not(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearing, "BEFORE_S", 2.0)
    room.say("u1", "how many", 0.0)
    room.say("u2", "five hours", 5.0)
    assert await room.work() == ["FIVE HOURS"]
    assert room.ear.before == ["", "", ""]


async def test_sound_that_was_struck_is_not_heard_again(room: Room) -> None:
    room.say("u1", "five hours", 2.0)
    room.journal.erase(2.5, 3.0)
    assert await room.work() == []
    assert room.ear.heard == []


async def test_what_a_person_set_right_meanwhile_stands(room: Room) -> None:
    room.say("u1", "five hours", 2.0)
    right = ev.Correction(utterance="u1", text="four", author="Dr. B")
    room.ear.meanwhile = lambda: room.transcript.apply(right)
    assert await room.work() == []
    assert room.transcript.said["u1"].text == "four"


async def test_a_failure_takes_only_itself_down_and_says_so(room: Room) -> None:
    room.ear.error = ModelError("Speech model x is missing.", "Run: scribe models install")
    room.say("u1", "five hours", 2.0)
    assert await room.work() == []
    (notice,) = room.told
    assert isinstance(notice, ev.Notice)
    assert notice.code == "second-look-unavailable"


async def test_nothing_while_there_is_no_time_and_the_end_waits_a_moment_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(tmp_path, spare=lambda: False)
    monkeypatch.setattr(rehearing, "CLOSING_S", -1.0)
    room.say("u1", "five hours", 2.0)
    running = asyncio.create_task(room.again.run())
    await asyncio.sleep(0.05)
    assert room.ear.heard == []
    await room.again.finish()
    await running
    assert room.told == []
    room.journal.close()


async def test_it_goes_on_while_people_talk_as_soon_as_there_is_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearing, "IDLE_S", 0.001)
    spare = [False, False, True]
    room = Room(tmp_path, spare=lambda: spare.pop(0) if spare else True)
    room.say("u1", "five hours", 2.0)
    running = asyncio.create_task(room.again.run())
    while not room.told:
        await asyncio.sleep(0.001)
    await room.again.finish()
    await running
    room.journal.close()


async def test_a_hearing_that_takes_its_time_is_given_up_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine what is less urgent may lie for minutes."""
    monkeypatch.setattr(rehearing, "CLOSING_S", 0.01)
    monkeypatch.setattr(rehearing, "IDLE_S", 0.001)
    room, asked = Room(tmp_path, spare=lambda: True), asyncio.Event()

    async def hear(
        words: Sequence[ev.Word], samples: NDArray[np.float32], start: float, before: str = ""
    ) -> tuple[ev.Word, ...] | None:
        asked.set()
        await asyncio.Event().wait()  # which nobody ever sets
        raise AssertionError

    room.ear.hear = hear  # type: ignore[method-assign]
    room.say("u1", "five hours", 2.0)
    room.say("u2", "five days", 5.0)
    running = asyncio.create_task(room.again.run())
    await asked.wait()
    await room.again.finish()
    await running
    assert room.ear.closed
    assert room.told == []
    room.journal.close()


async def test_the_end_does_not_wait_for_the_rest_after_a_hearing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearing, "SHARE", 1e-9)
    monkeypatch.setattr(rehearing, "IDLE_S", 0.001)
    room = Room(tmp_path, spare=lambda: True)
    room.say("u1", "five hours", 2.0)
    running = asyncio.create_task(room.again.run())
    while not room.told:
        await asyncio.sleep(0.001)
    async with asyncio.timeout(60):
        await room.again.finish()
        await running
    room.journal.close()
