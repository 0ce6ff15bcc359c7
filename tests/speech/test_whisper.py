"""Windows of sound into words with times: what is bounded, what the prefix does, how pieces become words."""

from itertools import pairwise
from pathlib import Path
from unittest import mock

import ctranslate2
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from scribe import config, models
from scribe.errors import ModelError
from scribe.speech.decoding import Decoder
from scribe.speech.guards import bare
from scribe.speech.models import SpeechModels
from scribe.speech.whisper import Whisper, _first_frames
from scribe.speech.whisper_graphs import Reading, WhisperGraphs, built
from scribe.speech.window import LEAST_TOKENS, MOST_TOKENS, TOKENS_PER_S
from tests.in_use import bytes_in_use
from tests.speech.hearing import texts

RATE = 16_000
VOCABULARY = 51_865
FIRST_SENTENCE = slice(int(2.3 * RATE), int(5.4 * RATE))


@pytest.fixture(scope="module")
def ctranslate() -> Whisper:
    return Whisper(models.whisper_folder(config.load()), "en")


@pytest.fixture(scope="module", params=["graphs", "ctranslate2"])
def whisper(request: pytest.FixtureRequest, speech_models: SpeechModels) -> Decoder:
    """Both ways to run it do the same."""
    return speech_models.whisper if request.param == "graphs" else request.getfixturevalue("ctranslate")


@pytest.fixture
def sentence(opening: NDArray[np.float32]) -> NDArray[np.float32]:
    return opening[FIRST_SENTENCE]


@pytest.mark.model
def test_words_are_heard_in_order_within_the_sound(whisper: Decoder, sentence: NDArray[np.float32]) -> None:
    found = whisper.decode(sentence)
    assert "whichever chair you like" in texts(found.words)
    assert all(0 <= word.start <= word.end <= len(sentence) / RATE for word in found.words)
    assert all(before.start <= after.start for before, after in pairwise(found.words))
    assert all(0 < word.p <= 1 for word in found.words)
    assert found.no_speech < 0.5
    assert not found.cut


@pytest.mark.model
def test_what_was_said_weighs_more_than_what_was_not(ctranslate: Whisper, sentence: NDArray[np.float32]) -> None:
    said, other = (
        ctranslate.encode_text(f" Come on in, Owen. Grab whichever {what} you like.") for what in ("chair", "hair")
    )
    weights = ctranslate.weigh(sentence, [said, other])
    assert weights[1] + 2 < weights[0] < 0
    assert texts(ctranslate.decode(sentence, beam=5).words).endswith("chair you like.")


@pytest.mark.model
def test_a_sound_is_encoded_once_until_it_is_forgotten(ctranslate: Whisper, sentence: NDArray[np.float32]) -> None:
    text = ctranslate.encode_text(" Come on in, Owen.")
    ctranslate.forget()
    with mock.patch.object(ctranslate, "_logmel", wraps=ctranslate._logmel) as features:
        heard = ctranslate.decode(sentence, beam=5)
        weights = ctranslate.weigh(sentence, [text])
        assert features.call_count == 1
        assert ctranslate.weigh(sentence[: 2 * RATE], [text]) != weights
        assert features.call_count == 2
        assert ctranslate.decode(sentence, beam=5) == heard
        ctranslate.forget()
        assert ctranslate.weigh(sentence, [text]) == pytest.approx(weights)
    assert features.call_count == 4


@pytest.mark.model
def test_hearings_of_ever_other_lengths_leave_little_in_memory(
    ctranslate: Whisper, opening: NDArray[np.float32]
) -> None:
    def hear(seconds: float) -> None:
        sound = opening[FIRST_SENTENCE.start :][: int(seconds * RATE)]
        said = ctranslate.decode(sound, beam=5)
        ctranslate.weigh(sound, [[token for word in said.words for token in word.tokens]])
        ctranslate.forget()

    hear(2.0)
    before = bytes_in_use()
    for seconds in (3.1, 4.3, 5.5, 6.7, 7.9):
        hear(seconds)
    assert bytes_in_use() - before < 1_000_000


@pytest.mark.model
def test_what_is_confirmed_is_not_heard_again(whisper: Decoder, sentence: NDArray[np.float32]) -> None:
    whole = whisper.decode(sentence).words
    prefix = tuple(token for word in whole[:5] for token in word.tokens)
    rest = whisper.decode(sentence, prefix).words
    assert texts(rest) == texts(whole[5:])
    assert [w.start for w in rest] == pytest.approx([w.start for w in whole[5:]], abs=0.1)


