"""The ledger's mentions as statements: what was asked, what was answered, in the client's words where it matters."""

import re

import msgspec

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.phrasing import asked_about, from_therapist, joined, listed, lowered, quoted, sentence
from scribe.notes.reading.candidates import MUST, Candidate, Claims
from scribe.notes.reading.conversation import Clause, Session, about_someone_else, spans
from scribe.notes.reading.salience import salience
from scribe.notes.risk.mentions import CERTAIN, Mention

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
    (RiskKind.SUBSTANCE_USE, RiskStatus.PRESENT): "Substance use",
    (RiskKind.SUBSTANCE_USE, RiskStatus.HISTORICAL): "Past substance use",
    (RiskKind.PSYCHOSIS, RiskStatus.PRESENT): "Unusual experiences",
    (RiskKind.PSYCHOSIS, RiskStatus.HISTORICAL): "Past unusual experiences",
}
_CONTEXTS = {"means": "Access to means", "history": "Past suicidality", "family": "Family history", "safety": "Safety"}
_BARE = re.compile(
    r"^(?:no|nope|never|none|yeah|yes|god, no|nothing like that|not at any point|i haven't|i don't|i do|i did|"
    r"that i never did|i never did|that's it|that's all|i know it)$",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"\b(?:you|your|(?:in|to|for|of|with|at|from|\w+ing) they)\b", re.IGNORECASE)
"""A question turned around that still speaks to someone has not turned well."""
_WAS_ANOTHER = re.compile(r"^(?:[Tt]hat|[Ii]t|[Tt]his)(?: was| is|'s) [A-Z]\w+$")
_THEY_SAY = re.compile(
    r"^(?:and |but |so )*(?:(?:my|our|his|her|their) [\w-]+|he|she|they|people|everybody|everyone)(?: \w+)? "
    r"(?:says?|said|saying|telling|tells?|told|thinks?|thought|goes|went)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:my|our|me|us|mum|mom|dad)\b(?!['’]s)", re.IGNORECASE)
"""Somebody of the client's own; the story of anybody else is that person's."""
FORMS = (3, 4, 6, 9)
"""Clauses told of one run of mentions: the most telling ones where words run out."""
AMOUNT = 4
"""Words of a clause that tells how often, how much or when, and costs nothing beside the others."""
ADDED = 6
"""Clauses told beside a denial."""
STATED = 3
"""Last clauses of a prompt without a question that tell what a 'yes' confirms."""
UNSETTLED_USE = 3.0
"""Weight of talk around drinking that answers nothing: it stands in the ledger, and in the note where there is room."""
_SUPPOSED = ", conditional"
_UNSETTLED = "unsettled"
"""A question answered by neither yes nor no."""


def risk_statements(
    found: list[Mention], session: Session, cues: Cues, claims: Claims, proper: frozenset[str]
) -> list[Candidate]:
    """Every mention stands in one; runs of the same person and label are one statement."""
    groups: list[tuple[str, list[Mention]]] = []
    for mention in found:
        if any(clause.excluded for clause in mention.clauses):
            continue
        label = _label(mention)
        near = next(
            (g for g in reversed(groups) if g[0] == label and _belongs(mention, g[1][-1], several=bool(session.names))),
            None,
        )
        if near:
            near[1].append(mention)
        else:
            groups.append((label, [mention]))
    candidates = []
    mixed = {(one.at, one.who) for one in found if one.status in CERTAIN}
    elsewhere = frozenset(clause for label, group in groups for clause in _told_whole(label, group, cues))
    for label, group in groups:
        built = (
            _denial(group, mixed, elsewhere, cues, session, proper)
            if label == "denied"
            else _stated(label, group, cues, claims, session, proper)
        )
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
    if mention.status is RiskStatus.ASKED and not mention.clauses:
        return "asked"
    if mention.context in ("means", "family", "safety") or (
        mention.context == "history" and mention.status is not RiskStatus.DENIED
    ):
        return _CONTEXTS[mention.context]
    if mention.status is RiskStatus.ASKED:
        return _UNSETTLED
    if mention.status is RiskStatus.DENIED:
        return "denied"
    if mention.status is RiskStatus.THIRD_PARTY:
        return "Someone else"
    kind = f"{mention.kind.value.replace('_', ' ').capitalize()}, {mention.status.value}"
    return _LABELS.get((mention.kind, mention.status), kind) + (_SUPPOSED if _supposed(mention) else "")


def _supposed(mention: Mention) -> bool:
    """'If I lost them I'd …': surfaced, but not as what is so."""
    if mention.status is not RiskStatus.PRESENT or not mention.clauses:
        return False
    return all(c.scope.polarity is Polarity.HYPOTHETICAL for c in mention.clauses)


