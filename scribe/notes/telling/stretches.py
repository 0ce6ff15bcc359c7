"""What of an answer is told: an unbroken stretch of it, trimmed at its ends and never in the middle.

A clause apart from its neighbours loses what gives it meaning: 'had done eighty percent of it' without 'and then I just
didn't send it' says the contrary. So clauses that lean on each other are one, a stretch begins with none that points
back, and what little worth lies between two that are told is told with them.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from scribe.events import Polarity
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, word_count
from scribe.notes.language.sentences import holds_noun, subject_left_out, tells_when, whole
from scribe.notes.reading.conversation import Clause, Session
from scribe.notes.reading.salience import CHANGE, FEELING
from scribe.notes.telling.tellable import BARE, not_done, says_nothing

Said = tuple[str, Clause]
"""Who said it, and what."""

PRICES = (3.0, 2.0, 1.5, 1.1, 0.8, 0.6, 0.45, 0.3, 0.2, 0.1, 0.0)
"""What a word costs, on the scale of worth, from the tightest form of a statement to the longest."""
TAKES_BACK_WORDS = 6
"""Words up to which a sentence that begins with 'but' only qualifies the one before it."""
IDLE_WORDS = 3
"""Words up to which a clause that names one thing or none says nothing to somebody who was not there: 'it went'."""

_QUALIFIES = re.compile(
    r"^(?:and |so |or )*(?:but|though|although|unless|except|because|'?cause|'?cos|cuz|until|till|instead|rather than|"
    r"apart from|just not|not (?!sure)|if)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"^(?:no|nope|well no|wait|actually|I mean|rather|sorry)[,.]\s+\w", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:and|so|then)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:and |so |but |well |like )*(?:if|when|whenever|because|since|once|unless|after|before|while|every time|"
    r"although|though)\b",
    re.IGNORECASE,
)
"""Begins what the next clause ends: 'When I got home, I slept'."""
_BACK = re.compile(
    r"^(?:(?:and|but|so|or|well|then|like|also),? )*"
    r"(?:it|that|this|those|these|he|she|they|which|who|same|both|neither)"
    r"(?:'\w+)?\b(?! (?:is|was)? ?(?:one|time|day|week|morning|night|year)\b)",
    re.IGNORECASE,
)
"""Points to what was said before it."""
_LIGHT_WORDS = (
    "went go goes came come did does done do was had has got get took take brought bring checked check knew saw see "
    "said tried try made make kept keep works worked off on happened fine ok"
)
_LIGHT = frozenset(_LIGHT_WORDS.split())
"""Verbs that say nothing of what was done."""
_HELPS = re.compile(r"\b(?:help|work|hurt|fail)(?:s|ed)?\b", re.IGNORECASE)
_LEANS = re.compile(r"^(?:because|'?cause|'?cos|so|which|or|then|and then)\b", re.IGNORECASE)


class Unit(msgspec.Struct, frozen=True):
    """Clauses that mean something else apart."""

    clauses: tuple[Clause, ...]
    worth: float
    leans: bool
    """Nothing that is told may begin with it."""

    @property
    def words(self) -> int:
        return sum(word_count(clause.text) for clause in self.clauses)


def stretches(said: Sequence[Said], session: Session) -> list[list[Said]]:
    """Cut where somebody else speaks, where another answer begins, and where words were left out that say something."""
    found: list[list[Said]] = []
    for who, clause in said:
        if found and found[-1][-1][0] == who and _goes_on(found[-1][-1][1], clause, session):
            found[-1].append((who, clause))
        else:
            found.append([(who, clause)])
    return found


def _goes_on(before: Clause, clause: Clause, session: Session) -> bool:
    if clause.is_after(before):
        return True
    if before.utterance != clause.utterance or clause.place <= before.place:
        return False
    between = [
        one
        for turn in session.turns
        for one in turn.clauses
        if one.utterance == clause.utterance and before.place < one.place < clause.place
    ]
    return all(one.excluded is None and is_empty(one) for one in between)


def is_empty(clause: Clause) -> bool:
    """Talk that only keeps the talk going."""
    text = without_lead(clause.text).strip(" .")
    return not (content_words(text) or clause.values) or says_nothing(text) or bool(BARE.match(text))


def is_idle(clause: Clause) -> bool:
    """'It went', 'checked': nothing to somebody who was not there."""
    text = without_lead(clause.text).strip(" .")
    if word_count(text) > IDLE_WORDS or clause.values or tells_when(text):
        return False
    if clause.scope.polarity is Polarity.NEGATED and not says_nothing(text):
        return False  # 'I sat down with the pen' without 'I haven't done it' says the contrary
    if clause.place == 0 and points_back(clause):
        return True  # 'That helps': of what the therapist said
    few = content_words(text)
    if (
        points_back(clause)
        and len(few) <= 1
        and not (CHANGE.search(text) or FEELING.search(text) or _HELPS.search(text))
    ):
        return True
    return _LIGHT.issuperset(few) and not holds_noun(text)


def units(stretch: Sequence[Clause], worth: Mapping[tuple[str, int], float], *, headed: bool) -> list[Unit]:
    """`headed`: what the first words point to stands before them."""
    groups: list[list[Clause]] = []
    for clause in stretch:
        if groups and holds_to(groups[-1][-1], clause):
            groups[-1].append(clause)
        else:
            groups.append([clause])
    return [
        Unit(
            clauses=tuple(group),
            worth=sum(worth.get(clause.key, 0.0) for clause in group),
            leans=_leans(group[0]) if place else not headed and points_back(group[0]),
        )
        for place, group in enumerate(groups)
    ]


def points_back(clause: Clause) -> bool:
    """'That was worse', 'she left': says nothing without what was said before it."""
    return bool(_BACK.match(without_lead(clause.text)))


def leads_to(clause: Clause, after: Clause) -> bool:
    """As little as it says, what comes right after it would mean something else without it."""
    return after.is_after(clause) and holds_to(clause, after)


def holds_to(before: Clause, clause: Clause) -> bool:
    """What `clause` says changes what `before` does: its contrast, cause or condition, or what takes it back."""
    text, same = clause.text, before.sentence == clause.sentence
    if not_done(before):
        return True  # 'I haven't done it. I sat down with the pen'
    if _CORRECTS.match(text) or (same and (_QUALIFIES.match(text) or _OPENS.match(before.text))):
        return True
    if _QUALIFIES.match(text) and word_count(text) <= TAKES_BACK_WORDS:
        return True
    return bool(_GOES_ON.match(text)) and clause.scope.polarity is Polarity.NEGATED


def _leans(clause: Clause) -> bool:
    text = without_lead(clause.text)
    if _LEANS.match(clause.text) or points_back(clause):
        return True
    return not (whole(text) or subject_left_out(text) or clause.values or tells_when(text))


def best(row: Sequence[Unit], price: float) -> range:
    """The places of the units that tell most at this price of a word; empty where nothing is worth its words."""
    found, most = range(0), 0.0
    for begin, unit in enumerate(row):
        if unit.leans:
            continue
        gain = 0.0
        for end in range(begin, len(row)):
            gain += row[end].worth - price * row[end].words
            if gain > most:
                found, most = range(begin, end + 1), gain
    return found


def forms(rows: Sequence[Sequence[Unit]]) -> list[set[int]]:
    """Ids of the clauses of each form, from the tightest to the longest: what one tells, all after it do."""
    found: list[set[int]] = []
    spans = [range(0) for _ in rows]
    for price in PRICES:
        spans = [_hull(span, best(row, price)) for span, row in zip(spans, rows, strict=True)]
        told = {
            id(clause) for span, row in zip(spans, rows, strict=True) for place in span for clause in row[place].clauses
        }
        if told and (not found or told != found[-1]):
            found.append(told)
    return found


def _hull(one: range, other: range) -> range:
    """From where the first of them begins to where the last ends."""
    if not one or not other:
        return one or other
    return range(min(one.start, other.start), max(one.stop, other.stop))
