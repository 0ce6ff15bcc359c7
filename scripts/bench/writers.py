#!/usr/bin/env python3
"""The same sessions' notes by each writer: the outline, a real small language model, that model failing in every way
it can, and a model made to lie (scripts/bench/liar.py). Whatever a writer does, the note must hold.

    scripts/bench/writers.py CORPUS --score SCORE_NOTE.py [--gguf FILE --name NAME] [--only NAME…] [--write PAGE]

Utterances are the true turns, the note is a DAP of 500 words. Without --gguf the model is the one of
tests/local_llm.py, SmolLM2-135M, and every writer is tried; with it, that model alone. `--write` replaces the rows of
the writers that were tried between the markers in that page; others stay. The exit code is 1 where a lie stands.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scribe.config import OllamaSettings  # noqa: E402 - after the path
from scribe.errors import EngineError  # noqa: E402
from scribe.events import AnyEvent, Note  # noqa: E402
from scribe.notes.engines.ollama import Drafting, draft  # noqa: E402
from scribe.notes.formats.catalogue import load_format  # noqa: E402
from scribe.notes.note import FinalNote  # noqa: E402
from scribe.notes.reading.encoder import SentenceEncoder  # noqa: E402
from scripts.bench.liar import LIES, Liar, drafted, kept  # noqa: E402
from scripts.bench.notes import play, score, utterances, write  # noqa: E402
from scripts.bench.session import machine, replaced, rows_in  # noqa: E402
from tests.local_llm import FAULTS, SmallModel, Writer, serving  # noqa: E402

MARKERS = ("<!-- notes by each writer -->", "<!-- end of notes by each writer -->")
OUTLINE, LIAR = "outline", f"a liar, its {len(LIES)} ways"
SECTION_S = 600.0
"""Of patience with a slow core."""


class Session(Struct, frozen=True):
    name: str
    truth: Path
    final: FinalNote
    """By the outline."""
    events: list[AnyEvent]


class Made(Struct, frozen=True):
    """What a writer made of one session."""

    facts: float
    cited: float
    numbers: int
    leaks: int
    drafting: Drafting = Drafting()
    lies: int = 0
    """That stand in the note."""
    seconds: float = 0.0


def sessions(corpus: Path, only: Sequence[str], encoder: Path) -> Iterator[Session]:
    for truth in sorted(corpus.glob("*.utterances.json")):
        name = truth.name.removesuffix(".utterances.json")
        if not only or name in only:
            final, events, *_ = play(corpus, name, utterances(corpus, name, None), load_format("DAP"), encoder)
            yield Session(name, corpus / f"{name}.json", final, events)


def judged(session: Session, final: FinalNote, scorer: Path, **more: Any) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        found, _ = score(scorer, *write(final, session.events, Path(folder), session.name), session.truth)
    return Made(found["facts"], found["cited"], found["numbers"], found["leaks"], **more)


async def _nobody(_: Note) -> None:
    """Watches while the note is written."""


def worded(session: Session, model: str, url: str, encoder: SentenceEncoder) -> tuple[FinalNote, Drafting]:
    """The note as the daemon would have it: the outline's where the model fails."""
    settings = OllamaSettings(url=url, model=model, section_s=SECTION_S, first_token_s=SECTION_S)
    try:
        made = asyncio.run(draft(session.final, settings, _nobody, encoder=encoder))
    except EngineError as error:
        return session.final, Drafting(failed=error.reason)
    return made, made.drafting


def by_model(
    talks: Sequence[Session], models: Sequence[str], writer: Writer, encoder: SentenceEncoder, scorer: Path
) -> Iterator[tuple[str, list[Made]]]:
    """Each model asked for, of one server: its name, with a fault after it or without."""
    with serving(writer, models[0]) as url:
        for model in models:
            made = []
            for talk in talks:
                began = time.monotonic()
                final, drafting = worded(talk, model, url, encoder)
                made.append(judged(talk, final, scorer, drafting=drafting, seconds=time.monotonic() - began))
            yield model, made


