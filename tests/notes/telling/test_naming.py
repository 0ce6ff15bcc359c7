"""How the note calls people: by name where the record or the talk tells, and never by a guess."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from scribe.chart import Chart
from scribe.events import Role
from scribe.notes.note import Heard
from scribe.notes.telling.naming import called, first_names
from tests.notes.conversation import heard, people

COUPLE = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))


def test_one_client_is_the_client() -> None:
    assert called(heard("T: Hello.\nC: Hi."), Chart()) == {"S-C": "Client"}
    assert first_names(people(("Priya Nair", Role.CLIENT), ("Dr Vale", Role.THERAPIST))) == ()


def test_without_names_the_roles() -> None:
    names = called(heard("M: He never talks.\nK: I do.\nT: Okay.\nP: Hm."), Chart())
    assert names == {"S-M": "Parent", "S-K": "Child", "S-P": "Partner"}


def test_who_is_called_answers() -> None:
    said = "T: Sam?\nP: Three.\nT: And you, Priya?\nC: Five."
    assert called(heard(said), COUPLE) == {"S-P": "Sam", "S-C": "Priya"}


def test_the_last_voice_has_the_last_name() -> None:
    assert called(heard("T: Sam?\nP: Three.\nT: Okay.\nC: Five."), COUPLE) == {"S-P": "Sam", "S-C": "Priya"}


def test_nobody_calls_themselves() -> None:
    said = "T: So.\nC: Sam never listens.\nP: Priya shouts."
    assert called(heard(said), COUPLE) in ({"S-C": "Client", "S-P": "Partner"}, {"S-C": "Priya", "S-P": "Sam"})


def test_a_known_name_wins() -> None:
    said = tuple(
        Heard(id=one.id, role=one.role, speaker=one.speaker, start=one.start, end=one.end, text=one.text, name=name)
        for one, name in zip(heard("C: Hi.\nP: Hello."), ("Sam Nair", "Priya Nair"), strict=True)
    )
    assert called(said, COUPLE) == {"S-C": "Sam", "S-P": "Priya"}


@given(lines=st.lists(st.tuples(st.sampled_from("TCPK?"), st.text(max_size=30)), max_size=8))
def test_no_name_is_given_twice(lines: list[tuple[str, str]]) -> None:
    talk = "\n".join(f"{who}: {' '.join(text.split()) or 'x'} Sam?" for who, text in lines)
    names = called(heard(talk) if lines else (), COUPLE)
    given_ = [name for name in names.values() if name in ("Priya", "Sam")]
    assert len(given_) == len(set(given_))
    assert "S-T" not in names


def test_the_order_of_participants_does_not_matter() -> None:
    said = heard("T: Sam?\nP: Three.\nT: And you, Priya?\nC: Five.")
    rows = (("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))
    assert {tuple(sorted(called(said, people(*order)).items())) for order in permutations(rows)} == {
        (("S-C", "Priya"), ("S-P", "Sam"))
    }
