"""Measures the outline engine on a folder of mock sessions with truth: recall of facts by kind, leaks, numbers, length.

    python scripts/bench/notes.py CORPUS --score SCORE_NOTE.py [--texts FOLDER] [--spoiled] [--only NAME] [--list]

Utterances come from the true turns (what was off the record or struck is left out, as the daemon would), or with
--texts what a recogniser made of them: FOLDER/NAME.events.jsonl, as `scribe play --events` wrote it, or
FOLDER/NAME.json: [{id, speaker, role, start, end, text}].
"""

import argparse
import json
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from scribe.chart import read_chart
from scribe.events import AnyEvent, Revision, Role, Utterance, plain
from scribe.notes.formats.catalogue import NoteFormat, load_format
from scribe.notes.language.content import stems
from scribe.notes.language.cues import load_cues
from scribe.notes.note import FinalNote, Timing
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.notes.reading.turn_reader import TurnReader
from scribe.notes.writer import NoteWriter
from scripts.bench.spoiled import spoiled

KEEP_NEAR_S = 0.3
"""A fact's utterance must overlap the note's by this much to count as evidence: what the scorer asks for."""

STAGE = re.compile(r"\{[\d.]+\}\s*|^\s*\^\s*")
"""Marks of a script for its speakers: a silence in seconds, and a turn that cuts in."""


def recognised(log: Path) -> tuple[list[dict[str, Any]], set[str]]:
    """Utterances as the daemon's events had them in the end, and which of them were struck."""
    rows: dict[str, dict[str, Any]] = {}
    struck: set[str] = set()
    for event in map(json.loads, log.read_text().splitlines()):
        if event["type"] == "utterance":
            rows[event["id"]] = {k: event[k] for k in ("id", "speaker", "role", "start", "end", "text")}
        elif event["type"] == "speaker":
            for row in rows.values():
                if row["id"] in event["utterances"] or row["speaker"] == event["speaker"]:
                    row.update(speaker=event["speaker"], role=event["role"])
        elif event["type"] == "revision" and event["utterance"] in rows:
            rows[event["utterance"]]["text"] = msgspec.convert(event, Revision).certain
        elif event["type"] == "redaction":
            struck |= set(event["utterances"])
    return list(rows.values()), struck


def utterances(folder: Path, name: str, texts: Path | None) -> list[Utterance]:
    script = json.loads((folder / f"{name}.json").read_text())
    turns = json.loads((folder / f"{name}.utterances.json").read_text())
    struck = set(script.get("struck", []))
    if texts and (log := texts / f"{name}.events.jsonl").is_file():
        rows, struck = recognised(log)
    elif texts:
        rows = json.loads((texts / f"{name}.json").read_text())
    else:
        rows = [
            {
                "id": t["id"],
                "speaker": t["by"],
                "role": script["speakers"][t["by"]]["role"],
                "start": t["start"],
                "end": t["end"],
                "text": STAGE.sub("", t["text"]),
            }
            for t in turns
            if not t["off_record"]
        ]
    found = [Utterance(confidence=0.9, **{**row, "role": Role(row["role"])}) for row in rows]
    return [one for one in found if one.id not in struck]


def roughly(heard: list[Utterance], lot: random.Random) -> list[Utterance]:
    return [msgspec.structs.replace(one, text=spoiled(one.text, lot)[0]) for one in heard]


def play(
    folder: Path, name: str, heard: list[Utterance], layout: NoteFormat, models: Path | None
) -> tuple[FinalNote, list[AnyEvent], list[float], float]:
    encoder = SentenceEncoder(models / "minilm") if models else None
    meanings = TurnReader(models / "minilm") if models else None
    chart = read_chart(folder / f"{name}.chart.json")
    writer = NoteWriter(chart, layout, load_cues(), encoder, meanings=meanings)
    events: list[AnyEvent] = []
    seconds: list[float] = []
    for one in heard:
        begun = time.perf_counter()
        caused = writer.hear(one)
        seconds.append(time.perf_counter() - begun)
        events += [one, *caused]
    begun = time.perf_counter()
    final = writer.finish(Timing(heard_s=heard[-1].end if heard else 0.0))
    return final, events, seconds, time.perf_counter() - begun


def write(final: FinalNote, events: list[AnyEvent], out: Path, name: str) -> tuple[Path, Path]:
    note, log = out / f"{name}.note.json", out / f"{name}.events.jsonl"
    built: dict[str, Any] = {**plain(final.note), "header": final.header}
    note.write_text(json.dumps(built, indent=1))
    log.write_text("\n".join(json.dumps(plain(event)) for event in events))
    return note, log


def score(scorer: Path, note: Path, log: Path, script: Path) -> tuple[dict[str, Any], str]:
    command = [sys.executable, str(scorer), str(note), str(log), str(script)]
    result = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    listed = subprocess.run([*command, "--list"], capture_output=True, text=True, check=False)
    return json.loads(result.stdout), "\n".join(line for line in listed.stdout.splitlines() if line.startswith("  "))


def by_kind(script: dict[str, Any], missed: str) -> dict[str, tuple[int, int]]:
    """Kind to (carried, all) of the must-facts."""
    table: dict[str, tuple[int, int]] = {}
    for fact in script["facts"]:
        if fact.get("must"):
            good, all_ = table.get(fact["kind"], (0, 0))
            table[fact["kind"]] = (good + (fact["text"] not in missed), all_ + 1)
    return table