def _told_whole(label: str, group: list[Mention], cues: Cues) -> list[Clause]:
    """The client's own clauses that a statement of what is or was holds at any length."""
    clauses = list(dict.fromkeys(clause for mention in group for clause in mention.clauses))
    if group[0].status not in (*CERTAIN, RiskStatus.HISTORICAL) or label == "denied" or len(clauses) > FORMS[0]:
        return []
    return [c for c in clauses if _tells(c) and not about_someone_else(c) and not _relays(c, cues)]


def _denial(
    group: list[Mention],
    mixed: set[tuple[int, str]],
    elsewhere: frozenset[Clause],
    cues: Cues,
    session: Session,
    proper: frozenset[str],
) -> Candidate:
    """In the question's words; an answer that affirmed another part of the question denies its kind only."""
    names = _kinds(cues)
    parts = {cue.key: cue.label for cue in cues.contexts}
    gists: list[str] = []
    for mention in group:
        whole = (mention.at, mention.who) not in mixed
        gist = (whole and _gist(mention)) or parts.get(mention.context) or names[mention.kind]
        gists += [gist] if gist not in gists else []
    people = list(dict.fromkeys(mention.who for mention in group))
    asked = "Asked, " if group[0].question else ""
    shown = [g for g in gists if len(people) == 1 or g not in (*names.values(), *parts.values())] or gists
    each = "each " if len(people) > 1 else ""
    denied = joined([lowered(gist, proper) for gist in shown])
    text = f"{asked}{_subject(listed(people), bool(asked))} {each}denied {denied}"
    said = [(who, words) for who in people if (words := _own_words(group, who, elsewhere, session))]
    for number, (who, words) in enumerate(said):
        text += ("; " if number else ": ") + (words if len(people) == 1 else f"{who} {words}")
    return _candidate(group, text, Polarity.NEGATED)


def _own_words(group: list[Mention], who: str, elsewhere: frozenset[Clause], session: Session) -> str:
    """What an answer adds to its 'no', as it was said: all of it, since a part may say the opposite. Nothing where
    other statements tell each word of it."""
    told = [clause for mention in group if mention.who == who for clause in mention.clauses if _adds(clause)]
    return "" if elsewhere.issuperset(told) else _verbatim(list(dict.fromkeys(told))[:ADDED], session)


def _growing(forms: list[Candidate]) -> Candidate:
    """The longest, with each shorter one behind it."""
    found = forms[0]
    for form in forms[1:]:
        if form.words > found.words:
            found = msgspec.structs.replace(form, shorter=found)
    return found


def _foremost(clauses: list[Clause], most: int, cues: Cues, session: Session) -> list[Clause]:
    """So many of them, and every amount, in the order they were said in: what holds the mention itself comes before
    what was said around it, and then what tells most."""
    ranked = sorted(clauses, key=lambda clause: (not _names_it(clause, cues), -_telling(clause, session)))
    kept = {clause.key for clause in ranked[:most]} | {clause.key for clause in clauses if _is_amount(clause)}
    return [clause for clause in clauses if clause.key in kept]


def _verbatim(clauses: list[Clause], session: Session) -> str:
    """What a person says of risk stands in that person's words: another's would weigh it."""
    return ", ".join(quoted(span) for span in spans(clauses, session.texts))


def _gist(mention: Mention) -> str:
    if mention.question is None:
        return ""
    questions = mention.question.questions or mention.question.kept
    text = [g for clause in questions if (g := asked_about(clause.text)) and not _OF_SOMEBODY.search(g)]
    return "; ".join(text[-2:])


def _adds(clause: Clause) -> bool:
    """More than a 'no', and of nobody else."""
    text = without_lead(clause.text)
    bare = cut_off(text) or _BARE.match(text.strip(" .")) or _WAS_ANOTHER.match(text) or clause.words < 1
    return not bare and clause.scope.polarity is not Polarity.QUESTION and not about_someone_else(clause)


