#!/usr/bin/env python3
"""How often a language model's sentence above the found moments holds, with a real model (notes/engines/answering.py).

    scripts/bench/phrased.py [--gguf FILE --name NAME] [--threads 2] [--only TALK…] [--show] [--write PAGE]

Every question of examples/talks/questions.json is answered as after a session: moments are looked for, those that risk
or a score rests on are shown to no model, the model words a sentence, and it stands only where the verifier lets it.
Without --gguf the model is the one of tests/local_llm.py, SmolLM2-135M. `--write` replaces the rows of this model
between the markers in that file; other models' rows stay.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scribe.config import OllamaSettings  # noqa: E402 - after the path
from scribe.errors import EngineError  # noqa: E402
from scribe.notes import recall  # noqa: E402
from scribe.notes.engines.answering import sentence  # noqa: E402
from scribe.notes.engines.ollama_turn import Turns  # noqa: E402
from scribe.notes.formats.catalogue import load_format  # noqa: E402
from scribe.notes.reading.encoder import SentenceEncoder  # noqa: E402
from scribe.session.recalling import lines_of, may_be_worded  # noqa: E402
from scribe.session.transcript import Said, Transcript  # noqa: E402
from scripts.bench.notes import play, utterances  # noqa: E402
from scripts.bench.session import machine, replaced, rows_in  # noqa: E402
from tests.local_llm import Body, OnText, SmallModel, Writer, serving  # noqa: E402

TALKS = ROOT / "examples" / "talks"
MARKERS = ("<!-- phrased answers -->", "<!-- end of phrased answers -->")
SECTION_S = 240.0
"""Of patience with a slow core."""

NOT_FOUND, KEPT_BACK, EMPTY, HELD, DROPPED, FAILED = "not found", "kept back", "empty", "held", "dropped", "failed"
COLUMNS = {
    NOT_FOUND: 'told "not found"',
    KEPT_BACK: "of risk or a score, not shown to the model",
    EMPTY: "the model gave no sentence",
    DROPPED: "sentence dropped",
    HELD: "sentence held",
    FAILED: "the model failed",
}


class Overheard:
    """A writer whose last answer is remembered: what the verifier was given."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self.text = writer, ""

    def write(self, body: Body, on_text: OnText) -> str:
        pieces: list[str] = []

        def both(piece: str) -> bool:
            pieces.append(piece)
            return on_text(piece)

        reason = self._writer.write(body, both)
        self.text = "".join(pieces)
        return reason

    def proposed(self) -> str:
        """The sentence that the model gave; '' where it gave none."""
        try:
            told: list[dict[str, Any]] = json.loads(self.text)["statements"]
        except (ValueError, KeyError, TypeError):
            return self.text
        return " ".join(one.get("text", "") for one in told).strip()


class Talk(Struct, frozen=True):
    name: str
    transcript: Transcript
    said: tuple[Said, ...]


class Answer(Struct, frozen=True):
    talk: str
    question: str
    answerable: bool
    outcome: str
    said: str = ""
    """By the model."""
    right: bool = False
    """It held, and the moment that it stands above holds the answer."""
    seconds: float = 0.0


def heard(name: str, encoder: SentenceEncoder, models: Path) -> Talk:
    """As the daemon has it after the session: its words, its evidence, its risk ledger."""
    known = TALKS / "known"
    transcript = Transcript()
    for event in play(known, name, utterances(known, name, None), load_format("DAP"), models)[1]:
        transcript.apply(event)
    return Talk(name, transcript, tuple(one for one in transcript.said.values() if not one.struck))


