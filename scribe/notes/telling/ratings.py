"""Ratings: the numbers given to 'zero to ten' questions, each series as it went. Questionnaires: `measures`."""

import re

from scribe.notes.language.content import stems, word_count
from scribe.notes.language.cues import Cues
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.candidates import Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Frame, Session, Turn
from scribe.notes.telling.rated_values import (
    ANOTHERS,
    CALLED,
    CHANGES,
    LONGEST_ANSWER,
    LONGEST_BARE,
    OF_EACH,
    UNASKED,
    beside,
    compares,
    corrected,
    value_of,
    was,
)
from scribe.notes.telling.rating_asked import AGAIN, SCALE, UNNAMED, asked_for
from scribe.notes.telling.rating_statements import BALANCED, RATING_GAP, Rated, statement_of

_TIMED = re.compile(
    rf"\b(?:that's|that was|it's been|we're at|you're at|after) (?:about )?(?P<time>{NUMBER} minutes)\b", re.IGNORECASE
)
RELIVED = "SUDS in the revisiting"
_BELIEF, _VOC = "belief in the thought", "VOC"
VOC_MOST = 7
"""Validity of Cognition scale (Shapiro, EMDR)."""
_WORK = {_BELIEF, "anxiety", "intensity of the feeling", UNNAMED, RELIVED, "SUD", _VOC, "distress"}
_SHOWN_REST = {"presence", "urge", "pain", "mood"}
"""Ratings whose answer tells more than its number."""
FEWEST_SHARED = 2
"""Word stems of a sentence that is known again by them."""


def ratings(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """One statement for each run of ratings, each series with its first and last value."""
    found = _collect(session, cues)
    for rated in found:
        claims.take(rated.clauses)
        claims.take(_asking(session.exchanges[rated.at].prompt))
    groups: dict[str, list[Rated]] = {}
    for rated in found:
        groups.setdefault("work" if rated.label in _WORK else rated.label, []).append(rated)
    return [statement_of(group, session, claims, proper) for group in _together(list(groups.values()))]


def _asking(prompt: Turn | None) -> list[Clause]:
    """What asked for the number, and how long it had been."""
    kept = prompt.kept if prompt else ()
    return [clause for place, clause in enumerate(kept) if place == len(kept) - 1 or _TIMED.search(clause.text)]


def _together(groups: list[list[Rated]]) -> list[list[Rated]]:
    """Ratings asked for in one breath, each once, are one statement: importance, and then confidence."""
    out: list[list[Rated]] = []
    for group in groups:
        near = out and len(group) == 1 and len(out[-1]) == 1 and group[0].at - out[-1][-1].at <= 1
        if near and BALANCED not in (group[0].label, out[-1][0].label):
            out[-1] = [*out[-1], *group]
        else:
            out.append(group)
    return out


def _collect(session: Session, cues: Cues) -> list[Rated]:
    found: list[Rated] = []
    last = -RATING_GAP - 1
    label = ""
    for exchange in session.exchanges:
        if not exchange.prompt:
            continue
        near = exchange.index - last <= RATING_GAP
        asks = asked_for(exchange.prompt, cues, label if near else "")
        again = bool(label and asks in ("", UNNAMED) and AGAIN.search(exchange.prompt.text))
        asks = label if again else asks
        vocative = word_count(exchange.prompt.text) <= 2 and exchange.index - last == 1
        asks = asks or _as_before(exchange, found, session)
        asks = asks or (RELIVED if near and label == RELIVED and _calls_out(exchange) else "")
        if not asks and not vocative:
            continue
        label = asks or label
        label = RELIVED if label == UNNAMED and _relives(session, exchange) else label
        longest = LONGEST_ANSWER if near or again or SCALE.search(exchange.asked) else LONGEST_BARE
        rated = [r for turn in exchange.answers if (r := _rated(exchange, turn, label, longest)) is not None]
        found.extend(rated)
        last = exchange.index if rated else last
    return found


def _as_before(exchange: Exchange, found: list[Rated], session: Session) -> str:
    """The label of the rating that was asked for in the same words, where a number answers them again:
    'He can punish me if I disobey?' 'Thirty-five.'"""
    asked = [stems(clause.text) for clause in exchange.prompt.kept] if exchange.prompt else []
    said = [words for words in asked if len(words) >= FEWEST_SHARED]
    answers = [clause for turn in exchange.answers for clause in turn.kept[:1]]
    if not said or not any(CALLED.match(c.text) and word_count(c.text) <= LONGEST_BARE for c in answers):
        return ""
    for rated in found:
        prompt = session.exchanges[rated.at].prompt
        if prompt and any(stems(clause.text) in said for clause in prompt.kept):
            return rated.label
    return ""


def _calls_out(exchange: Exchange) -> bool:
    """'That part's a hundred', unasked, while a memory is relived and rated."""
    return any(UNASKED.match(clause.text) for clause in exchange.said)


def _relives(session: Session, exchange: Exchange) -> bool:
    """A number is asked for while a memory is relived: it is how bad that is."""
    around = session.exchanges[max(0, exchange.index - 2) : exchange.index + 1]
    return any(clause.frame is Frame.RECOUNTED for one in around for turn in one.answers for clause in turn.clauses)


def _rated(exchange: Exchange, turn: Turn, label: str, longest: int) -> Rated | None:
    asked = exchange.asked.lower()
    told = [clause for clause in turn.kept if not (clause.end == "?" and clause.raw.lower() in asked)]
    with_value = [clause for clause in told if clause.values and not CHANGES.search(clause.text)]
    if not with_value or word_count(with_value[0].text) > longest:
        return None
    present = [clause for clause in with_value if not was(clause)] or with_value
    last = corrected(turn, present)
    clause = present[-1] if last else present[0]
    withdrawn = present[:-1] if last else []
    prompt = exchange.prompt
    more = [c for c in told if c not in with_value and c.words and c.end != "?" and not c.values]
    rest = more[:1] if label in _SHOWN_REST else []
    others = [c for c in with_value if c is not clause and c not in withdrawn]
    before = [c for c in others if was(c) and (c.sentence == clause.sentence or compares(c))]
    more_of_it = [c for c in others if c in present[1:2] and len(present) == 2 and c.sentence != clause.sentence]
    each = OF_EACH.match(clause.text)
    before = before or [c for c in more_of_it if not ANOTHERS.search(c.text) and not (each and OF_EACH.match(c.text))]
    again = [c for c in with_value if c is not clause and c.values <= clause.values]  # 'Eighty. Easily eighty.'
    before = [c for c in before if c not in again]
    cites = cites_of((*(prompt.kept[-1:] if prompt else ()), *with_value, *rest))
    timed = _TIMED.search(prompt.text) if prompt else None
    counted = [c for c in with_value if c not in withdrawn]
    value = f"{value_of(clause, counted)} at {timed['time']}" if timed else value_of(clause, counted)
    return Rated(
        label=_BELIEF if label == _VOC and _beyond(clause) else label,
        who=turn.who,
        value="; ".join([value, *(beside(c) for c in [*before, *rest])]),
        at=exchange.index,
        cites=cites,
        clauses=(clause, *before, *again, *withdrawn, *rest),
    )


def _beyond(clause: Clause) -> bool:
    """'How true is it now?' asks for the validity of a cognition, one to seven, or for a belief in percent."""
    return any(float(value) > VOC_MOST for value in clause.values if value.isdigit())
