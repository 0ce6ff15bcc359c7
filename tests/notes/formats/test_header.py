"""The header rests on chart and clock alone; what a progress note lacks is named."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.chart import Chart, Diagnosis, Goal
from scribe.events import Section, Statement
from scribe.notes.formats.header import header, missing, missing_from_account
from scribe.notes.note import Timing
from tests.notes.conversation import finished
from tests.notes.mock_lines import CLIENT

CHART = Chart(
    client="Rowan Ash",
    clinician="Dr Lind",
    modality="telehealth",
    diagnoses=(Diagnosis(code="F41.1", label="Generalized anxiety disorder"),),
    goals=(Goal(id="g1", text="Drive on the motorway again"),),
    medications=("propranolol",),
    session_number=4,
)
CLOCK = Timing(started_at="2026-03-02T09:00:10Z", ended_at="2026-03-02T09:50:20Z", heard_s=2400)


def said(*kinds: str, goal: str | None = None) -> tuple[Section, ...]:
    built = tuple(Statement(id=kind, text="Stated.", kind=kind, cites=("u1",), goal=goal) for kind in kinds)
    return (Section(key="all", title="All", statements=built),)


def lacking(chart: Chart, sections: tuple[Section, ...]) -> set[str]:
    return {one.element for one in missing(header(chart, CLOCK), sections, chart)}


def test_chart_and_clock_fill_the_header() -> None:
    built = header(CHART, CLOCK)
    assert (built["client"], built["clinician"], built["session_number"]) == ("Rowan Ash", "Dr Lind", 4)
    assert (built["date"], built["start"], built["stop"], built["minutes"]) == ("2026-03-02", "09:00", "09:50", 50)
    assert built["diagnoses"][0]["code"] == "F41.1"
    assert built["goals"] == [{"id": "g1", "text": "Drive on the motorway again"}]


def test_an_empty_chart_invents_nothing() -> None:
    assert header(Chart(), Timing()) == {"format": "individual"}


def test_the_charts_local_start_is_not_mixed_with_a_universal_stop() -> None:
    built = header(Chart(start="11:00", date="2026-03-01"), CLOCK)
    assert (built["date"], built["start"]) == ("2026-03-01", "11:00")
    assert "stop" not in built


def test_minutes_heard_stand_in_for_a_clock() -> None:
    assert header(Chart(), Timing(heard_s=1500))["minutes"] == 25


def test_minutes_are_never_rounded_up() -> None:
    assert header(Chart(), Timing(heard_s=37.9 * 60))["minutes"] == 37
    clock = Timing(started_at="2026-03-02T09:00:00Z", ended_at="2026-03-02T09:52:59Z")
    assert header(Chart(), clock)["minutes"] == 52


def test_day_and_clock_are_the_clinic_s_not_greenwich_s(in_california: None) -> None:
    evening = Timing(started_at="2026-03-03T01:30:10Z", ended_at="2026-03-03T02:20:20Z")
    built = header(Chart(), evening)
    assert (built["date"], built["start"], built["stop"], built["minutes"]) == ("2026-03-02", "17:30", "18:20", 50)
    assert header(Chart(), msgspec.structs.replace(evening, unheard=True))["date"] == "2026-03-02"


@pytest.mark.parametrize(
    ("begun", "done"),
    [
        ("2026-03-02T09:00:00", "2026-03-02T09:30:00Z"),
        ("2026-03-02T10:00:00+01:00", "2026-03-02T09:30:00Z"),
        ("2026-03-02T09:00:00Z", "2026-03-02T09:30:00"),
    ],
)
def test_a_stamp_without_zone_is_universal_time(begun: str, done: str) -> None:
    assert header(Chart(), Timing(started_at=begun, ended_at=done))["minutes"] == 30


def test_a_clock_set_back_gives_no_negative_minutes() -> None:
    back = Timing(started_at="2026-03-02T09:00:00Z", ended_at="2026-03-02T08:00:00Z", heard_s=600)
    assert header(Chart(), back)["minutes"] == 10


@given(st.lists(st.sampled_from(CLIENT[:30]), max_size=5))
def test_speech_never_reaches_the_header(lines: list[str]) -> None:
    talk = "\n".join(
        ["T: My name is Dr Wrong and today is the ninth of May.", *(f"C: {line}" for line in lines if line)]
    )
    built = finished(talk, CHART).header
    assert {key: value for key, value in built.items() if key != "minutes"} == {
        key: value for key, value in header(CHART, Timing()).items() if key != "minutes"
    }


def test_an_empty_session_lacks_everything() -> None:
    assert {one.element for one in missing(header(Chart(), Timing()), (), Chart())} == {
        *("client", "clinician", "date", "modality", "diagnosis", "treatment goals"),
        *("symptoms", "functioning", "interventions", "response", "homework", "risk", "plan", "next appointment"),
    }


@pytest.mark.parametrize(
    ("kind", "element"),
    [
        ("presentation", "symptoms"),
        ("functioning", "functioning"),
        ("intervention", "interventions"),
        ("progress", "response"),
        ("homework", "homework"),
        ("risk", "risk"),
        ("appointment", "next appointment"),
        ("appointment", "plan"),
        ("medication", "medication"),
        ("session_info", "client location"),
    ],
)
def test_what_was_said_is_not_missing(kind: str, element: str) -> None:
    assert element in lacking(CHART, said())
    assert element not in lacking(CHART, said(kind))


def test_a_goal_that_nothing_serves() -> None:
    assert "goal worked on" in lacking(CHART, said("symptom"))
    assert "goal worked on" not in lacking(CHART, said("symptom", goal="g1"))
    assert "goal worked on" not in lacking(Chart(), said("symptom"))


def test_an_account_without_a_microphone_claims_no_clock_and_says_so() -> None:
    built = header(CHART, msgspec.structs.replace(CLOCK, unheard=True))
    assert built["account"] == "Written by the clinician. Nothing was heard."
    assert not {"start", "stop", "started_at", "stopped_at", "minutes"} & set(built)
    assert built["date"] == "2026-03-02"
    assert [one.element for one in missing_from_account(built)] == ["time"]
    assert {one.element for one in missing_from_account(header(Chart(), Timing(unheard=True)))} >= {"client", "time"}
