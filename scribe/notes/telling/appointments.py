"""The next appointment as it was finally taken: offers and counter-offers at the end, of which the last word counts.

Day, date and time are followed apart: 'Thursday the ninth, at five?' 'Make it half past.' keeps the day and changes the
time. Nothing is told but words that were said.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from scribe.calendar_words import MONTH, WEEKDAY
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.phrasing import sentence
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session, Turn
from scribe.notes.reading.exclusions import DOUBTFUL
from scribe.notes.telling.offers import Verdict, verdict
from scribe.notes.telling.settling import RECAP
from scribe.number_words import ONES, ORDINALS

LATE = 0.75
"""Share of the session after which talk of days and times is about the next one."""
CLOSING = 0.9
"""Share of the session after which what follows the appointment is a goodbye."""
RUN = 3
"""Exchanges before the last word within which offers of a time are one negotiation."""
SHORT = 4
"""Words of a clause that may be nothing but a time: 'Eleven?', 'Two-thirty works.'"""
_HOURS = "|".join(ONES[1:13])
_MINUTES = "five|ten|fifteen|twenty|thirty|forty|forty-five|fifty"
_FIRST = "|".join(ORDINALS[:9])
_ORDINAL = (
    rf"(?:(?:twenty|thirty)[- ](?:{_FIRST})|{'|'.join(ORDINALS)}|"
    r"twentieth|thirtieth|(?:twenty|thirty)[- ]?th|\d{1,2}(?:st|nd|rd|th))"
)
_WEEKDAY = re.compile(rf"\b(?:next )?(?:{WEEKDAY})\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:(?:{MONTH}),? (?:the )?{_ORDINAL}|(?:the )?{_ORDINAL}(?: of (?:{MONTH}))?)\b"
    r"(?! (?:time|session|one|week|thing|step|bit)\b)",
    re.IGNORECASE,
)
_CLOCK = (
    rf"(?:(?:half|quarter|(?:{_MINUTES})(?: minutes)?) (?:past|to) (?:{_HOURS})|half (?:{_HOURS})|"
    rf"(?:{_HOURS})[- ](?:{_MINUTES})(?! minutes)|(?:{_HOURS}|\d{{1,2}}) o'clock|\d{{1,2}}[:.]\d\d|noon|midday)"
    r"(?: (?:am|pm|a\.m\.|p\.m\.|in the (?:morning|afternoon|evening)))?"
)
_TIME = re.compile(
    rf"\b(?:at )?(?P<clock>{_CLOCK})\b|\bat (?P<hour>{_HOURS}|\d{{1,2}})\b(?! (?:of|weeks?|days?|minutes?))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^(?:(?:can|could|would) (?:you|we|it) (?:do|be|make)|make it|do|is|say|then|or|maybe|yes|"
    r"i(?:'ve| have) got|i have)?"
    rf"\W*(?P<time>{_HOURS}|\d{{1,2}})\b"
    rf"(?![ -](?:weeks?|days?|minutes?|times?|of|out|hours?|more|left|to go|{_HOURS}|\w+ty|and (?:{_HOURS}))\b)",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:till|until|finish\w*|off at|(?:i|he|she|they|we)(?:'ve| have|'s| has)(?: got)? (?!\d|"
    + _HOURS
    + r")\w+.*\bat)\b",
    re.IGNORECASE,
)
"""A time at which somebody has something else."""
_ELSEWHERE = re.compile(
    r"\b(?:gp|doctor|dr|nurse|dentist|psychiatrist|physio\w*|surgeon|midwife|health visitor|consultant|social worker|"
    r"solicitor|lawyer|interview|parents' evening|clinic|hospital|scan|blood test|med(?:ication|s) (?:check|review)|"
    r"an appointment)\b",
    re.IGNORECASE,
)
"""Somebody else's appointment, or something else that the client has on that day."""
_FAR = re.compile(
    r"(?<!not )(?<!than )\b(?:in )?(?:a|one|two|three|four|six|a couple of) (?:weeks?|fortnight)"
    r"(?:'s time| from (?:now|today))?\b|"
    r"\ba fortnight\b|\bweekly\b|\bsame time\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:(?:by|on|over) (?:the )?(?:video|phone|zoom)|in person|online)\b", re.IGNORECASE)
