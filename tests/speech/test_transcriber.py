"""Passes over a stretch: words once, in order, with bounded windows, and a second look where a first missed speech."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from scribe.audio.frame import FRAME, RATE
from scribe.speech.endpoint import Voiced
from scribe.speech.heard import Decoded, HeardWord
from scribe.speech.hypothesis import ConfirmedWord
from scribe.speech.sound import Sound
from scribe.speech.transcriber import ANSWER_S, Transcriber
from tests.speech.hearing import LoudnessDecoder, heard, spelled, texts

GUARD = 0.3


def held(samples: NDArray[np.float32]) -> Sound:
    sound = Sound()
    sound.append(0, samples)
    return sound


def test_words_are_draft_then_confirmed_once() -> None:
    sound = held(spelled([1, 2, 3]))
    transcriber = Transcriber(LoudnessDecoder(), GUARD)
    transcriber.begin(0.0)
    voiced = (Voiced(0.0, 0.96),)
    first = transcriber.listen(sound, 0.7, voiced, final=False)
    assert (texts(first.confirmed), texts(first.draft)) == ("w1", "w2 w3")
    last = transcriber.listen(sound, 0.96, voiced, final=True)
    assert (texts(last.confirmed), last.draft, last.edge) == ("w2 w3", (), 0.96)


def test_settling_takes_the_draft_without_another_look() -> None:
    decoder = LoudnessDecoder()
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    transcriber.listen(held(spelled([1, 2])), 0.64, (Voiced(0.0, 0.64),), final=False)
    looked = len(decoder.seconds)
    assert texts(transcriber.settle()).endswith("w2")
    assert len(decoder.seconds) == looked


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0.1, 0.6)), min_size=5, max_size=45))
@settings(max_examples=30)
def test_a_long_talk_is_heard_whole_in_short_windows(spoken: list[tuple[int, float]]) -> None:
    """0: a short breath before the word; every word has its own loudness, so that none can be taken for another."""
    parts: list[NDArray[np.float32]] = []
    for number, (breath, seconds) in enumerate(spoken, 1):
        parts.append(spelled([0], 0.2 if breath == 0 else 0.0))
        parts.append(spelled([number], seconds))
    sound = held(np.concatenate(parts))
    decoder = LoudnessDecoder()
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    end = sound.end / RATE
    confirmed: list[ConfirmedWord] = []
    for edge in [*np.arange(0.5, end, 0.5), end]:
        voiced = (Voiced(0.0, float(edge)),)
        confirmed += transcriber.listen(sound, float(edge), voiced, final=bool(edge == end)).confirmed
        assert transcriber.needs_from <= edge
    assert texts(confirmed) == " ".join(f"w{n}" for n in range(1, len(spoken) + 1))
    assert all(before.end <= after.start for before, after in pairwise(confirmed))
    assert max(decoder.seconds) < 9.0


@dataclass
class ScriptedDecoder:
    """Answers in turn; remembers what it was told was known."""

    answers: list[list[HeardWord]]
    known: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    forgot: int = 0

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
        *,
        guess: tuple[int, ...] = (),
    ) -> Decoded:
        self.known.append((prefix, previous))
        return Decoded(tuple(self.answers.pop(0)), 0.0, -0.2, False)

    def forget(self) -> None:
        self.forgot += 1

    def encode_text(self, text: str) -> tuple[int, ...]:
        return tuple(range(1000, 1000 + len(text.split())))


def test_speech_that_the_prefix_kept_from_being_heard_is_looked_at_without_it() -> None:
    decoder = ScriptedDecoder([heard("one two"), [], [], heard("two"), []])
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    sound, voiced = held(np.ones(2 * RATE, np.float32)), (Voiced(0.0, 2.0),)
    transcriber.listen(sound, 0.7, voiced, final=False)
    last = transcriber.listen(sound, 2.0, voiced, final=True)
    assert texts(last.confirmed) == "two"
    assert decoder.known == [((), ()), ((0,), ()), ((0,), ()), ((), (0,)), ((), (0, 0))]


def answered(seconds: float, gap: float) -> tuple[str, ScriptedDecoder]:
    """What is heard after "one two" and a silence, to whose end the decoder writes nothing unless it is asked anew."""
    decoder = ScriptedDecoder([heard("one two"), [], heard("Eight.", 0.1)])
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    sound, first = held(np.ones(3 * RATE, np.float32)), Voiced(0.0, 0.7)
    transcriber.listen(sound, 1.0, (first,), final=False)
    answer = Voiced(0.7 + gap, 0.7 + gap + seconds)
    assert transcriber.missed((first, answer)) is (seconds >= ANSWER_S)
    found = transcriber.listen(sound, answer.end + 0.25, (first, answer), final=True)
    return texts(found.confirmed), decoder


def test_an_answer_of_one_word_that_the_words_before_it_hide_is_heard() -> None:
    found, decoder = answered(0.35, 0.8)
    assert found == "Eight."
    assert decoder.known[-1] == ((), (0, 1))


def test_a_sound_that_gave_no_word_is_not_looked_at_again_in_the_next_stretch() -> None:
    decoder = ScriptedDecoder([heard("one two"), [], []])
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    sound, voiced = held(np.ones(8 * RATE, np.float32)), (Voiced(0.0, 0.7), Voiced(1.5, 1.9))
    transcriber.listen(sound, 1.0, voiced[:1], final=False)
    transcriber.listen(sound, 2.1, voiced, final=True)
    transcriber.begin(5.0)
    assert not transcriber.missed(voiced)
    assert transcriber.missed((*voiced, Voiced(5.5, 5.9)))


def test_a_click_after_a_silence_is_no_answer() -> None:
    assert answered(0.1, 0.8)[0] == ""


def test_what_is_told_again_is_looked_at_from_the_start_of_the_window() -> None:
    said = heard("one two three four five six seven eight nine ten")
    again = [HeardWord(w.text, w.tokens, w.start + 1.8, w.end + 1.8, w.p) for w in said[6:9]]
    decoder = ScriptedDecoder([said, again, said[9:]])
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    sound, voiced = held(np.ones(4 * RATE, np.float32)), (Voiced(0.0, 3.0),)
    transcriber.listen(sound, 3.0, voiced, final=False)
    last = transcriber.listen(sound, 3.6, voiced, final=True)
    assert texts(last.confirmed) == "ten"
    assert decoder.known[1:] == [((5, 6, 7, 8), (0, 1, 2, 3, 4)), ((0, 1, 2, 3, 4, 5, 6, 7, 8), ())]


def stopped(answer: str, *, final: bool) -> tuple[str, ScriptedDecoder]:
    """What is heard after "one two" where one word is written over all that follows; a fresh look hears `answer`."""
    decoder = ScriptedDecoder([heard("one two"), [HeardWord("And", (9,), 0.65, 2.9, 0.4)], heard(answer)])
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    sound = held(np.ones(4 * RATE, np.float32))
    transcriber.listen(sound, 1.0, (Voiced(0.0, 1.0),), final=False)
    found = transcriber.listen(sound, 3.4, (Voiced(0.0, 3.3),), final=final)
    return texts([*found.confirmed, *found.draft]), decoder


@pytest.mark.parametrize("final", [True, False])
def test_one_word_over_all_of_what_was_said_is_looked_at_afresh(final: bool) -> None:
    """What was confirmed is then the prompt, and its sound is left out."""
    found, decoder = stopped("no no nothing like that not at any point", final=final)
    assert found == "no no nothing like that not at any point"
    assert decoder.known[-1] == ((), (0,))


def test_what_was_heard_stands_where_a_fresh_look_finds_no_more() -> None:
    assert stopped("one two one two", final=True)[0] == "And"


def test_a_stretch_heard_to_its_end_gets_no_second_look() -> None:
    decoder = ScriptedDecoder([heard("one two three")])
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    transcriber.listen(held(np.ones(RATE, np.float32)), 1.0, (Voiced(0.0, 1.0),), final=True)
    assert not decoder.answers


@pytest.mark.parametrize(("voiced_until", "missed"), [(0.9, False), (2.0, True)])
def test_it_is_known_whether_speech_came_after_the_last_word(voiced_until: float, missed: bool) -> None:
    transcriber = Transcriber(ScriptedDecoder([heard("one two three")]), GUARD)
    transcriber.begin(0.0)
    transcriber.listen(held(np.ones(RATE, np.float32)), 1.0, (Voiced(0.0, 0.9),), final=False)
    assert transcriber.missed((Voiced(0.0, voiced_until),)) is missed


def test_made_up_words_over_silence_do_not_get_through() -> None:
    transcriber = Transcriber(ScriptedDecoder([heard("thank you.", p=0.2)]), GUARD)
    transcriber.begin(0.0)
    found = transcriber.listen(held(np.zeros(RATE, np.float32)), 1.0, (Voiced(0.0, 0.1),), final=True)
    assert found.confirmed == found.draft == ()


def test_too_little_sound_is_not_looked_at() -> None:
    decoder = LoudnessDecoder()
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    assert transcriber.listen(held(np.ones(FRAME, np.float32)), 0.03, (), final=True).confirmed == ()
    assert decoder.seconds == []


def test_a_pause_leaves_nothing_to_go_on_from() -> None:
    decoder = ScriptedDecoder([heard("one two three"), heard("four five six")])
    transcriber = Transcriber(decoder, GUARD)
    transcriber.begin(0.0)
    sound, voiced = held(np.ones(RATE, np.float32)), (Voiced(0.0, 1.0),)
    transcriber.listen(sound, 1.0, voiced, final=False)
    transcriber.forget()
    assert decoder.forgot == 1
    assert transcriber.settle() == ()
    transcriber.listen(sound, 1.0, voiced, final=True)
    assert decoder.known[-1] == ((), ())