def questions(only: Sequence[str]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Talk, question, and the utterances that answer it."""
    for split in json.loads((TALKS / "questions.json").read_text()).values():
        for talk, asked in split.items():
            if only and talk not in only:
                continue
            yield from ((talk, question, frozenset(gold)) for question, gold in asked["answered"])
            yield from ((talk, question, frozenset()) for question in asked["unanswered"])


async def answered(
    talk: Talk, question: str, gold: frozenset[str], encoder: SentenceEncoder, model: Overheard, url: str
) -> Answer:
    found = recall.moments(question, [one.text for one in talk.said], encoder.encode)
    moments = [talk.said[one.first : one.last + 1] for one in found]
    shown = [said for said in moments if may_be_worded(talk.transcript, said)]
    if not shown:
        return Answer(talk.name, question, bool(gold), KEPT_BACK if moments else NOT_FOUND)
    settings = OllamaSettings(url=url, model="measured", section_s=SECTION_S, first_token_s=SECTION_S)
    model.text, began = "", time.monotonic()
    try:
        lines = [lines_of(said) for said in shown]
        worded = await sentence(question, lines, encoder, settings=settings, turns=Turns(settings))
    except EngineError as error:
        return Answer(talk.name, question, bool(gold), FAILED, str(error), seconds=time.monotonic() - began)
    seconds = time.monotonic() - began
    if worded is None:
        said = model.proposed()
        return Answer(talk.name, question, bool(gold), DROPPED if said else EMPTY, said, seconds=seconds)
    right = any(one.id in gold for one in shown[worded.moment])
    return Answer(talk.name, question, bool(gold), HELD, worded.text, right, seconds)


async def main(given: argparse.Namespace) -> list[Answer]:
    encoder = SentenceEncoder(given.models / "minilm")
    model = Overheard(SmallModel(threads=given.threads, gguf=given.gguf))
    talks: dict[str, Talk] = {}
    answers: list[Answer] = []
    with serving(model, "measured") as url:
        for name, question, gold in questions(given.only):
            if name not in talks:
                talks[name] = heard(name, encoder, given.models)
            answers.append(await answered(talks[name], question, gold, encoder, model, url))
            if given.show:
                one = answers[-1]
                right = "right" if one.right else "-"
                print(f"{one.outcome:10} {right:5} {one.seconds:5.1f} s  {question}  {one.said}")
                sys.stdout.flush()
    return answers


def rows(name: str, answers: Sequence[Answer]) -> list[str]:
    lines = []
    for answerable, kind in ((True, "with an answer"), (False, "about what was never said")):
        mine = [one for one in answers if one.answerable is answerable]
        counts = Counter(one.outcome for one in mine)
        right = sum(one.right for one in mine)
        cells = [str(counts[outcome]) for outcome in COLUMNS]
        if answerable:
            cells[list(COLUMNS).index(HELD)] += f", {right} above the right moment"
        asked = sorted(one.seconds for one in mine if one.seconds)
        cells.append(f"{asked[len(asked) // 2]:.1f} s" if asked else "")
        lines.append(f"| {name} | {len(mine)} {kind} | " + " | ".join(cells) + " |")
    return lines


def table(lines: Sequence[str]) -> str:
    head = ["model", "questions", *COLUMNS.values(), "median time of the model"]
    return "\n".join([f"{machine()}.", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines])


def written(page: str, name: str, lines: Sequence[str]) -> str:
    """The page with this model's rows in place of its earlier ones."""
    kept = [line for line in rows_in(page, MARKERS) if not line.startswith(f"| {name} |")]
    return replaced(page, MARKERS, table([*kept, *lines]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=ROOT / ".models")
    parser.add_argument("--gguf", type=Path, help="another model's file")
    parser.add_argument("--name", default="SmolLM2-135M-Instruct")
    parser.add_argument("--threads", type=int, default=2, help="of the model")
    parser.add_argument("--only", nargs="*", default=(), help="talks")
    parser.add_argument("--show", action="store_true", help="each question and what the model said")
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    made = rows(arguments.name, asyncio.run(main(arguments)))
    print(table(made))
    if arguments.write:
        arguments.write.write_text(written(arguments.write.read_text(), arguments.name, made))
