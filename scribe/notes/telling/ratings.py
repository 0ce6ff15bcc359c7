"""Ratings: the numbers given to 'zero to ten' questions, each series as it went. Questionnaires: `measures`."""

import re

import msgspec

from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.phrasing import from_client, from_therapist, joined, lowered, sentence
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.candidates import MUST, Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Frame, Session, Turn
from scribe.notes.telling.rated_values import (
    ANOTHERS,
    CALLED,
    CHANGES,
    COMPARES,
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

_SCALE = re.compile(
    r"\b(?:zero|nought|naught|nil|0|one|1)\s+(?:to|through)\s+(?:a\s+)?(?:hundred|ten|seven|five|eight|10|"
    r"100|7|5)\b|\bout of (?:ten|a hundred|10|100)\b"
    r"|\b(?:zero|nought|naught|one|1|0) (?:being|meaning|means)\b"
    r"|(?:^|[.,?!]\s+|\bthe |\byour |\bwhat )number(?: (?:now|then|right now|at (?:this|the) moment)|"
    r", if you had to)?\W*$|"
    r"\bhow much (?:did|do) you believe\b|\bscale\b|\brate (?:it|that|your)\b",
    re.IGNORECASE,
)
_HOW_STRONG = re.compile(
    r"\bhow (?:strong|strongly|sure|true|tight|tightly|certain|convinced|scary|scared|anxious|believable|confident|"
    r"upsetting|disturbing|distressing|high)\b|\bhow much (?:charge|upset|distress|disturbance)\b|"
    r"\bthe (?:upset|disturbance)\b|"
    r"\bconfidence\b(?=\W*$|,| with\b| now\b)",
    re.IGNORECASE,
)
"""Asks for a strength; whether as a number, the answer tells."""
_OF = re.compile(
    r"\bhow \w+ (?:did|does|do|is|was|were|are) (?:(?:the|that|your|this) )?"
    r"(?P<noun>(?!(?:it|i|you|he|she|they|we|that|this|the|your|things)\b)"
    r"[\w'-]+(?: (?:thought|feeling|urge|fear|worry|anxiety|pull|voice|belief|story|rule))?)\b",
    re.IGNORECASE,
)
_OF_SCALE = re.compile(
    r"(?:^|[.?!,] )(?P<noun>(?!(?:and|so|now|okay|right|then|it|that|this|on|from|well|number)\b)[a-z']+"
    r"(?: (?:today|(?:this|last) (?:week|morning|month)))?),"
    r" (?:from )?(?:zero|nought|one) to (?:ten|a hundred|seven|five)\b",
    re.IGNORECASE,
)
"""'Trust this week, zero to ten.'"""
_CLOSE_TO = re.compile(
    r"\bhow close (?:(?:are|were|did) you (?:come |get )?)?(?P<noun>to \w+ing(?: it| that| yourself)?)\b", re.I
)
"""'How close to doing it': of a deed, where 'closeness' is of two people."""
_FEELING, _FEELS = "intensity of the feeling", ("feeling", "emotion", "upset", "distress")
_FOLLOW = re.compile(
    r"\b(?:the (?:old|new|other|first|second) one|the feeling|and now|and after|how about now|the anxiety|"
    r"the mood|the urge|this time|right now|with your eyes \w+|now\?)(?:\b|$)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?:^|[.,?!]\s+)(?:and |so |okay,? |what's |where's )*(?:(?:the |your )?(?:number|sud|level)(?: now|"
    r", if you had to)?|"
    r"where (?:are you|is it|does it sit)(?: now| at(?: now)?)?|(?:now )?where(?:'s| is) it (?:sitting|at)(?: now)?|"
    r"how high|(?:and )?now)\W*$",
    re.IGNORECASE,
)
"""Asks once more for what was rated before: 'Number?', 'Where are you now?'"""
_TIMED = re.compile(
    rf"\b(?:that's|that was|it's been|we're at|you're at|after) (?:about )?(?P<time>{NUMBER} minutes)\b", re.IGNORECASE
)
CONFIDENCE = "confidence or readiness"
UNNAMED = "rating"
"""Label of a rating of which no cue says what it is of."""
RELIVED = "SUDS in the revisiting"
FEWEST_SHARED = 2
"""Word stems of a sentence that is known again by them."""
RATING_GAP = 3
"""Exchanges without a rating after which a short question no longer asks for one."""


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    who: str
    value: str
    at: int
    cites: tuple[str, ...]
    clauses: tuple[Clause, ...]


def ratings(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """One statement for each run of ratings, each series with its first and last value."""
    found = _collect(session, cues)
    for rated in found:
        claims.take(rated.clauses)
        claims.take(_asking(session.exchanges[rated.at].prompt))
    groups: dict[str, list[Rated]] = {}
    for rated in found:
        groups.setdefault("work" if rated.label in _WORK else rated.label, []).append(rated)
    return [_statement(group, session, claims, proper) for group in _together(list(groups.values()))]


def _asking(prompt: Turn | None) -> list[Clause]:
    """What asked for the number, and how long it had been."""
    kept = prompt.kept if prompt else ()
    return [clause for place, clause in enumerate(kept) if place == len(kept) - 1 or _TIMED.search(clause.text)]


def _together(groups: list[list[Rated]]) -> list[list[Rated]]:
    """Ratings asked for in one breath, each once, are one statement: importance, and then confidence."""
    out: list[list[Rated]] = []
    for group in groups:
        near = out and len(group) == 1 and len(out[-1]) == 1 and group[0].at - out[-1][-1].at <= 1
        if near and _BALANCED not in (group[0].label, out[-1][0].label):
            out[-1] = [*out[-1], *group]
        else:
            out.append(group)
    return out


_SHOWN = {UNNAMED: "own number", "SUD": "distress (SUD)"}
_BELIEF, _VOC = "belief in the thought", "VOC"
VOC_MOST = 7
"""Validity of Cognition scale (Shapiro, EMDR)."""
_WORK = {_BELIEF, "anxiety", "intensity of the feeling", UNNAMED, RELIVED, "SUD", _VOC, "distress"}
_SHOWN_REST = {"presence", "urge", "pain", "mood"}
"""Ratings whose answer tells more than its number."""
_BALANCED = "belief in the balanced thought"


def _collect(session: Session, cues: Cues) -> list[Rated]:
    found: list[Rated] = []
    last = -RATING_GAP - 1
    label = ""
    for exchange in session.exchanges:
        if not exchange.prompt:
            continue
        near = exchange.index - last <= RATING_GAP
        asks = _asks(exchange.prompt, cues, label if near else "")
        again = bool(label and asks in ("", UNNAMED) and _AGAIN.search(exchange.prompt.text))
        asks = label if again else asks
        vocative = word_count(exchange.prompt.text) <= 2 and exchange.index - last == 1
        asks = asks or _as_before(exchange, found, session)
        asks = asks or (RELIVED if near and label == RELIVED and _calls_out(exchange) else "")
        if not asks and not vocative:
            continue
        label = asks or label
        label = RELIVED if label == UNNAMED and _relives(session, exchange) else label
        longest = LONGEST_ANSWER if near or again or _SCALE.search(exchange.asked) else LONGEST_BARE
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


def _asks(prompt: Turn, cues: Cues, before: str) -> str:
    """The label of what the prompt wants a number for; '' when it wants none. `before`: that of a rating just now, or
    ''."""
    asked = " ".join(clause.raw for clause in prompt.kept[-3:])
    short = prompt.kept and word_count(prompt.kept[-1].text) <= 9
    follows = bool(_FOLLOW.search(asked))
    wants = _SCALE.search(asked) or _HOW_STRONG.search(asked)
    if not wants and not (before and short and (prompt.questions or follows)):
        return ""
    if close := _CLOSE_TO.search(asked):
        return f"closeness {close['noun'].lower()}"
    label = next((rating.label for rating in cues.ratings if hit(rating.ask, asked)), UNNAMED)
    named = _OF.search(asked)
    if label == _FEELING and named and _SCALE.search(asked) and not hit(_FEELS, named["noun"]):
        return named["noun"].lower()
    if label != UNNAMED:
        return label
    if not wants:
        return before if follows else ""
    of_scale = next((found for clause in prompt.kept[-3:] if (found := _OF_SCALE.search(clause.raw))), None)
    named = named or of_scale
    return named["noun"].lower() if named else UNNAMED


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


def _statement(group: list[Rated], session: Session, claims: Claims, proper: frozenset[str]) -> Candidate:
    series: dict[tuple[str, str], list[Rated]] = {}
    for rated in group:
        series.setdefault((rated.label, rated.who), []).append(rated)
    several = len({rated.who for rated in group}) > 1 or bool(session.names)
    parts = []
    for (label, who), values in series.items():
        spoken = [lowered(value.value, proper) for value in values]
        change = (
            spoken[0]
            if len(spoken) == 1 or len(set(spoken)) == 1
            else f"{spoken[0]}, then {', then '.join(spoken[1:])}"
        )
        shown = _SHOWN.get(label, label)
        name = f"{shown} ({who})" if several else shown
        parts.append(f"{name} {change}")
    thought, cited = (
        _balanced(group, session, claims, proper) if group[0].label == _BALANCED else _thought(group, session)
    )
    compared, more = _compared(group, session)
    cites = tuple(dict.fromkeys([*cited, *(cite for rated in group for cite in rated.cites), *more]))
    lead = f"{thought} " if thought else ""
    lead += f"{'Clients' if several else 'Client'} rated "
    return Candidate(
        kind="measure", text=sentence(lead + joined([*parts, *compared])), cites=cites, weight=MUST, at=group[0].at
    )


_READS = re.compile(r"\bthought (?:is|was|that)\b.*?[\"“]([^\"”]{6,120})[\"”]", re.IGNORECASE)


def _thought(group: list[Rated], session: Session) -> tuple[str, tuple[str, ...]]:
    """The automatic thought that the therapist read back shortly before its belief was rated."""
    for exchange in session.exchanges[max(0, group[0].at - RATING_GAP) : group[0].at + 1]:
        for clause in exchange.prompt.kept if exchange.prompt else ():
            if found := _READS.search(clause.raw):
                return f'Automatic thought examined: "{found[1]}".', clause.cites
    return "", ()


def _balanced(
    group: list[Rated], session: Session, claims: Claims, proper: frozenset[str]
) -> tuple[str, tuple[str, ...]]:
    """The thought that the client put in place of the first one, just before it was rated."""
    for exchange in reversed(session.exchanges[max(0, group[0].at - 2) : group[0].at]):
        if exchange.topic and exchange.topic.key == "belief":
            clauses = [c for c in exchange.said if c.words >= 2 and c.end != "?"]
            text = joined(
                [lowered(from_client(c.text), proper) for c in clauses if not cut_off(c.text) and without_lead(c.text)]
            )
            claims.take(clauses)
            return (f"Balanced thought: {text}.", cites_of(clauses)) if text else ("", ())
    return "", ()


def _compared(group: list[Rated], session: Session) -> tuple[list[str], list[str]]:
    """What the therapist said of an earlier value right after: 'last time you were both on three'."""
    parts: list[str] = []
    cites: list[str] = []
    for rated in (group[-1],):
        following = session.exchanges[rated.at + 1 : rated.at + 2]
        for clause in following[0].prompt.kept if following and following[0].prompt else ():
            known = frozenset(v for rated in group for c in rated.clauses for v in c.values)
            if (
                clause.values - known
                and COMPARES.search(clause.text)
                and clause.end != "?"
                and word_count(clause.text) <= 16
            ):
                parts.append(
                    from_therapist(clause.text).replace("they were", "was at", 1)
                    if clause.text.lower().startswith("you were")
                    else from_therapist(clause.text)
                )
                cites.extend(clause.cites)
    return [part[0].lower() + part[1:] for part in parts], cites
