"""Numbers to call in a crisis: told only where they are known helplines, or were said alike more than once.

A recogniser writes 'nine eighty' for one 'nine eight eight', and a safety plan with a number that nobody answers is
worse than one without. The numbers and the words that speak of such a line are data (config/cues/helplines.toml).
"""

import re
from collections.abc import Sequence

from scribe.notes.language.cues import Helplines, compiled, hit
from scribe.notes.language.remembered import remembered
from scribe.notes.language.values import DIGIT_WORDS

NEAR = 3
"""Utterances around one that speaks of a line in which a number may be that line's."""
FEWEST_DIGITS = 3
"""No line to call in a crisis has fewer."""
UNNUMBERED = "a crisis line"
"""What is told of a clause that held nothing but a doubtful number."""

_TOKEN = rf"(?:\d+|{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))}|hundred)"
_RUN = re.compile(rf"(?<![\w.:]){_TOKEN}(?:[-. ,]{{1,2}}{_TOKEN})*(?![\w:]|\.\d)", re.IGNORECASE)
_NUMBER_AT_END = re.compile(rf"(?<![\w.:]){_TOKEN}$", re.IGNORECASE)
_COUNTS = re.compile(
    r"^[- ]*(?:more |full |whole |good )?(?:o'clock|[ap]\.?m\b|percent|%|mg\b|milligrams?|hours?|minutes?|seconds?|"
    r"days?|nights?|mornings?|weeks?|months?|years?|times?|people|friends?|names?|numbers?|things?|steps?|texts|calls|"
    r"messages|glass(?:es)?|beers?|drinks?|pills?|out of|in the (?:morning|afternoon|evening)|at night)\b",
    re.IGNORECASE,
)
"""What follows a number that counts something or tells the time."""
_TIME = re.compile(r"\w+[- :](?:fifteen|thirty|forty[- ]five|15|30|45)", re.IGNORECASE)
LONGEST_DIAL = 20
"""Letters before a number in which the words to dial it stand."""


class Doubts:
    """Which numbers of these utterances may be misheard ones to call."""

    def __init__(self, texts: Sequence[str], lines: Helplines) -> None:
        self._lines = lines
        self._known = {helpline.number for helpline in lines.helpline}
        said = [_dialled_digits(text) for text in texts]
        self._speaks = [
            hit(lines.line.patterns, text) or bool(self._known & said[place]) for place, text in enumerate(texts)
        ]
        self._spoken_of = any(self._speaks)
        spoken = set[str]().union(*said)
        right = spoken & self._known
        often = {digits for digits in spoken if sum(digits in each for each in said) > 1}
        self._sure = right | {digits for digits in often if not any(_misheard(digits, other) for other in right)}

    def told(self, place: int, clause: str) -> str:
        """`clause` of the utterance at `place`, without its doubtful numbers."""
        for run in reversed(self._doubtful(place, clause)):
            clause = _joined(clause[: run.start()], clause[run.end() :])
        return clause or UNNUMBERED

    def quotable(self, place: int, raw: str) -> tuple[int, str]:
        """The longer part of `raw` before or after its doubtful number, and where it begins in it."""
        for run in self._doubtful(place, raw)[:1]:
            before, after = raw[: run.start()].rstrip(" ,;:—-"), raw[run.end() :].lstrip(" ,;:—-")
            return (0, before) if len(before) >= len(after) else (len(raw) - len(after), after)
        return 0, raw

    def _doubtful(self, place: int, clause: str) -> list[re.Match[str]]:
        if not self._spoken_of:
            return []
        near = any(self._speaks[max(0, place - NEAR) : place + NEAR + 1])
        return [run for run, digits in _runs(clause) if self._doubted(clause, run, digits, near=near)]

    def _doubted(self, clause: str, run: re.Match[str], digits: str, *, near: bool) -> bool:
        if len(digits) >= FEWEST_DIGITS:
            return near and digits not in self._sure and self._calls(clause, run, digits)
        # 'nine eight', figure by figure: half of a number. Far from the line 'nine, eight' may be two ratings.
        return len(_tokens(run[0])) == len(digits) == 2 and self._nearly_known(digits) and (near or "," not in run[0])

    def _nearly_known(self, digits: str) -> bool:
        return any(_misheard(digits, number) for number in self._known)

    def _calls(self, clause: str, run: re.Match[str], digits: str) -> bool:
        """Nearly a helpline's, or the clause speaks of the line, holds nothing else, or tells to dial it."""
        before, after = clause[: run.start()].rstrip(" ,;:—-"), clause[run.end() :].strip(" ,;:—-.")
        if self._nearly_known(digits) or not (before or after):
            return True
        if compiled(self._lines.dial.patterns).search(before, max(0, len(before) - LONGEST_DIAL)):
            return True
        return hit(self._lines.line.patterns, clause) and not _TIME.fullmatch(run[0])


@remembered(4096)
def _dialled_digits(text: str) -> frozenset[str]:
    return frozenset(digits for _, digits in dialled(text))


def dialled(text: str) -> list[tuple[re.Match[str], str]]:
    """Numbers of `text` that may be dialled, each with its digits: 'nine eighty', '9-80' and '980' are '980'."""
    return [(run, digits) for run, digits in _runs(text) if len(digits) >= FEWEST_DIGITS]


def _runs(text: str) -> list[tuple[re.Match[str], str]]:
    """Every number of `text` that counts nothing, in order, with its digits."""
    return [(run, _digits(run[0])) for run in _RUN.finditer(text) if not _counts(text, run)]


def _counts(text: str, run: re.Match[str]) -> bool:
    return bool(_COUNTS.match(text[run.end() :]))


def _digits(run: str) -> str:
    """'eighty eight' is 88, 'eight hundred' 800, every other word or figure stands for itself."""
    digits = ""
    ten = False
    for word in _tokens(run):
        if word == "hundred":
            digits += "00"
        elif word.isdigit():
            digits += word
        elif ten and 0 < DIGIT_WORDS[word] < 10:
            digits = digits[:-1] + str(DIGIT_WORDS[word])
        else:
            digits += str(DIGIT_WORDS[word])
        ten = DIGIT_WORDS.get(word, 0) >= 20
    return digits


def _tokens(run: str) -> list[str]:
    return re.findall(r"\d+|[a-z]+", run.lower())


def _misheard(digits: str, known: str) -> bool:
    """One figure of a helpline's number is another one, missing, or one too many."""
    if len(digits) == len(known):
        return sum(one != other for one, other in zip(digits, known, strict=True)) == 1
    longer, shorter = sorted((digits, known), key=len, reverse=True)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _joined(before: str, after: str) -> str:
    before = re.sub(r"(?:[\s,;:—-]+|\b(?:on|at|to|is|it's|number is|or|and)\s*)+$", "", before)
    after = re.sub(r"^[\s,;:—-]+", "", after)
    after = re.sub(r"^(?:or|and)\s+", "", after) if not before else after
    apart = _NUMBER_AT_END.search(before) and _RUN.match(after)  # 'eighty' and 'nine' would make a third number
    return f"{before}{',' if apart else ''} {after}".strip()
