"""The ledger's mentions as statements: what was asked, what was answered, in the client's words where it matters."""

import re

import msgspec

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.language.cues import Cues
from scribe.notes.language.phrasing import listed, lowered, quoted
from scribe.notes.language.scope import OTHER_PERSON, OTHERS
from scribe.notes.reading.candidates import Candidate, Claims
from scribe.notes.reading.conversation import Clause, Session, about_someone_else
from scribe.notes.risk.answers import Answer, answers
from scribe.notes.risk.denials import denial
from scribe.notes.risk.labels import ASKED, DENIED, MEANT, SUBSTANCE, UNSETTLED, kind_names, label_of
from scribe.notes.risk.mentions import CERTAIN, Mention
from scribe.notes.risk.own_words import foremost, names_it, refuses, relays, telling, tells, verbatim
from scribe.notes.risk.question_words import asked_of, gist, words_asked
from scribe.notes.risk.settling import AGAIN
from scribe.notes.risk.stating import candidate, growing, subject

NEAR = 6
"""Exchanges within which mentions under one label are one statement."""
FORMS = (3, 4, 6, 9)
"""Clauses told of one run of mentions: the most telling ones where words run out."""
USE = (4, 6, 9)
"""Of what is used, and what was."""
MEANS = (5, 9)
"""What is at hand, where it is and who keeps it: half of it would mislead."""
MAYBE = (1, 2, 4)
"""Of what may be of risk."""
UNSETTLED_USE = 3.0
"""Weight of talk around drinking that answers nothing: it stands in the ledger, and in the note where there is room."""
_THEIRS = re.compile(r"\b(?:my|our|me|us|mum|mom|dad)\b(?!['’]s)", re.IGNORECASE)
"""Somebody of the client's own; the story of anybody else is that person's."""
_YOURS = re.compile(rf"\byour (?:\w+ )?{OTHERS}\b", re.IGNORECASE)

_Group = tuple[str, list[Mention]]


def risk_statements(
    found: list[Mention], session: Session, cues: Cues, claims: Claims, proper: frozenset[str]
) -> list[Candidate]:
    """Every mention stands in one; runs of the same person and label are one statement."""
    groups = _grouped(found, several=bool(session.names))
    mixed = {(one.at, one.who) for one in found if one.status in CERTAIN and not one.meant}
    elsewhere = frozenset(clause for label, group in groups for clause in _told(label, group, cues))
    candidates = []
    for label, group in groups:
        built = (
            denial(group, mixed, elsewhere, cues, session, proper)
            if label == DENIED
            else _stated(label, group, cues, claims, session, proper)
        )
        if built:
            candidates.append(built)
        if label != MEANT:
            claims.take(clause for mention in group for clause in mention.clauses)
    return candidates


def _grouped(found: list[Mention], *, several: bool) -> list[_Group]:
    groups: list[_Group] = []
    answered = {mention.at for mention in found if mention.clauses and not mention.meant}
    for mention in sorted(found, key=lambda one: (one.at, _was_used(one))):
        label = SUBSTANCE if _was_used(mention) and _used_now(mention, found) else label_of(mention)
        if any(clause.excluded for clause in mention.clauses) or _in_a_denial(mention, found):
            continue
        if mention.meant and any(_tells_it(one, mention) for one in found):
            continue
        if label == ASKED and mention.at in answered:
            continue
        alike = (group for one, group in reversed(groups) if one == label)
        near = next((group for group in alike if _belongs(mention, group[-1], several=several)), None)
        if near:
            near.append(mention)
        else:
            groups.append((label, [mention]))
    return groups


def _tells_it(one: Mention, meant: Mention) -> bool:
    """What the cues found of that kind in that answer is told already, in its words."""
    return not one.meant and (one.kind, one.who, one.at) == (meant.kind, meant.who, meant.at)


def _was_used(mention: Mention) -> bool:
    return mention.kind is RiskKind.SUBSTANCE_USE and mention.status is RiskStatus.HISTORICAL


def _used_now(mention: Mention, found: list[Mention]) -> bool:
    """What was drunk is told with what is, where one answer says both."""
    own = (one for one in found if (one.kind, one.who, one.at) == (mention.kind, mention.who, mention.at))
    return any(label_of(one) == SUBSTANCE for one in own)


def _in_a_denial(mention: Mention, found: list[Mention]) -> bool:
    """'Nothing since New Year's.': a 'no' that tells by itself when it was so."""
    if mention.context == AGAIN or not _was_used(mention):
        return mention.context == AGAIN
    own = (one for one in found if (one.kind, one.who, one.at) == (mention.kind, mention.who, mention.at))
    return any(one.status is RiskStatus.DENIED and set(mention.clauses) <= set(one.clauses) for one in own)


def _belongs(mention: Mention, last: Mention, *, several: bool) -> bool:
    """With several clients a denial is told by kind, or by its question, of everyone who was asked; else by person.
    What was answered by neither yes nor no is told by itself."""
    person = mention.who == last.who
    alike = mention.kind is last.kind or (person and mention.at == last.at)
    same = alike if several and mention.status is RiskStatus.DENIED else person
    if label_of(mention) in (UNSETTLED, MEANT):
        same = same and (mention.kind is last.kind or (mention.meant and mention.at == last.at))
    return same and mention.at - last.at <= NEAR


def _told(label: str, group: list[Mention], cues: Cues) -> list[Clause]:
    """The clauses that a statement of what is or was, or of somebody else, holds."""
    clauses = [clause for mention in group for clause in mention.clauses]
    if group[0].status is RiskStatus.THIRD_PARTY:
        return clauses
    if group[0].status not in (*CERTAIN, RiskStatus.HISTORICAL) or label == DENIED:
        return []
    return [c for c in clauses if tells(c) and not about_someone_else(c) and not relays(c, cues)]


