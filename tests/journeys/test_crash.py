"""Killed in the middle, started again: every confirmed word is there, at most a second of sound is missing."""

import asyncio
import json
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from scribe.config import RecordsSettings
from scribe.records.store import Store
from tests.journeys.program import CHART, CLIP, confirmed, events_in, scribe, started

MOST_SOUND_LOST_S = 1.0
CLIP_S = 60.0


def wait_for_words(path: Path, count: int, patience_s: float = 120.0) -> None:
    until = time.monotonic() + patience_s
    while len(confirmed(events_in(path))) < count:
        assert time.monotonic() < until, "no words came"
        time.sleep(0.05)


def stored_words(home: Path) -> list[tuple[str, str]]:
    async def read() -> list[tuple[str, str]]:
        async with Store.open(home, RecordsSettings()) as store:
            row = await store.open_session()
            assert row is not None
            events = await store.events(row.id)
        return [(e.utterance, w.text) for e in events if e.__class__.__name__ == "Words" for w in e.words]  # type: ignore[union-attr]

    return asyncio.run(read())


def parts(events: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """The label and role that each utterance has at the end."""
    last = {}
    for event in events:
        for utterance in [event["id"]] if event["type"] == "utterance" else event.get("utterances", []):
            if event["type"] in ("utterance", "speaker"):
                last[utterance] = (event["speaker"], event["role"])
    return set(last.values())


@pytest.mark.parametrize(("seed", "words"), [(1, 25), (2, 40)])
def test_a_killed_play_goes_on_where_it_was_cut_off(tmp_path: Path, seed: int, words: int) -> None:
    first, second, note = tmp_path / "E1", tmp_path / "E2", tmp_path / "N"
    with started(tmp_path, "play", CLIP, "--chart", CHART, "--speed", "1", "--events", first) as process:
        wait_for_words(first, words)
        time.sleep(random.Random(seed).uniform(0, 2))
        process.send_signal(signal.SIGKILL)
        process.wait()
    before = confirmed(events_in(first))
    heard_until = max(e["at"] for e in events_in(first))
    kept = stored_words(tmp_path)
    assert kept[: len(before)] == before

    again = scribe(tmp_path, "play", CLIP, "--chart", CHART, "--speed", "max", "--events", second, "--note", note)
    assert again.returncode == 0, again.stderr
    events = events_in(second)
    assert confirmed(events)[: len(kept)] == kept
    durable = [e["seq"] for e in events if e["type"] not in ("draft", "level")]
    assert durable == list(range(1, len(durable) + 1))
    assert "session-recovered" in [e["code"] for e in events if e["type"] == "notice"]
    assert parts(events) == {("S1", "therapist"), ("S2", "client")}, "the voices are told apart as before"
    timing = json.loads(note.read_text())["timing"]
    assert timing["heard_s"] >= CLIP_S - MOST_SOUND_LOST_S
    assert heard_until < CLIP_S
    assert len(json.loads(scribe(tmp_path, "sessions", "--json").stdout)) == 1
    assert scribe(tmp_path, "verify").returncode == 0


def test_another_recording_finishes_the_interrupted_session_first(tmp_path: Path) -> None:
    first, other = tmp_path / "E1", tmp_path / "other.ogg"
    with started(tmp_path, "play", CLIP, "--chart", CHART, "--speed", "1", "--events", first) as process:
        wait_for_words(first, 15)
        process.send_signal(signal.SIGKILL)
        process.wait()
    other.write_bytes(CLIP.read_bytes() + b"\0")
    done = scribe(tmp_path, "play", other, "--chart", CHART, "--speed", "max")
    assert done.returncode == 0, done.stderr
    rows = json.loads(scribe(tmp_path, "sessions", "--json").stdout)
    assert [row["state"] for row in rows] == ["draft", "draft"]
