"""Where a sentence ends, and whether it asks, for which a recogniser wrote a comma, nothing, or the other mark.

Of the full stops of mock sessions a quarter came out as commas and a tenth not at all, and half of the question marks
as full stops; a denial or a question that is lost in the sentence beside it turns into a report. Two logistic
regressions over the words and their tags, learned from talks with good marks, some of them lost as a recogniser loses
them (scripts/train-marks). Words and their order stay.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from scribe.events import Role
from scribe.notes.language.belonging import goes_on, has_verb
from scribe.notes.language.learned import weights
from scribe.notes.language.mark_features import ASKS, COMMA, ENDS, INSIDE, Said, of_gap, of_sentence, reports, said

END, END_UNHEARD = 0.0, 0.7
"""Log odds from which a sentence ends, at a comma and where no mark was heard. Of what is held for an end where the
talks have none, nine in ten join two sentences by a comma."""
ASKED, ASKED_IN_PARTS, ASKED_BY_CLIENT = 0.5, 2.0, 1.5
"""Log odds from which a sentence asks: a therapist's; what lacks a verb and is more likely part of another; a client's,
who seldom asks."""
TOLD, TOLD_WORDS = -4.0, 10
"""Log odds under which a client's sentence of so many words tells, whatever mark was heard: '… and then I think why
bother?' A shorter one may well ask in so few words."""
_GOES_ON = frozenset(["and", "so", "but", "or"])
_REMARKS = frozenset(["AV0", "ITJ"])
_GUIDING = re.compile(
    r"rest|breathe|relax|notice|open|close|stop|go|hold|exhale|inhale|push|let|again|then|out|in", re.IGNORECASE
)
"""'And rest.' asks nothing, as 'And work.' does."""
NAME = "marks"


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
        elif mark == ASKS and not therapist and _tells(one, first, last):
            mark = ENDS
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
            ends = odds(taught().ends, of_gap(one, place, first, therapist)) > least
            ends = ends and not goes_on(one, first, place)
        else:
            ends = mark != INSIDE or final
        if ends:
            yield first, place
            first = place + 1


def _asks(one: Said, first: int, last: int, therapist: bool, *, parted: bool) -> bool:
    """`parted`: the sentence begins or ends where no mark was heard."""
    if therapist and _only_if(one, first, last):
        return True
    verb = has_verb(one, first, last)
    if not verb and (not therapist or (all(each.tag in _REMARKS for each in one.tagged[last]) and last == first)):
        return False
    guides = last > first and _GUIDING.fullmatch(one.words[last]) and not has_verb(one, first, last - 1)
    if guides or reports(one, first, last, therapist):
        return False
    least = ASKED_BY_CLIENT if not therapist else ASKED if verb or not parted else ASKED_IN_PARTS
    return odds(taught().asks, of_sentence(one, first, last, therapist)) > least


def _only_if(one: Said, first: int, last: int) -> bool:
    """'And if we get cut off,' and no more: what is done then is for the other to say."""
    begins = first + (one.words[first].lower() in _GOES_ON)
    if last < len(one.words) - 1 or (one.marks[last] == ENDS and first > 0):
        return False
    return begins < last and one.words[begins].lower() == "if" and COMMA not in one.marks[first:last]


def _tells(one: Said, first: int, last: int) -> bool:
    """Of a client's sentence."""
    long = last - first >= TOLD_WORDS - 1
    return long and odds(taught().asks, of_sentence(one, first, last, therapist=False)) < TOLD


def odds(weigh: dict[str, float], seen: Iterable[str]) -> float:
    """Exact whatever the order: a sum that is rounded on the way would decide otherwise in another process."""
    return math.fsum((weigh[""], *(weigh.get(each, 0.0) for each in set(seen))))


@cache
def taught() -> Weights:
    """ConfigError where the file is damaged."""
    return weights(NAME, Weights, "train-marks")
