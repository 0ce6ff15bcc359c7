"""Switches the note of each mock session through every format: seconds, and the scorer's figures under each.

    python scripts/bench/formats.py CORPUS --score SCORE_NOTE.py [--only NAME] [--out FOLDER]

The session is heard once; each format is laid out from what was found, without a model. Exit code 1 when a statement
has no citation or a number that was not said, when excluded words stand in a note, or a switch takes over 2 seconds.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.notes.formats.catalogue import load_format, load_formats
from scribe.notes.language.cues import load_cues
from scribe.notes.relaying import relay
from scripts.bench.notes import play, score, utterances, write

MOST_S = 2.0
"""Longest switch that a clinician does not wait for (issue: in seconds, without a model)."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--only")
    parser.add_argument("--out", type=Path, default=Path("/tmp/formats"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    names = sorted(path.name.removesuffix(".chart.json") for path in args.corpus.glob("*.chart.json"))
    cues, good, slowest = load_cues(), True, 0.0
    for name in [args.only] if args.only else names:
        final, events, _, _ = play(args.corpus, name, utterances(args.corpus, name, None), load_format("DAP"), None)
        print(f"{name}\n  {'format':16} facts values cited numbers leaks words statements  switch")
        for layout in load_formats():
            begun = time.perf_counter()
            laid = relay(final, layout, cues)
            took = time.perf_counter() - begun
            slowest = max(slowest, took)
            result, _ = score(args.score, *write(laid, events, args.out, name), args.corpus / f"{name}.json")
            print(
                f"  {layout.key:16} {result['facts']:5.2f} {result['values']:6.2f} {result['cited']:5.2f} "
                f"{result['numbers']:7} {result['leaks']:5} {result['words']:5} {result['statements']:10}  "
                f"{1000 * took:3.0f} ms"
            )
            good &= result["cited"] == 1.0 and not result["numbers"] and not result["leaks"] and took <= MOST_S
    print(f"slowest switch {1000 * slowest:.0f} ms")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