_PAST_TALK = re.compile(
    r"\b(?:last (?:week|time|\w+day)|did you|was there|how (?:did|was)|(?:brought|raised|started|put) you|since)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:before|until|till|by|for|between now and) (?:(?:our|the) )?next (?:time|session|week)\b", re.I
)
"""When a task is due, not when one meets."""
_DUE = re.compile(r"\b(?:by|before|until|till)(?: (?:the|next|this))*\s*$", re.IGNORECASE)
"""'I can fill it in by Friday': a day by which something is done."""
_COUNTS = re.compile(r"^(?:first|second|third)$", re.IGNORECASE)
"""'With Anna first': alone it counts, and is a date right after its day: 'Thursday second'."""
_AFTER_DAY = re.compile(rf"\b(?:{WEEKDAY}),?\s*$", re.IGNORECASE)
_THE = re.compile(r"^the ")
_PARTS = ("far", "weekday", "date", "time", "place")


class _Said(msgspec.Struct, frozen=True):
    """One part of a slot, in the words it was said in."""

    part: str
    words: str
    clause: Clause


def appointment(session: Session, cues: Cues, claims: Claims) -> list[Candidate]:
    """At most one statement: the slot that the last negotiation came to."""
    run = _negotiation(session, cues)
    if not run or _unclear_after(run[-1], session):
        return []
    said = [one for exchange in run for turn in _turns(exchange) for one in _said(turn)]
    slot: dict[str, _Said] = {}
    for one in said:
        if not _less_of(one, slot.get(one.part)):
            slot[one.part] = one
    if not slot.keys() & {"weekday", "date", "time"}:
        return []
    last = run[-1]
    taken = _taken(last, said, cues)
    if taken is Verdict.DECLINED:
        return []
    claims.take_all(turn for exchange in run if exchange.prompt and _said(exchange.prompt) for turn in exchange.answers)
    claims.take_all(last.answers)
    claims.take(one.clause for one in said)
    if last.index >= CLOSING * len(session.exchanges):
        claims.take_all(turn for exchange in session.exchanges[last.index + 1 :] for turn in _turns(exchange))
    lead = "Next appointment: " if taken is Verdict.AGREED else "Next appointment proposed: "
    used = [slot[part] for part in _PARTS if part in slot]
    cites = cites_of((one.clause for one in used), *(key for turn in last.answers for key in turn.ids[:1]))
    text = sentence(lead + _told(slot))
    return [Candidate(kind="appointment", text=text, cites=cites, weight=MUST + 5, at=last.index)]


def _less_of(one: _Said, before: _Said | None) -> bool:
    """'The second', after 'the second of July'."""
    if one.part != "date" or before is None:
        return False
    said, whole = (_THE.sub("", words.lower()) for words in (one.words, before.words))
    return said != whole and re.search(rf"\b{re.escape(said)}\b", whole) is not None


def _unclear_after(last: Exchange, session: Session) -> bool:
    """A day was named later in words on which two hearings disagree: what was said before is not the last of it."""
    later = [clause for e in session.exchanges[last.index :] for turn in _turns(e) for clause in turn.clauses]
    return any(clause.excluded == DOUBTFUL and _WEEKDAY.search(clause.raw) for clause in later)


def _negotiation(session: Session, cues: Cues) -> list[Exchange]:
    """The last exchanges that name a day or a time after the next appointment was spoken of."""
    late = [e for e in session.exchanges if e.index >= LATE * len(session.exchanges)]
    opened = [e for e in late if _opens(e, cues)]
    if not opened:
        opened = [e for e in session.exchanges if _names(e, cues) and _opens(e, cues)][-1:]
    if not opened:
        return []
    last = opened[-1]
    first = next(e for e in opened if last.index - e.index <= RUN)
    after = session.exchanges[last.index + 1 : last.index + 2]
    return [*session.exchanges[first.index : last.index + 1], *(e for e in after if _goes_on(e))]


