"""What a bench over a corpus of recordings is asked."""

import argparse
from collections.abc import Sequence
from pathlib import Path


def parser_of(doc: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--score", type=Path, required=True)
    return parser


def names_of(given: argparse.Namespace) -> Sequence[str]:
    """Those that were asked for; all recordings without one."""
    return given.names or sorted(path.stem for path in given.corpus.glob("*.flac"))
