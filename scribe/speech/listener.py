"""Frames in, events out: voice activity, words and speakers on worker threads, joined on the event loop.

One task takes what has come and works through it in order; `hear` only puts a frame into its queue. A pass is one look
of Whisper at the open stretch of speech, with the speaker tracker beside it on the same sound. Slow passes are fewer
passes: each takes all the sound there is.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE, Frame
from scribe.chart import Participant
from scribe.config import SpeechSettings
from scribe.events import AnyEvent
from scribe.speech import pace
from scribe.speech.earlier import Earlier
from scribe.speech.endpoint import Boundary, Endpointer
from scribe.speech.models import SpeechModels
from scribe.speech.overload import THIN_S, Overload
from scribe.speech.people import People, Speakers
from scribe.speech.sides import SeparateSides
from scribe.speech.sound import Sound
from scribe.speech.telling import TURNS_BACK_S, Telling
from scribe.speech.transcriber import Pass, Transcriber
from scribe.speech.turns import Turn
from scribe.speech.vocabulary import Vocabulary, people, prompt
from scribe.speech.worker import Worker

PRE_ROLL_S = 0.3
"""Sound before the first detected speech: soft beginnings."""
TAIL_S = 0.25
"""Silence after speech that the last pass over a stretch hears; more of it invites words that were not said."""
PAUSE_S = 0.1
"""A silence this short is none: looks go on at their pace. In a longer one they wait for its one look."""
FIRST_PASS_S = 0.5
"""Speech before the first pass over a stretch: less gives drafts that are mostly wrong."""
SILENT_STEP_S = 2.0
"""While nobody speaks the tracker hears this much at a time."""
MOST_FRAMES = 64
"""Taken from the queue at a time (2 s), so that a window never outgrows the encoder."""
LET_GO_S = 2.0
"""Silence after which sound before it is not needed any more."""
KEEP_EVERY_S = 10.0
"""Sound after which voices are kept again: so much of who spoke is told afresh after a crash."""
FINISHED = 0.8
"""Share of the endpoint's silence that is enough after the end of a sentence."""
UNFINISHED = 1.4
"""And after a word in the middle of one."""


