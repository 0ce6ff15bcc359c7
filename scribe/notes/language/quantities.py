"""Numbers of a statement against the spoken ones: the same value, of the same thing, in the same direction."""

import re
from collections.abc import Iterable, Iterator

from scribe.notes.language.clauses import split
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.language.wording import NUMBER_WORDS, Wording, meanings, words

_WINDOW = 3
"""Words after a number in which its unit is looked for."""
_STOP = re.compile(r"[.,;:?!()]|$")
_NUMBER = re.compile(rf"\b{NUMBER}\b", re.I)
_UP = r"up|increased|increasing|rose|risen|raised|grew|higher|more"
_DOWN = r"down|decreased|decreasing|reduced|fell|fallen|dropped|lowered|lower|cut|less|fewer"
_CHANGE = re.compile(
    rf"\b({NUMBER})\b[^.;]{{0,40}}?\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b[^.;]{{0,25}}?\bfrom\s+(?:about\s+)?({NUMBER})\b",
    re.I,
)
_FROM_TO = re.compile(
    rf"(?:\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b[^.;]{{0,30}}?)?\bfrom\s+(?:about\s+)?({NUMBER})\b[^.;]{{0,20}}?\bto\s+(?:about\s+)?({NUMBER})\b",
    re.I,
)
_BASELINE = re.compile(rf"\bfrom\s+(?:about\s+)?({NUMBER})\b", re.I)
_EARLIER = re.compile(
    r"\b(?:was|were|used to|last|ago|first|before|when|from|had|start\w*|initially|intake|previous\w*|"
    r"instead of|beginning)\b",
    re.I,
)
_HOUR_WORDS = re.compile(r"\b(?:a\.?m\.?|p\.?m\.?|o'clock|noon|midnight)(?=\W|$)", re.I)
_HALF_DAY = {
    "a": re.compile(r"\b(?:a\.?m\.?|morning)\b", re.I),
    "p": re.compile(r"\b(?:p\.?m\.?|afternoon|evening|night|tonight)\b", re.I),
}


def baselines(statement: str) -> frozenset[str]:
    """The numbers that something is said to have changed from; that they were earlier is for `direction_holds`."""
    return frozenset(number for found in _BASELINE.finditer(statement) for number in numbers(found[1]))


def units_agree(statement: str, sources: Iterable[str], wording: Wording) -> bool:
    """Every number counts the same thing as somewhere in the sources; a bare 'five' there may count anything."""
    spoken = [pair for source in sources for pair in counted(source, wording)]
    for number, things in counted(statement, wording):
        same = [others for other, others in spoken if other == number]
        if things and same and not any(not others or others & things for others in same):
            return False
    return True


def counted(text: str, wording: Wording) -> Iterator[tuple[str, frozenset[str]]]:
    """Each number with the content words right after it, up to the next number or punctuation."""
    for found in _NUMBER.finditer(text):
        after = text[found.end() :]
        stop = _STOP.search(after)
        reach: list[str] = []
        for word in words(after[: stop.start()] if stop else after)[:_WINDOW]:
            if NUMBER_WORDS.match(word):
                break
            reach.append(word)
        things = frozenset(meanings(" ".join(reach), wording))
        for number in numbers(found[0]):
            yield number, things


def direction_holds(statement: str, sources: Iterable[str]) -> bool:
    """'Up from' rises, 'down from' falls, and what it changed from was spoken of as earlier."""
    texts = tuple(sources)
    for found in _CHANGE.finditer(statement):
        if not _changes(found[4], found[1], found) or not _was_earlier(found[4], texts):
            return False
    for found in _FROM_TO.finditer(statement):
        if not _changes(found[3], found[4], found) or not _was_earlier(found[3], texts):
            return False
    return True


def _changes(before: str, after: str, found: re.Match[str]) -> bool:
    old, new = _value(before), _value(after)
    if old is None or new is None:
        return True
    return new > old if found["up"] else new < old if found["down"] else True


def _value(text: str) -> float | None:
    values = sorted(numbers(text))
    return float(values[0]) if len(values) == 1 else None


def _was_earlier(number: str, sources: tuple[str, ...]) -> bool:
    wanted = numbers(number)
    pieces = [piece.text for source in sources for piece in split(source)]
    return any(wanted <= numbers(piece) and _EARLIER.search(piece) for piece in pieces)


def half_day_agrees(statement: str, sources: Iterable[str]) -> bool:
    """'p.m.' was said, or the afternoon, evening or night was."""
    spoken = " ".join(sources)
    return all(
        _HALF_DAY[hour[0].lower()].search(spoken) for hour in _HOUR_WORDS.findall(statement) if hour[0].lower() in "ap"
    )
