"""What a soak saw at each look, and by how much each figure grows."""

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

MARKERS = ("<!-- what grows -->", "<!-- end of what grows -->")
WARM = 0.25
"""Of the looks: what Python, SQLCipher and the allocator keep once they have seen each kind of work."""
MONTH_SESSIONS = 220
NORMAL = 1.96
"""Standard deviations of a normal distribution that hold 95 %."""
FIGURES = {
    "memory_mb": "memory of the idle room, MB",
    "descriptors": "descriptors",
    "threads": "threads",
    "draft_s": "from the end to the note, s",
    "processor_s": "processor of a session, s",
    "store_kb": "store and its write-ahead log (the records), kB",
    "sound_kb": "sound (until the note is signed), kB",
    "other_kb": "anything else on the disk, kB",
}


@dataclass(frozen=True, slots=True)
class Look:
    session: int
    minutes: float
    """Since the beginning of the run."""
    memory_mb: float
    descriptors: int
    threads: int
    store_kb: float
    """The database and its write-ahead log: the records."""
    sound_kb: float
    other_kb: float
    draft_s: float = 0.0
    """From the end of the session to its note: what would drift if something became slower."""
    processor_s: float = 0.0
    """Of the daemon, for this session alone: the same without what else the machine does."""


def write(rows: Path, looks: Sequence[Look]) -> None:
    with rows.open("w", newline="") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Look)])
        table.writeheader()
        table.writerows(map(asdict, looks))


def read(rows: Path) -> list[Look]:
    """As `write` left them. ValueError where they are something else."""
    with rows.open(newline="") as file:
        return [_look(row) for row in csv.DictReader(file)]


def _look(row: dict[str, str]) -> Look:
    counts = ("session", "descriptors", "threads")
    return Look(**{name: int(text) if name in counts else float(text) for name, text in row.items()})  # type: ignore[arg-type]


def growth(at: Sequence[float], value: Sequence[float]) -> tuple[float, float, float]:
    """The slope, and the two between which it lies with 95 %: the median of the slopes between any two looks
    (Sen 1968), so that a look which came in the middle of something does not tilt it."""
    x, y = np.asarray(at, dtype=float), np.asarray(value, dtype=float)
    first, second = np.triu_indices(len(x), 1)
    slopes = np.sort((y[second] - y[first]) / (x[second] - x[first]))
    spread = NORMAL * np.sqrt(len(x) * (len(x) - 1) * (2 * len(x) + 5) / 18)
    low, high = (round((len(slopes) + sign * spread) / 2) for sign in (-1, 1))
    last = len(slopes) - 1
    return float(np.median(slopes)), float(slopes[max(0, low)]), float(slopes[min(last, high)])


def table(looks: Sequence[Look]) -> str:
    """In Markdown."""
    later = looks[int(len(looks) * WARM) :]
    hours = (later[-1].minutes - later[0].minutes) / 60
    lines = [
        f"{len(looks)} sessions in {looks[-1].minutes:.0f} minutes; of the last {len(later)}, in {hours:.2f} hours:",
        "",
        "| figure | median | least and most | a session (95 %) | an hour of this run (95 %)"
        f" | a month of {MONTH_SESSIONS} sessions |",
        "|---|---|---|---|---|---|",
        *(_row(later, figure, name) for figure, name in FIGURES.items()),
        "",
        f"Lowest memory of each ten looks from the first on: {', '.join(lowest(looks))} MB.",
    ]
    return "\n".join(lines)


def _row(later: Sequence[Look], figure: str, name: str) -> str:
    values = [float(getattr(look, figure)) for look in later]
    session = growth([look.session for look in later], values)
    hour = growth([look.minutes / 60 for look in later], values)
    spread = f"{min(values):.1f} to {max(values):.1f}"
    month = f"{session[0] * MONTH_SESSIONS:+.1f}"
    return f"| {name} | {np.median(values):.1f} | {spread} | {_told(session)} | {_told(hour)} | {month} |"


def _told(slope: tuple[float, float, float]) -> str:
    middle, low, high = slope
    return f"{middle:+.3f} ({low:+.3f} to {high:+.3f})"


def lowest(looks: Sequence[Look]) -> list[str]:
    memory = [look.memory_mb for look in looks]
    return [f"{min(memory[first : first + 10]):.0f}" for first in range(0, len(memory), 10)]
