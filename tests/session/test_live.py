"""One session, joined up with a scripted source and listener: order, pause, strike and the end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from scribe import events as ev
from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.journal import Journal
from scribe.chart import Chart
from scribe.errors import AudioDeviceError, JournalError, StateError, UnstoredError
from scribe.session import patience
from scribe.session.clock import CaptureClock, changed
from scribe.session.live import LiveSession
from scribe.session.log import SessionLog
from scribe.session.stage import Stage as Room

KEY = bytes(range(32))
WORD_EVERY = 10
"""Frames per word of the scripted listener."""


class ScriptedSource:
    """Frames on demand; `at` holds what to do before the frame of that number."""

    def __init__(self, frames: int, at: dict[int, Callable[[], Awaitable[object]]]) -> None:
        self.count, self.at = frames, at
        self.position, self.paused, self.closed = 0, False, False
        self.waiting = False

    async def frames(self) -> AsyncIterator[Frame]:
        for number in range(self.count):
            if number in self.at:
                await self.at[number]()
            if self.closed:
                return
            frame = Frame(self.position, np.full(FRAME, 0.1, np.float32))
            self.position += FRAME
            if not self.paused:
                yield frame
            await asyncio.sleep(0)

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    async def close(self) -> None:
        self.closed = True


class ScriptedEars:
    """A word for every ten frames, an utterance for every three words."""

    def __init__(self, emit: Callable[[ev.AnyEvent], Awaitable[None]]) -> None:
        self.emit, self.heard, self.words = emit, 0, 0
        self.open: list[ev.Word] = []
        self.calls: list[str] = []
        self.speaking, self.lag, self.failed = True, 0.0, False
        self.breaks_at = 0

    @property
    def utterance(self) -> str:
        return f"u{(self.words - 1) // 3 + 1}"

    async def hear(self, frame: Frame) -> None:
        self.heard += 1
        if self.heard == self.breaks_at:
            raise ZeroDivisionError
        if self.heard % WORD_EVERY == 0:
            self.words += 1
            word = ev.Word(text=f"w{self.words}", start=frame.start, end=frame.end, p=0.9)
            self.open.append(word)
            await self.emit(ev.Words(utterance=self.utterance, speaker="S1", words=(word,)))
            if self.words % 3 == 0:
                await self.complete()

    async def complete(self) -> None:
        if self.open:
            first, last, text = self.open[0], self.open[-1], " ".join(w.text for w in self.open)
            self.open = []
            await self.emit(
                ev.Utterance(
                    id=self.utterance,
                    speaker="S1",
                    role=ev.Role.CLIENT,
                    start=first.start,
                    end=last.end,
                    text=text,
                    confidence=0.9,
                )
            )

    async def pause(self) -> None:
        self.calls.append(f"pause after {self.heard}")

    async def finish(self) -> None:
        self.calls.append("finish")
        await self.complete()


class Scribbler:
    """Answers each utterance with one piece of evidence."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]:
        self.seen.append(utterance.id)
        kind, polarity = ev.EvidenceKind.SYMPTOM, ev.Polarity.AFFIRMED
        return [
            ev.Evidence(
                id=f"e{len(self.seen)}", kind=kind, utterances=(utterance.id,), text=utterance.text, polarity=polarity
            )
        ]

    def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]:
        self.seen.append(f"speaker {change.speaker}")
        return []

    def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]:
        self.seen.append(f"redact {' '.join(redaction.utterances)}")
        return []

    def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]:
        self.seen.append(f"jot {jotting.kind}")
        return []


