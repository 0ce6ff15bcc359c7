"""The ledger's mentions as statements: what was asked, what was answered, in the client's words where it matters."""

import re

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.candidates import MUST, Candidate, Claims
from scribe.notes.clauses import cut_off, without_lead, word_count
from scribe.notes.cues import Cues
from scribe.notes.phrasing import asked_about, from_client, from_therapist, joined, listed, lowered, quoted, sentence
from scribe.notes.reading import Clause, Session
from scribe.notes.risk import Mention

_LABELS = {
    (RiskKind.SUICIDAL_IDEATION, RiskStatus.PASSIVE): "Passive suicidal ideation",
    (RiskKind.SUICIDAL_IDEATION, RiskStatus.PRESENT): "Suicidal ideation",
    (RiskKind.SUICIDAL_IDEATION, RiskStatus.HISTORICAL): "Past suicidality",
    (RiskKind.SELF_HARM, RiskStatus.PRESENT): "Self-harm",
    (RiskKind.SELF_HARM, RiskStatus.HISTORICAL): "Past self-harm",
    (RiskKind.HOMICIDAL_IDEATION, RiskStatus.PRESENT): "Thoughts of hurting others",
    (RiskKind.VIOLENCE, RiskStatus.PRESENT): "Violence or safety at home",
    (RiskKind.ABUSE, RiskStatus.PRESENT): "Abuse",
    (RiskKind.ABUSE, RiskStatus.HISTORICAL): "Past abuse",
    (RiskKind.VIOLENCE, RiskStatus.HISTORICAL): "Past violence",
    (RiskKind.SUBSTANCE_USE, RiskStatus.PRESENT): "Alcohol or drug use",
    (RiskKind.SUBSTANCE_USE, RiskStatus.HISTORICAL): "Past alcohol or drug use",
    (RiskKind.PSYCHOSIS, RiskStatus.PRESENT): "Unusual experiences",
    (RiskKind.PSYCHOSIS, RiskStatus.HISTORICAL): "Past unusual experiences",
}
_CONTEXTS = {"means": "Access to means", "history": "Past suicidality", "family": "Family history", "safety": "Safety"}
_BARE = re.compile(r"^(?:no|nope|never|none|yeah|yes|god, no|nothing like that|not at any point|i haven't|i don't|i do|i did|that i never did|i never did|that's it|that's all|i know it)$", re.IGNORECASE)


