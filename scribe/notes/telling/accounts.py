"""A run of talk on one subject as a statement, in forms of growing length: the most telling stretch alone, then more.

'Sleep: about four hours; client is up at two, staring at the ceiling.' The subject stands once, and what follows needs
no frame of its own.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from scribe.events import Polarity
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.conjugation import singular, subjectless
from scribe.notes.language.content import content_words, stems
from scribe.notes.language.phrasing import asked_about, lowered, quoted, sentence
from scribe.notes.language.sentences import whole
from scribe.notes.reading.candidates import MUST, Candidate, cites_of
from scribe.notes.reading.conversation import Clause, Session
from scribe.notes.reading.salience import RISK_FIRST, WHEN, repeats, salience
from scribe.notes.telling.leading import in_a_sentence, lead, tells_too_little
from scribe.notes.telling.linking import ANEW, Piece, written
from scribe.notes.telling.narration import Form, Part, narrate
from scribe.notes.telling.rendering import rendered, stated
from scribe.notes.telling.stretches import Said, forms, is_idle, leads_to, stretches, units
from scribe.notes.telling.told import ASKED, Told
from scribe.notes.telling.voicing import Shown, voiced

MOST_WORDS = 60
THERAPIST = "Therapist"
RECOUNTED = ("recounted that", "recounted")
"""What a clause and a noun phrase of a scene follow."""
FOUND = 1.0
"""Added for what the therapist read out or worked out."""
CONFIRMED = 1.5
"""Added for what a yes or a no takes over from its question."""


def account(told: Told, session: Session, proper: frozenset[str]) -> Candidate | None:
    """The longest form, with the shorter ones behind it; None where nothing can be told."""
    worth = _worth(told, session)
    said = _news(told, worth)
    known = [(THERAPIST, clause) for clause in told.known]
    headed = bool(told.shown or told.known or told.confirmed)
    rows = [
        units([clause for _, clause in stretch], worth, headed=below or place > 0)
        for spoken, below in ((said, headed), (known, False))
        for place, stretch in enumerate(stretches(spoken, session))
    ]
    always = told.answer | {id(clause) for clause in told.known}
    found: Candidate | None = None
    for chosen in forms(rows) or [set()]:
        form = _form(told, chosen | always, worth, session, proper)
        if form is None or (found is not None and (form.words <= found.words or form.words > MOST_WORDS)):
            continue
        found = msgspec.structs.replace(form, shorter=found)
    return found


def _worth(told: Told, session: Session) -> dict[tuple[str, int], float]:
    """By a clause's key."""
    urgency = RISK_FIRST if told.kind == "risk" else 1.0
    found = {clause.key: salience(clause, told.topic, answers=False) + FOUND for clause in told.known}
    for place, clause in enumerate(told.clauses):
        learned = session.worth.get(clause.key)
        found[clause.key] = urgency * (learned or _salience(clause, told, first=place == 0))
    return found


def _news(told: Told, worth: Mapping[tuple[str, int], float]) -> list[Said]:
    """Without what says nothing, and what the heading or a clause of more worth says already."""
    telling = [one for one in told.said if content_words(one[1].text) or one[1].values]
    kept = [one for one in telling if not any(_says_less(one, other, worth) for other in telling if other is not one)]
    news = [one for one in kept if one[1].values or not stems(one[1].text) <= stems(told.shown)] or kept
    ids = {id(clause) for _, clause in news if (told.shown and len(news) == 1) or not _is_idle(clause, told)}
    following = [*told.clauses[1:], None]
    return [
        one
        for one, after in zip(told.said, following, strict=False)
        if id(one[1]) in ids or (after is not None and id(after) in ids and leads_to(one[1], after))
    ]


def _is_idle(clause: Clause, told: Told) -> bool:
    """'That was March' dates what the therapist's words, which stand before it, tell."""
    dates = bool(told.known) and clause is told.clauses[0] and bool(WHEN.search(clause.text))
    return not dates and is_idle(clause)


def _says_less(one: Said, other: Said, worth: Mapping[tuple[str, int], float]) -> bool:
    """Nothing that the other does not; of two that say the same, the one of less worth, or the later."""
    if one[0] != other[0] or not repeats(one[1], other[1]):
        return False
    rank = (worth[one[1].key], -one[1].start), (worth[other[1].key], -other[1].start)
    return not repeats(other[1], one[1]) or rank[0] < rank[1]


def _salience(clause: Clause, told: Told, *, first: bool) -> float:
    return salience(clause, told.topic, answers=first and bool(told.prompts))


