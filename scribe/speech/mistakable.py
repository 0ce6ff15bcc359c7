"""Which numbers may have been spoken where others, or something else, was heard. Pure.

Fifteen sounds like fifty, eight like eighty, sixty like "six six". Where a number was asked for, whatever stands as the
answer may have been one: "Fours." What was spoken the decoder weighs; what is told here is only worth the weighing.
"""

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scribe.number_words import ONES, TENS, VALUES
from scribe.speech.dialled import Lines, load_lines
from scribe.speech.guards import bare

ANSWER_WORDS = 3
"""A longer answer tells by itself what it is about ..."""
TWICE_WORDS = 6
"""... unless it says the same twice: "Eighty. Easily eighty." """
BESIDE_WORDS = 8
"""So many words back a number may be that another is compared with: "Today sixteen. At intake it was nineteen." """
ASKED_WORDS = 20
"""So many words back a question may be: it may be put to two people, one after the other."""
ASKED = re.compile(
    r"\bhow (?!(?:about|are|can|come|could|did|do|does|has|have|is|it|that|they|to|was|we|were|will|would|you)\b)\w+"
    r"|\b(?:zero|one) (?:to|through) (?P<most>five|six|seven|eight|nine|ten|a hundred)\b|\bout of \w+"
    r"|\b(?:number|score|percent\w*|dos(?:e|age)|milligrams?)\b",
    re.IGNORECASE,
)
"""How a number is asked for: "how many", "how strong", a scale. Not "how did it go"."""
NO_NUMBER = re.compile(
    r"(?:yes|yeah|yep|no|nope|never|okay|ok|sure|right|mm\S*|mhm|hm+|uh\S*|um+|oh|well)", re.IGNORECASE
)
"""Short answers that are known when they are heard."""
_DIGITS, _TEENS = ONES[:10], ONES[13:20]
_TENS_OF = dict(zip(ONES[3:10], TENS[1:], strict=True))
"""Of each digit the number of tens that begins with it."""
_ALIKE = {
    **{ten: (teen, f"{digit} {digit}") for (digit, ten), teen in zip(_TENS_OF.items(), _TEENS, strict=True)},
    **{teen: (ten,) for ten, teen in zip(TENS[1:], _TEENS, strict=True)},
}
"""Of numbers those that sound like them."""
_NUMBERS = frozenset({*ONES, *TENS, "hundred", "half", "once", "twice"})
_ANY = (*ONES, *TENS, "a hundred")


@dataclass(frozen=True, slots=True)
class Mistakable:
    """Words [first, last) of an utterance may have been one of `others`."""

    first: int
    last: int
    others: tuple[str, ...]
    answers: bool = False
    """A number was asked for, and none of these words is one."""
    dialled: bool = False
    """The other is the number of a line that is spoken of."""
    again: int | None = None
    """The same words once more, from this one on."""


def mistakable(words: Sequence[str], before: str = "") -> tuple[Mistakable, ...]:
    """Places of an utterance, in order, none within another. `before`: what was said before it."""
    plain = [bare(word) for word in words]
    lines = load_lines()
    spoken_of = lines.spoken_of(before) or lines.spoken_of(" ".join(words))
    found = tuple(_numbers(words, plain, lines if spoken_of else None))
    if found or not _may_answer(plain):
        return found
    asked, again = asked_for(before), _again(plain)
    if asked and len(words) <= ANSWER_WORDS:
        return (Mistakable(0, len(words), asked, answers=True),)
    return (Mistakable(0, len(words) - again, asked, answers=True, again=again),) if asked and again else ()


def compared(words: Sequence[str], place: Mistakable, before: str) -> Iterator[int]:
    """What other numbers are said beside this one, in its utterance or in the words before it."""
    rest = (*words[: place.first], *words[place.last :])
    for text in (*before.split()[-BESIDE_WORDS:], *rest):
        if (value := value_of(text)) is not None:
            yield value


def value_of(words: str) -> int | None:
    """Of one number word; None for everything else."""
    return VALUES.get(bare(words))


def asked_of_a_hundred(before: str) -> bool:
    """The newest question has a scale to a hundred."""
    return _scale(list(ASKED.finditer(_question(before)))) == _ANY[-1]


def _question(before: str) -> str:
    return " ".join(before.split()[-ASKED_WORDS:])


def _scale(found: Sequence[re.Match[str]]) -> str:
    """The most that it has; '' where no scale was named."""
    return next((each["most"].lower() for each in reversed(found) if each["most"]), "")


def asked_for(before: str) -> tuple[str, ...]:
    """The numbers that the newest question asks for: on a scale no more than it has."""
    found = list(ASKED.finditer(_question(before)))
    most = _scale(found) or _ANY[-1]
    return (_ANY if most == _ANY[-1] else ONES[: ONES.index(most) + 1]) if found else ()


def _may_answer(plain: Sequence[str]) -> bool:
    return len(plain) <= TWICE_WORDS and not any(word in _NUMBERS or NO_NUMBER.fullmatch(word) for word in plain)


def _again(plain: Sequence[str]) -> int | None:
    """Where the words of its beginning stand again at its end."""
    half = len(plain) // 2
    return next((len(plain) - n for n in range(half, 0, -1) if plain[:n] == plain[len(plain) - n :]), None)


def _numbers(words: Sequence[str], plain: Sequence[str], lines: Lines | None) -> Iterator[Mistakable]:
    """`lines`: where one is spoken of."""
    at = 0
    while at < len(plain):
        if lines and (meant := lines.meant(words[at:])):
            count, number = meant
            if number != " ".join(plain[at : at + count]):
                yield Mistakable(at, at + count, (number,), dialled=True)
            at += count
            continue
        here, then = plain[at], plain[at + 1] if at + 1 < len(plain) else ""
        if here == then and here in _TENS_OF:
            yield Mistakable(at, at + 2, (_TENS_OF[here],))
            at += 2
            continue
        if here in _ALIKE:
            yield Mistakable(at, at + 1, _ALIKE[here])
        elif together := _together(words[at]):
            yield Mistakable(at, at + 1, together)
        elif here in _TENS_OF and at > 0 and plain[at - 1] in _DIGITS:
            yield Mistakable(at, at + 1, (_TENS_OF[here], f"{here} {here}"))
        at += 1


def _together(word: str) -> tuple[str, ...]:
    """Of digits that were heard as a number: "nine-eighty" for nine eight eight, "ninety-eight" for nine eight."""
    first, _, second = word.lower().strip(string.punctuation).partition("-")
    digits = {ten: digit for digit, ten in _TENS_OF.items()}
    if first in _DIGITS and second in digits:
        return (f"{first} {digits[second]} {digits[second]}",)
    if first in digits and second in _DIGITS:
        return f"{digits[first]} {second}", f"{digits[first]} {second} {second}"
    return ()
