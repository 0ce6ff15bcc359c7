"""One section written anew with a hint ('shorter', 'more on homework'). What the clinician wrote stays as it is."""

import math
import re
from collections.abc import Iterable

import msgspec

from scribe.errors import UsageError
from scribe.events import Section
from scribe.notes.formats.layout import lay
from scribe.notes.formats.readers import member_of
from scribe.notes.hand import UNTOUCHED, Hand
from scribe.notes.language.content import content_words
from scribe.notes.note import Candidate, FinalNote
from scribe.notes.reading.candidates import MUST
from scribe.notes.relaying import minutes_of

SHORTER, LONGER = 0.5, 1.6
"""Of the section's words now."""
MORE_WORDS = 60
"""Room for what the hint asks to hear more of: two or three sentences."""
PUSH = 5.0
"""Weight that a hint gives or takes: less than makes a statement indispensable."""
STEM = 5
"""Letters that tell words of one family ('sleep', 'sleeping')."""
ALL_WORDS = 100_000

_SHORT = re.compile(r"\b(?:short\w*|brief\w*|concise\w*|tight\w*|trim\w*|cut|less|fewer)\b", re.I)
_LONG = re.compile(r"\b(?:long\w*|detail\w*|more|full\w*|expand\w*|elaborat\w*)\b", re.I)
_AGAINST = re.compile(r"\b(?:less|fewer|without|no|not|skip|leave out|drop)\b\W+(?:on|of|about|the)?\s*(.*)", re.I)
_HINT_WORDS = frozenset(
    ["focus", "detail", "details", "include", "section", "note", "write", "please", "again", "bit", "little"]
)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A hint as far as the outline engine understands it."""

    factor: float = 1.0
    more: frozenset[str] = frozenset()
    """Stems of what is to be heard more of."""
    less: frozenset[str] = frozenset()

    def words(self, now: int) -> int:
        """Most words of the section that now has so many."""
        return round(now * self.factor) + (MORE_WORDS if self.more else 0)


def understood(hint: str) -> Wish:
    """'shorter', 'more detail', 'more on the homework', 'less about work'. What is not understood changes nothing."""
    against = _AGAINST.search(hint)
    less = _stems(against[1]) if against else frozenset()
    rest = hint[: against.start()] if against and less else hint
    more = _stems(_LONG.sub(" ", _SHORT.sub(" ", rest)))
    shorter = bool(_SHORT.search(rest)) or bool(less)
    longer = bool(_LONG.search(rest)) and not more
    return Wish(factor=SHORTER if shorter and not less else LONGER if longer else 1.0, more=more, less=less)


def outline_section(final: FinalNote, key: str, hint: str, hand: Hand = UNTOUCHED) -> Section:
    """The section as the outline engine words it with this hint. UsageError for a section that the note has not."""
    now = next((section for section in final.note.sections if section.key == key), None)
    if now is None:
        known = ", ".join(section.key for section in final.note.sections)
        raise UsageError(f"{key}: the note has no such section.", f"It has: {known}.")
    wish = understood(hint)
    bare = key.removeprefix(f"{member_of(key)}.")
    limit = wish.words(sum(len(one.text.split()) for one in now.statements))
    parts = tuple(
        msgspec.structs.replace(part, limit=limit if part.key == bare else part.limit) for part in final.format.sections
    )
    layout = msgspec.structs.replace(final.format, sections=parts, words=ALL_WORDS, words_long=ALL_WORDS)
    material = msgspec.structs.replace(
        final.material,
        candidates=tuple(_weighed(one, wish) for one in final.material.candidates),
        apart=tuple(_weighed(one, wish) for one in final.material.apart),
    )
    made = lay(material, layout, minutes_of(material), hand)
    return next((section for section in made if section.key == key), now)


def _weighed(candidate: Candidate, wish: Wish) -> Candidate:
    if candidate.must:
        return candidate
    own = _stems(f"{candidate.text} {candidate.kind.replace('_', ' ')}")
    push = PUSH * (bool(own & wish.more) - bool(own & wish.less))
    most = math.inf if candidate.optional else MUST - 0.01
    return msgspec.structs.replace(candidate, weight=min(most, candidate.weight + push)) if push else candidate


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _words(text) if word not in _HINT_WORDS)


def _words(text: str) -> Iterable[str]:
    return (word.lower() for word in content_words(text))
