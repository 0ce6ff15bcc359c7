"""The bundled example is small, whole, and what scripts/run plays."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from scribe import chart

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "anxiety-session-6.ogg"
TRUTH = ROOT / "tests" / "data" / "anxiety-session-6.utterances.json"


def test_size_and_length() -> None:
    """458.81 s: what the uncompressed session had; 3 MB: what a clone should carry at most."""
    assert EXAMPLE.stat().st_size <= 3_000_000
    sound = soundfile.info(EXAMPLE)
    assert (sound.samplerate, sound.channels, sound.frames) == (16_000, 1, 7_340_960)


def test_speech_is_where_the_truth_says() -> None:
    samples, rate = soundfile.read(EXAMPLE, dtype="float32")
    spoken = np.zeros(len(samples), dtype=bool)
    for utterance in json.loads(TRUTH.read_text()):
        spoken[int(utterance["start"] * rate) : int(utterance["end"] * rate)] = True
    assert np.abs(samples[spoken]).mean() > 5 * np.abs(samples[~spoken]).mean()


def test_chart_names_the_two_who_speak() -> None:
    known = chart.read_chart(EXAMPLE.with_suffix(".chart.json"))
    assert [participant.role for participant in known.participants] == ["therapist", "client"]
    assert known.session_number == 6


@pytest.mark.parametrize("mentioned", ["$example.ogg", "examples/anxiety-session-6"])
def test_run_script_plays_it(mentioned: str) -> None:
    assert mentioned in (ROOT / "scripts" / "run").read_text()
