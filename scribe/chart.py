"""What the record knows before a session, and what the clinician touches while a recording plays."""

from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from scribe.errors import ChartError
from scribe.events import Role


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    role: Role


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    label: str = ""
    system: str = "ICD-10-CM"


class Objective(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    text: str


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    text: str
    objectives: tuple[Objective, ...] = ()


class LastSession(msgspec.Struct, frozen=True, kw_only=True):
    date: str | None = None
    homework: tuple[str, ...] = ()
    measures: dict[str, float | str] = {}
    interventions: tuple[str, ...] = ()
    risk: str | None = None


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """`--chart FILE`: everything is optional, and nothing of it is taken for something said today."""

    client: str | None = None
    clinician: str | None = None
    participants: tuple[Participant, ...] = ()
    format: str = "individual"
    """Who takes part: individual, couple, family, group. The note's layout is `NoteFormat`, not this."""
    modality: str | None = None
    date: str | None = None
    start: str | None = None
    """Local wall-clock time, HH:MM."""
    session_number: int | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    goals: tuple[Goal, ...] = ()
    planned_interventions: tuple[str, ...] = ()
    last_session: LastSession | None = None
    medications: tuple[str, ...] = ()


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """`--actions FILE` is a list of these."""

    at: float
    """Seconds of the recording."""
    do: Literal["pause", "resume", "strike", "mark"]
    span: tuple[float, float] | None = None
    """What to strike, seconds of the recording."""


T = TypeVar("T")


def _read(path: Path, kind: type[T], what: str) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        raise ChartError(f"{path}: no such {what} file.", "Check the path.") from None
    except OSError as error:
        raise ChartError(f"{path}: {error.strerror}.", "Check the path and its permissions.") from None
    except msgspec.MsgspecError as error:
        raise ChartError(f"{path}: not a {what}: {error}.", "See docs/protocol.md for its fields.") from None


def read_chart(path: Path) -> Chart:
    return _read(path, Chart, "chart")


def read_actions(path: Path) -> tuple[Action, ...]:
    actions = _read(path, tuple[Action, ...], "actions")
    for number, action in enumerate(actions, 1):
        if action.do == "strike" and action.span is None:
            raise ChartError(f"{path}: action {number}: strike without a span.", 'Give "span": [start, end].')
    return actions


def plain(chart: Chart) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(chart)
    return built
