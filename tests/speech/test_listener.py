"""Frames in, events out, on a clock that only work moves."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from unittest import mock

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE, Frame
from scribe.audio.pair_framer import PairFramer
from scribe.config import SpeechSettings
from scribe.events import AnyEvent, Draft, Notice, Role, Utterance, Words
from scribe.speech.listener import PAUSE_S, TAIL_S, Listener
from scribe.speech.models import SpeechModels
from scribe.speech.voice_activity import VoiceActivity
from scripts.bench.simulation import SimulatedLoop
from tests.speech.hearing import LoudnessActivity, LoudnessDecoder, ScriptedWorker, frames_of, spelled

PASS_S = 0.1
"""What a look of Whisper takes where nothing else is said."""


@dataclass
class Room:
    """A listener on sound in which loudness spells words, and what it told, with the clock's time."""

    decoder: LoudnessDecoder = field(default_factory=LoudnessDecoder)
    cost: float = PASS_S
    told: list[tuple[float, AnyEvent]] = field(default_factory=list)

    def __post_init__(self) -> None:
        activity = cast(VoiceActivity, LoudnessActivity())
        models = SpeechModels(activity, self.decoder, None)
        workers = (ScriptedWorker(self.cost), ScriptedWorker())
        self.listener = Listener(models, SpeechSettings(), (), self._emit, workers=workers)

    async def _emit(self, event: AnyEvent) -> None:
        self.told.append((asyncio.get_running_loop().time(), event))

    async def play(self, frames: Sequence[Frame], at_once: int = 1) -> None:
        """At the pace of the room; `at_once` frames at a time, when the last of them has been heard."""
        loop = asyncio.get_running_loop()
        for first in range(0, len(frames), at_once):
            burst = frames[first : first + at_once]
            await asyncio.sleep(max(0.0, burst[-1].end - loop.time()))
            for frame in burst:
                await self.listener.hear(frame)

    @property
    def confirmed(self) -> list[str]:
        return [word.text for _, event in self.told if isinstance(event, Words) for word in event.words]

    @property
    def utterances(self) -> list[str]:
        return [event.text for _, event in self.told if isinstance(event, Utterance)]

    @property
    def codes(self) -> list[str]:
        return [event.code for _, event in self.told if isinstance(event, Notice)]


def simulated(play: Callable[[], Coroutine[Any, Any, None]]) -> None:
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        runner.run(play())


def talk(first: int, last: int, silence: float = 1.0) -> NDArray[np.float32]:
    return spelled(range(first, last + 1), silence=silence)


def numbered(first: int, last: int) -> list[str]:
    return [f"w{n}" for n in range(first, last + 1)]


@pytest.mark.parametrize("at_once", [1, 3, 40, 1000])
def test_every_word_is_told_once_however_the_frames_come(at_once: int) -> None:
    async def play() -> None:
        room = Room()
        sound = np.concatenate((talk(1, 12), talk(13, 40, silence=1.0), talk(41, 44)))
        await room.play(frames_of(sound), at_once)
        await room.listener.finish()
        assert room.confirmed == numbered(1, 44)
        assert " ".join(room.utterances).split() == room.confirmed
        assert len(room.utterances) == 3

    simulated(play)


def test_drafts_come_while_somebody_speaks_and_follow_on_what_is_confirmed() -> None:
    async def play() -> None:
        room = Room()
        await room.play(frames_of(talk(1, 20)))
        await room.listener.finish()
        shown: list[str] = []
        drafts = 0
        for _, event in room.told:
            if isinstance(event, Words):
                shown += [word.text for word in event.words]
            elif isinstance(event, Draft) and event.tentative:
                drafts += 1
                assert event.text.split()[: event.confirmed] == shown
                assert event.tentative.split()[0] == f"w{len(shown) + 1}"
        assert drafts >= 5

    simulated(play)


def test_words_come_soon_after_they_are_said() -> None:
    async def play() -> None:
        room = Room()
        await room.play(frames_of(talk(1, 40)))
        await room.listener.finish()
        late = [at - w.end for at, event in room.told if isinstance(event, Words) for w in event.words]
        assert max(late) < 2.0

    simulated(play)