def risk_found(script: dict[str, Any], final: FinalNote, turns: list[dict[str, Any]]) -> tuple[int, int, list[str]]:
    spans = {one.id: (one.start, one.end) for one in final.heard}
    when = {turn["id"]: (turn["start"], turn["end"]) for turn in turns}
    hits, lost = 0, []
    for wanted in script.get("risk", []):
        near = [
            entry
            for entry in final.risk
            if entry.kind.value == wanted["kind"]
            and entry.status.value == wanted["status"]
            and any(_overlap(spans.get(u), when.get(e)) for u in entry.utterances for e in wanted["evidence"])
        ]
        hits += bool(near)
        lost += [] if near else [f"{wanted['kind']} {wanted['status']}: {wanted['text']}"]
    return hits, len(script.get("risk", [])), lost


SHARED = 2
"""Stems that a statement and a fact share at least where one carries the other."""


def precision(script: dict[str, Any], final: FinalNote, turns: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Kind to (statements that carry a fact, must or not; statements)."""
    spans = {one.id: (one.start, one.end) for one in final.heard}
    when = {turn["id"]: (turn["start"], turn["end"]) for turn in turns}
    table: dict[str, tuple[int, int]] = {}
    for statement in (s for section in final.note.sections for s in section.statements if s.cites):
        words = stems(statement.text)
        carries = any(
            len(words & stems(fact["text"])) >= SHARED
            and any(_overlap(spans.get(c), when.get(e)) for c in statement.cites for e in fact["evidence"])
            for fact in script["facts"]
        )
        good, all_ = table.get(statement.kind, (0, 0))
        table[statement.kind] = (good + carries, all_ + 1)
    return table


def traps_to_read(script: dict[str, Any], final: FinalNote, turns: list[dict[str, Any]]) -> list[str]:
    """Statements that rest on a trap's words and share most of its own: whether they fall into it is for a reader."""
    spans = {one.id: (one.start, one.end) for one in final.heard}
    when = {turn["id"]: (turn["start"], turn["end"]) for turn in turns}
    found = []
    for trap in script.get("traps", []):
        wanted = stems(trap["text"])
        for statement in (s for section in final.note.sections for s in section.statements):
            shared = wanted & stems(statement.text)
            near = any(_overlap(spans.get(c), when.get(e)) for c in statement.cites for e in trap["evidence"])
            if near and len(shared) >= 0.6 * len(wanted):
                found.append(f"{trap['kind']}: {trap['text']} <- {statement.text}")
    return found


def _overlap(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    return bool(
        one and other and min(one[1], other[1]) - max(one[0], other[0]) >= min(KEEP_NEAR_S, 0.5 * (other[1] - other[0]))
    )


def show(final: FinalNote) -> None:
    for section in final.note.sections:
        print(f"\n  {section.title}")
        for statement in section.statements:
            print(f"    [{statement.kind}] {statement.text}  ({', '.join(statement.cites)})")
    print(
        "\n  Risk:",
        *(f"{r.kind.value}/{r.status.value} {r.utterances} {r.text[:110]}" for r in final.risk),
        sep="\n    ",
    )
    print("  Missing:", ", ".join(m.element for m in final.missing), "| Lint:", ", ".join(f.rule for f in final.lint))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--out", type=Path, default=Path("/tmp/notes"))
    parser.add_argument("--format", default="DAP")
    parser.add_argument("--words", type=int, help="another word limit, to see what length costs")
    parser.add_argument("--spoiled", action="store_true", help="marks are lost as a recogniser loses them")
    parser.add_argument("--only")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    names = sorted(p.name.removesuffix(".utterances.json") for p in args.corpus.glob("*.utterances.json"))
    kinds: dict[str, tuple[int, int]] = {}
    precise: dict[str, tuple[int, int]] = {}
    layout = load_format(args.format)
    if args.words:
        layout = msgspec.structs.replace(layout, words=args.words, words_long=args.words)
    for name in [n for n in names if not args.only or re.search(args.only, n)]:
        script_path = args.corpus / f"{name}.json"
        script = json.loads(script_path.read_text())
        turns = json.loads((args.corpus / f"{name}.utterances.json").read_text())
        heard = utterances(args.corpus, name, args.texts)
        if args.spoiled:
            heard = roughly(heard, random.Random(name))
        final, events, seconds, finish_s = play(args.corpus, name, heard, layout, args.models)
        result, missed = score(args.score, *write(final, events, args.out, name), script_path)
        hits, all_risk, lost = risk_found(script, final, turns)
        print(
            f"{name:24} facts {result['facts']:.2f} values {result['values']:.2f} "
            f"cited {result['cited']:.2f} numbers {result['numbers']} "
            f"leaks {result['leaks']} words {result['words']:3} statements {result['statements']} "
            f"risk {hits}/{all_risk} "
            f"hear max {1000 * max(seconds):.0f} ms finish {1000 * finish_s:.0f} ms"
        )
        if args.list:
            print(missed, *(f"  risk     {line}" for line in lost), sep="\n")
            print(*(f"  trap?    {line}" for line in traps_to_read(script, final, turns)), sep="\n")
        if args.show:
            show(final)
        for kind, (good, all_) in by_kind(script, missed).items():
            before = kinds.get(kind, (0, 0))
            kinds[kind] = (before[0] + good, before[1] + all_)
        for kind, (good, all_) in precision(script, final, turns).items():
            before = precise.get(kind, (0, 0))
            precise[kind] = (before[0] + good, before[1] + all_)
    told = ", ".join(f"{kind} {good}/{all_}" for kind, (good, all_) in sorted(precise.items()))
    print("precision, statements that carry a fact by kind:", told)
    print(
        "recall, must-facts carried by kind:",
        ", ".join(f"{kind} {good}/{all_}" for kind, (good, all_) in sorted(kinds.items())),
    )


if __name__ == "__main__":
    main()
