"""Confirmed words are never withdrawn, come in order, and none comes twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.endpoint import Voiced
from scribe.speech.heard import HeardWord
from scribe.speech.hypothesis import (
    ANCHOR_WORDS,
    CONTEXT_TOKENS,
    FRESH_GAP_S,
    LONGEST_S,
    MOST_ANCHOR_WORDS,
    ConfirmedWord,
    Hypothesis,
)
from tests.speech.hearing import heard, texts

GUARD = 0.3


def voiced(words: Sequence[HeardWord]) -> tuple[Voiced, ...]:
    return tuple(Voiced(word.start, word.end) for word in words)


def moved(words: Sequence[HeardWord], seconds: float) -> list[HeardWord]:
    return [replace(word, start=word.start + seconds, end=word.end + seconds) for word in words]


def test_a_word_waits_until_it_lies_a_guard_before_the_edge() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two three four")
    assert texts(known.hear(words, 1.21, voiced(words), final=False)) == "one two three"
    assert texts(known.draft) == "four"


def test_a_first_word_after_a_silence_waits_for_its_sound() -> None:
    """Alignment begins it where the question ended, far before the edge: it is as young as the speech after it."""
    known = Hypothesis(GUARD)
    spoken = (Voiced(0.0, 1.0), Voiced(2.0, 2.2))
    question = [HeardWord("week?", (1,), 0.4, 0.9, 0.9)]
    assert texts(known.hear(question, 1.4, (Voiced(0.0, 1.0),), final=False)) == "week?"
    answer = [HeardWord("Two,", (2,), 0.9, 2.1, 0.9), HeardWord("it", (3,), 2.1, 2.2, 0.9)]
    assert known.hear(answer, 2.2, spoken, final=False) == ()
    certain = known.hear(answer, 2.6, (Voiced(0.0, 1.0), Voiced(2.0, 2.6)), final=True)
    assert [(word.start, word.end) for word in certain] == [(2.0, 2.1), (2.1, 2.2)]


def test_what_two_passes_hear_alike_needs_less_of_a_guard() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two three four")
    known.hear(words[:2], 0.61, voiced(words), final=False)
    assert texts(known.hear(words[1:3], 0.81, voiced(words), final=False)) == "two"


def test_a_word_heard_differently_needs_the_whole_guard() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two three four")
    known.hear([replace(words[0], text="won")], 0.31, voiced(words), final=False)
    assert known.hear(words[:2], 0.52, voiced(words), final=False) == ()
    assert texts(known.hear(words[:2], 0.52, voiced(words), final=False)) == "one"


def test_the_last_word_waits_for_a_silence_or_for_a_word_after_it() -> None:
    known = Hypothesis(GUARD)
    word = heard("one")
    still_speaking = (Voiced(0.0, 0.9),)
    assert known.hear(word, 0.9, still_speaking, final=False) == ()
    assert texts(known.hear(word, 0.9, (Voiced(0.0, 0.3),), final=False)) == "one"


def test_the_decoder_sees_sound_from_the_first_word_of_its_prefix_on() -> None:
    known = Hypothesis(GUARD)
    known.begin(0.0)
    assert (known.prefix, known.seen_from) == ((), 0.0)
    words = heard("one two three four five six seven eight nine ten")
    known.hear(words, 3.01, voiced(words), final=False)
    assert (known.context, known.prefix) == ((0, 1, 2, 3, 4), (5, 6, 7, 8))
    assert known.seen_from == pytest.approx(1.5)


def test_what_stands_before_the_prefix_stays_until_the_prefix_is_long() -> None:
    known = Hypothesis(GUARD)
    known.begin(0.0)
    words = heard(" ".join("ABCDEFGHIJKLMNOPQRST"))
    contexts, longest = [], 0
    for count in range(1, len(words) + 1):
        known.hear(words[count - 1 : count], words[count - 1].end, voiced(words[:count]), final=True)
        contexts.append(known.context)
        longest = max(longest, len(known.prefix))
        assert (*known.context, *known.prefix) == tuple(range(count))[-CONTEXT_TOKENS - longest :]
        assert len(known.prefix) >= min(count, ANCHOR_WORDS)
    assert longest == MOST_ANCHOR_WORDS
    assert len(set(contexts)) <= len(words) / (MOST_ANCHOR_WORDS - ANCHOR_WORDS)


def test_the_end_of_a_stretch_makes_everything_certain() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two three")
    assert texts(known.hear(words, 0.9, voiced(words), final=True)) == "one two three"
    assert known.draft == ()


def test_settling_confirms_the_draft_once() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two")
    known.hear(words, 0.6, voiced(words), final=False)
    assert texts(known.settle()) == "two"
    assert known.settle() == ()
    assert known.prefix == (0, 1)


def test_a_silence_begins_a_new_window_and_keeps_the_text_as_context() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two")
    known.hear(words, 0.6, voiced(words), final=True)
    known.begin(0.6 + FRESH_GAP_S)
    assert known.prefix == ()
    assert known.context == (0, 1)
    assert known.window_start == pytest.approx(1.6)


def test_a_breath_keeps_the_window() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two")
    known.hear(words, 0.6, voiced(words), final=True)
    known.begin(0.9)
    assert known.prefix == (0, 1)
    assert known.window_start == 0.0


def test_a_pause_leaves_neither_words_nor_context() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two three")
    known.hear(words, 0.9, voiced(words), final=False)
    known.forget()
    assert (known.prefix, known.context, known.draft, known.last_end) == ((), (), (), 0.0)


def test_a_restart_hears_on_after_the_newest_word_without_its_prefix() -> None:
    known = Hypothesis(GUARD)
    words = heard("one two")
    known.hear(words, 0.6, voiced(words), final=True)
    known.restart(0.0)
    assert known.prefix == ()
    assert known.window_start == pytest.approx(0.6)


def test_a_word_that_alignment_put_past_the_edge_ends_at_the_edge() -> None:
    known = Hypothesis(GUARD)
    late = [HeardWord("late", (1,), 0.5, 9.0, 0.9)]
    (word,) = known.hear(late, 1.0, (), final=True)
    assert (word.start, word.end) == (0.5, 1.0)


def test_a_window_in_which_nothing_is_ever_said_stays_bounded() -> None:
    known = Hypothesis(GUARD)
    known.begin(0.0)
    for half_seconds in range(200):
        edge = half_seconds / 2
        known.hear([], edge, (), final=False)
        known.trim(edge)
        assert edge - known.window_start <= 30


def test_repr_shows_no_word() -> None:
    assert "secret" not in repr(ConfirmedWord("secret", 0.0, 1.0, 0.5, (7,)))
    assert "secret" not in repr(HeardWord("secret", (7,), 0.0, 1.0, 0.5))


# -- whatever is said ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Talk:
    """Words with times, and the edges at which a pass looks at them."""

    words: tuple[HeardWord, ...]
    edges: tuple[float, ...]


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    words: list[HeardWord] = []
    now = 0.0
    for number in range(draw(st.integers(1, 60))):
        now += draw(st.sampled_from([0.0, 0.0, 0.02, 0.2, 0.8, 2.5]))
        length = draw(st.floats(0.08, 0.7))
        words.append(HeardWord(f"w{number}" + draw(st.sampled_from(["", "", "."])), (number,), now, now + length, 0.9))
        now += length
    edges, edge = [], 0.0
    while edge < now:
        edge = min(now, edge + draw(st.floats(0.2, 2.0)))
        edges.append(edge)
    return Talk(tuple(words), tuple(edges))


def decode(talk: Talk, known: Hypothesis, edge: float) -> list[HeardWord]:
    """A decoder that makes no mistake but at the edge, where a word cut off is heard as another."""
    prefix = known.prefix
    found = []
    for word in talk.words:
        inside = known.window_start <= (word.start + word.end) / 2 if not prefix else word.tokens[0] > prefix[-1]
        if inside and word.start < edge:
            whole = word.end <= edge
            found.append(word if whole else replace(word, text="cut", end=edge))
    return moved(found, -known.window_start)


@given(talks())
def test_every_word_is_confirmed_once_in_order_and_unchanged(talk: Talk) -> None:
    known = Hypothesis(GUARD)
    known.begin(0.0)
    confirmed: list[ConfirmedWord] = []
    for edge in talk.edges:
        final = edge == talk.edges[-1]
        confirmed += known.hear(decode(talk, known, edge), edge, voiced(talk.words), final=final)
        spoken = [token for word in confirmed for token in word.tokens]
        remembered = (*known.context, *known.prefix)
        assert remembered == tuple(spoken[-len(remembered) :] if remembered else ())
        assert len(known.context) <= CONTEXT_TOKENS
        assert all(word.end <= edge + 1e-3 for word in (*confirmed, *known.draft))
        known.trim(edge)
    assert texts(confirmed) == texts(talk.words)
    assert all(before.end <= after.start for before, after in pairwise(confirmed))


@given(talks())
def test_the_window_stays_short_while_people_talk(talk: Talk) -> None:
    """It is cut between words, so it may outgrow the mark by what one pass and one silence bring."""
    known = Hypothesis(GUARD)
    known.begin(0.0)
    for edge in talk.edges:
        known.hear(decode(talk, known, edge), edge, voiced(talk.words), final=False)
        known.trim(edge)
        assert edge - known.window_start <= LONGEST_S + 3.0


@given(st.lists(st.lists(st.sampled_from(["A", "B", "C"]), max_size=6), max_size=12), st.floats(0, 0.6))
def test_confirmed_words_stay_whatever_a_later_pass_says(passes: list[list[str]], guard: float) -> None:
    """A decoder that contradicts itself can only change what is draft."""
    known = Hypothesis(guard)
    confirmed: list[ConfirmedWord] = []
    for number, said in enumerate(passes, 1):
        edge = number * 0.8
        words = moved(heard(" ".join(said)), known.last_end - known.window_start)
        confirmed += known.hear(words, edge, (Voiced(0.0, edge),), final=False)
        spoken = tuple(token for word in confirmed for token in word.tokens)
        assert min(len(spoken), ANCHOR_WORDS) <= len(known.prefix) <= MOST_ANCHOR_WORDS
        assert (*known.context, *known.prefix) == spoken[-CONTEXT_TOKENS - len(known.prefix) :]
        assert all(before.end <= after.start for before, after in pairwise([*confirmed, *known.draft]))


def told(text: str) -> Hypothesis:
    known = Hypothesis(GUARD)
    for number, part in enumerate(text.split(" / ")):
        known.begin(10.0 * number)
        words = moved(heard(part), 10.0 * number - known.window_start)
        known.hear(words, 10.0 * number + 9.0, (Voiced(10.0 * number, 10.0 * number + 9.0),), final=True)
    known.begin(1000.0)
    return known


def test_what_is_written_as_sentences_is_the_prompt() -> None:
    assert told("The bus was late. Then it rained.").context
    assert told("well / I'd say so").context, "too little to tell"


def test_words_without_capitals_are_no_prompt() -> None:
    assert told("the bus was late. then it rained").context == ()
    assert told("and then i said that / i'm not sure / well maybe I / could have gone on the bus").context == ()