@pytest.mark.parametrize("later", range(0, 12, 2))
def test_a_silence_is_looked_at_once(later: int) -> None:
    """Wherever it begins between two looks."""

    async def play() -> None:
        room = Room(cost=0.0)
        sound = talk(1, 6)
        spoken = len(sound) / RATE - 1.0
        with mock.patch.object(room.listener._transcriber, "listen", wraps=room.listener._transcriber.listen) as looks:
            await room.play(frames_of(np.concatenate((np.full(later * FRAME, 0.5, np.float32), sound))))
            await room.listener.finish()
        silences = [call.args[1] - spoken - later * FRAME / RATE for call in looks.call_args_list]
        assert [s for s in silences if s > PAUSE_S + FRAME / RATE] == [pytest.approx(TAIL_S, abs=FRAME / RATE)]
        assert room.confirmed[-6:] == numbered(1, 6)

    simulated(play)


def test_finishing_completes_what_is_open() -> None:
    async def play() -> None:
        room = Room()
        await room.play(frames_of(talk(1, 3, silence=0.0)))
        await room.listener.finish()
        assert room.confirmed == numbered(1, 3)
        assert room.utterances == ["w1 w2 w3"]
        assert room.listener.lag == pytest.approx(0.0)

    simulated(play)


def test_finishing_without_a_sound_tells_nothing() -> None:
    async def play() -> None:
        room = Room()
        await room.listener.finish()
        assert (room.confirmed, room.utterances) == ([], [])

    simulated(play)


def test_a_pause_completes_the_utterance_and_holds_no_sound() -> None:
    async def play() -> None:
        room = Room()
        await room.play(frames_of(talk(1, 3, silence=0.0)))
        await room.listener.pause()
        assert room.utterances == ["w1 w2 w3"]
        assert not room.listener._sound._buffer.any()
        looked = len(room.decoder.seconds)
        await room.play(frames_of(talk(4, 6), position=600 * FRAME))
        await room.listener.finish()
        assert room.confirmed == numbered(1, 6)
        assert room.utterances[1] == "w4 w5 w6"
        assert max(room.decoder.seconds[looked:]) < 2.5, "nothing from before the pause is looked at again"

    simulated(play)


def test_what_was_heard_before_a_pause_is_no_context_after_it() -> None:
    async def play() -> None:
        room = Room()
        await room.play(frames_of(talk(1, 5)))
        await room.listener.pause()
        known = room.listener._transcriber._hypothesis
        assert (known.prefix, known.context, known.draft) == ((), (), ())
        await room.listener.finish()

    simulated(play)


def test_a_gap_in_the_sound_joins_nothing() -> None:
    async def play() -> None:
        room = Room()
        await room.play([*frames_of(talk(1, 3, silence=0.0)), *frames_of(talk(4, 6), position=200 * FRAME)])
        await room.listener.finish()
        assert room.utterances == ["w1 w2 w3", "w4 w5 w6"]
        words = [word for _, event in room.told if isinstance(event, Words) for word in event.words]
        assert words[2].end < 1.1
        assert words[3].start >= 200 * FRAME / RATE - 0.01

    simulated(play)


def test_a_model_that_raises_ends_the_work_and_says_so_at_the_next_frame() -> None:
    async def play() -> None:
        room = Room(LoudnessDecoder(error=RuntimeError("out of memory")))
        frames = frames_of(talk(1, 9))
        with pytest.raises(RuntimeError, match="out of memory"):
            await room.play(frames)
        assert room.listener.failed
        with pytest.raises(RuntimeError, match="out of memory"):
            await room.listener.finish()

    simulated(play)


def test_a_model_that_raises_while_finishing_is_not_waited_for() -> None:
    async def play() -> None:
        room = Room(LoudnessDecoder(error=RuntimeError("out of memory")))
        for frame in frames_of(talk(1, 3, silence=0.0)):
            await room.listener.hear(frame)
        with pytest.raises(RuntimeError, match="out of memory"):
            await asyncio.wait_for(room.listener.finish(), 60)

    simulated(play)


def test_a_listener_that_works_has_not_failed() -> None:
    async def play() -> None:
        room = Room()
        assert not room.listener.failed
        await room.play(frames_of(talk(1, 3)))
        assert not room.listener.failed
        await room.listener.finish()

    simulated(play)


