"""Other words in an utterance keep its time, its case and its punctuation."""

from scribe.events import Word
from scribe.speech.rewording import doubtful, renamed

WORDS = (
    Word(text="Nine", start=0.0, end=0.5, p=0.9),
    Word(text="eighty,", start=0.5, end=1.1, p=0.4),
    Word(text="now", start=1.1, end=1.5, p=0.8),
)


def test_one_word_may_become_two() -> None:
    found = renamed(WORDS, 1, 2, "eight eight")
    assert [(w.text, w.start, w.end, w.p) for w in found[1:3]] == [("eight", 0.5, 0.8, 0.4), ("eight,", 0.8, 1.1, 0.4)]
    assert (found[0], found[3]) == (WORDS[0], WORDS[2])


def test_two_words_may_become_one() -> None:
    (first, last) = renamed((*WORDS[:1], doubtful(WORDS[1]), WORDS[2]), 0, 2, "sixty")
    assert (first.text, first.start, first.end, first.p, first.unclear) == ("Sixty,", 0.0, 1.1, 0.4, True)
    assert last is WORDS[2]


def test_a_name_keeps_its_capitals() -> None:
    assert renamed(WORDS, 2, 3, "McKay")[2].text == "McKay"


def test_a_doubtful_word_is_the_same_word() -> None:
    assert doubtful(WORDS[1]) == Word(text="eighty,", start=0.5, end=1.1, p=0.4, unclear=True)
