"""Numbers as people say them: 'twenty-two', 'six and a half', 'half six', '9-8-8' and '5:30' are values that compare.

Pure text in, canonical digits out. A statement may hold only values that its utterances hold, so both sides of that
comparison go through `numbers`.
"""

import re

from scribe.notes.language.remembered import remembered
from scribe.number_words import ONES, ORDINALS, POWERS, TENS, VALUES

DIGIT_WORDS = VALUES | {"oh": 0}
"""Number words as they are dialled, with the letter that stands for nought."""
_POWERS = dict(zip(POWERS, (100, 1000), strict=True))
_ORDINALS = (
    {w: n for n, w in enumerate(ORDINALS, 1) if n > 3}
    | {f"twenty-{w}": 20 + n for n, w in enumerate(ORDINALS[:9], 1)}
    | {"twentieth": 20, "thirtieth": 30, "thirty-first": 31}
)
_HOURS = "|".join(ONES[1:13])
NUMBER_WORD = r"(?:" + "|".join(sorted([*ONES, *TENS, *POWERS], key=len, reverse=True)) + r")"
NUMBER = rf"(?:\d+(?:[.,:]\d+)?|{NUMBER_WORD}(?:[- ](?:and )?(?:{NUMBER_WORD}|a half))*)"
"""A regular expression for one number, in digits or words."""

_HALF_PAST = re.compile(rf"\bhalf (?:past )?({_HOURS})\b")
_THIRTY = re.compile(rf"\b({_HOURS})[- ]thirty\b")
_AND_A_HALF = re.compile(rf"\b({'|'.join(ONES[:13])}) and a half\b")
_FIGURE_AND_A_HALF = re.compile(r"\b(\d{1,2}) and a half\b")
_RUN_TOGETHER = re.compile(
    r"((?:\bat|day(?: the \S+)?|\d(?:st|nd|rd|th)|\bfrom|\buntil|\btill),?\s+)(1[0-2]|[1-9])(00|15|"
    r"30|45)\b(?!\s*(?:mg|milli|dollars|people|minutes|times|calories))",
    re.IGNORECASE,
)
"""'Tuesday the 28th, 930': a time of day that a recogniser wrote without its colon."""
_SPACED_POINT = re.compile(r"\b(\d{1,2}) ?\. ?(\d\d)\b(?=\s*(?:[ap]\.?m|in the|o'clock|$|[.,;?!]))")
_ORDINAL = re.compile(r"\b(" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r")\b")
_SPELLED = re.compile(r"\b(?:\d[- ]){2,}\d\b")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_TOKEN = re.compile(r"[a-z]+|[.,;:?!]")
_EMERGENCY = {
    re.compile(r"\bnine[- ]eight[- ]eight\b"): "988",
    re.compile(r"\bnine[- ]one[- ]one\b"): "911",
}


@remembered(20_000)
def numbers(text: str) -> frozenset[str]:
    """Every number of the text as canonical digits: `{'22'}`, `{'6.5'}`, `{'6', '30'}` for half past six."""
    text = _spelled_out(text.lower().replace("’", "'"))
    found = {_canonical(digits) for digits in _DIGITS.findall(text.replace(",", ""))}
    return frozenset(found | _worded(text))


def _spelled_out(text: str) -> str:
    for pattern, digits in _EMERGENCY.items():
        text = pattern.sub(digits, text)
    text = _SPELLED.sub(lambda found: re.sub(r"[- ]", "", found[0]), text)
    text = _ORDINAL.sub(lambda found: str(_ORDINALS[found[1]]), text)
    text = _FIGURE_AND_A_HALF.sub(r"\1.5", clock_times(text))
    text = _AND_A_HALF.sub(lambda found: f"{VALUES[found[1]]}.5", text)
    text = _HALF_PAST.sub(lambda found: f"{VALUES[found[1]]}:30", text)
    text = _THIRTY.sub(lambda found: f"{VALUES[found[1]]}:30", text)
    return re.sub(r"\btwice\b", "2", text)


def clock_times(text: str) -> str:
    """'Tuesday, 930' as 'Tuesday, 9:30', '6 .30' as '6:30'."""
    return _RUN_TOGETHER.sub(r"\1\2:\3", _SPACED_POINT.sub(r"\1:\2", text))


def figures(text: str) -> str:
    """Numbers as a reader expects them: '9:30' for '930' said as a time, '6.5' for '6 and a half'."""
    return _FIGURE_AND_A_HALF.sub(r"\1.5", clock_times(text))


def _canonical(digits: str) -> str:
    value = float(digits)
    return str(int(value)) if value.is_integer() else digits


def _worded(text: str) -> set[str]:
    """Values of the number words, each run of them read as few numbers as make sense."""
    found: set[str] = set()
    run: list[str] = []
    for word in [*_TOKEN.findall(text.replace("-", " ")), ""]:
        if word in VALUES or word in _POWERS:
            run.append(word)
        elif run and not (word == "and" and run[-1] in _POWERS):
            found.update(str(value) for value in _read_run(run))
            run = []
    return found


def _read_run(run: list[str]) -> list[int]:
    values: list[int] = []
    before = ""
    for word, after in zip(run, [*run[1:], ""], strict=True):
        value = _POWERS.get(word) or VALUES[word]
        if word in _POWERS and values:
            values[-1] *= value
        elif (before in TENS and 0 < value < 10) or (before in _POWERS and value > 0 and after not in _POWERS):
            values[-1] += value
        else:
            values.append(value)
        before = word
    return values


def has_number(text: str) -> bool:
    return bool(numbers(text))


def first_number(text: str) -> str | None:
    """The first number as it was spoken: 'six and a half' or '11'."""
    found = re.search(rf"\b{NUMBER}\b", text, re.IGNORECASE)
    return found[0] if found else None


def last_number(text: str) -> str | None:
    found = re.findall(rf"\b{NUMBER}\b", text, re.IGNORECASE)
    return found[-1] if found else None


def supported(text: str, sources: str) -> bool:
    """True when every number of `text` is spoken in `sources`."""
    return numbers(text) <= numbers(sources)
