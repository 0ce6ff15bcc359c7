"""Tasks agreed one after the other as one statement: 'Homework: four walks; ten minutes. The log, every day.'"""

import re

import msgspec

from scribe.notes.language.phrasing import capital
from scribe.notes.reading.candidates import Candidate, shortened

_LEAD = re.compile(r"Homework(?: proposed)?: ")
NEAR, MOST_WORDS = 2, 46
"""Tasks so many exchanges apart, up to so many words, are one statement."""


def in_one_breath(built: list[Candidate], terms_alone: set[int]) -> list[Candidate]:
    """Tasks agreed in one breath are one statement, and terms alone (by their place) go on with the task before."""
    out: list[Candidate] = []
    reached = 0
    for candidate in built:
        last = out[-1] if out else None
        near = candidate.at - reached <= NEAR
        reached = candidate.at
        alone = candidate.at in terms_alone
        if last and (_one_breath(last, candidate) or (alone and near and _alike(last, candidate))):
            whole = _in_one(last, candidate, alone=alone)
            short = _in_one(shortened(last)[0], shortened(candidate)[0], alone=alone)
            out[-1] = msgspec.structs.replace(whole, shorter=short if short.words < whole.words else None)
        else:
            out.append(candidate)
    return out


def _in_one(last: Candidate, candidate: Candidate, *, alone: bool) -> Candidate:
    more = candidate.text.removeprefix(_lead(candidate))
    on = alone and not more.startswith(("Client", '"'))
    text = f"{last.text.rstrip('.')}, {more}" if on else f"{last.text} {capital(more)}"
    cites = tuple(dict.fromkeys(last.cites + candidate.cites))
    return msgspec.structs.replace(last, text=text, cites=cites, weight=max(last.weight, candidate.weight))


def _alike(last: Candidate, candidate: Candidate) -> bool:
    return last.kind == candidate.kind and _lead(last) == _lead(candidate)


def _one_breath(last: Candidate, candidate: Candidate) -> bool:
    return _alike(last, candidate) and candidate.at - last.at <= NEAR and last.words + candidate.words <= MOST_WORDS


def _lead(candidate: Candidate) -> str:
    """'Homework: '; none of what the therapist will do."""
    found = _LEAD.match(candidate.text)
    return found[0] if found else ""
