"""Words become utterances of one speaker each, and nothing shown is moved."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.attribution import LONG_S, Attributed, Attribution, Complete, Said, whose
from scribe.speech.hypothesis import ConfirmedWord
from scribe.speech.turns import Turn
from tests.speech.hearing import confirmed, texts


def lines(done: list[Attributed]) -> list[str]:
    """`S1 u1: words` for what is shown, `S1 u1.` for what is complete."""
    return [
        f"{each.speaker} {each.utterance}: {texts(each.words)}"
        if isinstance(each, Said)
        else f"{each.speaker} {each.utterance}."
        for each in done
    ]


def turn(start: float, end: float, speaker: str) -> Turn:
    return Turn(start, end, speaker)


ALONE = [turn(0, 100, "S1")]


def test_one_speaker_is_shown_at_once_and_complete_at_the_endpoint() -> None:
    attribution = Attribution()
    assert lines(attribution.add(confirmed("how was it"), ALONE)) == ["S1 u1: how was it"]
    assert lines(attribution.add(confirmed("then", 0.9), ALONE)) == ["S1 u1: then"]
    assert lines(attribution.end()) == ["S1 u1."]
    assert attribution.end() == []


def test_words_stand_although_nothing_is_known_of_speakers() -> None:
    attribution = Attribution(7)
    assert lines([*attribution.add(confirmed("hello"), []), *attribution.end()]) == ["S1 u7: hello", "S1 u7."]


def test_another_speaker_begins_an_utterance() -> None:
    attribution = Attribution()
    turns = [turn(0, 0.9, "S1"), turn(0.9, 5, "S2")]
    done = [*attribution.add(confirmed("how was it? It went well"), turns), *attribution.end()]
    assert lines(done) == ["S1 u1: how was it?", "S1 u1.", "S2 u2: It went well", "S2 u2."]


def test_a_label_that_changes_early_leaves_the_sentence_whole() -> None:
    attribution = Attribution()
    turns = [turn(0, 0.6, "S1"), turn(0.6, 5, "S2")]
    done = [*attribution.add(confirmed("how was it? It went well"), turns), *attribution.end()]
    assert lines(done)[:3] == ["S1 u1: how was it?", "S1 u1.", "S2 u2: It went well"]


def test_the_first_word_after_a_silence_is_the_next_ones_who_goes_on_with_it() -> None:
    """A turn that ends late covers it."""
    attribution = Attribution()
    turns = [turn(0, 1.2, "S1"), turn(1.2, 9, "S2")]
    done = [*attribution.add(confirmed("how was it?"), turns), *attribution.end()]
    done += attribution.add(confirmed("Three", 0.9), turns)
    assert texts(attribution.waiting) == "Three"
    done += attribution.add(confirmed("out of seven", 1.2), turns)
    assert lines([*done, *attribution.end()]) == [
        "S1 u1: how was it?",
        "S1 u1.",
        "S2 u2: Three out of seven",
        "S2 u2.",
    ]


def asked_by_the_second() -> tuple[Attribution, list[Turn]]:
    """S1 has greeted, S2 has asked, and both are silent."""
    attribution = Attribution()
    turns = [turn(0, 0.6, "S1"), turn(0.6, 1.8, "S2"), turn(3, 3.3, "S2")]
    attribution.add(confirmed("hello there. So how many days?"), turns)
    attribution.end()
    return attribution, turns


def test_an_answer_of_one_word_is_not_the_askers() -> None:
    attribution, turns = asked_by_the_second()
    assert attribution.add(confirmed("Four.", 3.0), turns) == []
    assert lines(attribution.end()) == ["S1 u3: Four.", "S1 u3."]


def test_the_asker_goes_on_after_it() -> None:
    attribution, turns = asked_by_the_second()
    attribution.add(confirmed("Four.", 3.0), turns)
    done = attribution.add(confirmed("And sleep?", 3.4), [*turns[:2], turn(3, 9, "S2")])
    assert lines(done) == ["S1 u3: Four.", "S1 u3.", "S2 u4: And sleep?"]


@pytest.mark.parametrize("answer", ["four", "Fours,", "never"])
def test_an_answer_that_silence_parts_from_what_follows_is_no_part_of_it(answer: str) -> None:
    attribution, turns = asked_by_the_second()
    attribution.add(confirmed(answer, 3.0), turns)
    done = attribution.add(confirmed("last time", 3.9), [*turns[:2], turn(3, 9, "S2")])
    assert lines(done) == [f"S1 u3: {answer}", "S1 u3.", "S2 u4: last time"]


def test_without_a_question_it_stays_with_whose_voice_it_is() -> None:
    attribution = Attribution()
    turns = [turn(0, 0.9, "S1"), turn(1.5, 1.8, "S1")]
    attribution.add(confirmed("so it went."), turns)
    attribution.end()
    assert attribution.add(confirmed("four", 1.5), turns) == []
    done = attribution.add(confirmed("last time", 2.4), [turn(0, 9, "S1")])
    assert lines(done) == ["S1 u2: four", "S1 u2.", "S1 u3: last time"]


@pytest.mark.parametrize(("said", "start"), [("four", 3.4), ("Well,", 3.9), ("maybe", 3.9)])
def test_a_word_that_goes_on_is_no_answer_by_itself(said: str, start: float) -> None:
    attribution, turns = asked_by_the_second()
    attribution.add(confirmed(said, 3.0), turns)
    done = attribution.add(confirmed("last time", start), [*turns[:2], turn(3, 9, "S2")])
    assert lines(done) == [f"S2 u3: {said} last time"]


def test_an_answer_goes_by_what_is_known_when_more_is_heard() -> None:
    attribution, turns = asked_by_the_second()
    attribution.add(confirmed("Four.", 3.0), turns)
    done = attribution.add(confirmed("I think", 3.4), [*turns[:2], turn(3, 9, "S3")])
    assert lines(done) == ["S3 u3: Four. I think"]


@pytest.mark.parametrize("said", ["how was it?", "so it went."])
def test_a_word_of_a_voice_that_is_told_is_shown_at_once(said: str) -> None:
    attribution = Attribution()
    attribution.add(confirmed(said), ALONE)
    attribution.end()
    assert lines(attribution.add(confirmed("Three", 1.5), ALONE)) == ["S1 u2: Three"]


def test_within_an_utterance_nothing_waits() -> None:
    attribution = Attribution()
    attribution.add(confirmed("how was it?"), [turn(0, 1.2, "S1")])
    assert lines(attribution.add(confirmed("And", 0.9), [turn(0, 1.2, "S1")])) == ["S1 u1: And"]


def test_a_first_word_stays_with_whoever_says_no_more() -> None:
    attribution = Attribution()
    turns = [turn(0, 0.9, "S1"), turn(1.5, 1.8, "S1")]
    attribution.add(confirmed("so it went."), turns)
    attribution.end()
    assert attribution.add(confirmed("Well", 1.5), turns) == []
    assert lines(attribution.end()) == ["S1 u2: Well", "S1 u2."]


def test_where_turns_are_exact_the_first_word_is_whose_turn_it_is() -> None:
    attribution = Attribution(exact=True)
    turns = [turn(0, 1.2, "S1"), turn(1.2, 9, "S2")]
    done = attribution.add(confirmed("how was it? And I was fine"), turns)
    assert lines(done)[:3] == ["S1 u1: how was it? And", "S1 u1.", "S2 u2: I was fine"]


def test_a_back_channel_is_an_utterance_and_the_floor_is_not_lost() -> None:
    attribution = Attribution()
    turns = [turn(0, 0.9, "S1"), turn(0.9, 1.2, "S2"), turn(1.2, 9, "S1")]
    done = [*attribution.add(confirmed("and then I mm-hmm went back home"), turns), *attribution.end()]
    assert lines(done) == ["S1 u1: and then I", "S2 u2: mm-hmm", "S2 u2.", "S1 u1: went back home", "S1 u1."]


def test_one_word_of_another_label_is_a_slip() -> None:
    attribution = Attribution()
    turns = [turn(0, 0.9, "S1"), turn(0.9, 1.2, "S2"), turn(1.2, 9, "S1")]
    done = [*attribution.add(confirmed("and then I suddenly went home"), turns), *attribution.end()]
    assert lines(done) == ["S1 u1: and then I suddenly went home", "S1 u1."]


def test_a_word_of_another_label_waits_until_it_is_clear_what_it_is() -> None:
    attribution = Attribution()
    turns = [turn(0, 0.6, "S1"), turn(0.6, 9, "S2")]
    done = attribution.add(confirmed("all good. Well"), turns)
    assert lines(done) == ["S1 u1: all good."]
    assert texts(attribution.waiting) == "Well"
    assert lines(attribution.add(confirmed("yesterday", 0.9), turns)) == ["S1 u1.", "S2 u2: Well yesterday"]
    assert attribution.waiting == ()


def test_a_long_utterance_ends_with_a_sentence() -> None:
    attribution = Attribution()
    length = round(LONG_S / 0.3) + 2
    said = " ".join(["word"] * length) + " end. And on"
    done = attribution.add(confirmed(said), ALONE)
    assert [type(each) for each in done] == [Said, Complete, Said]
    assert done[0].words[-1].text == "end."


@pytest.mark.parametrize(
    ("span", "speaker"),
    [
        ((1.0, 2.0), "S1"),
        ((4.5, 6.5), "S2"),  # more of it in the second turn
        ((4.0, 5.0), "S1"),  # both at once: who has the floor
        ((8.3, 8.4), "S2"),  # outside, near
        ((20.0, 21.0), "S3"),  # near nobody
    ],
)
def test_whose_word_it_is(span: tuple[float, float], speaker: str) -> None:
    turns = [turn(0, 5, "S1"), turn(4, 8, "S2")]
    default = "S3" if span[0] > 10 else "S1"
    assert whose(*span, turns, default) == speaker


def test_what_is_complete_tells_its_span_text_and_confidence() -> None:
    words = (ConfirmedWord("One", 1.0, 1.5, 0.5), ConfirmedWord("two.", 1.5, 2.0, 1.0))
    said = Complete("u1", "S1", words)
    assert (said.start, said.end, said.text, said.confidence) == (1.0, 2.0, "One two.", 0.75)


# -- whatever is said, by whomever --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """Words confirmed together, each with the label that the speaker stage gives it; perhaps an endpoint after them."""

    words: list[tuple[str, str]]
    ends: bool


STEPS = st.lists(
    st.builds(
        Step,
        words=st.lists(
            st.tuples(st.sampled_from(["yeah", "mm-hmm", "and", "so.", "home", "Why?"]), st.sampled_from("ABC")),
            max_size=8,
        ),
        ends=st.booleans(),
    ),
    max_size=10,
)


@given(STEPS)
def test_every_word_is_shown_once_in_a_complete_utterance_of_one_speaker(steps: list[Step]) -> None:
    attribution, done = Attribution(), []
    heard: list[ConfirmedWord] = []
    for step in steps:
        start = 0.4 * len(heard)
        words = confirmed(" ".join(text for text, _ in step.words), start, 0.4)
        turns = [turn(w.start, w.end, label) for w, (_, label) in zip(words, step.words, strict=True)]
        heard += words
        done += attribution.add(words, turns)
        if step.ends:
            done += attribution.end()
            assert attribution.waiting == ()
    done += attribution.end()
    shown: dict[str, list[ConfirmedWord]] = {}
    complete: dict[str, Complete] = {}
    for each in done:
        assert each.utterance not in complete, "nothing comes after an utterance is complete"
        if isinstance(each, Said):
            shown.setdefault(each.utterance, []).extend(each.words)
        else:
            complete[each.utterance] = each
    assert {key: tuple(words) for key, words in shown.items()} == {key: c.words for key, c in complete.items()}
    assert list(shown) == [f"u{n}" for n in range(1, len(shown) + 1)]
    assert sorted((w for words in shown.values() for w in words), key=lambda w: w.start) == heard
    for words in shown.values():
        assert words == sorted(words, key=lambda w: w.start)
    for each in done:
        assert each.speaker == complete[each.utterance].speaker
