"""What a chart makes likely: the terms, their sentence, and the prompt never taken for speech."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.chart import Chart, LastSession, Participant
from scribe.events import Role
from scribe.speech.vocabulary import LEAKED, MOST_WORDS, leaked, names, prompt, terms

CHART = Chart(
    participants=(
        Participant(name="Dr. Ines Okafor, PsyD", role=Role.THERAPIST),
        Participant(name="Tomas Lind", role=Role.CLIENT),
    ),
    medications=("lamotrigine 100 mg daily (Dr. Roe)",),
    last_session=LastSession(measures={"PHQ-9": 14.0}),
    planned_interventions=("DBT: opposite action",),
)


def test_names_medications_measures_and_interventions_without_what_is_not_said() -> None:
    found = terms(CHART)
    assert found[:4] == ("Ines", "Okafor", "Tomas", "Lind")
    assert {"lamotrigine", "PHQ"} < set(found)
    assert found[-1].endswith("opposite action")
    assert not any(c.isdecimal() for term in found for c in term)


def test_names_are_of_people_and_medications_and_of_who_prescribes_them() -> None:
    assert names(CHART) == ("Ines", "Okafor", "Tomas", "Lind", "lamotrigine", "Roe")
    assert "Roe" in terms(CHART)


def test_what_stands_after_a_dose_is_no_name() -> None:
    chart = Chart(medications=("sertraline 50 mg every morning, as needed for sleep", "vitamin D", "lithium at night"))
    assert names(chart) == ("sertraline", "vitamin", "D", "lithium")


def test_the_prompt_is_one_sentence() -> None:
    assert prompt(terms(CHART)).startswith(" Ines, Okafor, Tomas, Lind, lamotrigine, Roe, PHQ, ")
    assert prompt(terms(CHART)).endswith(".")
    assert (terms(Chart()), prompt(())) == ((), "")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=40))
def test_it_never_grows_beyond_its_bound(written: list[str]) -> None:
    found = terms(Chart(medications=tuple(written), planned_interventions=tuple(reversed(written))))
    assert sum(len(term.split()) for term in found) <= MOST_WORDS
    assert len({term.lower() for term in found}) == len(found)


def test_the_prompt_written_over_silence_is_cut() -> None:
    found = terms(CHART)
    said = ["Well.", *prompt(found).split()]
    assert leaked(said, found) == 1


def test_people_may_say_one_term_or_two_names() -> None:
    found = ("Ines", "Okafor", "radically open opposite action practice", "PHQ")
    for said in ("Ines Okafor and", "we did radically open opposite action practice", "Ines, PHQ"):
        assert leaked(said.split(), found) == len(said.split())


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=12))
def test_what_is_kept_holds_no_run_of_the_prompt(said: list[str]) -> None:
    found = ("a b", "c", "d e")
    kept = said[: leaked(said, found)]
    order = ["a", "b", "c", "d", "e"]
    assert not any(kept[at : at + LEAKED] in (order[:LEAKED], order[1:]) for at in range(len(kept)))