def _opens(exchange: Exchange, cues: Cues) -> bool:
    """The therapist offers a date, or a day with a time or a word of the next appointment."""
    prompt = exchange.prompt
    if prompt is None or _PAST_TALK.search(prompt.text):
        return False
    if RECAP.search(prompt.text):
        return False
    said = _said(prompt)
    parts = {one.part for one in said}
    dated = "date" in parts or {"weekday", "time"} <= parts
    named = next((place for place, clause in enumerate(prompt.kept) if _names_next(clause, cues)), len(prompt.kept))
    after = {one.part for one in said if one.clause in prompt.kept[named:]}
    return dated or bool(after - {"place"})


def _names(exchange: Exchange, cues: Cues) -> bool:
    """The prompt speaks of the next appointment."""
    return any(_names_next(clause, cues) for clause in (exchange.prompt.kept if exchange.prompt else ()))


def _names_next(clause: Clause, cues: Cues) -> bool:
    return hit(cues.agreements.appointment.patterns, clause.raw) and not _UNTIL.search(clause.raw)


def _goes_on(exchange: Exchange) -> bool:
    """The next exchange names a part again, and not as the end of something."""
    ends = exchange.prompt is not None and _TAKEN.search(exchange.prompt.text)
    return not ends and any(_said(turn) for turn in _turns(exchange))


def _turns(exchange: Exchange) -> Iterable[Turn]:
    return (*((exchange.prompt,) if exchange.prompt else ()), *exchange.answers)


def _said(turn: Turn) -> list[_Said]:
    """The parts of a slot that a turn names, in order; times that are taken by something else are none."""
    found: list[_Said] = []
    for clause in turn.kept:
        if _UNTIL.search(clause.raw) or _TAKEN.search(clause.text) or _ELSEWHERE.search(clause.text):
            continue
        for part, words in _parts_of(clause):
            found.append(_Said(part, words, clause))
    return found


def _parts_of(clause: Clause) -> Iterable[tuple[str, str]]:
    text = clause.text
    for part, pattern in (("far", _FAR), ("weekday", _WEEKDAY), ("date", _DATE), ("time", _TIME), ("place", _PLACE)):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if part in ("weekday", "date") and _DUE.search(before):
                continue
            if part == "date" and _COUNTS.match(match[0]) and not _AFTER_DAY.search(before):
                continue
            yield part, match[match.lastgroup or 0]
    if not _TIME.search(text) and (alone := _ALONE.match(without_lead(text))):
        rest = without_lead(text)[alone.end() :]
        if word_count(rest) <= SHORT:
            yield "time", alone["time"]


def _taken(last: Exchange, said: Sequence[_Said], cues: Cues) -> Verdict:
    """Agreed where the answer is a yes or the slot itself, or where what the client asked for is said back to them."""
    if not last.answers:
        twice = len({one.clause.utterance for one in said if one.part == said[-1].part}) > 1
        return Verdict.AGREED if twice else Verdict.OPEN
    found = verdict(last, cues)
    named = [one.clause for one in said if any(one.clause in t.kept for t in last.answers) and not _refuses(one, cues)]
    if found in (Verdict.DECLINED, Verdict.COUNTERED) and named:
        return Verdict.OPEN if named[-1].end == "?" else Verdict.AGREED
    return found if found is Verdict.DECLINED else Verdict.AGREED


def _refuses(said: _Said, cues: Cues) -> bool:
    return hit(cues.agreements.decline.patterns, said.clause.raw)


def _told(slot: dict[str, _Said]) -> str:
    """'Thursday the ninth, half past five, by video'."""
    words = {part: _small(one.words) for part, one in slot.items()}
    day = " ".join(words[part] for part in ("weekday", "date") if part in words)
    return ", ".join(
        part for part in (words.get("far", ""), day, words.get("time", ""), words.get("place", "")) if part
    )


def _small(words: str) -> str:
    """A day of the week and a month keep their capital."""
    named = re.match(rf"{MONTH}|\w+day\b", words, re.IGNORECASE)
    return words if named else words[:1].lower() + words[1:]
