"""What belongs to what stands before or after it, so that no sentence ends between, whatever else tells for it."""

import re

from scribe.notes.language.mark_features import COMMA, SUBJECTS, Said, opens
from scribe.notes.language.sentences import tells_when, whole
from scribe.notes.language.tagging import FINITE

_PLACING = frozenset(["PRP", "PRF", "AVP"])
_SAYING = re.compile(
    r"sa(?:y|ys|ying|id)|go(?:es)?|went|like|think(?:s|ing)?|thought|tells?|told|quote|writes?|wrote|texts?|texted|"
    r"asks?|asked|e-?mails?|e-?mailed",
    re.IGNORECASE,
)
"""What follows them after a comma is what was said."""
CALLED = 2
"""Words of 'God,' or 'you know,' before what was said goes on."""


def goes_on(one: Said, first: int, last: int) -> bool:
    """The sentence that began at `first` does not end at `last`."""
    return any(belongs(one, first, last) for belongs in (_leads_on, _hangs_on, _tells, _counts, _supposes))


def has_verb(one: Said, first: int, last: int) -> bool:
    return any(each.tag in FINITE for each in one.told(first, last))


def _leads_on(one: Said, first: int, last: int) -> bool:
    """What belongs to what follows: 'when I was out there', 'in the spring', before whoever did it then."""
    text = " ".join(one.words[first : last + 1])
    heard = max((at + 1 for at in range(first, last) if one.marks[at] == COMMA), default=first)
    if opens(one, first) or (heard > first and opens(one, heard)):
        return not whole(text) or heard > first
    return not has_verb(one, first, last) and tells_when(text) and one.words[last + 1].lower() in SUBJECTS


def _hangs_on(one: Said, _: int, place: int) -> bool:
    """'Out in the barn', 'with a shotgun': belongs to what was said before."""
    first, last = place + 1, _next_mark(one, place + 1)
    begins = one.tagged[first][:1]
    return bool(begins) and begins[0].tag in _PLACING and last > first and not has_verb(one, first, last)


def _tells(one: Said, first: int, last: int) -> bool:
    """'I say, God, you could take me': what was said comes yet."""
    heard = [at for at in range(first, last) if one.marks[at] == COMMA]
    before = heard[-1] if heard and last - heard[-1] <= CALLED else last
    return any(_SAYING.fullmatch(one.words[at]) for at in (before, last))


def _counts(one: Said, _: int, last: int) -> bool:
    """'Nine, eight'."""
    return all(any(each.tag == "CRD" for each in one.tagged[at]) for at in (last, last + 1))


def _supposes(one: Said, first: int, last: int) -> bool:
    """'If I lost it I'd go home, and that would be that': what would be is nothing without its condition."""
    would = {each.word.lower() for each in one.told(last + 1, _next_mark(one, last + 1))}
    return "if" in map(str.lower, one.words[first : last + 1]) and not would.isdisjoint(("would", "'d"))


def _next_mark(one: Said, first: int) -> int:
    return next((at for at in range(first, len(one.words)) if one.marks[at]), len(one.words) - 1)