def lied(session: Session, encoder: SentenceEncoder, scorer: Path) -> Made:
    """The worst of all ways to lie."""
    tried = []
    for kind in LIES:
        liar = Liar(kind)
        made = asyncio.run(drafted(session.final, liar, encoder))
        tried.append(judged(session, made, scorer, drafting=made.drafting, lies=len(kept(session.final, made, liar))))
    return Made(
        min(one.facts for one in tried),
        min(one.cited for one in tried),
        max(one.numbers for one in tried),
        max(one.leaks for one in tried),
        Drafting(
            proposed=sum(one.drafting.proposed for one in tried),
            kept=sum(one.drafting.kept for one in tried),
            dropped=sum(one.drafting.dropped for one in tried),
            failed=next((one.drafting.failed for one in tried if one.drafting.failed), ""),
        ),
        lies=sum(one.lies for one in tried),
    )


def writers(given: argparse.Namespace, talks: Sequence[Session]) -> Iterator[tuple[str, list[Made]]]:
    encoder = SentenceEncoder(given.models / "minilm")
    model = SmallModel(threads=given.threads, gguf=given.gguf)
    if given.gguf:
        yield from by_model(talks, [given.name], model, encoder, given.score)
        return
    yield OUTLINE, [judged(talk, talk.final, given.score) for talk in talks]
    asked = [given.name, *(f"{given.name}-{fault}" for fault in FAULTS)]
    yield from by_model(talks, asked, model, encoder, given.score)
    yield LIAR, [lied(talk, encoder, given.score) for talk in talks]


def row(name: str, made: Sequence[Made]) -> str:
    drafts = [one.drafting for one in made]
    failed = sorted({one.failed for one in drafts if one.failed})
    seconds = sum(one.seconds for one in made) / len(made)
    cells = [
        name,
        *(f"{one.facts:.2f}" for one in made),
        f"{min(one.cited for one in made):.2f}",
        *(str(sum(figures)) for figures in ([one.numbers for one in made], [one.leaks for one in made])),
        f"{sum(one.proposed for one in drafts)}, {sum(one.kept for one in drafts)}",
        str(sum(one.lies for one in made)) if name == LIAR else "",
        ", ".join(failed),
        f"{seconds:.0f}" if seconds else "",
    ]
    return "| " + " | ".join(cells) + " |"


def table(names: Sequence[str], lines: Iterable[str]) -> str:
    head = [
        "writer", *(f"facts, {name}" for name in names), "cited", "numbers not said", "leaks",
        "sentences proposed, kept", "lies kept", "failed", "s a note",
    ]  # fmt: skip
    return "\n".join([f"{machine()}.", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines])


def written(page: str, names: Sequence[str], lines: dict[str, str]) -> str:
    """The page with these writers' rows in place of their earlier ones."""
    before = {line.split(" | ")[0].removeprefix("| "): line for line in rows_in(page, MARKERS)}
    return replaced(page, MARKERS, table(names, (before | lines).values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=ROOT / ".models")
    parser.add_argument("--gguf", type=Path, help="another model's file")
    parser.add_argument("--name", default="SmolLM2-135M-Instruct")
    parser.add_argument("--threads", type=int, default=2, help="of the model")
    parser.add_argument("--only", nargs="*", default=(), help="sessions")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    talks = list(sessions(given.corpus, given.only, given.models))
    lines: dict[str, str] = {}
    stand = 0
    for name, made in writers(given, talks):
        lines[name] = row(name, made)
        stand += sum(one.lies for one in made)
        print(lines[name], flush=True)
        print("  ", json.dumps([msgspec.to_builtins(one.drafting) for one in made]), flush=True)
    if given.write:
        given.write.write_text(written(given.write.read_text(), [talk.name for talk in talks], lines))
    sys.exit(1 if stand else 0)


if __name__ == "__main__":
    main()
