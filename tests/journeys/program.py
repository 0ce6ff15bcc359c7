"""Running the whole program as a user would: the installed command, a fresh SCRIBE_HOME, what it prints and leaves."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
CLIP, CHART = DATA / "opening.ogg", DATA / "opening.chart.json"
LONGEST_S = 240.0
"""A hung program fails a test, it does not stop the run."""


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SCRIBE_")}
    models = os.environ.get("SCRIBE_MODELS", str(ROOT / ".models"))
    return {**kept, "SCRIBE_HOME": str(home), "SCRIBE_MODELS": models, "SCRIBE_GATEWAY__PORT": "0", **more}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "scribe", *map(str, arguments)]


def scribe(home: Path, *arguments: str | Path, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments),
        env=environment(home, **more),
        input=typed,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )


@contextmanager
def started(home: Path, *arguments: str | Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A running command, killed at the end of the block if it is still there."""
    process = subprocess.Popen(
        command(*arguments), env=environment(home, **more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def events_in(path: Path) -> list[dict[str, Any]]:
    """The whole lines of an events file: a killed program may leave half of the last one."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


def confirmed(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(utterance, word) of every confirmed word, in order."""
    return [(e["utterance"], w["text"]) for e in events if e["type"] == "words" for w in e["words"]]


def believed(events: list[dict[str, Any]]) -> dict[str, str]:
    """Utterance -> its confirmed words, and where they were heard a second time what was heard then."""
    words: dict[str, list[str]] = {}
    for utterance, word in confirmed(events):
        words.setdefault(utterance, []).append(word)
    for event in events:
        if event["type"] == "revision" and event["words"]:
            words[event["utterance"]] = [word["text"] for word in event["words"]]
    return {utterance: " ".join(said) for utterance, said in words.items()}
