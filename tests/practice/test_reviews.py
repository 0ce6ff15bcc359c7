"""Plans that are to be reviewed: reminded of a month before, named as overdue afterwards."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from scribe.cli import app
from scribe.practice.reviews import due
from scribe.records.clients import Client, Plan

TODAY = date(2026, 3, 10)


def test_what_is_due_soon_and_overdue() -> None:
    plans = [("Ada", "2026-04-09"), ("Bo", "2026-04-10"), ("Cy", "2026-03-09"), ("Di", None), ("Ed", "2026-03-10")]
    assert due(plans, TODAY) == [
        {"client": "Cy", "review_due": "2026-03-09", "overdue": True},
        {"client": "Ed", "review_due": "2026-03-10", "overdue": False},
        {"client": "Ada", "review_due": "2026-04-09", "overdue": False},
    ]


def test_on_the_command_line_and_in_the_brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path / "home"))
    run, file = CliRunner(), tmp_path / "client.json"
    assert run.invoke(app, ["client", "reviews"]).stdout == "No plan is to be reviewed soon.\n"
    day = (datetime.now(UTC).date() - timedelta(days=3)).isoformat()
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", plan=Plan(made="2026-01-01", review_due=day))))
    assert run.invoke(app, ["client", "set", str(file)]).exit_code == 0
    (row,) = json.loads(run.invoke(app, ["client", "reviews", "--json"]).stdout)
    assert row == {"client": "Ada L.", "review_due": day, "overdue": True}
    assert "OVERDUE" in run.invoke(app, ["client", "reviews"]).stdout
    assert f"Plan to be reviewed by {day}" in run.invoke(app, ["client", "brief", "Ada L."]).stdout
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", plan=Plan(made="2026-01-01", review_due="soon"))))
    assert "soon: not a day" in str(run.invoke(app, ["client", "set", str(file)]).exception)
