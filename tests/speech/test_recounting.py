"""Numbers: what is more probable by far is believed, and what is as probable as another is not told."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.audio.frame import RATE
from scribe.events import Word
from scribe.speech.disagreement import Verdict
from scribe.speech.recounting import ANSWER_S, recounted
from tests.speech.hearing import heard

HOW_STRONG = "How strong is it now, zero to ten?"
SOUND = np.zeros(RATE * 4, np.float32)


class Weigher:
    """Gives each text that begins as one of `liked` its weight; any other -20."""

    def __init__(self, **liked: float) -> None:
        self.liked = {text.replace("_", " "): weight for text, weight in liked.items()}
        self.known: list[str] = []
        self.heard: list[tuple[float, str]] = []

    def encode_text(self, text: str) -> tuple[int, ...]:
        self.known.append(text.strip())
        return (len(self.known) - 1,)

    def weigh(
        self, samples: NDArray[np.float32], texts: Sequence[Sequence[int]], previous: tuple[int, ...] = ()
    ) -> list[float]:
        self.heard.append((len(samples) / RATE, self.known[previous[0]] if previous else ""))
        said = [re.sub(r"[.,]", "", self.known[text[0]].lower()) for text in texts]
        return [self.liked.get(text, -20.0) for text in said]


def told(text: str, whisper: Weigher, before: str = "", p: float = 0.9) -> tuple[str, list[Verdict]]:
    words = tuple(Word(text=w.text, start=w.start, end=w.end, p=p) for w in heard(text, 0.5))
    found, numbered = recounted(whisper, words, SOUND, 0.0, before)
    shown = " ".join(f"<{word.text}>" if word.unclear else word.text for word in found)
    return shown, [each.verdict for each in numbered]


def test_a_number_that_is_more_probable_by_far_is_believed() -> None:
    assert told("Six, six, no.", Weigher(six_six_no=-9.0, sixty_no=-2.0)) == ("Sixty, no.", [Verdict.CHANGE])
    assert told("Nine eighty.", Weigher(nine_eighty=-9.0, nine_eight_eight=-2.0))[0] == "Nine eight eight."


def test_a_number_as_probable_as_another_is_unclear() -> None:
    whisper = Weigher(for_fifty_minutes=-2.0, for_fifteen_minutes=-3.5)
    assert told("for fifty minutes", whisper) == ("for <fifty> minutes", [Verdict.UNCLEAR])
    assert whisper.heard == [(4.0, "")]


def test_a_number_that_is_the_more_probable_one_stands() -> None:
    assert told("for fifty minutes", Weigher(for_fifty_minutes=-2.0, for_fifteen_minutes=-6.0))[1] == [Verdict.KEEP]


def test_a_later_number_is_weighed_with_the_earlier_as_it_is_believed() -> None:
    whisper = Weigher(six_six_no_seventy=-9.0, sixty_no_seventy=-2.0, sixty_no_seventeen=-9.0)
    assert told("Six, six, no, seventy.", whisper) == ("Sixty, no, seventy.", [Verdict.CHANGE, Verdict.KEEP])
    assert told("Nine eighty, fifty.", Weigher(nine_eighty_fifty=-9.0, nine_eight_eight_fifty=-1.0))[0] == (
        "Nine eight eight, fifty."
    )


def test_where_a_number_was_asked_for_it_is_expected() -> None:
    whisper = Weigher(fours=-1.7, four=-3.6)
    assert told("Fours.", whisper, HOW_STRONG) == ("<Fours.>", [Verdict.UNCLEAR])
    (seconds, known) = whisper.heard[0]
    assert seconds == pytest.approx(0.3 + 2 * ANSWER_S)
    assert known == HOW_STRONG
    assert told("Fours.", Weigher(fours=-1.7, four=-3.6)) == ("Fours.", [])


def test_no_number_is_believed_where_none_was_heard() -> None:
    assert told("Aid.", Weigher(aid=-30.0, eight=-0.1), HOW_STRONG) == ("<Aid.>", [Verdict.UNCLEAR])


def test_an_answer_that_was_hardly_heard_is_doubted_sooner() -> None:
    whisper = Weigher(i_did=-1.0, eight=-7.0)
    assert told("I did.", whisper, HOW_STRONG, p=0.3)[0] == "<I> <did.>"
    assert told("I did.", whisper, HOW_STRONG)[0] == "I did."


def test_what_is_far_more_probable_than_any_number_is_the_answer() -> None:
    assert told("A lot.", Weigher(a_lot=-1.0, ten=-9.0), HOW_STRONG) == ("A lot.", [Verdict.KEEP])


def test_an_answer_said_twice_is_doubted_in_both_places() -> None:
    said = "O .T. easily, O .T."
    whisper = Weigher(o_t_easily_o_t=-20.0, eighty_easily_eighty=-8.0)
    assert told(said, whisper, "How much, zero to a hundred?")[0] == "<O> <.T.> easily, <O> <.T.>"


@pytest.mark.parametrize(
    ("text", "before", "stands"),
    [
        ("Sixty, no, seventy.", "", True),
        ("At intake it was seventy.", "Today it is sixty.", True),
        ("It was seventy.", "", False),
        ("At intake it was seventy.", "You came on the twelve o'clock train, and that was some time ago.", False),
    ],
)
def test_a_number_is_more_probable_beside_another_of_its_size(text: str, before: str, stands: bool) -> None:
    plain = re.sub(r"[.,]", "", text.lower())
    liked = {plain: -2.0, plain.replace("seventy", "seventeen"): -2.5}
    whisper = Weigher(**{said.replace(" ", "_"): weight for said, weight in liked.items()})
    assert told(text, whisper, before)[1][-1] is (Verdict.KEEP if stands else Verdict.UNCLEAR)


def test_what_is_of_the_size_of_another_is_doubted_no_less_where_that_is_the_other_one() -> None:
    whisper = Weigher(it_was_seventy=-2.0, it_was_seventeen=-2.5)
    assert told("It was seventy.", whisper, "Today it is sixteen.")[1] == [Verdict.CHANGE]


def test_digits_that_are_nearly_the_number_of_a_line_that_is_spoken_of_are_that() -> None:
    whisper = Weigher(call_nine_eighty=-2.0, call_nine_eight_eight=-3.5)
    assert told("Call nine eighty.", whisper, "Then the crisis line.") == ("Call nine eight eight.", [Verdict.CHANGE])
    assert told("Call nine eighty.", whisper)[1] == [Verdict.UNCLEAR]


def test_on_a_scale_to_a_hundred_a_round_number_is_the_more_probable_one() -> None:
    whisper = Weigher(eighty_easily=-2.0, eighteen_easily=-1.8)
    assert told("Eighty, easily.", whisper)[1] == [Verdict.UNCLEAR]
    assert told("Eighty, easily.", whisper, "How much did you believe it, zero to a hundred?")[1] == [Verdict.KEEP]
    assert told("Eighty, easily.", whisper, "How old was she, do you know?")[1] == [Verdict.UNCLEAR]
