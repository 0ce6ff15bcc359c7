"""The note's header from chart and clock, and what a progress note needs that the session did not give (CLINICAL 2)."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from scribe.chart import Chart
from scribe.events import Missing, Section
from scribe.notes.note import Timing
from scribe.wall_clock import local, local_day

SECONDS_A_MINUTE = 60


OWN_ACCOUNT = "Written by the clinician. Nothing was heard."


def header(chart: Chart, timing: Timing) -> dict[str, Any]:
    """JSON-ready; nothing in it comes from what was said."""
    clock = Timing() if timing.unheard else timing
    start, stop = _clock(clock.started_at), _clock(clock.ended_at)
    built: dict[str, Any] = {
        "client": chart.client,
        "clinician": chart.clinician,
        "participants": [msgspec.to_builtins(person) for person in chart.participants],
        "date": chart.date or (local_day(timing.started_at) if timing.started_at else None),
        "start": chart.start or start,
        "started_at": clock.started_at,
        "stopped_at": clock.ended_at,
        "stop": stop if not chart.start else None,
        "minutes": _minutes(clock),
        "account": OWN_ACCOUNT if timing.unheard else None,
        "format": chart.format,
        "modality": chart.modality,
        "session_number": chart.session_number,
        "diagnoses": [msgspec.to_builtins(diagnosis) for diagnosis in chart.diagnoses],
        "goals": [{"id": goal.id, "text": goal.text} for goal in chart.goals],
    }
    return {key: value for key, value in built.items() if value not in (None, [], ())}


def _clock(stamp: str | None) -> str | None:
    """HH:MM as the clinic's clock showed it."""
    return f"{local(stamp):%H:%M}" if stamp else None


def _minutes(timing: Timing) -> int | None:
    """Whole minutes from start to stop by the clock, else of what was heard: never rounded up, since a payer reads them
    as time that was given."""
    if timing.started_at and timing.ended_at:
        elapsed_s = (local(timing.ended_at) - local(timing.started_at)).total_seconds()
        if elapsed_s >= 0:  # a clock set back during the session tells nothing
            return int(elapsed_s // SECONDS_A_MINUTE)
    return int(timing.heard_s // SECONDS_A_MINUTE) if timing.heard_s else None


_FROM_CHART = (
    ("client", "client", "The chart names no client."),
    ("clinician", "clinician", "The chart names no clinician."),
    ("date", "date", "No date."),
    ("modality", "modality", "The chart does not say whether this was in person or telehealth."),
    ("diagnosis", "diagnoses", "The chart holds no diagnosis; the scribe never makes one."),
    ("treatment goals", "goals", "The chart holds no treatment goals."),
)
_FROM_SESSION = (
    ("symptoms", ("symptom", "presentation"), "No symptom or mood was reported."),
    ("functioning", ("functioning",), "Nothing was said of work, school, relations or daily life."),
    ("interventions", ("intervention",), "No intervention could be named from what was said."),
    ("response", ("response", "progress"), "The client's response to the session was not put into words."),
    ("homework", ("homework",), "No homework was agreed."),
    ("risk", ("risk",), "Risk was not assessed aloud in this session."),
    ("plan", ("plan", "appointment", "homework"), "No plan was said."),
    ("next appointment", ("appointment",), "No next appointment was said."),
)


def missing_from_account(built: dict[str, Any]) -> tuple[Missing, ...]:
    """Of a note that the clinician wrote without a microphone: what was not said can't be told."""
    found = [Missing(element=name, text=text) for name, key, text in _FROM_CHART if key not in built]
    if "minutes" not in built:
        found.append(Missing(element="time", text="No clock took this session's start and end: write them in."))
    return tuple(found)


def left_out(drafted: Sequence[Section], signed: Sequence[Section]) -> tuple[str, ...]:
    """Elements that the draft had and the signed note has no more: what the clinician rejected was all there was."""
    had, has = ({statement.kind for section in note for statement in section.statements} for note in (drafted, signed))
    return tuple(name for name, wanted, _ in _FROM_SESSION if had & set(wanted) and not has & set(wanted))


def missing(
    built: dict[str, Any], sections: Sequence[Section], chart: Chart, left_out: Collection[str] = ()
) -> tuple[Missing, ...]:
    """`left_out`: kinds that the format has no place for, which can't be missing from it."""
    kinds = {statement.kind for section in sections for statement in section.statements}
    found = [Missing(element=name, text=text) for name, key, text in _FROM_CHART if key not in built]
    found += [
        Missing(element=name, text=text)
        for name, wanted, text in _FROM_SESSION
        if not kinds & set(wanted) and set(wanted) - set(left_out)
    ]
    said = {s.kind for section in sections for s in section.statements if s.cites}
    if "tele" in (chart.modality or "").lower() and not {"session_info"} & {*said, *left_out}:
        found.append(Missing(element="client location", text="Telehealth: the client's location was not said."))
    if chart.goals and not any(s.goal for section in sections for s in section.statements):
        found.append(Missing(element="goal worked on", text="No statement could be linked to a treatment goal."))
    if chart.medications and not {"medication"} & {*kinds, *left_out}:
        found.append(Missing(element="medication", text="The chart lists medication; adherence was not talked about."))
    return tuple(found)
