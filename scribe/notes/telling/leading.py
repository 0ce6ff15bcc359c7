"""How a run of what was told begins: 'Sleep: six hours', or, where only a name or a day heads it, in a sentence.

'Jan: three' is nobody's note, 'About Jan, client reported three' is one. A thing may head what is told of it ('Tablets:
every night'), but no word or two that say nothing more ('Star: the letter').
"""

from collections.abc import Sequence

from scribe.notes.language.content import word_count
from scribe.notes.language.phrasing import lowered
from scribe.notes.language.sentences import tells_when
from scribe.notes.language.tagging import tags
from scribe.notes.language.values import numbers
from scribe.notes.reading.gist import is_medicine
from scribe.notes.reading.questions import names_day
from scribe.notes.telling.narration import Form, Part
from scribe.notes.telling.told import Told

FEWEST_WORDS = 4
"""Words below which an answer without a verb, a number or a time says nothing under a bare noun: 'Star: the letter'."""


def in_a_sentence(told: Told) -> bool:
    """Headed by a name alone, or a day: 'Jan: three'."""
    return _is_bare(told) and (tags(told.shown)[:1] == ("NP0",) or names_day(told.shown))


def tells_too_little(told: Told, parts: Sequence[Part]) -> bool:
    """A bare noun, and a word or two that say no more."""
    words = " ".join(part.text for part in parts)
    idle = all(part.form is not Form.CLAUSE for part in parts) and word_count(words) < FEWEST_WORDS
    return idle and _is_bare(told) and not numbers(words) and not tells_when(words)


def _is_bare(told: Told) -> bool:
    """One noun that no cue and no plan explains, before an answer; a medicine needs no more."""
    alone = told.topic is None and not told.planned and word_count(told.shown) == 1
    return alone and not is_medicine(told.shown) and not (told.known or told.confirmed or told.denied)


def lead(told: Told, proper: frozenset[str]) -> str:
    """'About Jan, ', 'On Friday, ': what a sentence on it begins with."""
    return f"On {told.shown}, " if names_day(told.shown) else f"About {lowered(told.shown, proper)}, "