class Stage:
    """A session ready to run, with everything in view."""

    def __init__(self, folder: Path, frames: int) -> None:
        self.stored: list[ev.AnyEvent] = []
        self.full = False
        """The disk is."""
        self.at: dict[int, Callable[[], Awaitable[object]]] = {}
        self.source = ScriptedSource(frames, self.at)
        self.hand = Scribbler()
        self.log = SessionLog("s", self._store, CaptureClock(), patient=True)
        self.journal = Journal.create(folder / "journal", KEY)
        self.worker = ThreadPoolExecutor(1)
        self.live = self.anew()

    def anew(self) -> LiveSession:
        """As after a crash: a session on the same log."""
        return LiveSession(
            self.log, CaptureClock(), self.source, self.journal, self._make_ears, self.hand, self.worker, paced=False
        )

    def _make_ears(self, emit: Callable[[ev.AnyEvent], Awaitable[None]]) -> ScriptedEars:
        """A later one goes on with the next utterance, as the daemon's does."""
        self.ears = ScriptedEars(emit)
        self.ears.words = 3 * len(self.log.transcript.said)
        self.ears.heard = self.ears.words * WORD_EVERY
        return self.ears

    async def _store(self, events: Sequence[ev.AnyEvent]) -> None:
        await asyncio.sleep(0)
        if self.full:
            raise UnstoredError("The disk is full.")
        self.stored.extend(events)

    async def fill(self) -> None:
        self.full = True

    async def run(self) -> None:
        await self.log.append(changed(None, ev.SessionState.LIVE))
        await self.live.run()
        self.worker.shutdown()

    def texts(self) -> list[str]:
        return [w.text for e in self.stored if isinstance(e, ev.Words) for w in e.words]

    def states(self) -> list[str]:
        return [e.state for e in self.stored if isinstance(e, ev.Session)]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, 95)


async def test_every_frame_is_journalled_heard_and_written_before_run_returns(stage: Stage) -> None:
    await stage.run()
    assert stage.ears.heard == 95
    assert stage.journal.end == 95 * FRAME
    assert stage.texts() == [f"w{n}" for n in range(1, 10)]
    assert stage.hand.seen == ["u1", "u2", "u3"]
    assert [e.utterances for e in stage.stored if isinstance(e, ev.Evidence)] == [("u1",), ("u2",), ("u3",)]
    assert stage.ears.calls == ["finish"]


