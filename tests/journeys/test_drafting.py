"""`scribe play --engine ollama` as a whole: whatever becomes of the model, a complete and cited note is left."""

import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.program import CHART, CLIP, events_in, scribe
from tests.local_llm import Body, Script, SmallModel, serving

UNUSED = "drafted-without-language-model"
SECTION_S = "40"
"""A real model on a busy machine may not finish in it; then the outline stands, which is what these tests are about."""


@dataclass(frozen=True)
class Played:
    note: dict[str, Any]
    events: list[dict[str, Any]]

    @property
    def notices(self) -> list[dict[str, Any]]:
        return [e for e in self.events if e["type"] == "notice" and e["code"] == UNUSED]

    @property
    def outline(self) -> dict[str, Any]:
        """What stood on the page when the session stopped, before a model was asked."""
        return next(e for e in self.events if e["type"] == "note" and e["final"])

    @property
    def statements(self) -> list[dict[str, Any]]:
        return [statement for section in self.note["sections"] for statement in section["statements"]]


def play(home: Path, url: str, model: str = "small", **more: str) -> Played:
    """The opening of a session, played at once; the program must end well and leave a note that its events repeat."""
    files = "--events", home / "E", "--note", home / "N"
    drafting = "--engine", "ollama", "--model", model
    variables = {"SCRIBE_OLLAMA__URL": url, "SCRIBE_OLLAMA__SECTION_S": SECTION_S, **more}
    done = scribe(home, "play", CLIP, "--chart", CHART, "--speed", "max", *files, *drafting, **variables)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    played = Played(note=json.loads((home / "N").read_text()), events=events_in(home / "E"))
    assert_complete(played)
    return played


def assert_complete(played: Played) -> None:
    """Final, cited, nothing less than the outline rests on, and the last word of the event stream."""
    note = played.note
    assert note["final"] is True
    assert {"header", "missing", "lint", "risk", "timing", "sections", "engine", "format"} <= set(note)
    known = {e["id"] for e in played.events if e["type"] == "utterance"}
    spoken = [one for one in played.statements if one["kind"] != "session_info"]
    assert spoken and all(one["cites"] and set(one["cites"]) <= known for one in spoken)
    cited = {cite for one in spoken for cite in one["cites"]}
    assert cited >= {c for section in played.outline["sections"] for one in section["statements"] for c in one["cites"]}
    last = [e for e in played.events if e["type"] == "note"][-1]
    assert (last["final"], last["engine"], last["sections"]) == (True, note["engine"], note["sections"])
    assert [e["state"] for e in played.events if e["type"] == "session"] == ["created", "live", "ended", "draft"]


def assert_outline_stands(played: Played, *reason: str) -> None:
    """The outline's note, and one notice that says why and what to do."""
    assert played.note["engine"] == played.outline["engine"] == "outline"
    assert played.note["sections"] == played.outline["sections"]
    (notice,) = played.notices
    assert notice["level"] == "warning"
    assert all(part in notice["text"] for part in reason), notice["text"]


def copying(body: Body) -> str:
    """A faithful model: every draft sentence as it stands."""
    items = json.loads(body["messages"][-1]["content"])["items"]
    return json.dumps({"statements": [{"cites": item["cites"], "text": item["draft"]} for item in items]})


def test_without_a_server_the_outline_stands(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert_outline_stands(play(tmp_path, f"http://127.0.0.1:{port}"), "does not answer", "ollama serve")


@pytest.mark.parametrize(
    ("model", "reason"),
    [("small-drop", "closed the connection"), ("absent", "Run: ollama pull absent")],
)
def test_a_server_that_fails_leaves_the_outline(tmp_path: Path, model: str, reason: str) -> None:
    with serving(Script(copying), "small") as url:
        assert_outline_stands(play(tmp_path, url, model), reason)


def test_a_faithful_model_writes_the_note(tmp_path: Path) -> None:
    with serving(Script(copying), "small") as url:
        played = play(tmp_path, url)
    assert played.note["engine"] == "ollama:small"
    assert played.notices == []
    assert played.note["drafting"]["kept"] > 0 and played.note["drafting"]["failed"] == ""
    assert played.note["timing"]["stop_to_model_note_s"] >= played.note["timing"]["stop_to_note_s"]


@pytest.mark.slow
def test_a_real_small_model_can_only_leave_a_true_note(tmp_path: Path) -> None:
    """It writes badly: its sentences are kept, dropped, or given up for the outline's; the note says which it was."""
    with serving(SmallModel(), "small") as url:
        played = play(tmp_path, url)
    if played.note["engine"] == "outline":
        assert_outline_stands(played)
    else:
        drafting = played.note["drafting"]
        assert played.note["engine"] == "ollama:small"
        assert drafting["proposed"] == drafting["kept"] + drafting["dropped"] + drafting["unneeded"]
    assert played.note["timing"]["stop_to_model_note_s"] > 0
