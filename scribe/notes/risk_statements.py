"""The ledger's mentions as statements: what was asked, what was answered, in the client's words where it matters."""

import re

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.candidates import MUST, Candidate, Claims
from scribe.notes.clauses import cut_off, without_lead, word_count
from scribe.notes.cues import Cues
from scribe.notes.phrasing import asked_about, from_client, joined, lowered, quoted, sentence
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
        near = next((g for g in reversed(groups) if g[0] == label and g[1][-1].who == mention.who and mention.at - g[1][-1].at <= 6), None)
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
    extras: list[str] = []
    for mention in group:
        gist = _gist(mention) or names[mention.kind]
        gists += [gist] if gist not in gists else []
        extras += [part for clause in mention.clauses if (part := _extra(clause, proper)) and part not in extras]
    who = group[0].who
    asked = "Asked, " if group[0].question else ""
    text = f"{asked}{_subject(who, bool(asked))} denied {joined([lowered(g, proper) for g in gists])}"
    if extras:
        text += ". " + _subject(who, False) + " said " + joined(extras[:4])
    return _candidate(group, text, Polarity.NEGATED)


def _gist(mention: Mention) -> str:
    if mention.question is None:
        return ""
    text = [g for clause in mention.question.kept if (clause.end == "?" or clause.words > 2) and (g := asked_about(clause.text))]
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
    return _candidate(group, f"{label}: {_subject(who, True)} said {joined(parts[:9])}", Polarity.AFFIRMED)


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
