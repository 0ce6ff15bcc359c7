"""What an answer makes of an offer: agreed, declined, bargained, or left open."""

import re
from enum import StrEnum

from scribe.events import Polarity
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, stems, word_count
from scribe.notes.language.cues import Cues, compiled, hit
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.conversation import Clause, Exchange, Turn

QUANTITY = re.compile(
    rf"\b(?:(?:{NUMBER}|once|twice|a couple of|a few)\b(?:\s+(?:or|to)\s+{NUMBER})?"
    r"(?:[- ](?:minutes?|mins?|hours?|times?|pages?)\b)?(?!\s+(?:on|of|in|like|that|with|for)\b)"
    r"|(?:a|per|every|each)\s+(?:single\s+)?(?:day|night|week|morning|evening)\b|daily\b)",
    re.IGNORECASE,
)
"""An amount with its unit, or how often."""
TASK = re.compile(
    r"\b(?:i'll|we'll|i will|i can do|i could (?:do|try|manage)|i can (?:try|manage)|"
    r"i'm going to|i could|i'd say i can)\b"
    r"(?!n't| not\b)",
    re.IGNORECASE,
)
"""A client takes something on."""
_COUNTER = re.compile(
    r"\b(?:can|could|how about|what about|maybe|would)\b.*\b(?:i|we|the|do|make)\b|\bi could (?:do|manage|try)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:i'll|i will|i'd have to|let me|i'd need to|i'll have to) "
    r"(?:think|see|consider|sleep on|check)\b|\bwe'll see\b|"
    r"\bi(?: do|'d)? ?(?:don't|do not) know\b|\bnot (?:sure|certain)\b|\b(?:if i (?:can|remember|get|have))\b|"
    r"\bi might\b|\bno promises\b",
    re.IGNORECASE,
)
"""Neither yes nor no: nothing was agreed."""
_REFUSES = re.compile(
    r"^(?:(?:yeah|well|um+|uh+|oh|hmm+|honestly|sorry|i mean|god|to be honest)[,. ]+)*"
    r"(?:no\b(?! problem| worries)|nope|nah|never|"
    r"not (?:really|this|today|a chance|yet|keen)|absolutely not|"
    r"i (?:really )?(?:can't|couldn't|won't|don't want|hate|refuse)|"
    r"i'(?:d rather not|m not (?:doing|going|ready|up))|rather not|terrified|no way)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:but|except|only|just) (?:not\b|i (?:can't|couldn't|won't|don't)\b)|"
    r"\bi don't (?:think|reckon) i (?:will|can|could|'ll)\b",
    re.IGNORECASE,
)
"""'Okay, but not this week': the yes before it does not stand alone."""
_ASKS_FOR = re.compile(
    r"^(?:what|which|where|when|who|how (?:long|many|much|often))\b.*\b(?:could|can|would|will|do) (?:you|we)\b"
    r"(?!.*\b(?:about|if)\b)|^have you got|^what (?:number|time|would work|day)|^which (?:one|day)",
    re.IGNORECASE,
)
"""A question that leaves the terms to the answer: what is answered is what was agreed."""


_ASKS_BACK = re.compile(r"(?:which|what|who|where|when|why|how)\b(?! (?:about|if)\b)", re.IGNORECASE)
"""'Which one?' asks for more; it offers nothing else."""
_THE_ONE = re.compile(
    r"\b(?:that|this|which|every|each|another|next|last|(?:the|a|an|my|your) (?:\w+ )?)\s*one\b(?![ -]\w)",
    re.IGNORECASE,
)
_IS_FINE = re.compile(r"\b(?:is|that's|it's) (?:okay|ok|fine|good|doable|fair)\b", re.IGNORECASE)


_BARE_YES = re.compile(
    r"^(?:(?:but|and|so) )?(?:fine|okay|ok|deal|all right|sure|yes|yeah|aye|go on(?:,? then)?|all right,? then)\W*$",
    re.IGNORECASE,
)
"""'That is so weird. Fine.'"""


class Verdict(StrEnum):
    AGREED = "agreed"
    DECLINED = "declined"
    COUNTERED = "countered"
    """Something else was asked for instead."""
    DIVIDED = "divided"
    """Taken on by one and not by the other."""
    OPEN = "open"
    """Not answered, or put off."""


def verdict(exchange: Exchange, cues: Cues) -> Verdict:
    """What all answers together make of it."""
    each: dict[str, Verdict] = {}
    for turn in exchange.answers:
        said = _of_turn(turn, exchange, cues)
        if said is not Verdict.OPEN or turn.who not in each:
            each[turn.who] = said
    each |= {who: Verdict.AGREED for who in each if _goes_along(who, each, exchange)}
    found = set(each.values())
    if found <= {Verdict.OPEN, Verdict.AGREED}:
        return Verdict.AGREED if Verdict.AGREED in found else Verdict.OPEN
    if Verdict.AGREED in found:
        return Verdict.DIVIDED
    return Verdict.COUNTERED if Verdict.COUNTERED in found else Verdict.DECLINED


def _goes_along(who: str, each: dict[str, Verdict], exchange: Exchange) -> bool:
    """'Three hundred a month.' 'I can live with three hundred.': the amount that somebody else took on is said back."""
    takers = [turn for turn in exchange.answers if each[turn.who] is Verdict.AGREED and commits(turn)]
    taken = frozenset[str]().union(*(c.values for turn in takers for c in turn.kept))
    own = [turn for turn in exchange.answers if turn.who == who]
    return bool(own) and own[0] not in takers and bool(taken & own[0].kept[0].values if own[0].kept else frozenset())


