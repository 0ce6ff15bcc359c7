"""Statements that follow each other are one; nothing of them is lost, and what must stand does in each form."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.notes.reading.candidates import MUST, Candidate, shortened
from scribe.notes.telling.joining import ALIKE, ANY, GAP, MOST_WORDS, OWN, joined, shared_goals

HEARD = [f"u{number}" for number in range(60)]


def told(text: str, *places: int, kind: str = "presentation", weight: float = 3.0) -> Candidate:
    return Candidate(kind=kind, text=text, cites=tuple(f"u{one}" for one in places), weight=weight, at=places[0])


def texts(*candidates: Candidate) -> list[str]:
    return [one.whole.text for one in joined(candidates, HEARD)]


def test_a_follow_up_belongs_to_what_it_follows() -> None:
    craving = told("Craving: seven on Friday.", 0, 1, kind="symptom")
    (one,) = joined([craving, told("Long: twenty minutes.", 2, 3)], HEARD)
    assert one.whole.text == "Craving: seven on Friday. Long: twenty minutes."
    assert one.whole.cites == ("u0", "u1", "u2", "u3")
    assert one.whole.kind == "symptom"


def test_a_heading_stands_once() -> None:
    assert texts(told("Log: three days.", 0), told("Log: lost the card.", 2)) == ["Log: three days; lost the card."]
    assert texts(told("Log: a.", 0), told("Log: the card is lost.", 2)) == ["Log: a. The card is lost."]
    taught = [told(f"Therapist explained that {what}.", at, kind="intervention") for at, what in ((0, "a"), (2, "b"))]
    assert texts(*taught) == ["Therapist explained that a; b."]


def test_who_did_it_stands_once() -> None:
    did = [told(f"Therapist {what}.", at, kind="intervention") for at, what in enumerate(("set a", 'gave b: "c, d"'))]
    assert texts(*did) == ['Therapist set a; gave b: "c, d".']
    played = told('Therapist rehearsed. Client practised: "a".', 0, kind="intervention")
    assert texts(played, did[1]) == ['Therapist rehearsed. Client practised: "a". Therapist gave b: "c, d".']


def test_what_is_far_apart_or_of_another_kind_stands_by_itself() -> None:
    assert len(texts(told("A: b.", 0), told("C: d.", GAP + 1))) == 2
    assert len(texts(told("A: b.", 0, kind="symptom"), told("C: d.", 1, kind="measure"))) == 2
    assert len(texts(told("A: b.", 0, kind="risk"), told("C: d.", 1, kind="homework"))) == 2
    assert len(texts(told("A: " + "b " * MOST_WORDS, 0), told("C: d.", 1))) == 2


def test_what_need_not_stand_does_not_become_what_must() -> None:
    (one,) = joined([told("A: b.", 0, weight=MUST - 1), told("C: d.", 1, weight=MUST - 1)], HEARD)
    assert not one.whole.must
    (one,) = joined([told("A: b.", 0), told("C: d.", 1, weight=MUST)], HEARD)
    assert one.whole.must
    assert all("C: d." in form.text for form in shortened(one.whole))


def test_a_goal_is_that_of_the_first_part_that_serves_one() -> None:
    found = joined([told("A: b.", 0), told("C: d.", 1, weight=5)], HEARD)
    assert shared_goals(found, {"C: d.": "g2"}) == {"C: d.": "g2", "A: b. C: d.": "g2"}


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    kinds = st.sampled_from([*ANY, *OWN, *ALIKE, "risk", "homework"])
    count = draw(st.integers(1, 12))
    places = [draw(st.integers(0, len(HEARD) - 1)) for _ in range(count)]
    return [
        told(f"Subject {number}: word{number}x.", at, kind=draw(kinds), weight=draw(st.floats(0.1, 15)))
        for number, at in enumerate(places)
    ]


@given(candidates())
def test_nothing_is_lost_or_told_twice(found: list[Candidate]) -> None:
    whole = joined(found, HEARD)
    assert sorted(part.text for one in whole for part in one.parts) == sorted(one.text for one in found)
    for one in whole:
        assert all(part.text.partition(": ")[2].rstrip(".") in one.whole.text for part in one.parts)
        assert set(one.whole.cites) == {cite for part in one.parts for cite in part.cites}
        forms = shortened(one.whole)
        assert [form.words for form in forms] == sorted({form.words for form in forms})
        for form in forms:
            parts = [part for part in one.parts if part.text.partition(": ")[2].rstrip(".") in form.text]
            assert set(form.cites) == {cite for part in parts for cite in part.cites}