def _form(
    told: Told,
    chosen: set[int],
    worth: Mapping[tuple[str, int], float],
    session: Session,
    proper: frozenset[str],
) -> Candidate | None:
    """With the clauses of these ids."""
    said = [pair for pair in told.said if id(pair[1]) in chosen]
    known = [clause for clause in told.known if id(clause) in chosen]
    parts = rendered(told, said, session, proper)
    first = [part for clause in known if (part := stated(clause, proper))]
    if tells_too_little(told, [one.part for one in parts]):
        return None
    if told.recounted:
        body = _recounted(parts)
    else:
        headed = bool(told.shown or session.names)
        body = _with_stated(told, first, _body(told, parts, session, stated=bool(first)), headed=headed)
    if not body or not (told.shown or _stands(told, parts, first)):
        return None
    clauses = [*known, *(clause for one in parts for clause in one.clauses)]
    cited = [*told.confirmed, *told.named, *told.prompts, *([*known, *(c for _, c in said)] or told.clauses)]
    weight = sum(worth[clause.key] for clause in clauses) + told.weight + MUST * told.must
    return Candidate(
        kind=told.kind,
        text=sentence(_label(told, body, proper) + body),
        cites=cites_of(cited),
        weight=weight + CONFIRMED * (bool(told.confirmed or told.denied) or not said),
        at=told.at,
        polarity=told.polarity(clauses),
        optional=not told.must,
    )


def _stands(told: Told, parts: Sequence[Shown], stated: Sequence[Part]) -> bool:
    """With no heading: 'three days early' says nothing, 'planner open at eight: four of five days' does, and so do the
    client's own words on a subject that is known."""
    forms = (Form.CLAUSE, Form.QUOTE) if told.topic else (Form.CLAUSE,)
    if any(one.part.form in forms for one in parts) or any(whole(part.text) for part in stated):
        return True
    return bool(parts and stated)


def _with_stated(told: Told, first: Sequence[Part], answered: Sequence[Piece], *, headed: bool) -> str:
    """What the therapist stated heads what was answered to it: 'planner open at eight: four of five days'."""
    heads = [Piece(_shown(part, headed=headed), part.text, ANEW) for part in first]
    if first and answered and not told.shown and not any(whole(part.text) for part in first):
        return f"{written(heads)}: {written(answered)}"
    return written([*heads, *answered])


def _shown(part: Part, *, headed: bool) -> str:
    if not part.own:
        return part.text
    return subjectless(part.text) if headed else singular(part.text, "client")


def _label(told: Told, body: str, proper: frozenset[str]) -> str:
    if not told.shown or stems(body) <= stems(told.shown):
        return ""
    return lead(told, proper) if in_a_sentence(told) else f"{told.shown}: "


def _recounted(parts: Sequence[Shown]) -> str:
    """A scene keeps its present tense inside one sentence of each voice: 'Client recounted that it is raining; …'."""
    voices = dict.fromkeys(one.who for one in parts)
    told = [narrate(who, [one.part for one in parts if one.who == who], verbs=RECOUNTED) for who in voices]
    return ". ".join(told)


def _body(told: Told, parts: Sequence[Shown], session: Session, *, stated: bool) -> list[Piece]:
    """What was answered. `stated`: the therapist's words stand before it."""
    said = [Piece(_denied(told), _denied(told))] if told.denied else []
    alone = stated or (bool(told.shown) and not in_a_sentence(told))
    said += voiced(parts, alone=alone, several=bool(session.names))
    answered = "" if said or stated or not told.said else _answered(told)
    return [piece for piece in (*said, Piece(answered)) if piece.text]


def _answered(told: Told) -> str:
    """A bare yes or no says what its question asked: 'denied any trouble sleeping'."""
    gist = asked_about(told.prompts[-1].text) if told.prompts else ""
    if not gist and told.shown.startswith(ASKED):
        return ""  # a bare no to a question for a thing
    if not gist:
        asked = bool(told.prompts) and _ASKING.match(without_lead(told.prompts[-1].text))
        heard = f"{quoted(told.prompts[-1].raw)}, said {quoted(told.clauses[0].raw)}" if asked else ""
        return f"{told.voices[0]}, asked {heard}" if heard else ""
    denies = told.clauses[0].scope.polarity is Polarity.NEGATED
    return f"{told.voices[0]} {'denied' if denies else 'confirmed'} {lowered(gist, frozenset())}"


_ASKING = re.compile(
    r"^(?:any|is|are|do|does|did|can|could|would|will|should|what|why|how|when|who|am|have)\b", re.IGNORECASE
)


def _denied(told: Told) -> str:
    """The 'no' that the answer begins with, as what it denied."""
    return f"{told.voices[0]} denied {lowered(asked_about(told.denied[0].text), frozenset())}"