@pytest.mark.model
def test_it_goes_on_from_the_last_words_alone_and_times_are_those_of_the_whole_sound(
    whisper: Decoder, sentence: NDArray[np.float32]
) -> None:
    whole = whisper.decode(sentence).words
    before, anchor = whole[:2], whole[2:6]
    prompt, prefix = (tuple(t for word in part for t in word.tokens) for part in (before, anchor))
    rest = whisper.decode(sentence, prefix, prompt, anchor[0].start).words
    assert texts(rest) == texts(whole[6:])
    assert [w.start for w in rest] == pytest.approx([w.start for w in whole[6:]], abs=0.1)


@pytest.mark.model
@pytest.mark.parametrize("wrong", [0, 3])
def test_a_guess_changes_nothing_but_how_long_it_takes(
    whisper: Decoder, sentence: NDArray[np.float32], wrong: int
) -> None:
    """Also where its end is wrong."""
    whole = whisper.decode(sentence)
    tokens = tuple(token for word in whole.words for token in word.tokens)
    other = whisper.encode_text(" and then we left")[:wrong]
    found = whisper.decode(sentence, guess=(*tokens[: len(tokens) - wrong], *other))
    assert [word.tokens for word in found.words] == [word.tokens for word in whole.words]
    assert [w.start for w in found.words] == pytest.approx([w.start for w in whole.words], abs=0.1)
    assert found.log_probability == pytest.approx(whole.log_probability, abs=0.1)


@pytest.mark.model
def test_a_guess_is_read_at_once(speech_models: SpeechModels, sentence: NDArray[np.float32]) -> None:
    graphs = speech_models.whisper
    assert isinstance(graphs, WhisperGraphs)
    with mock.patch.object(graphs, "_step", wraps=graphs._step) as steps:
        tokens = tuple(token for word in graphs.decode(sentence).words for token in word.tokens)
        one_by_one = steps.call_count
        graphs.decode(sentence, guess=tokens)
    assert one_by_one == 1 + len(tokens)
    assert steps.call_count == one_by_one + 1


@pytest.mark.model
def test_what_was_said_before_is_read_once_until_it_is_forgotten(
    speech_models: SpeechModels, sentence: NDArray[np.float32]
) -> None:
    graphs = speech_models.whisper
    assert isinstance(graphs, WhisperGraphs)
    previous = graphs.encode_text(" We can look at what happened this week, and what you noticed.")
    graphs.forget()
    prefix = graphs.decode(sentence, (), previous).words[0].tokens
    with mock.patch.object(graphs, "_step", wraps=graphs._step) as steps:
        graphs.decode(sentence[: 2 * RATE], prefix, previous)
        found = graphs.decode(sentence, prefix, previous)
        kept = graphs._context.read
        graphs.forget()
        assert kept
        assert not any(each.any() for each in kept)
        afresh = graphs.decode(sentence, prefix, previous)
    reads = [len(call.args[0]) for call in steps.call_args_list if len(call.args[0]) > 1]
    assert reads == [len(prefix) + 4, len(prefix) + 4, len(prefix) + 4 + 1 + len(previous)]
    # which mark stands where two are as likely is the processor's rounding
    assert bare(texts(found.words)) == bare(texts(afresh.words))


@pytest.mark.model
@pytest.mark.parametrize(("end", "written"), [("th", " twentieth"), (" of", " twenty")])
def test_where_the_day_would_stand_in_digits_its_word_does(speech_models: SpeechModels, end: str, written: str) -> None:
    """ "twenty" is no beginning of it."""
    graphs = speech_models.whisper
    assert isinstance(graphs, WhisperGraphs)
    tokens = graphs._tokens
    free = np.zeros(VOCABULARY, np.float32)
    free[tokens.encode(" 20")[0]], free[tokens.encode(" twenty")[0]] = 0.7, 0.1
    following = np.zeros((1, VOCABULARY), np.float32)
    following[0, tokens.encode(end)[0]] = 9.0
    reading = Reading({}, {}, free, [])
    with mock.patch.object(graphs, "_step", return_value=(following, None, {})) as step:
        assert graphs._number_or_day(reading, free, tokens.encode(" twenty")[0]) == tokens.encode(written)
        free[tokens.encode(" twenty")[0]] = 0.8
        assert graphs._number_or_day(reading, free, tokens.encode(" twenty")[0]) == tokens.encode(" twenty")
    assert step.call_count == 1


