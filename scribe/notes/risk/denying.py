"""Whether an answer denies what was asked about risk: said plainly, after an exclamation, or in words of its own."""

import re
from itertools import pairwise

from scribe.notes.language import risk_language as language
from scribe.notes.language import risk_time
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.scope import OTHER_PERSON
from scribe.notes.reading.conversation import Clause, Exchange
from scribe.notes.risk.asked import Question
from scribe.notes.risk.mentions import BROKEN, words_of

_OR = re.compile(r"\bor\b", re.IGNORECASE)


def denies(clauses: tuple[Clause, ...], exchange: Exchange, question: Question) -> bool:
    """A 'no'; a 'yes' to being safe, or to putting down that there is nothing; never one that goes on with a 'but'."""
    text = words_of(clauses)
    no = (
        (_says_no(clauses) or _picks_neither(clauses, exchange))
        and not language.BUT.search(text)
        and not hedges(clauses)
    )
    if language.PUT_NONE.search(exchange.asked) and (language.YES.match(text) or risk_time.NOT_NOW.search(text)):
        return True
    if _asks_safety(exchange, question):
        later = any(one.end != "?" and language.FIRM_YES.match(one.raw) for one in clauses[1:2])
        yes = language.YES.match(text) or (later and not _says_no(clauses))
        return bool(yes) or (not no and bool(language.SAFE.search(text)))
    return no


def _says_no(clauses: tuple[Clause, ...]) -> bool:
    """At once, or after one exclamation or the question said back: 'Good Lord. No.', 'What, kill myself? No.'"""
    text = words_of(clauses)
    if language.NO.match(text):
        return True
    if any(language.NOTHING_LIKE_IT.match(clause.raw) for clause in clauses) or _has_understood(clauses):
        return True
    if _asked_back(clauses) or (not language.YES.match(text) and _ends_with_no(clauses)):
        return True
    if any(language.NO_LATER.match(clause.raw) for clause in clauses) or _names_it_back(clauses):
        return True
    if len(clauses) > 1 and clauses[0].end == "?":
        return bool(language.NO.match(words_of(clauses[1:])))
    exclaims = len(clauses) > 1 and word_count(clauses[0].raw) <= BROKEN and not language.YES.match(clauses[0].raw)
    return exclaims and bool(language.NO.match(words_of(clauses[1:])))


def _has_understood(clauses: tuple[Clause, ...]) -> bool:
    """'I've had enough every night. But you mean the other thing. No.'"""
    pairs = pairwise(clauses)
    return any(language.UNDERSTOOD.search(one.raw) and language.NO.match(after.raw) for one, after in pairs)


def _names_it_back(clauses: tuple[Clause, ...]) -> bool:
    """'I've thought a fender bender would get me a week in bed. But dying? No.'"""
    pairs = ((one, after) for one, after in pairwise(clauses) if one.end == "?" and language.NO.match(after.raw))
    return any(
        0 < word_count(without_lead(one.raw)) <= BROKEN and not risk_time.ONLY_WHEN.search(one.raw) for one, _ in pairs
    )


def _asked_back(clauses: tuple[Clause, ...]) -> bool:
    """The first sentence says the question back, the next one is a 'no'; a later question is one of their own."""
    pairs = ((one, after) for one, after in pairwise(clauses) if after.sentence != one.sentence)
    first = next(pairs, None)
    return first is not None and first[0].end == "?" and bool(language.NO.match(first[1].raw))


def _picks_neither(clauses: tuple[Clause, ...], exchange: Exchange) -> bool:
    """'Is there a pull to do it, or is it a horror film?' 'A horror film. Never a pull.': the question's own words, and
    then the 'no'."""
    offered = exchange.prompt is not None and any(_OR.search(one.text) for one in exchange.prompt.clauses)
    picked = clauses[0].words > 0 and stems(clauses[0].text) <= stems(exchange.asked) if clauses else False
    return offered and picked and bool(language.NO.match(words_of(clauses[1:])))


def _ends_with_no(clauses: tuple[Clause, ...]) -> bool:
    """'I'd like to see him in court. No.'; 'They come at night. No.' may say no to anything."""
    if not clauses or not language.BARE_NO.match(clauses[-1].raw):
        return False
    return all(
        word_count(one.raw) <= BROKEN or OTHER_PERSON.search(one.text) or language.WISHED.search(one.text)
        for one in clauses[:-1]
    )


def hedges(clauses: tuple[Clause, ...]) -> bool:
    """A 'no' to acting on it, and a yes to the wish."""
    return _says_no(clauses) and bool(language.BRIEFLY.search(words_of(clauses)))


def _asks_safety(exchange: Exchange, question: Question) -> bool:
    return question.context == "safety" and question.fresh and bool(language.SAFE.search(exchange.asked))
