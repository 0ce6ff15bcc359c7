"""What is left out because of what is said after it: a subject that the therapist leaves, and its echo."""

import re
from collections.abc import Sequence

import msgspec

from scribe.events import Polarity, Role
from scribe.notes.language.content import stems
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.risk_language import NO
from scribe.notes.language.scope import speaks_of_self
from scribe.notes.reading.conversation import Clause, Turn
from scribe.notes.reading.exclusions import JOKE, of_ones_own_risk, of_others, speaks_of_another

ECHO_WORDS = 4
"""Words of a clause that may be nothing but an echo."""
BACK_WORDS = 6
"""The same of one that comes back to the small talk: it says so by its 'that's'."""
_TO_YOU = re.compile(r"\byou\b", re.IGNORECASE)
"""'Were you drunk?' asks of the client, whoever else was."""
_STORIES = frozenset({"therapist_disclosure", "third_party", "small_talk"})
"""Reasons that leave out what somebody told of themselves or of others."""
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+")
_COMES_BACK = re.compile(
    r"^(?:and )?(?:that|it)(?:'s| is| was) (?:with|for|from|about|on) (?:the|my|those)\b", re.IGNORECASE
)
"""'That's with the biscuits': comes back to what was chatted of at the beginning, however long ago."""
_NAME_FIRST = re.compile(r"^(?!It|That|There|This)[A-Z][a-z]+(?:'s| has| is| was| had| got| did| said| told)\b")


def retracted(turns: list[Turn], cues: Cues) -> list[Turn]:
    """'That's her story to tell': what was said just before of other people is left out."""
    out = list(turns)
    for index, turn in enumerate(turns):
        if turn.role is Role.THERAPIST and hit(cues.retract, turn.text) and index > 0:
            before = out[index - 1]
            if not any(speaks_of_another(clause.raw) for clause in before.clauses):
                continue
            out[index - 1] = msgspec.structs.replace(
                before,
                clauses=tuple(
                    c
                    if _bare_answer(c) or _of_oneself(c, turn, cues)
                    else msgspec.structs.replace(c, excluded=c.excluded or "third_party")
                    for c in before.clauses
                ),
            )
    return out


def unjoked(turns: list[Turn], cues: Cues) -> list[Turn]:
    """'I'd a notion to … That's a joke.': the sentence that its speaker takes back as not meant, and the taking back.

    What a cue of risk knows stands, whatever is said of it after: that is for the clinician to weigh."""
    return [msgspec.structs.replace(turn, clauses=_unjoked(turn.clauses, cues)) for turn in turns]


def _unjoked(clauses: tuple[Clause, ...], cues: Cues) -> tuple[Clause, ...]:
    out: set[int] = set()
    for index, clause in enumerate(clauses):
        if not hit(cues.joke, clause.raw) or clause.scope.polarity in (Polarity.NEGATED, Polarity.QUESTION):
            continue
        before = clauses[index - 1] if index else None
        sentence = before if before and _same_sentence(before, clause) else _before_sentence(clauses, index)
        joked = [i for i, one in enumerate(clauses[:index]) if sentence and _same_sentence(one, sentence)]
        risky = any(hit(cue.patterns, clauses[i].raw) for i in joked for cue in cues.risks)
        out.update([*joked, index] if joked and not risky else [])
    return tuple(
        msgspec.structs.replace(one, excluded=one.excluded or JOKE) if index in out else one
        for index, one in enumerate(clauses)
    )


def _before_sentence(clauses: Sequence[Clause], index: int) -> Clause | None:
    """The last clause of the sentence before the one that `index` is of, said in the same go."""
    return next((one for one in reversed(clauses[:index]) if not _same_sentence(one, clauses[index])), None)


def _same_sentence(one: Clause, other: Clause) -> bool:
    return (one.utterance, one.sentence) == (other.utterance, other.sentence)


def _bare_answer(clause: Clause) -> bool:
    """'No', 'Nothing': it denies what was asked, whoever is spoken of after it."""
    return clause.place == 0 and not clause.words and bool(NO.match(clause.text))


def _of_oneself(clause: Clause, left: Turn, cues: Cues) -> bool:
    """Of the speaker alone; `left`: what the therapist leaves a subject out with, and may name it in."""
    named = _NAME_FIRST.match(clause.raw) or any(name in clause.raw for name in _CAPITALISED.findall(left.text))
    alone = speaks_of_self(clause.text) and not of_others(clause.raw) and not named
    return alone or of_ones_own_risk(clause.raw, cues)


def not_echoed(turns: list[Turn]) -> list[Turn]:
    """'By fax?' 'By fax.': what is left out is not told again by those who say it back."""
    out = list(turns)
    idle: list[Clause] = []
    for index in range(1, len(out)):
        hidden = [c for turn in out[max(0, index - 2) : index] for c in turn.clauses if c.excluded in _STORIES]
        idle += [c for c in out[index - 1].clauses if c.excluded == "small_talk"]
        if hidden or idle:
            clauses = tuple(_as_echo(clause, hidden) for clause in out[index].clauses)
            clauses = tuple(_coming_back(clause, idle) for clause in clauses)
            out[index] = msgspec.structs.replace(out[index], clauses=clauses)
    return out


def _coming_back(clause: Clause, idle: Sequence[Clause]) -> Clause:
    if clause.excluded or clause.values or not _COMES_BACK.match(clause.text):
        return clause
    said = stems(_COMES_BACK.sub("", clause.text))
    short = bool(said) and len(clause.text.split()) <= BACK_WORDS
    again = short and any(said <= stems(one.text) for one in idle)
    return msgspec.structs.replace(clause, excluded="small_talk") if again else clause


def _as_echo(clause: Clause, hidden: Sequence[Clause]) -> Clause:
    said = stems(clause.text)
    reason = next((one.excluded for one in hidden if said <= stems(one.text)), None)
    short = bool(said) and not clause.excluded and len(clause.text.split()) <= ECHO_WORDS
    own = reason == "third_party" and (speaks_of_self(clause.text) or _TO_YOU.search(clause.text))
    return msgspec.structs.replace(clause, excluded=reason) if short and reason and not own else clause
