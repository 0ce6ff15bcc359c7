"""The terms of an agreement: what amount stands in place of one that was bargained away, and an answer that is terms.

'Could we try five walks?' 'Can I do four?' is 'four walks'; 'And the mail on the bed?' 'Four.' is 'the mail on the bed,
four'.
"""

import re
from collections.abc import Sequence

from scribe.notes.language.content import stems, word_count
from scribe.notes.language.phrasing import from_client, from_therapist, lowered
from scribe.notes.language.sentences import subject_left_out
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.reading.conversation import Clause, Exchange
from scribe.notes.telling.narration import Form, form_of, part_of

ECHO_WORDS = 6
"""Words up to which a clause that names an amount just heard only says it back."""
_BARE = re.compile(
    rf"^(?:(?:can|could|may) (?:i|we) (?:do|try|make it|say)|(?:can|could) (?:do|manage|try)|make it|"
    rf"let me (?:commit to|do|try|say|go for)|"
    rf"how about|what about|i (?:can|could) do|maybe|say)?"
    rf"\W*(?P<number>{NUMBER})\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)
_FIRST = re.compile(rf"^(?:(?:okay|good|great|right|so|yes|yeah),? )*(?P<number>{NUMBER})\b", re.IGNORECASE)
_LEADING = re.compile(rf"^{NUMBER},\s+(?=[a-z])", re.IGNORECASE)
_PRAISE = re.compile(r"^(?:(?:perfect|good|great|lovely|okay|right|nice|brilliant|so|yes|yeah),?\s+)+", re.IGNORECASE)
_ADDRESSES = re.compile(r"\b(?:I|I'\w+|you|you'\w+|your|we|we'\w+)\b", re.IGNORECASE)


def bare_amount(clause: Clause) -> bool:
    """'Four', 'Could do five'"""
    return bool(_BARE.match(clause.text)) and clause.end != "?"


def in_its_place(task: str, counter: Clause) -> str:
    """The task with the number it was bargained to; '' where it is not plain which number that replaces."""
    found = _BARE.match(counter.text)
    if found is None or len(_NUMBER.findall(task)) != 1:
        return ""
    return _NUMBER.sub(found["number"].lower(), task)


def term_of(clause: Clause, proper: frozenset[str]) -> str:
    """'five minutes, four days': an answer that is an amount, a day or a thing and no sentence; '' where it is one."""
    part = part_of(clause.text, clause.raw, proper, listed=True)
    if part is not None and part.form is not Form.QUOTE:
        return "" if part.form is Form.CLAUSE else part.text
    if clause.values and not subject_left_out(clause.text) and not _ADDRESSES.search(clause.text):
        return lowered(from_client(clause.text), proper)
    return ""


def restatement(clause: Clause, proper: frozenset[str]) -> str:
    """'' of a remark: 'Three's a start.'"""
    if form_of(clause.text) is Form.CLAUSE:
        return ""
    return lowered(from_therapist(without_praise(clause.text)), proper)


def without_praise(text: str) -> str:
    """'a note on the kettle' of 'Perfect, a note on the kettle'."""
    return _PRAISE.sub("", text)


def news(terms: Sequence[str], told: str) -> list[str]:
    """The terms that add something to what is told, each once; of two that say the same the fuller one."""
    kept: list[str] = []
    for term in filter(None, (_without_number(term, told) for term in terms)):
        if not _within(term, told) and not any(_within(term, other) for other in kept):
            kept = [other for other in kept if not _within(other, term)] + [term]
    return kept


def _without_number(term: str, told: str) -> str:
    """'With two in the wet' of 'six, with two in the wet', where the six is told."""
    first = _LEADING.match(term)
    return term[first.end() :] if first and numbers(first[0]) <= numbers(told) else term


def _within(term: str, other: str) -> bool:
    return numbers(term) <= numbers(other) and stems(term) <= stems(other)


def restates(clause: Clause, before: Exchange | None) -> bool:
    """What the client just said is said back: 'Five, with Jan', 'Tomorrow, before your shift'."""
    said = before.said if before else ()
    values = frozenset[str]().union(*(c.values for c in said))
    heard = {stem for c in said for stem in stems(c.text)}
    words = stems(without_praise(clause.text))
    first = _FIRST.match(clause.text)
    if first and numbers(first["number"]) <= values:
        return True
    if clause.values & values and clause.end != "?":
        return word_count(clause.text) <= ECHO_WORDS or words <= heard
    return bool(words) and words <= heard and not clause.values
