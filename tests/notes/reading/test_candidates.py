"""Statements before selection: nothing twice, nothing that its own words do not hold."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.reading.candidates import Candidate, Claims, cites_of, faithful
from tests.notes.conversation import session

READ = session("C: I slept four hours. I woke at two.\nC: I ate once.")


def candidate(text: str, *cites: str) -> Candidate:
    return Candidate(kind="symptom", text=text, cites=cites, weight=1.0, at=0)


def test_a_clause_is_taken_once() -> None:
    one, other, third = READ.turns[0].clauses
    claims = Claims()
    claims.take([one])
    assert [claims.free(clause) for clause in (one, other, third)] == [False, True, True]
    claims.take_all(READ.turns)
    assert not any(claims.free(clause) for clause in (one, other, third))


def test_cites_keep_their_order_and_come_once() -> None:
    assert cites_of(READ.turns[0].clauses, "u9", "u1") == ("u1", "u2", "u9")


def test_a_number_that_nobody_said_is_not_stated() -> None:
    built = [candidate("Slept four hours.", "u1"), candidate("Slept five hours.", "u1"), candidate("Four.", "u2")]
    assert faithful(built, READ) == built[:1]


def test_what_cites_nothing_heard_is_not_stated() -> None:
    assert (
        faithful([candidate("Slept badly.", "u7"), candidate("Slept badly."), candidate("Ate.", "u2", "u7")], READ)
        == []
    )


@given(cites=st.lists(st.sampled_from(["u1", "u2", "u3"]), max_size=3), text=st.text("awoke slept", max_size=30))
def test_only_what_rests_on_heard_words_is_faithful(cites: list[str], text: str) -> None:
    one = candidate(text, *cites)
    rests = bool(cites) and set(cites) <= {heard.id for heard in READ.heard}
    assert faithful([one], READ) == ([one] if rests else [])
