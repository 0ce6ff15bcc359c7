"""Whose each clause is stays clear, and whoever speaks is named no oftener than that needs."""

import pytest

from scribe.events import Role
from scribe.notes.telling.linking import written
from tests.notes.conversation import finished, people, texts


def told(said: str, asked: str = "How is work?") -> str:
    return texts(finished(f"T: {asked}\nC: {said}"))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("I called out twice. I missed a shift.", "work: called out twice; missed a shift."),
        ("My boss shouts at us. I called out twice.", "; client called out twice"),
        ("Monday I call out, and I walk for miles.", "monday they call out, and walk for miles"),
        ("The break turns into forty, because I pick up my phone.", "because client picks up their phone"),
        ("My boss came over on Friday. Fixed the printer.", "; fixed the printer"),
    ],
)
def test_who(said: str, left: str) -> None:
    assert left in told(said)


def test_a_clause_without_its_subject_is_no_sentence() -> None:
    said = told(
        "I called out twice on the very first day. I missed a shift in the second week. I walked nine miles to the "
        "depot. I left four boxes in the yard."
    )
    assert ". client " in said
    assert not any(part.startswith(("missed", "walked", "left")) for part in said.split(". "))


def test_what_points_back_goes_on_with_what_it_points_to() -> None:
    said = told("I had the shakes with it for three long weeks in the spring and all of June. It's gone since July.")
    assert "; it is gone" in said


def test_with_no_heading_the_client_is_named_once() -> None:
    said = texts(finished("T: So the postman came by.\nC: Tuesday I wrote eleven pages. I sent two of them."))
    assert said.startswith("tuesday client wrote eleven pages")
    assert said.count("client") == 1


def test_of_several_clients_each_is_named() -> None:
    couple = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))
    talk = "T: What happened on Friday?\nP: I shouted at him twice.\nC: I left the house at six."
    assert "partner shouted at him twice. client left the house" in texts(finished(talk, couple))


def test_nothing_is_written_of_nothing() -> None:
    assert written([]) == ""
