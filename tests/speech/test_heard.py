"""Pieces of text become words."""

from scribe.speech.heard import HeardWord, joined, timed
from tests.speech.hearing import heard


def piece(text: str, start: float, end: float) -> HeardWord:
    return HeardWord(text, (hash(text) % 1000,), start, end, 0.9)


def test_punctuation_goes_to_the_word_before_it_which_keeps_its_times() -> None:
    words = joined([piece("Well", 0.0, 0.4), piece(",", 0.4, 0.9), piece("yes", 0.9, 1.2), piece("?", 1.2, 2.0)])
    assert [(w.text, w.start, w.end, len(w.tokens)) for w in words] == [("Well,", 0.0, 0.4, 2), ("yes?", 0.9, 1.2, 2)]


def test_an_opening_mark_goes_to_the_word_after_it() -> None:
    words = joined([piece('"', 0.0, 0.1), piece("Stop", 0.1, 0.4)])
    assert [(w.text, len(w.tokens)) for w in words] == [("Stop", 2)]


def test_a_hyphenated_word_is_one() -> None:
    words = joined(heard("our check -ins were hard"))
    assert [(w.text, round(w.start, 1), round(w.end, 1)) for w in words[:3]] == [
        ("our", 0.0, 0.3),
        ("check-ins", 0.3, 0.9),
        ("were", 0.9, 1.2),
    ]


def test_marks_without_any_word_are_nothing() -> None:
    assert joined([piece("...", 0.0, 0.4)]) == ()
    assert joined([]) == ()


def test_words_that_are_known_are_left_out_and_the_last_ends_with_the_sound() -> None:
    pieces = [(" I", [1]), (" have", [2, 3]), (" seen", [4])]
    words = timed(pieces, [0, 10, 15, 20, 60], [1.0, 0.8, 0.6, 0.9], known=1, seconds=1.0)
    assert [(w.text, w.start, w.end, w.tokens) for w in words] == [("have", 0.2, 0.4, (2, 3)), ("seen", 0.4, 1.0, (4,))]
    assert [round(w.p, 2) for w in words] == [0.7, 0.9]
