"""What was said as a sentence about the speaker: whole, in the third person, and no richer than the words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe.notes.language.clauses import split
from scribe.notes.language.values import numbers
from scribe.notes.telling.narration import MAX_QUOTED_WORDS, Form, bare, form_of, narrate, part_of, quotation
from tests.notes.mock_lines import CLIENT

NONE: frozenset[str] = frozenset()
FIRST = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|me|my|mine|myself|our|ours)\b")
FILLER = re.compile(r"\b(?:um+|uh+|er|erm|you know|I mean|or whatever)\b", re.IGNORECASE)
OWN = (
    "I dread the lift at work",
    "Um, I mean, my hands shake when the bell rings",
    "we argue about the rent, you know, every single month",
    "my knees are sore or whatever",
    "about five hours",
    "because of the noise",
    "so I walked home alone",
    "the cramps, they're gone",
    "I stayed in bed until noon on two days",
    "Like, I guess I miss my brother",
)
WORDS = st.lists(
    st.sampled_from([*" ".join((*CLIENT, *OWN)).split(), "I", ",", "—", '"', "?"]), min_size=1, max_size=14
).map(" ".join)


def told(text: str) -> str:
    parts = [part_of(piece.text, piece.raw, NONE) for piece in split(text)]
    return narrate("Client", [part for part in parts if part is not None])


def unquoted(text: str) -> str:
    return re.sub(r'"[^"]*"', "", text)


@pytest.mark.parametrize("text", [*OWN, *CLIENT])
def test_no_first_person_and_no_filler_outside_quotation_marks(text: str) -> None:
    assert not FIRST.search(unquoted(told(text)))
    assert not FILLER.search(unquoted(told(text)))


@pytest.mark.parametrize("text", [*OWN, *CLIENT])
def test_a_sentence_is_complete(text: str) -> None:
    said = told(text)
    assert said == "" or re.match(r"Client (?:reported(?: that)?|said:) \S", said)
    assert said.count('"') % 2 == 0
    assert not re.search(r"[,;:—-]$|\s$|  ", said)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("I dread the lift", Form.CLAUSE),
        ("my knees are sore", Form.CLAUSE),
        ("every night I check the locks", Form.CLAUSE),
        ("about five hours", Form.PHRASE),
        ("a dull ache", Form.PHRASE),
        ("because of the noise", Form.ADJUNCT),
        ("on the bus", Form.ADJUNCT),
        ("why would he?", Form.QUOTE),
        ("I rang him at two, could he come over", Form.QUOTE),
        ("I ring him, and he comes over", Form.CLAUSE),
        ("exhausted", Form.QUOTE),
    ],
)
def test_how_words_can_stand(text: str, form: Form) -> None:
    assert form_of(text) is form


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I left early, you know", "I left early"),
        ("it hurt, like, really badly or something", "it hurt really badly"),
        ("the cramps, they're gone", "the cramps are gone"),
        ("Rory, he's a piper", "Rory is a piper"),
        ("Karen, my daughter, she's been ringing", "Karen, my daughter has been ringing"),
        ("She's nine, he's teaching her chess", "She's nine, he's teaching her chess"),
        ("It's, it swells up", "it swells up"),
        ("I drove him, me, on Friday", "I drove him, on Friday"),
        ("aye, it's a start", "it's a start"),
        ("fifteen, aye", "fifteen"),
        ("like my father's about to shout", "like my father's about to shout"),
    ],
)
def test_words_that_say_nothing_are_dropped(text: str, left: str) -> None:
    assert bare(text) == left


def test_an_adjunct_goes_on_and_never_begins() -> None:
    clause = part_of("I dread the lift", "I dread the lift", NONE)
    adjunct = part_of("on the bus", "on the bus", NONE)
    assert clause is not None
    assert adjunct is not None
    assert narrate("Client", [clause, adjunct]) == "Client reported that they dread the lift, on the bus"
    assert '"' in narrate("Client", [adjunct])
    assert narrate("Client", []) == ""


def test_a_quotation_goes_on_in_the_same_sentence() -> None:
    clause = part_of("I dread the lift", "I dread the lift", NONE)
    quote = quotation("over and out")
    assert clause is not None
    assert quote is not None
    assert narrate("Ada", [clause, quote], "She") == 'Ada reported that they dread the lift; "over and out"'


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I think, um, I don't matter to him", "they think they do not matter to him"),
        ("I thought it'd be worse", "they thought it would be worse"),
        ("I feel like it's my fault", "they feel like it is their fault"),
    ],
)
def test_what_is_thought_is_not_told_as_so(text: str, left: str) -> None:
    assert left in told(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("not after the Wednesday one, I just", "not after the Wednesday one"),
        ("which, my manager noticed", "my manager noticed"),
    ],
)
def test_what_breaks_off_or_only_ties_is_dropped(text: str, left: str) -> None:
    assert bare(text) == left


def test_doubt_is_kept() -> None:
    assert "perhaps" in told("my knees are sore, I think")


def test_what_was_or_would_be_stays_as_it_was_said() -> None:
    assert told("I'd cut it to the weekend") == 'Client said: "I\'d cut it to the weekend"'


def test_a_long_quotation_is_left_out() -> None:
    assert quotation("word " * MAX_QUOTED_WORDS + "word") is None


@given(WORDS)
@settings(max_examples=200)
def test_no_number_is_added(text: str) -> None:
    assert numbers(told(text)) <= numbers(text)


@given(st.one_of(st.text(max_size=60), WORDS))
@settings(max_examples=200)
def test_any_text_can_be_told(text: str) -> None:
    said = told(text)
    assert not FIRST.search(unquoted(said))
    assert bare(bare(text)) is not None


def test_a_day_before_its_sentence_is_not_its_subject() -> None:
    assert bare("Thursday, she's off Thursday") == "Thursday, she's off Thursday"
