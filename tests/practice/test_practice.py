"""What months of notes amount to: briefs, lines, repeated text, minutes, periods."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.chart import Chart, Goal
from scribe.errors import ConfigError
from scribe.practice.billing import band, whole_minutes
from scribe.practice.brief import LINED_NOTES, brief
from scribe.practice.cloned import ALIKE, containment, repeats
from scribe.practice.report import Entry, practice_report
from scribe.practice.retention import Period, kept_until, load, period
from tests.practice.pasts import past

GOALS = Chart(goals=(Goal(id="g1", text="Sleep"), Goal(id="g2", text="Work")), medications=("sertraline 50 mg",))


def test_a_brief_says_what_the_last_notes_say_and_where() -> None:
    notes = [
        past(1, ("measure", "PHQ-9 was 14."), ("risk", "Denied thoughts of suicide."), goal="g2"),
        past(2, ("measure", "PHQ-9 score: 11; GAD-7 of 9."), ("homework", "Keep a sleep diary."), goal="g1"),
        past(3, ("symptom", "Wakes at three."), ("homework_review", "Kept the diary five days."), goal="g1"),
        past(4, ("symptom", "Wakes at four."), goal="g1"),
    ]
    found = brief(notes, GOALS)
    assert found["last"]["session"] == "s4"
    assert found["themes"] == [{"text": "Wakes at four.", "session": "s4", "date": "2026-03-04"}]
    assert found["ranges"] == {"PHQ-9": (0, 27), "GAD-7": (0, 21)}
    assert found["homework"][0] == {"text": "Keep a sleep diary.", "session": "s2", "date": "2026-03-02"}
    assert found["homework_outcome"][0]["session"] == "s3"
    assert found["risks"][0]["session"] == "s1"
    assert [(p["session"], p["value"]) for p in found["measures"]["PHQ-9"]] == [("s1", 14.0), ("s2", 11.0)]
    assert [(g["id"], g["sessions_since"], g["quiet"]) for g in found["goals"]] == [("g1", 0, False), ("g2", 3, True)]
    assert found["medications_of_chart"] == ["sertraline 50 mg"]


def test_a_brief_has_the_symptoms_that_most_notes_speak_of_and_how_each_goal_was_worked_on() -> None:
    notes = [
        past(n, ("symptom", "Slept badly."), ("symptom", "Panic.") if n == 2 else ("plan", ""), goal="g1")
        for n in (1, 2)
    ]
    found = brief(notes, GOALS, [("Panic", re.compile("Panic")), ("Sleep", re.compile("Slept"))])
    assert [*found["symptoms"]] == ["Sleep"], "what one note says once is no line"
    assert [p["session"] for p in found["symptoms"]["Sleep"]] == ["s1", "s2"]
    assert found["dates"] == ["2026-03-01", "2026-03-02"]
    assert [[p["session"] for p in goal["points"]] for goal in found["goals"]] == [["s1", "s2"], []]


def test_lines_of_symptoms_and_goals_go_back_as_far_as_can_be_told_apart() -> None:
    notes = [past(n, ("symptom", "Slept badly."), ("measure", "PHQ-9 was 9."), goal="g1") for n in range(1, 29)]
    found = brief(notes, GOALS, [("Sleep", re.compile("Slept"))])
    lines = (found["dates"], found["symptoms"]["Sleep"], found["goals"][0]["points"])
    assert [len(line) for line in lines] == [LINED_NOTES] * 3 and found["dates"][-1] == "2026-03-28"
    assert len(found["measures"]["PHQ-9"]) == 28


def test_before_the_first_session_there_is_nothing_to_say() -> None:
    found = brief([], GOALS)
    assert found["last"] is None and found["themes"] == [] and not any(goal["quiet"] for goal in found["goals"])


def test_text_that_was_copied_forward_is_named_and_other_text_is_not() -> None:
    long = "Client reports waking at three each night with worry about work and money and her mother's illness"
    notes = [
        past(1, ("symptom", long)),
        past(2, ("symptom", f"{long} again")),
        past(3, ("symptom", "Slept well all week.")),
    ]
    found = repeats(notes)
    assert list(found) == ["s2"] and found["s2"][0][0] == "s1"


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=14).map(" ".join), max_size=8))
def test_all_at_once_finds_what_each_pair_by_itself_shows(texts: list[str]) -> None:
    notes = [past(number, ("symptom", text)) for number, text in enumerate(texts, 1)]
    pairs = {
        (notes[later].session, notes[earlier].session): share
        for later in range(len(notes))
        for earlier in range(later)
        if (share := round(containment(texts[later], texts[earlier]), 2)) >= ALIKE
    }
    assert {(session, other): share for session, alike in repeats(notes).items() for other, share in alike} == pairs


@given(st.text(max_size=200), st.text(max_size=200))
def test_containment_is_a_share(one: str, other: str) -> None:
    assert 0.0 <= containment(one, other) <= 1.0
    assert containment(one, one) in (0.0, 1.0)


@pytest.mark.parametrize(
    ("heard_s", "code"),
    [
        (15.99 * 60, None),
        (16 * 60, "90832"),
        (37.99 * 60, "90832"),
        (38 * 60, "90834"),
        (52.99 * 60, "90834"),
        (53 * 60, "90837"),
        (90 * 60, "90837"),
    ],
)
def test_minutes_are_never_rounded_up_into_a_longer_range(heard_s: float, code: str | None) -> None:
    assert band(whole_minutes(heard_s)) == code


def test_a_period_for_the_auditor() -> None:
    signed = Entry(
        session="s1",
        client="Ada",
        date="2026-03-02",
        state="signed",
        ended_at="2026-03-02T15:00:00+00:00",
        signed_at="2026-03-02T15:12:00+00:00",
        heard_s=3100,
        missing=(),
    )
    waiting = Entry(
        session="s2",
        client="Ada",
        date="2026-03-03",
        state="draft",
        ended_at="2026-03-03T15:00:00+00:00",
        signed_at=None,
        heard_s=600,
        missing=("risk",),
    )
    found = practice_report([signed, waiting], baseline_minutes=20)
    assert (found["sessions"], found["unsigned"], found["signed_same_day"], found["lacking"]) == (2, 1, 1, 1)
    assert found["median_minutes_to_signature"] == 12.0 and found["minutes_saved"] == 8
    assert [(n["face_to_face_minutes"], n["cpt"]) for n in found["notes"]] == [(51, "90834"), (10, None)]


def test_the_day_of_a_signature_is_the_clinic_s(in_california: None) -> None:
    """Ended at 16:50, signed at 17:10: the same day there, and two days in Greenwich."""
    entry = Entry(
        session="s1",
        client="Ada",
        date="2026-03-02",
        state="signed",
        started_at="2026-03-02T23:59:30+00:00",
        ended_at="2026-03-03T00:50:00+00:00",
        signed_at="2026-03-03T01:10:00+00:00",
        heard_s=2270,
        missing=(),
    )
    late = msgspec.structs.replace(entry, signed_at="2026-03-03T08:10:00+00:00")
    rows = practice_report([entry, late])["notes"]
    assert [row["same_day"] for row in rows] == [True, False]
    assert (rows[0]["face_to_face_minutes"], rows[0]["clock_minutes"], rows[0]["cpt"]) == (37, 50, "90832")


def test_minutes_that_nobody_measured_are_not_made_up() -> None:
    written = Entry(
        session="s1",
        client="Ada",
        date="2026-03-02",
        state="draft",
        ended_at=None,
        signed_at=None,
        heard_s=None,
        missing=(),
    )
    (row,) = practice_report([written])["notes"]
    assert (row["face_to_face_minutes"], row["clock_minutes"], row["cpt"]) == (None, None, None)


# -- retention -------------------------------------------------------------------------------------------------------


def test_the_periods_that_come_with_the_program_hold() -> None:
    periods = load()
    assert period(periods, "NY", "progress_note").years == 6
    assert period(periods, "nowhere", "progress_note") == periods["default"]["progress_note"]
    assert all(rule.source for kinds in periods.values() for rule in kinds.values())


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.none() | st.dates(date(1930, 1, 1), date(2100, 1, 1)))
def test_nothing_is_ever_due_before_its_years_have_passed(last: date, born: date | None) -> None:
    until = kept_until(Period(years=7, minors_until=21), last, born)
    assert (until.year - last.year, until.month, until.day) >= (7, last.month, last.day)
    assert born is None or (until.year - born.year, until.month, until.day) >= (21, born.month, born.day)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[default.progress_note]\nyears = 'x'", "years"),
        ("[default.progress_note]\nyear = 7", "year"),
        ("[CA.progress_note]\nyears = 7", "default.progress_note is missing"),
        ("[default", "at end of document"),
        ("[default.progress_note]\nyears = 7\n[CA.audit]\nyears = 6", "CA.audit: no such kind of record"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "retention.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=rf"retention\.toml: .*{why}"):
        load(path)
