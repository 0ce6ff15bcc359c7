"""What every statement of risk is made with: it must stand, cites all it rests on, and grows with the room there is."""

from collections.abc import Sequence

import msgspec

from scribe.events import Polarity
from scribe.notes.language.phrasing import sentence
from scribe.notes.reading.candidates import MUST, Candidate
from scribe.notes.risk.mentions import Mention

FOREMOST = 5.0
"""Added to what a statement tells: risk comes before all else that must stand."""


def candidate(group: Sequence[Mention], text: str, polarity: Polarity) -> Candidate:
    cites = tuple(dict.fromkeys(cite for mention in group for cite in mention.cites))
    return candidate_of(cites, text, polarity, at=group[0].at)


def candidate_of(cites: tuple[str, ...], text: str, polarity: Polarity, *, at: int) -> Candidate:
    return Candidate(kind="risk", text=sentence(text), cites=cites, weight=MUST + FOREMOST, at=at, polarity=polarity)


def growing(forms: Sequence[Candidate]) -> Candidate:
    """The longest, with each shorter one behind it."""
    found = forms[0]
    for form in forms[1:]:
        if form.words > found.words:
            found = msgspec.structs.replace(form, shorter=found)
    return found


def subject(who: str, *, inside: bool) -> str:
    """`inside`: not at the beginning of the sentence."""
    return who.lower() if who == "Client" and inside else who
