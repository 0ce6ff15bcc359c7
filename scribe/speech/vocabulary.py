"""Words that this session is likely to hold, for the decoder to lean towards: names, medications, measures. Pure.

They stand at the head of Whisper's prompt, as if they had been said before. Digits are left out: numbers are written as
they are said, "PHQ nine".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scribe.chart import Chart, Participant
from scribe.speech.guards import bare

MOST_WORDS = 24
"""More of them crowd out what was really said before, and cost time in every pass."""
TITLES = re.compile(r"\b(dr|mr|mrs|ms|mx|prof)\b\.?|,.*$", re.IGNORECASE)
"""What stands around a name in a chart: a title before it, credentials after it."""
TITLED = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Mx|Prof)\b\.?\s+([^\W\d_][\w'-]+)")
"""A person who is named beside a medication: who prescribes it."""
NOT_SAID = re.compile(r"\(.*?\)|\b\w*\d[\w-]*|\b(mg|mcg|ml|daily|weekly|at night|twice|phases?|with)\b|[:;()/-]")
"""What stands in a chart beside the words that are said: doses, numbers, brackets."""
LEAKED = 4
"""So many words in a row that run from one term into the next are the prompt and not the room."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`tokens`: of the prompt, in the decoder's own numbers."""

    terms: tuple[str, ...] = ()
    tokens: tuple[int, ...] = ()
    people: tuple[str, ...] = ()
    """Names of those in the room, each a single word."""


NO_VOCABULARY = Vocabulary()


def terms(chart: Chart) -> tuple[str, ...]:
    """Each once, most useful first: names, medications, measures, interventions."""
    measures = chart.last_session.measures if chart.last_session else ()
    others = (NOT_SAID.sub(" ", text) for text in (*measures, *chart.planned_interventions))
    given = (*people(chart.participants), *_medications(chart), *_prescribers(chart), *others)
    return _bounded(" ".join(term.split()) for term in given)


def names(chart: Chart) -> tuple[str, ...]:
    """Words that nobody says in place of others: of people and medications, each once. What stands after a dose is none
    of a medication: "every morning", "as needed"."""
    medications = (NOT_SAID.split(text)[0] for text in chart.medications)
    given = (*people(chart.participants), *medications, *_prescribers(chart))
    return tuple(dict.fromkeys(word for text in given for word in text.split()))


def people(participants: Iterable[Participant]) -> tuple[str, ...]:
    """First and last names, without titles."""
    return tuple(part for person in participants for part in TITLES.sub("", person.name).split())


def prompt(found: Sequence[str]) -> str:
    """One sentence, as it would stand in a transcript."""
    return f" {', '.join(found)}." if found else ""


def leaked(said: Sequence[str], found: Sequence[str]) -> int:
    """Index of the first word `said` from which on the prompt itself was written; len(said) where it was not."""
    plain = [bare(word) for word in said]
    known = [(bare(word), number) for number, term in enumerate(found) for word in term.split()]
    runs = (known[at : at + LEAKED] for at in range(len(known) - LEAKED + 1))
    crossing = {tuple(word for word, _ in run) for run in runs if run[0][1] != run[-1][1]}
    starts = range(len(plain) - LEAKED + 1)
    return next((at for at in starts if tuple(plain[at : at + LEAKED]) in crossing), len(said))


def _medications(chart: Chart) -> Iterator[str]:
    return (NOT_SAID.sub(" ", text) for text in chart.medications)


def _prescribers(chart: Chart) -> Iterator[str]:
    return (name for text in chart.medications for name in TITLED.findall(text))


def _bounded(found: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    words = 0
    for term in found:
        length = len(term.split())
        if length and term.lower() not in kept and words + length <= MOST_WORDS:
            kept[term.lower()] = term
            words += length
    return tuple(kept.values())
