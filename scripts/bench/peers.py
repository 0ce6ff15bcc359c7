#!/usr/bin/env python3
"""Other live transcribers on the same recordings, the same model and the same machine, beside Scribe: one table.

    scripts/bench/peers.py CORPUS [NAME…] --score SCORE_LIVE.py [--streaming FOLDER] [--realtimestt] [--livekit]
                           [--seconds N] [--environments FOLDER] [--write docs/benchmarks.md]

--streaming is a checkout of github.com/ufal/whisper_streaming, which is run as it is; the others are installed from the
package index. Each peer gets an environment of its own, thrown away unless --environments keeps it. All hear the
recording in real time, one after the other, in English with Whisper base. Delays are to words that are not taken back
any more. `--write` replaces the table between the markers in that file.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import __version__, models
from scribe.audio.frame import RATE
from scribe.config import Settings, load
from scribe.speech.models import SpeechModels
from scripts.bench import corpus
from scripts.bench.live import Case, Row, score, table
from scripts.bench.live import run as run_listener
from scripts.bench.session import machine, replaced

HERE = Path(__file__).resolve().parent
FIGURES = ("version", "wer", "confirmed_p50", "confirmed_p95", "cores", "memory_mb")
MARKERS = ("<!-- peers -->", "<!-- end of peers -->")
GIVEN_UP_AFTER = 10
"""Times the recording's length: a peer that has not ended by then never catches up."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that prints, for each piece of text that it is sure of: milliseconds since it began, the piece's first
    and last millisecond, the text."""

    name: str
    packages: tuple[str, ...]
    """What its environment needs; the first one's version is told."""
    command: tuple[str, ...]
    """After the environment's Python; {audio} and {model} are filled in."""
    version: str = ""
    """Where it is not the first package's."""


def streaming(checkout: Path) -> Peer:
    command = (
        str(HERE / "peer_streaming.py"), str(checkout / "whisper_online.py"), "{audio}",
        "--backend", "faster-whisper", "--model_dir", "{model}",
        "--lan", "en", "--min-chunk-size", "1", "--vad", "-l", "ERROR",
    )  # fmt: skip
    asked = ["git", "-C", str(checkout), "log", "-1", "--format=%h"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return Peer("whisper_streaming", ("faster-whisper", "librosa"), command, commit or "a copy")


REALTIMESTT = Peer(
    "RealtimeSTT",
    ("realtimestt", "faster-whisper", "silero-vad"),
    (str(HERE / "peer_realtimestt.py"), "{audio}", "{model}"),
)
LIVEKIT = Peer("WhisperLiveKit", ("whisperlivekit",), (str(HERE / "peer_livekit.py"), "{audio}", "{model}"))


def environment(peer: Peer, folder: Path) -> Path:
    """Its Python, with the newest packages there are; one that is there already is taken as it is."""
    python = folder / peer.name / "bin" / "python"
    if not python.exists():
        venv.create(folder / peer.name, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *peer.packages], check=True)
    return python


def version(peer: Peer, python: Path) -> str:
    if peer.version:
        return peer.version
    code = f"from importlib.metadata import version; print(version({peer.packages[0]!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def hear(peer: Peer, python: Path, audio: Path, model: Path, seconds: float) -> tuple[list[str], Row]:
    """What it printed, and what it cost."""
    command = [str(python), *(part.format(audio=audio, model=model) for part in peer.command)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as complaints:
        done = subprocess.Popen(command, stdout=output, stderr=complaints, env=offline)
        try:
            done.wait(GIVEN_UP_AFTER * seconds)
        except subprocess.TimeoutExpired:
            done.kill()
            done.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        output.seek(0)
        complaints.seek(0)
        lines, told = output.read().splitlines(), complaints.read().strip().splitlines()
    if not lines:
        return [], {"error": told[-1] if told else "no words"}
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return lines, {"cores": round(used / seconds, 2), "memory_mb": after.ru_maxrss // 1024}


def events(lines: Sequence[str]) -> Iterator[Row]:
    """As Scribe would tell them, all said by one speaker. Of a piece each word has its share of the time."""
    for number, line in enumerate(lines):
        at, start, end, *text = line.split(" ", 3)
        words = text[0].split() if text else []
        if not words:
            continue
        first, last = float(start) / 1000, float(end) / 1000
        step = (last - first) / len(words)
        shown = [
            {"text": word, "start": first + n * step, "end": first + (n + 1) * step, "p": 1.0}
            for n, word in enumerate(words)
        ]
        head = {"seq": number, "at": float(at) / 1000, "session": "bench"}
        yield {**head, "type": "words", "utterance": f"u{number}", "speaker": "S1", "words": shown}


def measure(peer: Peer, python: Path, case: Case, model: Path, scorer: Path, out: Path) -> Row:
    with tempfile.TemporaryDirectory() as scratch:
        samples, rate = soundfile.read(case.corpus / f"{case.name}.flac", dtype="int16")
        assert rate == RATE
        end = case.truth[-1]["end"] if case.seconds < float("inf") else len(samples) / RATE
        audio = Path(scratch) / "audio.wav"
        soundfile.write(audio, samples[: round(end * RATE)], RATE)
        lines, cost = hear(peer, python, audio, model, end)
        told = "\n".join(json.dumps(event) for event in events(lines))
        (out / f"{case.name}.jsonl").write_text(told + "\n")
        return {"version": version(peer, python), **(score(case, out, scorer) if lines else {}), **cost}


def scribe(case: Case, settings: Settings, scorer: Path, out: Path) -> Row:
    cost = asyncio.run(run_listener(case, SpeechModels.load(settings), settings, "1", out))
    return {"version": __version__, **score(case, out, scorer), **cost}


def shown(rows: dict[str, Row]) -> str:
    """What failed is told once, in its first figure."""
    return table({who: {f: row[f] for f in FIGURES if f in row} | _failure(row) for who, row in rows.items()})


def _failure(row: Row) -> Row:
    return {"wer": row["error"]} if "error" in row else {}


def main() -> None:
    parser = corpus.parser_of(__doc__)
    parser.add_argument("--streaming", type=Path)
    parser.add_argument("--realtimestt", action="store_true")
    parser.add_argument("--livekit", action="store_true")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--environments", type=Path)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    settings = load()
    model = models.whisper_folder(settings)
    chosen = ((args.streaming, streaming(args.streaming) if args.streaming else None), (args.realtimestt, REALTIMESTT),
              (args.livekit, LIVEKIT))  # fmt: skip
    peers = [peer for wanted, peer in chosen if wanted and peer]
    names = corpus.names_of(args)
    parts = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.environments or Path(scratch) / "environments"
        pythons = {peer.name: environment(peer, folder) for peer in peers}
        for case in (Case(args.corpus, name, args.seconds) for name in names):
            rows = {"Scribe": scribe(case, settings, args.score, Path(scratch))}
            for peer in peers:
                rows[peer.name] = measure(peer, pythons[peer.name], case, model, args.score, Path(scratch))
                print(peer.name, json.dumps(rows[peer.name]), file=sys.stderr)
            parts.append(f"**{case.name}**, {len(case.truth)} turns\n\n{shown(rows)}")
    text = "\n\n".join([f"{machine()}.", *parts])
    print(text)
    if args.write:
        args.write.write_text(replaced(args.write.read_text(), MARKERS, text))


if __name__ == "__main__":
    main()
