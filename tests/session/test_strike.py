"""What a struck span takes back."""

from scribe.events import Word
from scribe.session.strike import covered
from scribe.session.transcript import Said


def said(key: str, *words: tuple[float, float]) -> Said:
    spoken = [Word(text="w", start=start, end=end, p=1.0) for start, end in words]
    return Said(key, "S1", words=spoken, start=words[0][0], end=words[-1][1])


FIRST, SECOND, THIRD = said("u1", (0, 1), (1, 2.1)), said("u2", (2, 3), (3, 4)), said("u3", (3.9, 5), (5, 6))


def test_an_utterance_with_a_word_inside_goes_whole() -> None:
    assert covered([FIRST, SECOND, THIRD], [(2.9, 3.6)]) == ("u2",)


def test_a_neighbour_that_only_touches_stays() -> None:
    assert covered([FIRST, SECOND, THIRD], [(2.0, 4.0)]) == ("u2",)


def test_two_spans_and_a_choice() -> None:
    assert covered([FIRST, SECOND, THIRD], [(0, 1), (5, 6)]) == ("u1", "u3")
    assert covered([FIRST, SECOND, THIRD], [(0, 6)], {"u3"}) == ("u3",)


def test_what_is_struck_is_not_struck_again() -> None:
    gone = said("u9", (0, 1))
    gone.struck = True
    assert covered([gone], [(0, 1)]) == ()


def test_a_complete_utterance_without_words_counts_by_its_middle() -> None:
    bare = Said("u1", "S1", start=0, end=2)
    assert covered([bare], [(0, 2)]) == ()
