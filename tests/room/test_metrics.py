"""What a scraper reads: the figures of a session, on loopback, with no label that tells of one."""

import json
import re
import urllib.request
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from scribe import events as ev
from scribe.errors import GatewayError
from scribe.room.condition import Condition, RoomState
from scribe.room.metrics import LOOPBACK, Metrics, served

ROOT = Path(__file__).parents[2]


def words(at: float, *ends: float) -> ev.Words:
    spoken = tuple(ev.Word(text="mother", start=end - 0.3, end=end, p=0.9) for end in ends)
    return ev.Words(utterance="u1", speaker="S1", words=spoken, at=at, session="5e55")


def figure(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


@pytest.fixture
def metrics(tmp_path: Path) -> Metrics:
    return Metrics(tmp_path)


def test_each_word_counts_by_its_own_delay(metrics: Metrics) -> None:
    metrics.hear(words(10.0, 8.0, 9.6))
    assert figure(metrics, "scribe_word_delay_seconds_count") == 2
    assert figure(metrics, "scribe_word_delay_seconds_bucket", le="0.5") == 1
    assert figure(metrics, "scribe_word_delay_seconds_sum") == pytest.approx(2.4)


def test_a_note_counts_from_the_end_of_its_session(metrics: Metrics) -> None:
    metrics.hear(ev.Session(state=ev.SessionState.DRAFT, at=5.0))
    assert figure(metrics, "scribe_note_delay_seconds_count") == 0
    metrics.hear(ev.Session(state=ev.SessionState.ENDED, at=100.0))
    metrics.hear(ev.Session(state=ev.SessionState.DRAFT, at=101.5))
    assert figure(metrics, "scribe_note_delay_seconds_sum") == pytest.approx(1.5)


def test_how_the_room_is(metrics: Metrics) -> None:
    condition = Condition(state=RoomState.RECORDING, queue_s=7.5, problems=("overloaded",), ready=True)
    metrics.began()
    metrics.hear(ev.Notice(level=ev.NoticeLevel.WARNING, code="overloaded", text="my mother"))
    metrics.look(condition, clients=2, lost=3)
    assert figure(metrics, "scribe_room_state", scribe_room_state="recording") == 1
    assert figure(metrics, "scribe_room_state", scribe_room_state="idle") == 0
    assert figure(metrics, "scribe_queue_seconds") == 7.5
    assert figure(metrics, "scribe_clients") == 2
    assert figure(metrics, "scribe_sound_lost") == 3
    assert figure(metrics, "scribe_sessions_total") == 1
    assert figure(metrics, "scribe_notices_total", code="overloaded") == 1
    assert (figure(metrics, "scribe_disk_free_bytes") or 0) > 0
    assert (figure(metrics, "process_resident_memory_bytes") or 0) > 0


def test_nothing_of_a_session_is_in_it(metrics: Metrics) -> None:
    metrics.hear(words(10.0, 8.0))
    metrics.hear(ev.Notice(level=ev.NoticeLevel.WARNING, code="overloaded", text="my mother", session="5e55"))
    text = generate_latest(metrics.registry).decode()
    assert "mother" not in text and "5e55" not in text


def test_only_this_machine_can_read_it(metrics: Metrics) -> None:
    assert LOOPBACK == "127.0.0.1"
    with served(metrics, 0) as port:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/metrics", timeout=5) as answer:
            assert b"scribe_word_delay_seconds" in answer.read()
        with pytest.raises(GatewayError, match=r"metrics\.port"), served(metrics, port):
            pass
    with served(metrics, port):
        pass


def test_the_board_shows_figures_that_exist(metrics: Metrics) -> None:
    metrics.hear(ev.Notice(level=ev.NoticeLevel.INFO, code="x", text=""))
    known = {sample.name for family in metrics.registry.collect() for sample in family.samples}
    board = json.loads((ROOT / "config" / "grafana" / "room.json").read_text())
    asked = {target["expr"] for panel in board["panels"] for target in panel["targets"]}
    named = {name for text in asked for name in re.findall(r"\b(?:scribe|process)_[a-z_]+\b", text)}
    assert named - {"scribe_room_state"} <= known
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_every_figure_is_on_the_operations_page(metrics: Metrics) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    families = {family.name for family in metrics.registry.collect() if family.name.startswith("scribe_")}
    assert not [name for name in families if f"`{name}" not in page]
