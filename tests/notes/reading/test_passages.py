"""What the reader of turns is given: the words in pieces of the size it was taught on, and what is said around them."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.language.content import word_count
from scribe.notes.reading.exclusions import OUT_OF_SIGHT
from scribe.notes.reading.passages import BEFORE, MOST_WORDS, passages
from tests.notes.conversation import session
from tests.notes.mock_lines import CLIENT, THERAPIST

SPOKEN = [f"{who}: {line}" for who, lines in (("T", THERAPIST), ("C", CLIENT)) for line in lines if line.strip()]
TALK = "T: And the bridge?\nC: Not since the boys were born.\nT: How is work?\nC: Busy.\nT: And Anna?\nC: She's well."


def test_what_is_said_stands_between_what_was_and_what_comes() -> None:
    found = passages(session(TALK).turns)
    assert [one.said for one in found[:2]] == ["Therapist: And the bridge?", "Client: Not since the boys were born."]
    assert (found[1].before, found[1].after) == (found[0].said, "Therapist: How is work?")
    assert found[5].before == " ".join(one.said for one in found[5 - BEFORE : 5])
    assert (found[0].before, found[5].after) == ("", "")


def test_a_long_turn_is_read_in_several() -> None:
    sentence = "I went to the market on Saturday and there was nobody I knew at all, "
    found = passages(session("C: " + " ".join(f"{sentence}number {n}." for n in range(12))).turns)
    assert len(found) > 2
    assert {one.turn for one in found} == {0}
    assert all(word_count(one.said) <= MOST_WORDS + 1 for one in found)


def test_what_is_out_of_sight_is_not_read() -> None:
    talk = "T: How was it?\nC: Fine. Off the record, I stole a car once.\nT: And the sleep?\nC: Five hours."
    found = passages(session(talk).turns)
    assert not any("car" in text for one in found for text in (one.before, one.said, one.after))


@given(st.lists(st.sampled_from(SPOKEN)))
def test_every_clause_in_sight_is_read_once(lines: list[str]) -> None:
    turns = session("\n".join(lines)).turns if lines else ()
    read = [clause.key for one in passages(turns) for clause in one.clauses]
    assert read == [one.key for turn in turns for one in turn.clauses if one.excluded not in OUT_OF_SIGHT]
