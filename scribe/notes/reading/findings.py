"""What the therapist knows and says: a score read out, a dose, a date, what was before. It is evidence like an answer.

A question, a proposal, praise, an echo of what was just answered are not, nor what is remarked, taught or directed:
what was or has been is known, and the number that something comes to; how things are in general is nobody's finding.
"""

import re
from collections.abc import Iterator

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAY
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.phrases import read, requests
from scribe.notes.language.scope import conditional
from scribe.notes.language.sentences import main, tells_past
from scribe.notes.language.tagging import NOUNS, tagged
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.salience import WHEN

LONGEST = 28
"""Words from which a clause is a lecture."""
BEFORE = 2
"""Exchanges before in which an echo finds what it repeats."""
ECHO = 0.6
"""Share of content words heard before from which a clause is an echo."""
_ABOUT = re.compile(
    r"\b(?:you|your|you're|you've|you'd|score\w*|average|total|came (?:out|to|back)|it was|that makes|down from|"
    r"up from|dr|doctor|we (?:said|agreed|had|started|set|planned))\b",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"^(?:could|can|would|will|shall|please|just|don't|back to)\b|"
    r"\b(?:let's|let us|i'll|i will|i'd (?:like|want|love|ask|rather)|i(?:'m going| want| need| can)|"
    r"may i|can i|let me|we'll|you'll|you will|you would|you can|you could|you might|if|should|"
    r"next (?:week|time|session)|see you|homework)\b",
    re.IGNORECASE,
)
_OWN_STORY = re.compile(r"\b(?:my|mine|myself)\b|^i (?:had|was|used to|lost|once|grew|went)\b", re.IGNORECASE)
"""The therapist's own life."""
_SCORE = re.compile(
    rf"^(?:you(?:'d| had|'re at| are at|'re on)? )?{NUMBER}(?: (?:today|now|(?:this|last) \w+))?\W*$", re.IGNORECASE
)
_SCORE_THEN = re.compile(
    rf"^(?:last \w+|(?:the|your|that) [^,]+(?:, [^,\d]+)?), {NUMBER}\W*$|"
    rf"^{NUMBER},? (?:back )?(?:in|on|last) (?:{MONTH_BUT_MAY}|May|{WEEKDAY}|week|month|time|year)\W*$",
    re.IGNORECASE,
)
"""'Last week, eighty-two', 'the second form, where lower is better, thirty', 'twelve in March'."""
_ENDS = frozenset(("0", "1", "5", "10", "100"))
"""Of scales."""
_CHANGE = re.compile(rf"\b(?:down|up) (?:to|from) {NUMBER}\b|\b{NUMBER} to (?:an? )?{NUMBER}\b", re.IGNORECASE)
_INSTRUMENT = re.compile(
    r"\b(?:the|your|that|this|those|my)\s+(?P<name>(?!other\b|same\b|whole\b|only\b|first\b|last\b)(?:[\w-]+ ){0,2}?"
    r"(?:inventory|checklist|questionnaire|index|scale|survey|screener|form|measure))s?\b",
    re.IGNORECASE,
)
"""What a score is of, where no cue knows its name."""
_TIMER = re.compile(
    rf"^(?:(?:this is |we're (?:on|at) )?session (?:number )?[\w-]+(?: of [\w-]+)?|"
    rf"(?:and )?(?:that's|that was|that is|it's been) (?:about )?(?:{NUMBER} (?:minutes?|seconds?)|number \w+))$",
    re.IGNORECASE,
)
"""Tells the clock or the agenda and nothing of the client."""
_FILLED = frozenset({"one", "1"})
"""A number that is oftener a pronoun: 'it's one fear with two ends'."""
_POINTING = frozenset(("that", "this", "those", "these"))
"""As the subject: remarks on what was just said."""
_BEFORE_AMOUNT = frozenset(("AV0", "AVP", "AT0"))
_AT = frozenset(("at", "to", "from", "got"))
"""'Still a', 'down to', 'at': between 'is' and its number."""
_HERE_IS = re.compile(r"here(?:'s| are| is) (?:the|your) (?P<name>[\w-]+ .{3,40})$", re.IGNORECASE)
_YOU_HAD = re.compile(r"you(?:'d| had|'ve| have)\b", re.IGNORECASE)
_TAKEN_UP = re.compile(r"^([^,]{3,40}), (?:that|it|this)(?=(?:'s| is| was)\b)", re.IGNORECASE)
"""'Trouble relaxing, that's still a three.'"""
_IT_WAS = re.compile(
    r"it (?:is|was|has been|had been)\b(?!.*\b(?:ago|last|first|when|in|at|on)\b)|it's\b", re.IGNORECASE
)
_PRAISE = re.compile(
    r"\b(?:great|wonderful|lovely|brilliant|fantastic|good (?:for|on) you|well done|proud of you|impressive|delighted|"
    r"thank you|thanks|sorry|glad|i (?:see|hear|know|remember|believe|bet)|makes sense|"
    r"not (?:to be sniffed at|bad|nothing)|no small (?:thing|feat)|"
    r"that's (?:huge|big|hard|a lot))\b",
    re.IGNORECASE,
)