@pytest.mark.model
def test_a_long_prompt_still_leaves_room_for_words(whisper: Decoder, sentence: NDArray[np.float32]) -> None:
    whole = whisper.decode(sentence).words
    previous = whisper.encode_text(" We can look at what happened this week, and what you noticed." * 3)[:48]
    prefix = tuple(token for word in whole[:3] for token in word.tokens)
    assert texts(whisper.decode(sentence, prefix, previous).words).endswith("you like.")


@pytest.mark.model
@pytest.mark.parametrize("seconds", [0.1, 1.0, 4.0])
def test_noise_gives_no_more_words_than_anyone_could_say(whisper: Decoder, seconds: float) -> None:
    noise = np.random.default_rng(3).normal(0, 0.05, int(seconds * RATE)).astype(np.float32)
    found = whisper.decode(noise)
    tokens = sum(len(word.tokens) for word in found.words)
    assert tokens <= max(LEAST_TOKENS, int(seconds * TOKENS_PER_S))
    assert all(word.end <= seconds for word in found.words)


@pytest.mark.model
def test_the_longest_window_and_the_longest_prompt_fit(whisper: Decoder, opening: NDArray[np.float32]) -> None:
    """More than the encoder's 30 s, a prefix near the bound of the output and a prompt before it."""
    prefix = whisper.encode_text(" and then we talked about it" * 40)[: MOST_TOKENS - 20]
    found = whisper.decode(opening[: 31 * RATE], prefix, prefix[:48])
    assert sum(len(word.tokens) for word in found.words) <= MOST_TOKENS


@pytest.mark.model
def test_silence_is_known_as_silence_or_says_little(whisper: Decoder) -> None:
    found = whisper.decode(np.zeros(2 * RATE, np.float32))
    assert found.no_speech > 0.3
    assert len(found.words) <= 3


def test_numbers_are_written_as_they_are_said(whisper: Decoder) -> None:
    example = Path(__file__).parents[2] / "examples" / "anxiety-session-6.ogg"
    samples = soundfile.read(example, start=int(98.6 * RATE), stop=int(107.0 * RATE), dtype="float32")[0]
    said = texts(whisper.decode(samples).words).lower()
    assert "eleven" in said
    assert "fourteen" in said
    assert not any(c.isdecimal() for c in said)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="scribe models install"):
        Whisper(tmp_path, "en")
    with pytest.raises(ModelError, match="scribe models install"):
        WhisperGraphs(tmp_path, "en")
    assert not built(tmp_path)


@pytest.mark.model
def test_what_listens_are_the_graphs_and_they_hear_what_ctranslate2_hears(
    speech_models: SpeechModels, ctranslate: Whisper, sentence: NDArray[np.float32]
) -> None:
    assert isinstance(speech_models.whisper, WhisperGraphs)
    ours, theirs = (each.decode(sentence) for each in (speech_models.whisper, ctranslate))
    assert [w.tokens for w in ours.words] == [w.tokens for w in theirs.words]
    assert [w.start for w in ours.words] == pytest.approx([w.start for w in theirs.words], abs=0.15)
    assert [w.end for w in ours.words] == pytest.approx([w.end for w in theirs.words], abs=0.15)
    assert [w.p for w in ours.words] == pytest.approx([w.p for w in theirs.words], abs=0.2)
    assert ours.no_speech == pytest.approx(theirs.no_speech, abs=0.15)
    assert ours.log_probability == pytest.approx(theirs.log_probability, abs=0.15)


def test_the_models_of_a_daemon_come_from_its_settings() -> None:
    assert ctranslate2.contains_model(str(models.whisper_folder(config.load())))


@pytest.mark.parametrize(
    ("alignments", "begins"),
    [
        ([(0, 0), (0, 1), (1, 2), (2, 5)], [0, 2, 5]),
        ([(0, 0), (2, 5)], [0, 5, 5]),  # a token never reached begins where the next does
        ([(0, 3), (1, 4)], [3, 4, 5]),  # or at the end
        ([], [0, 0, 0]),
    ],
)
def test_where_each_token_begins(alignments: list[tuple[int, int]], begins: list[int]) -> None:
    assert _first_frames(alignments, 3) == begins
