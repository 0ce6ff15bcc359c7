"""A second hearing judges each difference by itself; what is confirmed elsewhere in the utterance stays as it was."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe import config, models
from scribe.events import Word
from scribe.speech.critical import Critical
from scribe.speech.heard import Decoded
from scribe.speech.models import SpeechModels
from scribe.speech.second_look import Reheard, SecondLook
from scribe.speech.whisper import Whisper
from tests.speech.hearing import heard

SOUND = np.zeros(16_000 * 3, np.float32)


class Ear:
    """Hears `text`; gives each word of `liked` that a text holds its weight."""

    def __init__(self, text: str, start: float = 0.5, **liked: float) -> None:
        self.text, self.start, self.liked = text, start, liked
        self.known: list[str] = []
        self.forgot = 0

    def decode(
        self,
        samples: NDArray[np.float32],
        prefix: tuple[int, ...] = (),
        previous: tuple[int, ...] = (),
        seen_from: float = 0.0,
        beam: int = 1,
    ) -> Decoded:
        assert beam > 1
        return Decoded(tuple(heard(self.text, self.start)), 0.0, -0.1, False)

    def encode_text(self, text: str) -> tuple[int, ...]:
        self.known.append(text)
        return (len(self.known) - 1,)

    def forget(self) -> None:
        self.forgot += 1

    def weigh(
        self, samples: NDArray[np.float32], texts: Sequence[Sequence[int]], previous: tuple[int, ...] = ()
    ) -> list[float]:
        return [sum(weight for word, weight in self.liked.items() if word in self.known[one[0]]) for one in texts]


def words(text: str, start: float = 0.5) -> list[Word]:
    return [Word(text=w.text, start=w.start, end=w.end, p=w.p) for w in heard(text, start)]


def look(ear: Ear, first: str, start: float = 0.0) -> Reheard:
    return SecondLook(ear, Critical(), "").hear(words(first, start + 0.5), SOUND, start)


def called(first: str, *names: str, **liked: float) -> Reheard:
    """A second hearing that hears the same, with the chart's names to weigh."""
    return SecondLook(Ear(first, **liked), Critical(names), "").hear(words(first), SOUND, 0.0)


def shown(found: Reheard) -> str:
    return " ".join(f"<{word.text}>" if word.unclear else word.text for word in found.words)


def test_what_is_heard_alike_stands() -> None:
    found = look(Ear("i slept five hours"), "I slept five hours.")
    assert not found.differs
    assert shown(found) == "I slept five hours."


def test_after_a_hearing_no_sound_is_held() -> None:
    ear = Ear("i slept five hours")
    look(ear, "I slept five hours.")
    assert ear.forgot == 1


def test_what_is_more_probable_by_far_is_believed() -> None:
    found = look(Ear("I slept nine hours", nine=5.0), "I slept five hours.")
    assert found.differs
    assert shown(found) == "I slept nine hours."
    assert [w.start for w in found.words] == sorted(w.start for w in found.words)


def test_a_critical_word_on_which_neither_is_believed_is_unclear() -> None:
    assert shown(look(Ear("I slept nine hours"), "I slept five hours.")) == "I slept <five> hours."
    assert shown(look(Ear("I never want to die"), "I want to die")) == "I <never> want to die"
    assert shown(look(Ear("I want to die"), "I never want to die")) == "I <never> want to die"


def test_any_other_word_stays_as_it_was_heard() -> None:
    found = look(Ear("I slept long"), "I slept wrong.")
    assert not found.differs
    assert shown(found) == "I slept wrong."


def test_the_first_hearing_may_be_right() -> None:
    assert not look(Ear("I slept nine hours", five=5.0), "I slept five hours.").differs


def test_words_of_others_at_its_edges_are_no_difference() -> None:
    found = look(Ear("okay I slept five hours right", start=0.2), "I slept five hours.")
    assert not found.differs