def _stated(
    label: str, group: list[Mention], cues: Cues, claims: Claims, session: Session, proper: frozenset[str]
) -> Candidate | None:
    clauses = list(dict.fromkeys(clause for mention in group for clause in mention.clauses))
    if label == ASKED:
        return _unanswered(group)
    if label == UNSETTLED:
        return _unsettled(group, cues, claims, session)
    if label == MEANT:
        return _meant(group, cues, claims, session)
    claims.take(clauses)
    who = group[0].who
    # A stranger's story is told without its details.
    if group[0].status is RiskStatus.THIRD_PARTY and not _of_their_own(group, clauses):
        told = f"{label}: {who} spoke of another person's {kind_names(cues)[group[0].kind]}"
        return candidate(group, told, Polarity.AFFIRMED)
    told_clauses = [clause for clause in clauses if _is_told(clause, group[0], cues)]
    names = proper | ({who} - {"Client"})
    asked = asked_of(group[0])
    forms = []
    lengths = MEANS if group[0].context == "means" else USE if label == SUBSTANCE else FORMS
    for most in sorted({min(len(told_clauses), most) for most in lengths}):
        kept = foremost(told_clauses, most, cues, session)
        said = answers(group, kept, cues, session, headed=bool(asked) or group[0].context == "family")
        body = _said(said, "" if who == "Client" and not session.names else who) or _affirmed(
            who, group, proper, headed=bool(asked)
        )
        form = candidate(_cited(group, said), f"{label}{asked}: {lowered(body, names)}", Polarity.AFFIRMED)
        gain = sum(telling(clause, session) for clause in kept)
        forms.append(msgspec.structs.replace(form, weight=form.weight + gain))
    return growing(forms)


def _of_their_own(group: list[Mention], clauses: list[Clause]) -> bool:
    """Of somebody of the client's, as the words or the question tell: 'Does your husband get violent?'"""
    asked = any(_YOURS.search(one.question.text) for one in group if one.question)
    return asked or any(_THEIRS.search(clause.raw) for clause in clauses)


def _said(told: list[Answer], who: str) -> str:
    return "; ".join(one.told(who if place == 0 else "") for place, one in enumerate(told))


def _cited(group: list[Mention], told: list[Answer]) -> list[Mention]:
    """With the questions that are told."""
    cites = {one.mention: one.cites for one in told}
    return [msgspec.structs.replace(one, cites=cites.get(one, one.cites)) for one in group]


def _is_told(clause: Clause, first: Mention, cues: Cues) -> bool:
    """Of others only where they are what is told: a voice, somebody in the family, who keeps the gun."""
    if first.status is RiskStatus.THIRD_PARTY:
        return tells(clause) or bool(OTHER_PERSON.search(clause.text))
    if names_it(clause, cues) and clause.words and not about_someone_else(clause):
        return True
    others = first.context in ("family", "means", "safety") or first.kind is RiskKind.PSYCHOSIS
    return (tells(clause) or refuses(clause)) and (others or not (about_someone_else(clause) or relays(clause, cues)))


def _affirmed(who: str, group: list[Mention], proper: frozenset[str], *, headed: bool) -> str:
    """A bare yes takes what it says from the question. `headed`: which stands before it."""
    if headed:
        return f"{who} said {quoted(group[0].text)}"
    gists = [words for mention in group if (words := gist(mention))]
    if gists:
        return f"{who} confirmed {lowered(gists[0], proper)}"
    asked = next((f"asked {words}, " for mention in group if (words := words_asked(mention))), "")
    return f"{asked}{subject(who, inside=bool(asked))} said {quoted(group[0].text)}"


def _unanswered(group: list[Mention]) -> Candidate | None:
    questions = [c.raw for m in group if m.question for c in m.question.questions][-1:]
    if not questions:
        return None
    return candidate(group, f"Therapist asked {quoted(questions[0])}; no answer was heard", Polarity.QUESTION)


def _unsettled(group: list[Mention], cues: Cues, claims: Claims, session: Session) -> Candidate:
    """Question and answer verbatim: what it amounts to is for the clinician to say."""
    clauses = list(dict.fromkeys(clause for mention in group for clause in mention.clauses))
    names = kind_names(cues)
    kinds = list(dict.fromkeys(names[mention.kind] for mention in group))
    claims.take(clauses)
    who = subject(group[0].who, inside=True)
    told = candidate(group, f"Asked about {listed(kinds)}, {who} said {verbatim(clauses, session)}", Polarity.QUESTION)
    light = {mention.kind for mention in group} == {RiskKind.SUBSTANCE_USE}
    return msgspec.structs.replace(told, weight=UNSETTLED_USE) if light else told


def _meant(group: list[Mention], cues: Cues, claims: Claims, session: Session) -> Candidate:
    """What may be of risk, question and answer verbatim: that it is, and what it amounts to, is for the clinician."""
    clauses = list(dict.fromkeys(clause for mention in group for clause in mention.clauses))
    claims.take(foremost(clauses, MAYBE[-1], cues, session))
    first = group[0]
    kinds = " or ".join(dict.fromkeys(kind_names(cues)[mention.kind] for mention in group))
    asked = first.question.questions[-1].raw if first.question and first.question.questions else ""
    who = subject(first.who, inside=True)
    forms = []
    for most in sorted({min(len(clauses), most) for most in MAYBE}):
        said = f"{who} said {verbatim(foremost(clauses, most, cues, session), session)}"
        told = f"asked {quoted(asked)}, {said}" if asked else said
        forms.append(candidate(group, f"May concern {kinds}: {told}", Polarity.QUESTION))
    return growing(forms)
