"""`scribe clinic …` as an administrator and a clinician use it, in two rooms."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scribe.cli import app
from scribe.config import RecordsSettings
from scribe.errors import ScribeError
from tests.clinic.postgres import Postgres

RUN = CliRunner()


def use(home: Path, records: RecordsSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert records.replicate
    monkeypatch.setenv("SCRIBE_HOME", str(home))
    monkeypatch.setenv("SCRIBE_RECORDS__REPLICATE", records.replicate.get_secret_value())
    monkeypatch.setenv("SCRIBE_RECORDS__REPLICATE_AUTHORITY", str(records.replicate_authority))


def test_a_clinic_of_two_rooms(
    server: Postgres, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = server.settings(database)
    use(tmp_path / "a", records, monkeypatch)
    assert "is made" in RUN.invoke(app, ["clinic", "begin"]).stdout
    assert "clinic key" in str(RUN.invoke(app, ["clinic", "begin"]).exception)
    code = RUN.invoke(app, ["clinic", "code"]).stdout
    use(tmp_path / "b", records, monkeypatch)
    assert isinstance(RUN.invoke(app, ["clinic", "status"]).exception, ScribeError)
    assert "no clinic code" in str(RUN.invoke(app, ["clinic", "join"], input="ABCD\n").exception)
    assert "belongs to the clinic" in RUN.invoke(app, ["clinic", "join"], input=code).stdout
    assert json.loads(RUN.invoke(app, ["clinic", "status", "--json"]).stdout) == {"waiting": 0}
    assert RUN.invoke(app, ["clinic", "history", "Ada L."]).stdout.startswith("No room of the clinic")
    assert json.loads(RUN.invoke(app, ["clinic", "history", "Ada L.", "--json"]).stdout) == []