class Stretching(Ear):
    """Its first word begins with the sound, as Whisper's does."""

    def decode(self, *args: object, **how: object) -> Decoded:
        found = super().decode(*args, **how)  # type: ignore[arg-type]
        return replace(found, words=(replace(found.words[0], start=0.0), *found.words[1:]))


def test_the_first_word_belongs_to_the_utterance_however_early_it_is_told_to_begin() -> None:
    ear = Stretching("I had headaches the first week.", had=4.0)
    assert shown(look(ear, "I could headaches the first week.")) == "I had headaches the first week."


class Neighbour(Ear):
    """Its first word ends before the utterance begins."""

    def decode(self, *args: object, **how: object) -> Decoded:
        found = super().decode(*args, **how)  # type: ignore[arg-type]
        first, *rest = found.words
        return replace(found, words=(replace(first, start=0.0, end=0.48), *rest))


def test_a_word_that_ends_before_the_utterance_is_none_of_its() -> None:
    assert not look(Neighbour("You will then.", You=9.0), "I will then.").differs


def test_a_number_heard_alike_twice_is_weighed_against_what_sounds_like_it() -> None:
    found = look(Ear("I slept fifteen minutes", fifty=5.0), "I slept fifteen minutes.")
    assert found.differs
    assert shown(found) == "I slept fifty minutes."


def test_an_answer_of_one_word_is_heard_with_what_was_asked() -> None:
    ear = Ear("Where do you", Two=5.0)
    found = SecondLook(ear, Critical(), "").hear(words("True."), SOUND, 0.0, "How strong is it now?")
    assert shown(found) == "<True.>"
    assert not SecondLook(ear, Critical(), "").hear(words("True."), SOUND, 0.0, "And then?").differs


def test_times_are_the_sessions() -> None:
    found = look(Ear("I slept nine hours", nine=5.0), "I slept five hours.", start=100.0)
    assert found.words[2].start == pytest.approx(101.1)


def test_nothing_heard_the_second_time_changes_nothing() -> None:
    assert not look(Ear(""), "I slept five hours.").differs


@pytest.mark.model
def test_a_misheard_word_is_set_right_with_the_real_model(
    speech_models: SpeechModels, opening: NDArray[np.float32]
) -> None:
    again = Whisper(models.whisper_folder(config.load()), "en")
    sound = opening[int(2.0 * 16_000) : int(5.8 * 16_000)]
    truth = "Come on in, Owen. Grab whichever chair you like."
    first = [
        Word(text="hair" if w.text == "chair" else w.text, start=w.start + 2.0, end=w.end + 2.0, p=w.p)
        for w in speech_models.whisper.decode(sound).words
    ]
    found = SecondLook(again, Critical(), "").hear(first, sound, 2.0)
    assert " ".join(word.text for word in found.words).split()[-4:] == truth.split()[-4:]
    assert found.differs


def test_a_name_of_the_chart_stands_where_it_is_more_probable() -> None:
    found = called("and the searcher line, still the fifty", "sertraline", sertraline=0.1, fifty=5.0)
    assert found.differs
    assert shown(found) == "and the sertraline, still the fifty"
    heard_as = words("and the searcher line, still the fifty")
    assert (found.words[2].start, found.words[2].end) == (heard_as[2].start, heard_as[3].end)


def test_what_only_sounds_like_a_name_stands() -> None:
    found = called("you need markers to come", "Marcus", Marcus=-0.1)
    assert not found.differs
    assert shown(found) == "you need markers to come"


def test_of_two_places_that_share_a_word_the_more_probable_is_the_name() -> None:
    found = called("take the searcher line today", "sertraline", "Searcy", sertraline=2.0, Searcy=1.0)
    assert shown(found) == "take the sertraline today"


def test_two_names_in_one_utterance() -> None:
    found = called("doctor Osai said esitalopram again", "Osei", "escitalopram", Osei=1.0, escitalopram=1.0)
    assert shown(found) == "doctor Osei said escitalopram again"
