"""The table of docs/reliability.md, written by the run itself: a cell for each fault and length, the others kept."""

import re
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.chaos.fault import Fault, Outcome

BEGIN, END = "<!-- faults by chance -->", "<!-- end of faults by chance -->"
HEAD = "| fault | what is done | CI length | night length |\n|---|---|---|---|"
LENGTHS = ("ci", "night")
NOT_RUN = "not run"

_ROW = re.compile(r"^\| ([^|]+) \| [^|]* \| ([^|]*) \| ([^|]*) \|$", re.M)


@dataclass(frozen=True, slots=True)
class Ran:
    """One fault, as it was run."""

    fault: Fault
    length: str
    """`ci` or `night`."""
    rounds: int
    """As many as that length has, or fewer."""
    seed: int
    outcome: Outcome

    @property
    def cell(self) -> str:
        whole = self.fault.rounds(self.length)
        count = f"{self.rounds:,} rounds" if self.rounds == whole else f"{self.rounds:,} of {whole:,} rounds"
        return f"{count}, seed {self.seed}: lost {self.outcome.lost}; {self.outcome.told}"


def write(page: Path, faults: tuple[Fault, ...], ran: Ran) -> None:
    """ValueError where the page has no place for the table."""
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"{page}: there is no line {BEGIN!r}, or no line {END!r} after it.")
    head, rest = text.split(BEGIN)
    old, tail = rest.split(END)
    page.write_text(f"{head}{BEGIN}\n{table(old, faults, ran)}\n{END}{tail}", encoding="utf-8")


def table(old: str, faults: tuple[Fault, ...], ran: Ran) -> str:
    """The old table with one cell anew, a row for each fault."""
    known = {name: [ci, night] for name, ci, night in _ROW.findall(old)}
    known.setdefault(ran.fault.name, [NOT_RUN, NOT_RUN])[LENGTHS.index(ran.length)] = ran.cell
    rows = [
        " | ".join(("", fault.name, fault.done, *known.get(fault.name, (NOT_RUN, NOT_RUN)), "")).strip()
        for fault in faults
    ]
    return "\n".join((HEAD, *rows))
