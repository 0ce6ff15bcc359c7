"""Runs the `ollama` engine on the outline notes of mock sessions: what was proposed, kept and dropped, how quickly.

    python scripts/bench/drafting.py CORPUS [--url URL --model MODEL] [--only NAME] [--seconds S] [--show]

Without --model no language model is asked; then it prints how many of the outline's own sentences and of the facts
hold when they are verified as if a model had proposed them, and how many of the corpus' traps do (there must be none).
"""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.config import OllamaSettings
from scribe.errors import EngineError
from scribe.events import Note
from scribe.notes.engines.ollama import Drafted, draft
from scribe.notes.formats.catalogue import load_format
from scribe.notes.note import FinalNote
from scribe.notes.verifying.verification import Grounds, Verdict, verify
from scripts.bench.notes import play, utterances


def grounds_of(final: FinalNote) -> Grounds:
    outline = tuple(statement for section in final.note.sections for statement in section.statements)
    heard = frozenset(utterance.id for utterance in final.heard)
    return Grounds(heard=final.heard, citable=heard, outline=outline, diagnoses=str(final.header.get("diagnoses", "")))


def tested(rows: list[tuple[str, list[str]]], grounds: Grounds) -> list[tuple[Verdict, str]]:
    known = grounds.citable
    return [(verify(text, known & set(cites), grounds), text) for text, cites in rows]


def dry(final: FinalNote, script: dict[str, Any], show: bool) -> str:
    """The verifier's answers without a model; outline sentences without their own wording as a premise."""
    with_outline = grounds_of(final)
    rows = [(one.text, list(one.cites)) for one in with_outline.outline if one.cites]
    bare = Grounds(heard=final.heard, citable=with_outline.citable, diagnoses=with_outline.diagnoses)
    groups = {
        "outline": tested(rows, with_outline),
        "outline, speech alone": tested(rows, bare),
        "facts": tested([(fact["text"], fact["evidence"]) for fact in script["facts"]], with_outline),
        "traps": tested([(trap["text"] + ".", trap["evidence"]) for trap in script["traps"]], with_outline),
    }
    if show:
        for group, verdicts in groups.items():
            for verdict, text in verdicts:
                print(f"    {group:22} {'holds' if verdict.holds else ' '.join(verdict.reasons):24} {text}")
    return ", ".join(f"{name} {sum(v.holds for v, _ in found)}/{len(found)}" for name, found in groups.items())


async def drafted(final: FinalNote, settings: OllamaSettings, show: bool) -> str:
    begun = time.perf_counter()
    first: list[float] = []

    async def emit(note: Note) -> None:
        first.append(time.perf_counter() - begun)

    try:
        result: Drafted = await draft(final, settings, emit)
    except EngineError as error:
        return f"{error.reason}: {error}"
    if show:
        for section in result.note.sections:
            print(f"    {section.title}", *(f"      {one.text}" for one in section.statements), sep="\n")
    made = result.drafting
    shown = f"{first[0]:.1f} s" if first else "-"
    took = time.perf_counter() - begun
    return (
        f"proposed {made.proposed}, kept {made.kept} (repaired {made.repaired}), unneeded {made.unneeded}, "
        f"dropped {made.dropped} {made.reasons}, first shown {shown}, all {took:.0f} s {made.failed}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:11434")
    parser.add_argument("--model")
    parser.add_argument("--only")
    parser.add_argument("--seconds", type=float, default=300.0, help="longest time for one section")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    names = sorted(path.name.removesuffix(".chart.json") for path in args.corpus.glob("*.chart.json"))
    for name in [args.only] if args.only else names:
        script = json.loads((args.corpus / f"{name}.json").read_text(encoding="utf-8"))
        final, *_ = play(args.corpus, name, utterances(args.corpus, name, None), load_format("DAP"), None)
        if args.model:
            settings = OllamaSettings(url=args.url, model=args.model, section_s=args.seconds)
            print(f"{name}: {asyncio.run(drafted(final, settings, args.show))}")
        else:
            print(f"{name}: {dry(final, script, args.show)}")


if __name__ == "__main__":
    main()
