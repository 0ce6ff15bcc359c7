"""Writes docs/examples: three notes in full with the words each statement rests on, exactly as the outline makes them.

    python scripts/bench/examples.py CORPUS [--models .models] [--check]

With --check nothing is written; the exit code is 1 when a page is not what the program makes today.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe.events import Statement
from scribe.notes.formats.catalogue import load_format
from scribe.notes.language.cues import load_cues
from scribe.notes.note import FinalNote
from scribe.notes.relaying import relay
from scripts.bench.notes import play, utterances

PAGES = {
    "dap": ("gad-cbt", "DAP"),
    "soap": ("depression-si", "SOAP"),
    "couple": ("couple-eft", "COUPLE"),
}
"""Page to the mock session and the format that it shows."""
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "examples"


def page(final: FinalNote, name: str, models: Path | None) -> str:
    said = {one.id: f"{one.name or one.role.value}: {one.text}" for one in final.heard}
    with_model = " --models .models" if models else ""
    lines = [
        f"# {final.format.title}: a mock session",
        "",
        f"Made by `scripts/bench/examples.py CORPUS{with_model}` from the mock session `{name}`; nobody in it",
        "is real. Below each statement stands what it rests on. The header comes from the chart and the clock.",
        "",
    ]
    for section in final.note.sections:
        lines += [f"## {section.title}", ""]
        lines += [line for one in section.statements for line in statement(one, said)] or ["Nothing.", ""]
    lines += ["## Risk, as the clinician saw it", ""]
    lines += [f"- {one.kind.value}, {one.status.value}: {one.text}" for one in final.risk]
    lines += ["", "## Missing, and to look at", ""]
    lines += [f"- {one.element}: {one.text}" for one in final.missing]
    lines += [f"- {one.rule}: {one.text} {one.why}" for one in final.lint]
    return "\n".join(lines).rstrip() + "\n"


def statement(one: Statement, said: dict[str, str]) -> list[str]:
    thread = ", ".join(part for part in (one.goal, one.objective, one.intervention) if part)
    return [f"{one.text}{f' *({thread})*' if thread else ''}", "", *(f"> {said[cite]}  " for cite in one.cites), ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    differs = []
    for key, (name, layout) in PAGES.items():
        final, *_ = play(args.corpus, name, utterances(args.corpus, name, None), load_format("DAP"), args.models)
        text = page(relay(final, load_format(layout), load_cues()), name, args.models)
        path = FOLDER / f"{key}.md"
        if args.check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            differs.append(path.name)
        elif not args.check:
            path.write_text(text, encoding="utf-8")
    if differs:
        print("not what the program makes today:", ", ".join(differs))
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