def findings(exchange: Exchange, before: tuple[Exchange, ...]) -> Iterator[Clause]:
    """The prompt's clauses that tell something of the client that nobody had said; none of those that set a scene."""
    if exchange.prompt is None or any(turn.played for turn in exchange.answers):
        return
    heard = [turn for earlier in before[-BEFORE:] for turn in earlier.answers]
    kept = exchange.prompt.kept
    last = max((place for place, clause in enumerate(kept) if clause.end == "?"), default=len(kept))
    told = [
        (clause.end != "?" and _tells(clause) and not _echoes(clause, heard)) or (place > last and _reminds(clause))
        for place, clause in enumerate(kept)
    ]
    if told[:1] == [True] and _IT_WAS.match(without_lead(kept[0].text)):
        told[0] = False  # 'It was ninety': what it is was said before
    for place, clause in enumerate(kept):
        after = kept[place + 1] if place + 1 < len(kept) else None
        read_out = _reads_out(clause) and after is not None and tells_past(without_lead(after.text))
        if told[place] or (read_out and not _echoes(clause, heard)):
            yield clause


def instrument(prompt: Turn | None) -> tuple[str, Clause | None]:
    """('severity index', the clause that names it) of a prompt that may read out its score; or ('', None)."""
    for clause in prompt.kept if prompt else ():
        if found := _INSTRUMENT.search(without_lead(clause.text)):
            return found["name"], clause
    return "", None


def handed_over(prompt: Turn | None) -> tuple[str, Clause | None]:
    """('six-item form, the short one', the clause that says so) of 'Here's your six-item form, the short one.'"""
    for clause in prompt.kept if prompt else ():
        if clause.end != "?" and (found := _HERE_IS.match(without_lead(clause.text))):
            return found["name"], clause
    return "", None


def _reminds(clause: Clause) -> bool:
    """'You'd had that fall' after 'And your balance?': what the answer then calls 'that'."""
    text = without_lead(clause.text)
    reminds = bool(_YOU_HAD.match(text)) and tells_past(text) and word_count(text) <= LONGEST
    return reminds and not (_TO_DO.search(text) or _PRAISE.search(text))


def _reads_out(clause: Clause) -> bool:
    """'Nineteen.' before 'In April it was twenty-six.'"""
    return clause.end != "?" and bool(_SCORE.match(clause.text))


def _tells(clause: Clause) -> bool:
    text = _TAKEN_UP.sub(r"\1", without_lead(clause.text))
    if not clause.values - _FILLED or word_count(text) > LONGEST:
        return False
    if _SCORE_THEN.match(text) or _changes(clause, text):
        return True
    if word_count(text) < 3 or not _knows(text):
        return False
    if _TIMER.match(text.strip(" .")) or _TO_DO.search(text) or _PRAISE.search(text) or conditional(text):
        return False
    if _OWN_STORY.search(text) or requests(read(text)):
        return False
    return bool(_ABOUT.search(text)) or clause.words >= 2


def _changes(clause: Clause, text: str) -> bool:
    """'Twelve down to ten', 'ninety to forty in eighteen minutes'; 'nought to ten' is a scale."""
    return len(clause.values) > 1 and not clause.values <= _ENDS and bool(_CHANGE.search(text))


def _knows(text: str) -> bool:
    """Of what was or has been, or the number that something is now."""
    words, said = tagged(text), main(text)
    if said is None or said.subject is None:
        return False
    of = words[said.subject]
    if of.word.lower() in _POINTING and said.subject == 0:
        return False
    amount = said.verb + 1
    if words[0].word.lower() == "your" and of.tag in NOUNS and WHEN.search(text):
        return True  # 'Your insurer wants the form by the third of May'
    got = [one.word.lower() for one in words[amount:][:2] if one.tag != "AV0"][:1] == ["got"]
    if not got and (tells_past(text) or any(numbers(part) and tells_past(part) for part in text.split(", "))):
        return True
    while amount < len(words) and (words[amount].tag in _BEFORE_AMOUNT or words[amount].word.lower() in _AT):
        amount += 1
    is_one = amount < len(words) and words[amount].tag == "CRD" and of.tag not in {"CRD", "EX0"}
    after = amount + 1 < len(words) and words[amount + 1]
    counts = after and after.word != "point" and (after.tag in NOUNS or after.tag == "PRF")
    return is_one and not counts and (words[said.verb].tag in {"VBB", "VBZ", "VHB", "VHZ", "POS"} or got)


def _echoes(clause: Clause, heard: list[Turn]) -> bool:
    values = frozenset[str]().union(*(c.values for turn in heard for c in turn.kept))
    if not clause.values <= values:
        return False
    words = stems(clause.text)
    said = {stem for turn in heard for c in turn.kept for stem in stems(c.text)}
    return not words or len(words & said) >= ECHO * len(words) or len(words - said) <= 1