def risk_statements(found: list[Mention], session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Every mention stands in one; runs of the same person and label are one statement."""
    groups: list[tuple[str, list[Mention]]] = []
    for mention in found:
        label = _label(mention)
        near = next((g for g in reversed(groups) if g[0] == label and _belongs(mention, g[1][-1], several=bool(session.names))), None)
        if near:
            near[1].append(mention)
        else:
            groups.append((label, [mention]))
    candidates = []
    for label, group in groups:
        built = _denial(group, cues, proper) if label == "denied" else _stated(label, group, claims, session, proper)
        if built:
            candidates.append(built)
        claims.take(clause for mention in group for clause in mention.clauses)
    return candidates


NEAR = 6
"""Exchanges within which mentions under one label are one statement."""


def _belongs(mention: Mention, last: Mention, *, several: bool) -> bool:
    """With several clients a denial is told by kind, of everyone who was asked; else by person."""
    same = mention.kind is last.kind if several and mention.status is RiskStatus.DENIED else mention.who == last.who
    return same and mention.at - last.at <= NEAR


def _label(mention: Mention) -> str:
    if mention.status is RiskStatus.ASKED:
        return "asked"
    if mention.context in ("means", "family", "safety") or (mention.context == "history" and mention.status is not RiskStatus.DENIED):
        return _CONTEXTS[mention.context]
    if mention.status is RiskStatus.DENIED:
        return "denied"
    if mention.status is RiskStatus.THIRD_PARTY:
        return "Someone else"
    return _LABELS.get((mention.kind, mention.status), f"{mention.kind.value.replace('_', ' ').capitalize()}, {mention.status.value}")


def _denial(group: list[Mention], cues: Cues, proper: frozenset[str]) -> Candidate | None:
    names = {cue.kind: cue.label for cue in cues.risks}
    gists: list[str] = []
    for mention in group:
        gist = _gist(mention) or names[mention.kind]
        gists += [gist] if gist not in gists else []
    people = list(dict.fromkeys(mention.who for mention in group))
    asked = "Asked, " if group[0].question else ""
    shown = [g for g in gists if len(people) == 1 or g not in names.values()] or gists
    text = f"{asked}{_subject(listed(people), bool(asked))} {'each ' if len(people) > 1 else ''}denied {joined([lowered(g, proper) for g in shown])}"
    for who in people:
        own = [part for mention in group if mention.who == who for clause in mention.clauses if (part := _extra(clause, proper))]
        if own:
            text += f". {who} said " + joined(list(dict.fromkeys(own))[:4])
    return _candidate(group, text, Polarity.NEGATED)


def _gist(mention: Mention) -> str:
    if mention.question is None:
        return ""
    questions = mention.question.questions or mention.question.kept
    text = [g for clause in questions if (g := asked_about(clause.text))]
    return "; ".join(text[-2:])


def _extra(clause: Clause, proper: frozenset[str]) -> str:
    """What an answer adds to its 'no'."""
    text = without_lead(clause.text)
    if cut_off(text) or _BARE.match(text.strip(" .")) or clause.words < 1 or clause.scope.polarity in (Polarity.QUESTION,):
        return ""
    if clause.scope.polarity in (Polarity.HYPOTHETICAL, Polarity.QUOTED):
        return ""
    return lowered(from_client(text), proper)


def _stated(label: str, group: list[Mention], claims: Claims, session: Session, proper: frozenset[str]) -> Candidate | None:
    clauses = list(dict.fromkeys(clause for mention in group for clause in _around(mention)))
    who = group[0].who
    if label == "asked":
        questions = [c.raw for m in group if m.question for c in m.question.questions][-1:]
        return _candidate(group, f"Therapist asked {quoted(questions[0])}; no answer was heard", Polarity.QUESTION) if questions else None
    parts = [p for clause in clauses if (p := _said(clause, proper))]
    if not parts:
        gists = [g for m in group if (g := _gist(m))]
        parts = [f"yes to {lowered(g, proper)}" for g in gists[:1]] or [quoted(group[0].text)]
    claims.take(clauses)
    said = "" if who == "Client" else f"{who} said "
    return _candidate(group, f"{label}{_about(group[0])}: {said}{joined(parts[:9])}", Polarity.AFFIRMED)


def _about(mention: Mention) -> str:
    """What was asked, where the answer names only part of it: '(firearms, medication saved up)'."""
    if mention.context != "means" or mention.question is None or not mention.question.questions:
        return ""
    asked = re.sub(r",? (?:or )?anything like that$", "", without_lead(mention.question.questions[-1].text), flags=re.IGNORECASE)
    return f" (asked: {from_therapist(asked).lower()})"


def _around(mention: Mention) -> tuple[Clause, ...]:
    return mention.clauses


def _said(clause: Clause, proper: frozenset[str]) -> str:
    """A hypothetical or quoted mention only as a quotation; the rest in third person."""
    text = without_lead(clause.text).strip(" .")
    if _BARE.match(text) or cut_off(text) or (clause.words < 1 and not clause.values):
        return ""
    if clause.scope.polarity in (Polarity.HYPOTHETICAL, Polarity.QUOTED, Polarity.QUESTION):
        return quoted(clause.raw) if word_count(clause.raw) <= 25 else ""
    return lowered(from_client(text), proper)


def _subject(who: str, inside: bool) -> str:
    return who.lower() if who == "Client" and inside else who


def _candidate(group: list[Mention], text: str, polarity: Polarity) -> Candidate:
    cites = tuple(dict.fromkeys(cite for mention in group for cite in mention.cites))
    return Candidate(kind="risk", text=sentence(text), cites=cites, weight=MUST + 5, at=group[0].at, polarity=polarity)
