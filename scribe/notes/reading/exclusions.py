"""What was said and must not stand in a note (CLINICAL 4), clause by clause, with the reason.

Speech is data: an order to the recorder, markup or a message read aloud is one more thing that is left out.
"""

import re
from collections.abc import Sequence

from scribe.events import UNCLEAR, RiskKind, Role
from scribe.notes.language.clauses import Piece
from scribe.notes.language.cues import Cues, Exclusion, compiled, hit
from scribe.notes.language.risk_language import MY_OWN, OTHERS_OWN
from scribe.notes.language.scope import OTHER_PERSON
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.anecdotes import anecdote

_CONTINUES = re.compile(
    r"^(?:(?:and|but|so|then|because|well|like|also|i mean)[, ]+)*(?:he|she|they|her|his|their|it|everyone|that)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"^(?:(?:and|but|so|then|because|well|like|also)[, ]+)*(?:he|she|they)\b", re.IGNORECASE)
_AGE = re.compile(rf"^(?:only )?{NUMBER}\W*$", re.IGNORECASE)
"""'We lost a girl. Nineteen.'"""
_COMPARED = re.compile(r"\b(?:not|nothing) like (?:[A-Z]\w+|(?:my|the|that|those) \w+ (?:who|next|down|across|with))")
_OF_OTHERS = re.compile(
    r"\b(?:he|she|they|his|her|their|him|them)\b|"
    r"\b(?:a|the|this|that|some) (?:girl|boy|man|woman|patient|kid|lady|guy|lad|fella|bloke)\b|"
    rf"{OTHER_PERSON.pattern}",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_WITH_ANOTHER = re.compile(r"\b(?:with|by|behind|beside|next to) (?:a|an|some|this) \w+", re.IGNORECASE)
_FIRST_NAMED = re.compile(
    r"(?!It|That|There|This|What|Who|Here|Everything|Nothing)[A-Z][a-z]+"
    r"(?:'s| has| is| was| had| got| did| said| told| says| goes)\b"
)
_WHOSE = re.compile(r"\b[a-z-]+'s (?:wife|husband|girlfriend|boyfriend|partner|missus|ex)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:the|my|our|his|her|their|some|those) (?:\w+ )?"
    r"(?:kids|lads|girls|boys|guys|women|men|people|neighbou?rs|friends|folks)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|us|we|we're|we've)\b", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:i|we)(?:'ve|'d| just| only)? (?:heard|know|knew|saw|found out|"
    r"think(?! (?:about|of)\b)|reckon|told|swear|promised)\b|"
    r"\btold (?:me|us)\b",
    re.IGNORECASE,
)
"""What somebody has heard of others."""
_TO_ME = re.compile(
    r"\b(?:hits?|hurts?|punch\w*|kick\w*|chok\w*|slap\w*|push\w*|raped|abus\w+|touch\w*) (?:me|us)\b", re.IGNORECASE
)
_LIFE = frozenset({RiskKind.SUICIDAL_IDEATION, RiskKind.SELF_HARM})
TELLING = 4.0
"""Weight of a topic that is told unasked."""
OTHER_MEMBER = "other_member"
"""Said by another member of a group: not in this client's note, whatever it is about."""
JOKE = "joke"
"""Taken back by its speaker as not meant."""
DOUBTFUL = "unclear"
"""Holds words on which two hearings disagree: a denial or a figure in it may be the opposite of what was said."""
ORDER = "instruction"
"""Said to the recorder."""
OUT_OF_SIGHT = frozenset({ORDER, "off_record", "identifier", "privileged"})
"""Reasons that take the whole utterance out of everything, citations included."""


def reasons(
    pieces: Sequence[Piece], role: Role, cues: Cues, *, opening: bool, asked: bool, idle: bool = False
) -> list[str | None]:
    """For each clause of one utterance why it is left out, or None.

    `opening`: nothing clinical was asked yet; `idle`: and what no cue knows is small talk. `asked`: the therapist's
    question was about other people, so detail about them answers it.
    """
    found: list[str | None] = [None] * len(pieces)
    whole = " ".join(f"{piece.raw}{piece.end}" for piece in pieces)
    for rule in cues.exclusions:
        if _applies(rule, role, opening, asked):
            _mark(found, pieces, rule, whole)
    _mark_unclear(found, pieces)
    if not asked:
        _mark_compared(found, pieces)
        if role is not Role.THERAPIST:
            _mark_anecdotes(found, pieces, cues)
        _carry_on(found, pieces)
    if role is not Role.THERAPIST:
        found = [
            None if reason == "third_party" and of_ones_own_risk(piece.raw, cues) else reason
            for reason, piece in zip(found, pieces, strict=True)
        ]
    if idle:
        found = [reason or idle_talk(piece.raw, cues) for reason, piece in zip(found, pieces, strict=True)]
    return found


def of_ones_own_risk(text: str, cues: Cues) -> bool:
    """'… and I want to die': the speaker's own, whatever else the sentence says of others."""
    if not _OWN.search(text) or _REPORTS.search(text) or (OTHERS_OWN.search(text) and not MY_OWN.search(text)):
        return False
    kinds = {
        cue.kind for cue in cues.risks if hit(cue.patterns, text) and not (cue.unless and hit((cue.unless,), text))
    }
    alone = not of_others(text) or bool(_TO_ME.search(text))
    return bool(kinds & _LIFE) or (bool(kinds) and alone)


def of_others(text: str) -> bool:
    """Speaks of another person, names one, or says what is thought or heard of things."""
    return bool(_OF_OTHERS.search(text) or _NAMED.search(text) or _REPORTS.search(text))


def speaks_of_another(text: str) -> bool:
    """'We used to do our taxes together' is nobody's secret."""
    return bool(
        _OF_OTHERS.search(text)
        or _NAMED.search(text)
        or _FIRST_NAMED.match(text)
        or _WHOSE.search(text)
        or _SEVERAL.search(text)
    )


def goes_out_of_sight(text: str, role: Role, cues: Cues) -> bool:
    """Holds what takes its whole utterance out of everything."""
    return any(
        rule.why in OUT_OF_SIGHT and _applies(rule, role, opening=True, asked=False) and _matches(rule, text)
        for rule in cues.exclusions
    )


def idle_talk(text: str, cues: Cues) -> str | None:
    """Before anything clinical was asked, only what a cue knows is more than talk of the weather, and of the speaker
    alone: 'with a lad eating a pasty' is nobody's appetite."""
    own = _WITH_ANOTHER.split(text, maxsplit=1)[0]
    told = any(topic.tell and hit(topic.tell, own) for topic in cues.topics if topic.weight >= TELLING)
    return None if told or any(hit(cue.patterns, text) for cue in cues.risks) else "small_talk"


def _applies(rule: Exclusion, role: Role, opening: bool, asked: bool) -> bool:
    if rule.opening and not opening:
        return False
    if rule.why == "third_party" and asked and rule.reach != "others":
        return False
    return rule.by == "any" or (rule.by == "therapist") == (role is Role.THERAPIST)


def _mark(found: list[str | None], pieces: Sequence[Piece], rule: Exclusion, whole: str) -> None:
    if rule.reach == "utterance" and _matches(rule, whole):
        found[:] = [reason or rule.why for reason in found]
        return
    if rule.reach == "others":
        if _matches(rule, whole):
            found[:] = [
                r or (rule.why if speaks_of_another(p.raw) or _matches(rule, p.raw) else None)
                for r, p in zip(found, pieces, strict=True)
            ]
        return
    for index, piece in enumerate(pieces):
        reach = [index] if rule.reach == "clause" else _sentence(pieces, index)
        said = piece.raw if rule.why != "third_party" else " ".join(pieces[i].raw for i in reach)
        if _matches(rule, said) and not found[index]:
            if rule.why == "third_party" and not speaks_of_another(said):
                continue
            for other in reach:
                found[other] = found[other] or rule.why


def _matches(rule: Exclusion, text: str) -> bool:
    return hit(rule.patterns, text) and not (rule.unless and _kept(rule, text))


def _kept(rule: Exclusion, text: str) -> bool:
    """`unless` stands in it, of the speaker alone: 'I heard she's pregnant' is hers, 'I'm pregnant' is the client's."""
    found = compiled((rf"(?:{rule.unless})\w*",)).finditer(text)
    return any(rule.why != "third_party" or not _OF_OTHERS.search(one[0]) for one in found)


def _sentence(pieces: Sequence[Piece], index: int) -> list[int]:
    return [i for i, piece in enumerate(pieces) if piece.sentence == pieces[index].sentence]


def _mark_unclear(found: list[str | None], pieces: Sequence[Piece]) -> None:
    for index, piece in enumerate(pieces):
        if UNCLEAR in piece.raw:
            for other in _sentence(pieces, index):
                found[other] = found[other] or DOUBTFUL


def _mark_compared(found: list[str | None], pieces: Sequence[Piece]) -> None:
    for index, piece in enumerate(pieces):
        if _COMPARED.search(piece.raw):
            for other in _sentence(pieces, index):
                found[other] = found[other] or "third_party"


def _mark_anecdotes(found: list[str | None], pieces: Sequence[Piece], cues: Cues) -> None:
    """A sentence alone, or with the one before it that it goes on from: 'My buddy Jace. He did thirty days.'"""
    before: list[int] = []
    for index in range(len(pieces)):
        same = _sentence(pieces, index)
        if index != same[0]:
            continue
        goes_on = before if _OF_THEM.match(pieces[index].text) else []
        for told in (same, [*goes_on, *same]) if goes_on else (same,):
            if anecdote(" ".join(pieces[i].raw for i in told), cues):
                for other in told:
                    found[other] = found[other] or "third_party"
        before = same


def _carry_on(found: list[str | None], pieces: Sequence[Piece]) -> None:
    """'He's been off for a month' or 'Nineteen' after a sentence left out for being about him stays out with it."""
    for index in range(1, len(pieces)):
        text = pieces[index].text
        goes_on = _CONTINUES.match(text) or _AGE.match(text)
        if found[index] is None and found[index - 1] == "third_party" and goes_on:
            found[index] = "third_party"
