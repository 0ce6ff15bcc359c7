"""Where a sentence ends, and whether it asks, for which a recogniser wrote a comma or nothing.

Of the full stops of mock sessions a quarter came out as commas and a tenth not at all, and half of the question marks
as full stops; a denial or a question that is lost in the sentence beside it turns into a report. Two logistic
regressions over the words and their tags, learned from talks with good marks, some of them lost as a recogniser loses
them (scripts/train-marks). Words and their order stay.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from scribe import resources
from scribe.errors import ConfigError
from scribe.events import Role
from scribe.notes.language.mark_features import (
    ASKS,
    COMMA,
    ENDS,
    INSIDE,
    SUBJECTS,
    Said,
    of_gap,
    of_sentence,
    opens,
    reports,
    said,
)
from scribe.notes.language.sentences import tells_when, whole
from scribe.notes.language.tagging import FINITE

END, END_UNHEARD = 0.0, 0.7
"""Log odds from which a sentence ends, at a comma and where no mark was heard. Of what is held for an end where the
talks have none, nine in ten join two sentences by a comma."""
ASKED, ASKED_IN_PARTS, ASKED_BY_CLIENT = 0.5, 2.0, 1.5
"""Log odds from which a sentence asks: a therapist's; what lacks a verb and is more likely part of another; a client's,
who seldom asks."""
_REMARKS = frozenset(["AV0", "ITJ"])
_PLACING = frozenset(["PRP", "PRF", "AVP"])
_SAYING = re.compile(
    r"sa(?:y|ys|ying|id)|go(?:es)?|went|like|think(?:s|ing)?|thought|tells?|told|quote|writes?|wrote|texts?|texted|"
    r"asks?|asked|e-?mails?|e-?mailed",
    re.IGNORECASE,
)
"""What follows them after a comma is what was said."""
_GUIDING = re.compile(
    r"rest|breathe|relax|notice|open|close|stop|go|hold|exhale|inhale|push|let|again|then|out|in", re.IGNORECASE
)
"""'And rest.' asks nothing, as 'And work.' does."""
CALLED = 2
"""Words of 'God,' or 'you know,' before what was said goes on."""
_NAME = "marks.weights.json"


class Weights(msgspec.Struct, forbid_unknown_fields=True):
    """What was learned: the weight of each thing seen, the constant under ''."""

    learned_from: str
    """sha256 of the talks that it was learned from."""
    ends: dict[str, float]
    asks: dict[str, float]


def marked(text: str, role: Role) -> str:
    """`text` with a full stop or a question mark where one was lost, and a capital after it."""
    one, therapist = said(text), role is Role.THERAPIST
    told, reached, parted = "", 0, False
    for first, last in _sentences(one, therapist):
        begin, end = one.spans[last]
        lost = last < len(one.words) - 1 and one.marks[last] in ("", COMMA)
        mark = ENDS if lost else text[begin:end]
        if mark in ("", COMMA, ENDS) and _asks(one, first, last, therapist, parted=lost or parted):
            mark = ASKS
        told += text[reached:begin] + mark
        reached, parted = end, lost
        if lost:
            blank = len(text[end:]) - len(text[end:].lstrip())
            told += text[end : end + blank] + text[end + blank : end + blank + 1].upper()
            reached = end + blank + 1
    return told + text[reached:]


def _sentences(one: Said, therapist: bool) -> Iterator[tuple[int, int]]:
    """(first word, last word), in order."""
    first = 0
    for place, mark in enumerate(one.marks):
        final = place == len(one.words) - 1
        if mark in ("", COMMA) and not final:
            least = END if mark else END_UNHEARD
            ends = odds(_learned().ends, of_gap(one, place, first, therapist)) > least
            ends = ends and not any(
                belongs(one, first, place) for belongs in (_leads_on, _hangs_on, _tells, _counts, _supposes)
            )
        else:
            ends = mark != INSIDE or final
        if ends:
            yield first, place
            first = place + 1


def _asks(one: Said, first: int, last: int, therapist: bool, *, parted: bool) -> bool:
    """`parted`: the sentence begins or ends where no mark was heard."""
    verb = _verb(one, first, last)
    if not verb and (not therapist or (all(each.tag in _REMARKS for each in one.tagged[last]) and last == first)):
        return False
    guides = last > first and _GUIDING.fullmatch(one.words[last]) and not _verb(one, first, last - 1)
    if guides or reports(one, first, last, therapist):
        return False
    least = ASKED_BY_CLIENT if not therapist else ASKED if verb or not parted else ASKED_IN_PARTS
    return odds(_learned().asks, of_sentence(one, first, last, therapist)) > least


def _leads_on(one: Said, first: int, last: int) -> bool:
    """What belongs to what follows: 'when I was out there', 'in the spring', before whoever did it then."""
    text = " ".join(one.words[first : last + 1])
    heard = max((at + 1 for at in range(first, last) if one.marks[at] == COMMA), default=first)
    if opens(one, first) or (heard > first and opens(one, heard)):
        return not whole(text) or heard > first
    return not _verb(one, first, last) and tells_when(text) and one.words[last + 1].lower() in SUBJECTS


def _hangs_on(one: Said, _: int, place: int) -> bool:
    """'Out in the barn', 'with a shotgun': belongs to what was said before."""
    first, last = place + 1, _next_mark(one, place + 1)
    begins = one.tagged[first][:1]
    return bool(begins) and begins[0].tag in _PLACING and last > first and not _verb(one, first, last)


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
    would = {each.word.lower() for word in one.tagged[last + 1 : _next_mark(one, last + 1) + 1] for each in word}
    return "if" in map(str.lower, one.words[first : last + 1]) and not would.isdisjoint(("would", "'d"))


def _next_mark(one: Said, first: int) -> int:
    return next((at for at in range(first, len(one.words)) if one.marks[at]), len(one.words) - 1)


def _verb(one: Said, first: int, last: int) -> bool:
    return any(each.tag in FINITE for word in one.tagged[first : last + 1] for each in word)


def odds(weights: dict[str, float], seen: Iterable[str]) -> float:
    return weights[""] + sum(weights.get(each, 0.0) for each in set(seen))


@cache
def _learned() -> Weights:
    try:
        return msgspec.json.decode(weights_file().read_bytes(), type=Weights)
    except (OSError, msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ConfigError(f"config/reading/{_NAME}: {error}", "Run: scripts/train-marks") from error


def source(talks: Iterable[bytes]) -> str:
    """sha256 of everything that is learned from."""
    digest = hashlib.sha256()
    for talk in talks:
        digest.update(talk)
    return digest.hexdigest()


def weights_file() -> Path:
    return resources.config("reading") / _NAME