def _of_turn(turn: Turn, exchange: Exchange, cues: Cues) -> Verdict:
    text = " ".join(clause.raw + clause.end for clause in turn.kept)
    declined = declines(turn, cues)
    asks = any(_bargains(clause, cues) for clause in turn.kept)
    if _HEDGED.search(text):
        return Verdict.COUNTERED if asks else Verdict.OPEN
    if _TAKES_BACK.search(text):
        return Verdict.OPEN if _accepts(turn, cues) and not _REFUSES.match(text) else Verdict.DECLINED
    if commits(turn) or _asks_back_and_takes(turn, exchange, cues):
        return Verdict.AGREED
    if asks:
        return Verdict.COUNTERED
    same = _says_the_same_no(text, exchange)
    if (declined or _REFUSES.match(text)) and not same:
        return Verdict.DECLINED
    taken = same or _accepts(turn, cues) or _names_terms(turn, exchange) or _repeats(turn, exchange)
    return Verdict.AGREED if taken else Verdict.OPEN


def _says_the_same_no(text: str, exchange: Exchange) -> bool:
    """'No chat.' takes on 'no chat messages afterward'."""
    said = re.match(r"(?:\w+, )?(no \w+)", text, re.IGNORECASE)
    return said is not None and said[1].lower() in exchange.asked.lower()


def _asks_back_and_takes(turn: Turn, exchange: Exchange, cues: Cues) -> bool:
    """'Every day? Okay. Fine.': the terms said back, and then a yes with no other terms."""
    if len(turn.kept) < 2 or turn.kept[0].end != "?" or exchange.prompt is None:
        return False
    first, rest = turn.kept[0], turn.kept[1:]
    said_back = stems(first.text) <= stems(exchange.prompt.text) and not _COUNTER.search(first.raw)
    same = all(amounts(c.text, c.values) <= amounts(exchange.prompt.text, first.values | c.values) for c in rest)
    taken = bool(compiled(cues.agreements.accept.patterns).match(rest[0].raw))
    declined = hit(cues.agreements.decline.patterns, " ".join(c.raw for c in rest))
    return said_back and same and taken and not declined and not any(c.end == "?" for c in rest)


def commits(turn: Turn) -> bool:
    return any(TASK.search(c.text) and c.end != "?" and not _HEDGED.search(c.text) for c in turn.kept)


def hedges(turn: Turn) -> bool:
    """Neither yes nor no: 'I'll see.'"""
    return any(_HEDGED.search(clause.raw) for clause in turn.kept)


def declines(turn: Turn, cues: Cues) -> bool:
    text = " ".join(clause.raw for clause in turn.kept)
    return hit(cues.agreements.decline.patterns, text) and not _accepts(turn, cues)


def amounts(text: str, values: frozenset[str]) -> frozenset[str]:
    """Numbers, and the words that count without one; 'the hard one' counts nothing."""
    if "1" in values and not re.search(r"\b(?:one|1)\b", _THE_ONE.sub(" ", text), re.IGNORECASE):
        values -= {"1"}
    return values | frozenset(
        word for word in ("once", "twice", "daily") if re.search(rf"\b{word}\b", text, re.IGNORECASE)
    )


def counters(clause: Clause) -> bool:
    """May be an amount of the client's own: a question, or a few words."""
    return clause.end == "?" or bool(_COUNTER.search(clause.raw)) or word_count(clause.text) <= 4


def _bargains(clause: Clause, cues: Cues) -> bool:
    if clause.end == "?" and _ASKS_BACK.match(without_lead(clause.text)):
        return False
    if clause.end == "?":
        return bool(_COUNTER.search(clause.raw) or QUANTITY.search(clause.raw))
    short = word_count(clause.text) <= 4 and re.search(r"\b(?:maybe|perhaps)\b", clause.raw, re.IGNORECASE)
    return bool(short and QUANTITY.search(clause.raw)) and not hit(cues.agreements.decline.patterns, clause.raw)


def asks_for_terms(exchange: Exchange) -> bool:
    asked = exchange.prompt.questions if exchange.prompt else ()
    return any(_ASKS_FOR.match(without_lead(clause.text)) for clause in asked)


def _accepts(turn: Turn, cues: Cues) -> bool:
    opening = re.sub(r"^\W*(?:(?:um+|uh+|oh|hmm+|well|god)\W+)*", "", turn.text, flags=re.IGNORECASE)
    taken = compiled(cues.agreements.accept.patterns).match(opening)
    last = bool(turn.kept) and bool(_BARE_YES.match(turn.kept[-1].raw))
    return bool(taken or last or _IS_FINE.search(turn.text)) and not _COUNTER.search(turn.text)


def _names_terms(turn: Turn, exchange: Exchange) -> bool:
    """'How long do you need?' 'Thirty.' 'What could you try?' 'The walk.'"""
    return asks_for_terms(exchange) and any(c.values or content_words(c.text) for c in turn.kept)


def _repeats(turn: Turn, exchange: Exchange) -> bool:
    """'Three check-ins.' 'Three, on weekdays.'; 'The phone's in the drawer.' 'In the drawer.'"""
    offered = frozenset[str]().union(*(c.values for c in exchange.prompt.kept)) if exchange.prompt else frozenset()
    told = stems(exchange.prompt.text) if exchange.prompt else set()
    said = [clause for clause in turn.kept if clause.end != "?"]
    back = any(stems(c.text) and stems(c.text) <= told and c.scope.polarity is Polarity.AFFIRMED for c in said)
    return back or any(clause.values & offered for clause in said)
