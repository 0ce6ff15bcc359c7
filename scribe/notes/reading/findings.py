"""What the therapist says is so: a score read out, a dose, a date, a figure worked out. It is evidence like an answer.

A question, a proposal, praise and an echo of what was just answered are not.
"""

import re
from collections.abc import Iterator

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import stems, word_count
from scribe.notes.language.phrases import read, requests
from scribe.notes.language.scope import conditional
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.conversation import Clause, Exchange, Turn

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
_SCORE = re.compile(rf"^(?:you(?:'d| had|'re at| are at|'re on)? )?{NUMBER}\W*$", re.IGNORECASE)
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
    told = [clause.end != "?" and _tells(clause) and not _echoes(clause, heard) for clause in kept]
    for place, clause in enumerate(kept):
        if told[place] or (_reads_out(clause) and any(told[place + 1 : place + 2]) and not _echoes(clause, heard)):
            yield clause


def instrument(prompt: Turn | None) -> tuple[str, Clause | None]:
    """('severity index', the clause that names it) of a prompt that may read out its score; or ('', None)."""
    for clause in prompt.kept if prompt else ():
        if found := _INSTRUMENT.search(without_lead(clause.text)):
            return found["name"], clause
    return "", None


def _reads_out(clause: Clause) -> bool:
    """'Nineteen.' before 'In April it was twenty-six.'"""
    return clause.end != "?" and bool(_SCORE.match(clause.text))


def _tells(clause: Clause) -> bool:
    text = without_lead(clause.text)
    if not clause.values or word_count(text) > LONGEST or word_count(text) < 3:
        return False
    if _TIMER.match(text.strip(" .")) or _TO_DO.search(text) or _PRAISE.search(text) or conditional(text):
        return False
    if _OWN_STORY.search(text) or requests(read(text)):
        return False
    return bool(_ABOUT.search(text)) or clause.words >= 2


def _echoes(clause: Clause, heard: list[Turn]) -> bool:
    values = frozenset[str]().union(*(c.values for turn in heard for c in turn.kept))
    if not clause.values <= values:
        return False
    words = stems(clause.text)
    said = {stem for turn in heard for c in turn.kept for stem in stems(c.text)}
    return not words or len(words & said) >= ECHO * len(words) or len(words - said) <= 1