def _stated(
    label: str, group: list[Mention], cues: Cues, claims: Claims, session: Session, proper: frozenset[str]
) -> Candidate | None:
    clauses = list(dict.fromkeys(clause for mention in group for clause in mention.clauses))
    who = group[0].who
    if label == "asked":
        questions = [c.raw for m in group if m.question for c in m.question.questions][-1:]
        return (
            _candidate(group, f"Therapist asked {quoted(questions[0])}; no answer was heard", Polarity.QUESTION)
            if questions
            else None
        )
    if label == _UNSETTLED:
        return _unsettled(group, cues, claims, session)
    others = group[0].status is RiskStatus.THIRD_PARTY or group[0].context in ("family", "means")
    # A stranger's story is told without its details.
    if group[0].status is RiskStatus.THIRD_PARTY and not any(_THEIRS.search(c.raw) for c in clauses):
        claims.take(clauses)
        return _candidate(
            group, f"{label}: {who} spoke of another person's {_kinds(cues)[group[0].kind]}", Polarity.AFFIRMED
        )
    told = [
        clause
        for clause in clauses
        if _tells(clause) and (others or not (about_someone_else(clause) or _relays(clause, cues)))
    ]
    claims.take(clauses)
    names = proper | ({who} - {"Client"})
    forms = []
    for most in sorted({min(len(told), most) for most in FORMS}):
        kept = _foremost(told, most, cues, session)
        words = _verbatim(kept, session)
        body = f"{who} said {words}" if words else _affirmed(who, group, proper)
        form = _candidate(group, f"{label}{_about(group[0])}: {lowered(body, names)}", Polarity.AFFIRMED)
        gain = sum(_telling(clause, session) for clause in kept)
        forms.append(msgspec.structs.replace(form, weight=form.weight + gain))
    return _growing(forms)


def _is_amount(clause: Clause) -> bool:
    """'I was nineteen.' 'Twice.' Short, and what the rest is measured by."""
    return bool(clause.values - {"1"}) and word_count(clause.raw) <= AMOUNT


def _relays(clause: Clause, cues: Cues) -> bool:
    """What somebody else keeps saying of other things."""
    return bool(_THEY_SAY.match(clause.text)) and not any(hit(cue.patterns, clause.raw) for cue in cues.risks)


def _names_it(clause: Clause, cues: Cues) -> bool:
    """Holds the mention itself."""
    said = (clause.raw, clause.text)
    named = any(hit(cue.patterns, words) for cue in cues.risks for words in said)
    return named or (
        clause.scope.polarity is Polarity.AFFIRMED
        and any(hit(one.patterns, words) for one in cues.contexts for words in said)
    )


def _telling(clause: Clause, session: Session) -> float:
    return session.worth.get(clause.key) or salience(clause, None, answers=False)


def _kinds(cues: Cues) -> dict[RiskKind, str]:
    """What the note calls each."""
    return {cue.kind: cue.label for cue in cues.risks}


def _affirmed(who: str, group: list[Mention], proper: frozenset[str]) -> str:
    """A bare yes takes what it says from the question."""
    gists = [gist for mention in group if (gist := _gist(mention))]
    if gists:
        return f"{who} confirmed {lowered(gists[0], proper)}"
    asked = next((f"asked {words}, " for mention in group if (words := _words_asked(mention))), "")
    return f"{asked}{_subject(who, bool(asked))} said {quoted(group[0].text)}"


def _words_asked(mention: Mention) -> str:
    """The question as it was put; a statement that was answered ('You've put a one on number nine.') as it was said."""
    if mention.question is None:
        return ""
    if mention.question.questions:
        return quoted(mention.question.questions[-1].raw + "?")
    return ", ".join(quoted(clause.raw) for clause in mention.question.kept[-STATED:] if clause.words)


def _unsettled(group: list[Mention], cues: Cues, claims: Claims, session: Session) -> Candidate:
    """Question and answer verbatim: what it amounts to is for the clinician to say."""
    clauses = list(dict.fromkeys(clause for mention in group for clause in mention.clauses))
    names = _kinds(cues)
    kinds = list(dict.fromkeys(names[mention.kind] for mention in group))
    claims.take(clauses)
    said = ", ".join(quoted(span) for span in spans(clauses, session.texts))
    who = _subject(group[0].who, True)
    told = _candidate(group, f"Asked about {listed(kinds)}, {who} said {said}", Polarity.QUESTION)
    light = {mention.kind for mention in group} == {RiskKind.SUBSTANCE_USE}
    return msgspec.structs.replace(told, weight=UNSETTLED_USE) if light else told


def _about(mention: Mention) -> str:
    """What was asked, where the answer names only part of it, or nothing: '(firearms, medication saved up)'."""
    if mention.context not in ("means", "safety") or mention.question is None or not mention.question.questions:
        return ""
    asked = re.sub(
        r",? (?:or )?anything like that$", "", without_lead(mention.question.questions[-1].text), flags=re.IGNORECASE
    )
    return f" (asked: {from_therapist(asked).lower()})"


def _tells(clause: Clause) -> bool:
    text = without_lead(clause.text).strip(" .")
    return not (_BARE.match(text) or cut_off(text) or (clause.words < 1 and not clause.values))


def _subject(who: str, inside: bool) -> str:
    return who.lower() if who == "Client" and inside else who


def _candidate(group: list[Mention], text: str, polarity: Polarity) -> Candidate:
    cites = tuple(dict.fromkeys(cite for mention in group for cite in mention.cites))
    return Candidate(kind="risk", text=sentence(text), cites=cites, weight=MUST + 5, at=group[0].at, polarity=polarity)