class Listener:
    """Listens to one session. `hear`, `pause` and `finish` are called from one task, on the event loop."""

    def __init__(
        self,
        models: SpeechModels,
        settings: SpeechSettings,
        participants: Sequence[Participant],
        emit: Callable[[AnyEvent], Awaitable[None]],
        *,
        vocabulary: Sequence[str] = (),
        clinician: NDArray[np.float32] | None = None,
        separate: bool = False,
        first_utterance: int = 1,
        earlier: Earlier | None = None,
        keep: Callable[[bytes], Awaitable[None]] | None = None,
        workers: tuple[Executor, Executor] | None = None,
    ) -> None:
        """`vocabulary`: terms that the chart makes likely. `clinician`: the therapist's enrolled voice. `separate`:
        frames tell which side speaks. `earlier`: the
        session before this listener. `keep` is given, now and then, what a later one needs of the voices. `workers`:
        one thread for Whisper, one for all else; they must run calls in order."""
        self._settings = settings
        self._emit = emit
        self._voice = models.voice_activity
        self._voice.reset()
        self._endpointer = Endpointer(settings.endpoint_s)
        self._sound = Sound()
        self._step_s = settings.step_s or pace.step_s(models.look_s)
        tokens = models.whisper.encode_text(prompt(vocabulary)) if vocabulary else ()
        likely = Vocabulary(tuple(vocabulary), tokens, people(participants))
        self._transcriber = Transcriber(models.whisper, settings.guard_s, likely)
        self._overload = Overload()
        whisper, side = workers or (None, None)
        self._whisper, self._side = Worker("whisper", whisper), Worker("listen", side)
        self._people: Speakers = (
            SeparateSides(participants) if separate else People(models.speakers, participants, clinician)
        )
        self._telling = Telling(self._people, emit, self._side, first_utterance, earlier or Earlier())
        self._queue: deque[Frame | asyncio.Future[None]] = deque()
        self._came = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._heard = 0
        self._worked = 0
        self._passed = 0.0
        self._tracked = 0
        self._keep = keep
        self._kept = 0

    # -- from outside ----------------------------------------------------------------------------------------------

    @property
    def speaking(self) -> bool:
        """Voice activity in the newest frame that was worked through."""
        return self._endpointer.speaking

    @property
    def lag(self) -> float:
        """Seconds of heard sound not yet processed: in the queue, or in the open stretch and in no pass yet."""
        done = self._worked
        if self._endpointer.open:
            done = min(done, max(round(self._passed * RATE), self._endpointer.start))
        return max(0, self._heard - done) / RATE

    @property
    def failed(self) -> bool:
        """The work has ended by an error, which the next call raises: waiting for it would be for ever."""
        return self._task is not None and self._task.done()

    async def hear(self, frame: Frame) -> None:
        """Returns at once. Raises what the work on earlier frames raised."""
        self._heard = frame.position + FRAME
        self._put(frame)

    async def pause(self) -> None:
        """Completes the open utterance with what was heard before now; then no sound is held."""
        await self._mark()
        await self._side(self._people.forget)

    async def finish(self) -> None:
        """Puts all that was heard into words, clusters the whole session once more, tells what changed."""
        await self._mark()
        turns = await self._side(self._people.finish)
        await self._telling.retell(turns)
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._whisper.close()
        self._side.close()

    def _put(self, item: "Frame | asyncio.Future[None]") -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="listen")
        if self._task.done():
            self._task.result()
        self._queue.append(item)
        self._came.set()

    async def _mark(self) -> None:
        """Wait until everything heard before now is complete."""
        reached = asyncio.get_running_loop().create_future()
        self._put(reached)
        assert self._task is not None
        await asyncio.wait((reached, self._task), return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            self._task.result()

    # -- the work --------------------------------------------------------------------------------------------------

    async def _work(self) -> None:
        while True:
            await self._came.wait()
            self._came.clear()
            while self._queue:
                frames = self._take()
                if frames:
                    await self._listen(frames)
                else:
                    await self._reach()
                await self._watch()

    def _take(self) -> list[Frame]:
        """Frames that follow each other without a gap; none when a mark is next."""
        frames: list[Frame] = []
        while self._queue and len(frames) < MOST_FRAMES:
            item = self._queue[0]
            if not isinstance(item, Frame) or (frames and item.position != frames[-1].position + FRAME):
                break
            frames.append(item)
            self._queue.popleft()
        return frames

    async def _reach(self) -> None:
        mark = self._queue.popleft()
        assert isinstance(mark, asyncio.Future)
        await self._forget()
        mark.set_result(None)

    async def _forget(self) -> None:
        """What was heard so far stands for itself: complete it, then hold nothing of it."""
        if self._endpointer.end():
            await self._end()
        await self._track(self._sound.end, self._sound.end / RATE)
        self._sound.wipe()
        self._endpointer.forget()
        self._transcriber.forget()
        self._voice.reset()

    async def _listen(self, frames: Sequence[Frame]) -> None:
        if frames[0].position != self._worked:
            await self._forget()
            self._tracked = frames[0].position
        found = await self._side(self._look_at, frames)
        for frame, probability in zip(frames, found, strict=True):
            self._sound.append(frame.position, frame.samples)
            self._worked = frame.position + FRAME
            boundary = self._endpointer.hear(frame.position, probability)
            if boundary is Boundary.BEGUN:
                self._begin()
            elif boundary is Boundary.ENDED:
                await self._end()
        if self._endpointer.open:
            if self._is_due():
                await self._pass(self._worked / RATE, final=False)
        else:
            await self._rest()

    def _look_at(self, frames: Sequence[Frame]) -> list[float]:
        """Voice activity of each."""
        self._people.see(frames)
        return self._voice.probabilities([frame.samples for frame in frames])

    def _begin(self) -> None:
        start = max(self._endpointer.start / RATE - PRE_ROLL_S, self._passed, self._sound.start / RATE)
        self._transcriber.begin(start)
        self._passed = self._endpointer.start / RATE + FIRST_PASS_S - self._step_s
        self._endpointer.silence_s = self._settings.endpoint_s

    def _is_due(self) -> bool:
        """Enough new sound; in a silence, one look at all that the last one may hear and no other."""
        if self._endpointer.silence < PAUSE_S:
            return self._worked / RATE - self._passed >= self._step_s
        heard_all = self._endpointer.speech_end / RATE + TAIL_S - FRAME / RATE
        return self._passed < heard_all <= self._worked / RATE

    async def _pass(self, edge: float, *, final: bool) -> None:
        """Whisper and the speaker tracker hear the same sound, side by side."""
        listened, turns = await asyncio.gather(
            self._whisper(self._transcriber.listen, self._sound, edge, self._endpointer.voiced, final=final),
            self._track(round(edge * RATE), edge),
        )
        self._passed = edge
        await self._telling.add(listened.confirmed, turns)
        if not final:
            if self.lag <= THIN_S:
                await self._telling.draft(listened, turns)
            self._be_patient(listened)

    def _be_patient(self, listened: Pass) -> None:
        """A finished sentence ends sooner than one in the middle of which somebody thinks."""
        words = listened.draft or listened.confirmed
        if words:
            share = FINISHED if words[-1].ends_sentence else UNFINISHED
            self._endpointer.silence_s = share * self._settings.endpoint_s

    async def _end(self) -> None:
        """The open stretch has ended: all its words are certain, and its utterance is complete."""
        spoken_until = self._endpointer.speech_end / RATE
        if self._passed >= spoken_until + TAIL_S / 2 and not self._transcriber.missed(self._endpointer.voiced):
            settled = self._transcriber.settle()
            turns = await self._track(self._worked, self._worked / RATE)
            await self._telling.add(settled, turns)
        else:
            await self._pass(min(self._worked / RATE, spoken_until + TAIL_S), final=True)
        await self._telling.end()

    async def _rest(self) -> None:
        """Nobody speaks: hold little."""
        if self._worked - self._tracked >= SILENT_STEP_S * RATE:
            await self._track(self._worked, self._worked / RATE)
        if self._endpointer.silence > LET_GO_S:
            self._transcriber.begin(self._worked / RATE - 2 * PRE_ROLL_S)

    async def _track(self, until: int, now: float) -> tuple[Turn, ...]:
        """The tracker hears what it has not heard yet; the turns of late."""
        start, self._tracked = self._tracked, max(until, self._tracked)
        samples = self._sound.between(start / RATE, self._tracked / RATE)
        turns = await self._side(self._people.hear, start, samples, now - TURNS_BACK_S)
        notice = self._people.notice()
        if notice:
            await self._emit(notice)
        return turns

    async def _watch(self) -> None:
        notice = self._overload.observe(self.lag, self._heard / RATE, asyncio.get_running_loop().time())
        if notice:
            await self._emit(notice)
        self._sound.drop_before(min(self._transcriber.needs_from, self._tracked / RATE))
        if self._keep and self._worked - self._kept >= KEEP_EVERY_S * RATE:
            self._kept = self._worked
            voices = await self._side(self._people.voices)
            if voices:
                await self._keep(voices)
