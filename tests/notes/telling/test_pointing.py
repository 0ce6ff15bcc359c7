"""What points to what was said just before it is told with that, or not at all."""

from scribe.notes.telling.pointing import understood
from scribe.notes.telling.told import Told
from tests.notes.conversation import session

DOSE, NAUSEA, GONE = 0, 1, 2


def run(said: str) -> Told:
    answer = session(f"T: How is the sertraline going?\nC: {said}").turns[-1]
    return Told(topic=None, at=0, said=tuple(("Client", clause) for clause in answer.clauses))


def test_it_brings_what_it_points_to() -> None:
    told = run("I take the fifty every morning. I had bad nausea at the start. That's completely gone.")
    clauses = told.clauses
    assert understood(told, {id(clauses[DOSE]), id(clauses[GONE])}) == {id(clause) for clause in clauses}


def test_it_is_left_out_where_that_is_not_told() -> None:
    told = run("I take the fifty every morning. I had bad nausea at the start. That's completely gone.")
    dose, _, gone = told.clauses
    without = Told(topic=None, at=0, said=(("Client", dose), ("Client", gone)))
    assert understood(without, {id(dose), id(gone)}) == {id(dose)}


def test_the_first_words_of_an_answer_point_to_the_question() -> None:
    told = run("That's completely gone. I take the fifty every morning.")
    gone = told.clauses[0]
    assert understood(told, {id(gone)}) == {id(gone)}


def test_nothing_else_changes() -> None:
    told = run("I take the fifty every morning. I had bad nausea at the start. That's completely gone.")
    assert understood(told, {id(told.clauses[NAUSEA])}) == {id(told.clauses[NAUSEA])}