async def test_nothing_said_off_the_record_is_kept_and_time_passes(stage: Stage) -> None:
    stage.at[30], stage.at[60] = stage.live.pause, stage.live.resume
    await stage.run()
    assert stage.states() == ["live", "paused", "live"]
    assert stage.ears.heard == 65
    assert "pause after 30" in stage.ears.calls
    positions = [frame.position // FRAME for frame in stage.journal.read()]
    assert positions == [*range(30), *range(60, 95)]


async def test_a_stop_ends_the_run_and_a_second_one_is_refused(stage: Stage) -> None:
    stage.at[40] = stage.live.stop
    await stage.run()
    assert stage.ears.heard == 40
    assert stage.states() == ["live", "ended"]
    with pytest.raises(StateError):
        await stage.live.stop()
    with pytest.raises(StateError):
        await stage.live.pause()


async def test_a_strike_takes_back_words_evidence_and_sound(stage: Stage) -> None:
    words = [number * WORD_EVERY * FRAME / RATE for number in range(10)]

    async def strike() -> None:
        while len(stage.hand.seen) < 2:
            await asyncio.sleep(0.01)
        assert await stage.live.strike(words[1] - 0.1, words[2] + 0.01) == ("u1",)

    stage.at[70] = strike
    await stage.run()
    assert [e.utterances for e in stage.stored if isinstance(e, ev.Redaction)] == [("u1",)]
    assert stage.hand.seen == ["u1", "u2", "redact u1", "u3"]
    assert b"w1 w2" not in b"".join(ev.encode(event) for event in stage.log.since(0))
    kept = {frame.position // FRAME for frame in stage.journal.read()}
    assert 94 in kept
    assert 15 not in kept


async def test_a_strike_reaches_what_is_put_into_words_only_later(stage: Stage) -> None:
    async def strike() -> None:
        await stage.live.strike(0.0, 95 * FRAME / RATE)

    stage.at[1] = strike
    await stage.run()
    struck = {key for e in stage.stored if isinstance(e, ev.Redaction) for key in e.utterances}
    assert struck == {"u1", "u2", "u3"}
    assert not [seen for seen in stage.hand.seen if seen.startswith("u")]


async def test_jottings_marks_and_names_reach_the_writer_with_their_author(stage: Stage) -> None:
    async def touch() -> None:
        await stage.live.jot("Dr. B", "tearful", "affect")
        await stage.live.name("S1", ev.Role.PARTNER, "Bob", "Dr. B")

    stage.at[50] = touch
    await stage.run()
    (jotting,) = [e for e in stage.stored if isinstance(e, ev.Jotting)]
    assert (jotting.author, jotting.text, jotting.kind) == ("Dr. B", "tearful", "affect")
    assert {"jot affect", "speaker S1"} <= set(stage.hand.seen)


async def test_jottings_of_two_tablets_at_once_have_each_a_name_of_their_own(stage: Stage) -> None:
    async def touch() -> None:
        await asyncio.gather(*(stage.live.jot("Dr. B", text, "observation") for text in ("tearful", "calm")))

    stage.at[50] = touch
    await stage.run()
    assert [e.id for e in stage.stored if isinstance(e, ev.Jotting)] == ["j1", "j2"]


async def test_a_jotting_that_is_asked_for_again_is_added_once(stage: Stage) -> None:
    async def touch() -> None:
        await asyncio.gather(*(stage.live.jot("Dr. B", "tearful", "affect", key=key) for key in ("k1", "k1", "k2", "")))
        await stage.live.jot("Dr. B", "tearful", "affect")

    stage.at[50] = touch
    await stage.run()
    assert [e.key for e in stage.stored if isinstance(e, ev.Jotting)] == ["k1", "k2", "", ""]


async def test_what_the_clinician_says_of_a_speaker_stands(stage: Stage) -> None:
    async def touch() -> None:
        await stage.live.name("S1", ev.Role.PARTNER, "Bob", "Dr. B")
        await stage.ears.emit(ev.Speaker(speaker="S1", role=ev.Role.CLIENT, utterances=("u1",)))

    stage.at[50] = touch
    await stage.run()
    last = [e for e in stage.stored if isinstance(e, ev.Speaker)][-1]
    assert (last.role, last.name, last.utterances) == (ev.Role.PARTNER, "Bob", ("u1",))
    said = [e for e in stage.stored if isinstance(e, ev.Utterance)]
    assert [e.role for e in said] == [ev.Role.CLIENT] + [ev.Role.PARTNER] * (len(said) - 1)


async def test_whose_words_these_are_stands_whatever_recognition_makes_of_it(stage: Stage) -> None:
    async def touch() -> None:
        await stage.ears.emit(ev.Speaker(speaker="S2", role=ev.Role.THERAPIST, utterances=("u2",)))
        await stage.live.assign(("u1", "none"), "S2", "Dr. B")
        await stage.ears.emit(ev.Speaker(speaker="S1", role=ev.Role.CLIENT, utterances=("u1", "u2")))
        with pytest.raises(StateError):
            await stage.live.assign(("u1",), "S9", "Dr. B")

    stage.at[80] = touch
    await stage.run()
    said = stage.log.transcript.said
    assert [(said[id].speaker, said[id].role) for id in ("u1", "u2")] == [("S2", "therapist"), ("S1", "client")]


async def test_what_is_set_right_is_stored_shown_and_read_again_by_the_writer(stage: Stage) -> None:
    async def touch() -> None:
        with pytest.raises(StateError):
            await stage.live.correct("u9", "nothing", "Dr. B")
        with pytest.raises(StateError):
            await stage.live.correct("u1", "  ", "Dr. B")
        await stage.live.correct("u1", " set right ", "Dr. B")

    stage.at[80] = touch
    await stage.run()
    (right,) = [e for e in stage.stored if isinstance(e, ev.Correction)]
    assert (right.utterance, right.text, right.author) == ("u1", "set right", "Dr. B")
    assert stage.log.transcript.said["u1"].text == "set right"
    assert stage.hand.seen.count("u1") == 2


async def test_a_second_hearing_is_stored_and_read_again_by_the_writer_unless_struck_or_drafted(stage: Stage) -> None:
    def again(utterance: str) -> ev.Revision:
        told = tuple(ev.Word(text=text, start=0, end=1, p=0.5, unclear=text == "B") for text in ("A", "B"))
        return ev.Revision(utterance=utterance, words=told, reason="number")

    async def touch() -> None:
        await stage.live.strike(0.9, 1.0)
        await stage.live._reheard(again("u1"))
        await stage.live._reheard(again("u2"))

    stage.at[80] = touch
    await stage.run()
    assert [e.utterance for e in stage.stored if isinstance(e, ev.Revision)] == ["u2"]
    assert stage.hand.seen.count("u2") == 2
    assert stage.log.transcript.said["u2"].unclear
    await stage.log.append(changed(stage.log.transcript.state, ev.SessionState.DRAFT))
    await stage.live._reheard(again("u2"))
    assert len([e for e in stage.stored if isinstance(e, ev.Revision)]) == 1


async def test_a_journal_that_can_not_be_written_is_told_and_hearing_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "failed", JournalError("The disk is full."))
    await stage.run()
    assert [e.code for e in stage.stored if isinstance(e, ev.Notice)] == ["journal-degraded"]
    assert stage.ears.heard == 95


async def test_a_replay_is_heard_before_the_source(stage: Stage) -> None:
    for number in range(20):
        stage.journal.append(Frame(number * FRAME, np.zeros(FRAME, np.float32)))
    stage.journal.sync()
    stage.source.position = 20 * FRAME
    await stage.live.replay(10 * FRAME / RATE)
    await stage.run()
    assert stage.ears.heard == 10 + 95


async def test_a_listener_that_breaks_down_is_replaced_and_hears_again_what_was_not_put_into_words(
    stage: Stage,
) -> None:
    stage.ears.breaks_at = 65  # two whole utterances, the next ten frames heard without a word complete
    await stage.run()
    assert stage.texts() == [f"w{n}" for n in range(1, 10)]
    assert [e.code for e in stage.stored if isinstance(e, ev.Notice)] == ["listening-restarted"]
    assert stage.ears.calls == ["finish"]
    assert stage.journal.end == 95 * FRAME


async def test_a_listener_that_breaks_down_again_and_again_ends_the_session_and_keeps_its_sound(stage: Stage) -> None:
    make = stage._make_ears

    def broken(emit: Callable[[ev.AnyEvent], Awaitable[None]]) -> ScriptedEars:
        ears = make(emit)
        ears.breaks_at = ears.heard + 1
        return ears

    stage.ears.breaks_at = 1
    stage.live._recognition._new_ears = broken
    with pytest.raises(ExceptionGroup):
        await stage.run()
    stage.journal.close()
    assert len(list(stage.journal.read())) > 0


async def test_a_writer_that_fails_is_told_once_and_words_go_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(utterance: ev.Utterance) -> list[ev.AnyEvent]:
        raise ZeroDivisionError

    monkeypatch.setattr(stage.hand, "hear", fail)
    await stage.run()
    assert [e.code for e in stage.stored if isinstance(e, ev.Notice)] == ["note-degraded"]
    assert len(stage.texts()) == 9


async def test_a_name_and_an_owner_that_were_given_survive_a_crash(stage: Stage) -> None:
    """What is heard after it is told under the name, and what was moved stays moved."""

    async def touch() -> None:
        await stage.ears.emit(ev.Speaker(speaker="S2", role=ev.Role.THERAPIST, utterances=("u2",)))
        await stage.live.name("S1", ev.Role.PARTNER, "Bob", "Dr. B")
        await stage.live.assign(("u1",), "S2", "Dr. B")

    stage.at[80] = touch
    await stage.run()
    again = stage.anew()
    before = len(stage.stored)
    await again._heard(ev.Speaker(speaker="S1", role=ev.Role.CLIENT, utterances=("u1", "u3")))
    (heard,) = [event for event in stage.stored[before:] if isinstance(event, ev.Speaker)]
    assert (heard.role, heard.name, heard.utterances) == (ev.Role.PARTNER, "Bob", ("u3",))


# -- a full disk -------------------------------------------------------------------------------------------------------


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is tried again at once."""
    monkeypatch.setattr(patience, "AGAIN_S", 0.001)


@pytest.mark.usefixtures("soon")
async def test_what_is_pressed_while_a_change_waits_for_room_is_judged_by_what_it_makes(stage: Stage) -> None:
    pressed: list[asyncio.Task[None]] = []

    async def touch() -> None:
        stage.full = True
        presses = (stage.live.pause, stage.live.pause, stage.live.resume, stage.live.stop, stage.live.stop)
        pressed.extend(asyncio.create_task(press()) for press in presses)
        while not stage.live.unsaved:
            await asyncio.sleep(0)
        assert stage.source.paused
        stage.full = False
        await asyncio.wait(pressed)

    stage.at[40] = touch
    await stage.run()
    outcomes = [task.exception() for task in pressed]
    assert [type(error) for error in outcomes] == [type(None), StateError, type(None), type(None), StateError]
    assert stage.states() == ["live", "paused", "live", "ended"]


@pytest.mark.usefixtures("soon")
async def test_a_stop_that_waits_for_room_ends_the_session_once(stage: Stage) -> None:
    stopping: list[asyncio.Task[None]] = []

    async def touch() -> None:
        stage.full = True
        stopping.append(asyncio.create_task(stage.live.stop()))
        while not stage.live.unsaved:
            await asyncio.sleep(0)

    stage.at[5] = touch  # before the first word: nothing else waits
    await stage.run()
    stopping.append(asyncio.create_task(stage.live.end("the recording ended")))
    await asyncio.sleep(0.01)
    stage.full = False
    await asyncio.gather(*stopping)
    assert stage.states() == ["live", "ended"]


async def test_a_source_that_is_over_ends_the_session_and_says_why(stage: Stage) -> None:
    await stage.run()
    await stage.live.end("the recording ended")
    last = [event for event in stage.stored if isinstance(event, ev.Session)][-1]
    assert (last.state, last.reason) == ("ended", "the recording ended")


async def test_a_hush_lets_no_sound_in_until_the_pause_and_is_nothing_off_the_record(stage: Stage) -> None:
    async def hush() -> None:
        stage.live.hush()

    async def resume() -> None:
        await stage.live.resume()
        await stage.live.stop()
        stage.source.paused = False
        stage.live.hush()
        assert not stage.source.paused

    stage.at[30], stage.at[50], stage.at[60] = hush, stage.live.pause, resume
    await stage.run()
    assert stage.ears.heard == 30
    assert stage.states() == ["live", "paused", "live", "ended"]


async def test_no_shutdown_waits_for_a_full_disk(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "failed", JournalError("The disk is full."))  # a notice waits too
    stage.at[0], stage.at[40] = stage.fill, asyncio.Event().wait
    room = Room()
    room.enter(stage.live, Chart(), stage.run())  # type: ignore[arg-type]
    while not stage.live.unsaved:
        await asyncio.sleep(0)
    jotting = asyncio.create_task(stage.live.jot("Dr. B", "tearful", "affect"))
    await asyncio.sleep(0.01)
    async with asyncio.timeout(1):
        await room.close()
        with pytest.raises(UnstoredError):
            await jotting
    stage.worker.shutdown()


async def test_why_capture_ended_is_told_although_a_notice_waits_for_room(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unplug() -> None:
        raise AudioDeviceError("The microphone went away.")

    monkeypatch.setattr(Journal, "failed", JournalError("The disk is full."))
    stage.at[0], stage.at[5] = stage.fill, unplug
    with pytest.raises(ExceptionGroup) as caught:
        async with asyncio.timeout(1):
            await stage.run()
    assert caught.group_contains(AudioDeviceError)
    stage.log.give_up()
    stage.worker.shutdown()