def test_whether_somebody_speaks_is_known_of_the_newest_frame() -> None:
    async def play() -> None:
        room = Room()
        await room.play(frames_of(talk(1, 3, silence=0.0)))
        await asyncio.sleep(1)
        assert room.listener.speaking
        await room.play(frames_of(np.zeros(RATE, np.float32), position=30 * FRAME))
        await asyncio.sleep(1)
        assert not room.listener.speaking
        await room.listener.finish()

    simulated(play)


def test_a_machine_too_slow_loses_drafts_first_then_says_so_and_loses_no_word() -> None:
    async def play() -> None:
        room = Room(cost=4.0)
        await room.play(frames_of(talk(1, 90)))
        await room.listener.finish()
        assert room.confirmed == numbered(1, 90)
        assert room.codes.count("overloaded") == 1
        assert len([event for _, event in room.told if isinstance(event, Draft)]) <= 1

    simulated(play)


def test_a_machine_fast_enough_says_nothing() -> None:
    async def play() -> None:
        room = Room()
        await room.play(frames_of(talk(1, 60)))
        await room.listener.finish()
        assert [code for code in room.codes if code != "speakers-unavailable"] == []

    simulated(play)


def test_hours_of_silence_hold_no_sound_and_cost_no_look() -> None:
    async def play() -> None:
        room = Room()
        frames = frames_of(np.zeros(300 * RATE, np.float32))
        await room.play(frames, at_once=50)
        assert len(room.listener._sound._buffer) < 30 * RATE
        await room.listener.finish()
        assert room.decoder.seconds == []

    simulated(play)


def test_utterances_are_numbered_on_from_an_earlier_part_of_the_session() -> None:
    async def play() -> None:
        room = Room()
        activity = cast(VoiceActivity, LoudnessActivity())
        room.listener = Listener(
            SpeechModels(activity, LoudnessDecoder(), None),
            SpeechSettings(),
            (),
            room._emit,
            first_utterance=8,
            workers=(ScriptedWorker(), ScriptedWorker()),
        )
        await room.play(frames_of(talk(1, 3)))
        await room.listener.finish()
        assert [event.id for _, event in room.told if isinstance(event, Utterance)] == ["u8"]

    simulated(play)


@pytest.mark.model
def test_two_people_are_heard_with_the_real_models(speech_models: SpeechModels, opening: NDArray[np.float32]) -> None:
    """Twelve seconds, as fast as they can be worked through."""
    told: list[AnyEvent] = []

    async def emit(event: AnyEvent) -> None:
        told.append(event)

    async def play() -> None:
        listener = Listener(speech_models, SpeechSettings(), (), emit)
        for frame in frames_of(opening[: 12 * RATE]):
            await listener.hear(frame)
        await listener.finish()

    asyncio.run(play())
    said = [event for event in told if isinstance(event, Utterance)]
    assert "grab whichever chair you like" in said[0].text.lower()
    assert "parking garage" in " ".join(event.text for event in said[1:])
    shown = [word for event in told if isinstance(event, Words) for word in event.words]
    assert sorted(" ".join(event.text for event in said).split()) == sorted(word.text for word in shown)
    assert all(0 <= word.start <= word.end <= 12 for word in shown)
    assert said[0].speaker != said[-1].speaker


@pytest.mark.model
def test_the_channel_tells_who_speaks_with_the_real_models(
    speech_models: SpeechModels, opening: NDArray[np.float32]
) -> None:
    """The therapist in the room, the client at the far side, whose voice the microphone hears as well."""
    parts = [opening[: 12 * RATE].copy() for _ in range(2)]
    change = round(5.4 * RATE)
    near, far = parts
    near[change:] = 0.1 * opening[change - 1600 : 12 * RATE - 1600]
    far[:change] = 0.0
    told: list[AnyEvent] = []

    async def emit(event: AnyEvent) -> None:
        told.append(event)

    async def play() -> None:
        listener = Listener(speech_models, SpeechSettings(), (), emit, separate=True)
        framer = PairFramer(RATE)
        for frame in framer.feed(np.stack((near, far), axis=1)):
            await listener.hear(frame)
        await listener.finish()

    asyncio.run(play())
    said = [event for event in told if isinstance(event, Utterance)]
    assert "grab whichever chair you like" in said[0].text.lower()
    assert "parking garage" in " ".join(event.text for event in said[1:])
    assert (said[0].role, {one.role for one in said[1:]}) == (Role.THERAPIST, {Role.CLIENT})
    assert sum("parking" in one.text for one in said) == 1
