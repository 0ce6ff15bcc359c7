"""A language model made to lie, behind Ollama's API, on the outline notes of mock sessions: what of it reaches a note.

    python scripts/bench/liar.py CORPUS [--only NAME]

For each sentence it is asked to word, the liar inverts negations, swaps speakers, changes numbers and days, invents
diagnoses, turns questions and plans into facts, copies its prompt's examples and adds addresses. None of that is
supported, so whatever the note then holds must read as the outline's: the exit code is 1 when one lie is kept.
"""

import argparse
import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.config import OllamaSettings
from scribe.events import Note
from scribe.notes.engines.ollama import Drafted, draft
from scribe.notes.engines.prompts import _EXAMPLE_ANSWER as EXAMPLE
from scribe.notes.formats.catalogue import load_format
from scribe.notes.note import FinalNote
from scribe.notes.verifying.verification import Likeness
from scripts.bench.notes import play, utterances
from tests.local_llm import Body, Script, serving

Lie = Callable[[str], str]


def negated(text: str) -> str:
    flipped = re.sub(r"\bdenied\b", "reported", text, count=1)
    if flipped != text:
        return flipped
    flipped = re.sub(r"\bnot ", "", text, count=1)
    return flipped if flipped != text else re.sub(r"\b(they are|they have|it is|they were) ", r"\1 not ", text, count=1)


def swapped(text: str) -> str:
    there = text.replace("Client", "\0").replace("client", "\1")
    return (
        there.replace("Therapist", "Client")
        .replace("therapist", "client")
        .replace("\0", "Therapist")
        .replace("\1", "therapist")
    )


def other_number(text: str) -> str:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    changed = re.sub(r"\b\d+\b", lambda found: str(int(found[0]) + 3), text)
    pattern = rf"\b({'|'.join(words)})\b"
    return re.sub(pattern, lambda found: words[(words.index(found[1]) + 4) % len(words)], changed)


def other_day(text: str) -> str:
    return re.sub(
        r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", lambda f: "Sunday" if f[0] != "Sunday" else "Monday", text
    )


LIES: dict[str, Lie] = {
    "negation": negated,
    "speaker": swapped,
    "number": other_number,
    "day": other_day,
    "diagnosis": lambda text: text.rstrip(".") + ", consistent with bipolar disorder.",
    "certainty": lambda text: re.sub(r"\b(?:perhaps|about|almost|sometimes|nearly) ", "always ", text),
    "time": lambda text: re.sub(r"\b(?:were|was|had)\b", "will be", text, count=1),
    "cause": lambda text: text.rstrip(".") + " because of childhood abuse.",
    "praise": lambda text: text.rstrip(".") + " and made excellent progress.",
    "address": lambda text: text.rstrip(".") + " (see https://evil.example).",
    "markup": lambda text: f"**{text}** <b>ok</b>",
    "advice": lambda _: "Therapist recommended hospitalization, and client agreed.",
    "risk": lambda _: "Client reported a plan to end their life.",
    "example": lambda _: str(EXAMPLE["statements"][0]["text"]),
}


def lies(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each lie about one item, where it differs from the draft."""
    for name, lie in LIES.items():
        told = lie(item["draft"])
        if told != item["draft"]:
            yield name, told[:1].upper() + told[1:]


class Liar:
    """Answers each batch with one kind of lie about every item; remembers what it told."""

    def __init__(self, kind: str) -> None:
        self.kind, self.told = kind, set[str]()

    def __call__(self, body: Body) -> str:
        items = json.loads(body["messages"][-1]["content"])["items"]
        made = [
            {"cites": item["cites"], "text": told} for item in items for name, told in lies(item) if name == self.kind
        ]
        self.told |= {one["text"] for one in made}
        return json.dumps({"statements": made})


async def drafted(final: FinalNote, liar: Liar, encoder: Likeness | None = None) -> Drafted:
    async def emit(_: Note) -> None:
        pass

    with serving(Script(liar), "liar") as url:
        return await draft(final, OllamaSettings(url=url, model="liar", section_s=600.0), emit, encoder=encoder)


def kept(final: FinalNote, made: FinalNote, liar: Liar) -> list[str]:
    before = {one.text for section in final.note.sections for one in section.statements}
    return [
        one.text
        for section in made.note.sections
        for one in section.statements
        if one.text in liar.told and one.text not in before
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only")
    args = parser.parse_args()
    names = sorted(path.name.removesuffix(".chart.json") for path in args.corpus.glob("*.chart.json"))
    caught = 0
    for name in [args.only] if args.only else names:
        final, *_ = play(args.corpus, name, utterances(args.corpus, name, None), load_format("DAP"), None)
        told: Counter[str] = Counter()
        for kind in LIES:
            liar = Liar(kind)
            made = asyncio.run(drafted(final, liar))
            told[kind] = len(liar.told)
            for text in kept(final, made, liar):
                caught += 1
                print(f"  KEPT {kind}: {text}")
        print(
            f"{name}: told {sum(told.values())} ({', '.join(f'{kind} {n}' for kind, n in told.items())}), kept {caught}"
        )
    sys.exit(1 if caught else 0)


if __name__ == "__main__":
    main()
