"""A session goes on after a crash with the same labels for the same people."""

import asyncio

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE
from scribe.chart import Participant
from scribe.config import SpeechSettings
from scribe.events import AnyEvent, Role, Speaker, Utterance, Word, Words
from scribe.speech.earlier import Earlier, Told
from scribe.speech.listener import Listener
from scribe.speech.models import SpeechModels
from tests.speech.hearing import frames_of

PAIR = (Participant(name="Dr. Ito", role=Role.THERAPIST), Participant(name="Sam", role=Role.CLIENT))
CUT_S = 35.0


class Half:
    """A listener on a part of the opening; what it told, and the voices it gave to be kept."""

    def __init__(self) -> None:
        self.told: list[AnyEvent] = []
        self.voices: bytes | None = None

    async def emit(self, event: AnyEvent) -> None:
        self.told.append(event)

    async def keep(self, voices: bytes) -> None:
        self.voices = voices

    async def hear(self, models: SpeechModels, samples: NDArray[np.float32], start: int, earlier: Earlier) -> None:
        first = len(earlier.told) + 1
        listener = Listener(
            models, SpeechSettings(), PAIR, self.emit, first_utterance=first, earlier=earlier, keep=self.keep
        )
        for frame in frames_of(samples[start:], start):
            while listener.lag > 4:
                await asyncio.sleep(0.01)
            await listener.hear(frame)
        await listener.finish()

    def utterances(self) -> list[Told]:
        words: dict[str, list[Word]] = {}
        for event in self.told:
            if isinstance(event, Words):
                words.setdefault(event.utterance, []).extend(event.words)
        return [Told(event, words[event.id]) for event in self.told if isinstance(event, Utterance)]


def test_an_utterance_is_told_apart_as_it_was_completed() -> None:
    word = Word(text="Hi.", start=1.0, end=1.5, p=0.8)
    utterance = Utterance(id="u1", speaker="S2", role=Role.CLIENT, start=1, end=1.5, text="Hi.", confidence=0.8)
    told = Told(utterance, (word,), "Sam")
    assert (told.said.utterance, told.said.speaker, told.said.text, told.said.end) == ("u1", "S2", "Hi.", 1.5)
    assert (told.assignment.role, told.assignment.name) == (Role.CLIENT, "Sam")


@pytest.mark.model
@pytest.mark.parametrize("damaged", [False, True])
async def test_labels_go_on_and_damaged_voices_are_no_failure(
    speech_models: SpeechModels, opening: NDArray[np.float32], damaged: bool
) -> None:
    cut = int(CUT_S * RATE) // FRAME * FRAME
    before, after = Half(), Half()
    await before.hear(speech_models, opening[:cut], 0, Earlier())
    assert before.voices is not None
    told = before.utterances()
    voices = before.voices[:-1] if damaged else before.voices
    await after.hear(speech_models, opening, cut, Earlier(told, voices))
    assert after.utterances()
    assert not {t.utterance.id for t in after.utterances()} & {t.utterance.id for t in told}
    if not damaged:
        roles = {t.utterance.speaker: t.utterance.role for t in [*told, *after.utterances()]}
        for change in (event for event in after.told if isinstance(event, Speaker)):
            roles[change.speaker] = change.role
        assert roles == {"S1": Role.THERAPIST, "S2": Role.CLIENT}
