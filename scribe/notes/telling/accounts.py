"""A run of talk on one subject as a statement, in forms of growing length: the most telling clause alone, then more.

'Sleep: about four hours; client is up at two, staring at the ceiling.' The subject stands once, and what follows needs
no frame of its own.
"""

import re
from collections.abc import Sequence

import msgspec

from scribe.calendar_words import MONTH_BUT_MAY
from scribe.events import Polarity
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.conjugation import singular, subjectless
from scribe.notes.language.content import content_words, stems
from scribe.notes.language.phrasing import (
    asked_about,
    capital,
    from_client,
    from_therapist,
    lowered,
    quoted,
    sentence,
    stopped,
)
from scribe.notes.language.sentences import merely_how
from scribe.notes.language.values import NUMBER
from scribe.notes.reading.candidates import MUST, Candidate, cites_of
from scribe.notes.reading.conversation import Clause, Session, spans
from scribe.notes.reading.questions import counted_noun
from scribe.notes.reading.salience import RISK_FIRST, repeats, salience
from scribe.notes.telling.continuing import continued
from scribe.notes.telling.leading import in_a_sentence, lead, tells_too_little
from scribe.notes.telling.narration import Form, Part, bare, form_of, narrate, part_of, quotation
from scribe.notes.telling.pointing import understood
from scribe.notes.telling.tellable import needs_quotes
from scribe.notes.telling.told import Told

MOST_FORMS = 6
"""Clauses of one statement at most: more is a transcript."""
MOST_HELD = 10
"""Of what is to be told whole: medication, what protects, where the client is."""
HELD = {"session_info", "protective", "medication", "risk"}
MOST_WORDS = 60
THERAPIST = "Therapist"
RECOUNTED = ("recounted that", "recounted")
"""What a clause and a noun phrase of a scene follow."""
AMOUNT = re.compile(rf"^(?:(?:about|around|maybe|perhaps|only|almost)\s+)*{NUMBER}$", re.IGNORECASE)
"""An answer that is an amount and nothing else."""
FOUND = 1.0
"""Added for what the therapist read out or worked out."""
CONFIRMED = 1.5
"""Added for what a yes or a no takes over from its question."""


def account(told: Told, session: Session, proper: frozenset[str]) -> Candidate | None:
    """The longest form, with the shorter ones behind it; None where nothing can be told."""
    ranked = _ranked(told, session)
    held = told.topic is not None and told.topic.kind in HELD
    most = min(len(ranked), MOST_HELD if held else MOST_FORMS)
    first = min(most, max(1, sum(who == THERAPIST or bool(clause.values) for who, clause, _ in ranked)))
    found: Candidate | None = None
    for count in range(first, most + 1):
        wanted = told.answer | {id(clause) for _, clause, _ in ranked[:count]}
        chosen = understood(told, wanted)
        if wanted and not chosen:
            continue
        form = _form(told, chosen, sum(score for *_, score in ranked[:count]), session, proper)
        if form is None or (found is not None and (form.words <= found.words or form.words > MOST_WORDS)):
            continue
        found = msgspec.structs.replace(form, shorter=found)
    return found


def _ranked(told: Told, session: Session) -> list[tuple[str, Clause, float]]:
    """What the therapist stated, then clauses from the most telling to the least, repetitions left out."""
    urgency = RISK_FIRST if told.kind == "risk" else 1.0
    scored = [
        (who, clause, urgency * (session.worth.get(clause.key) or _salience(clause, told, first=place == 0)))
        for place, (who, clause) in enumerate(told.said)
        if content_words(clause.text) or clause.values
    ]
    found: list[tuple[str, Clause, float]] = []
    for who, clause, score in sorted(scored, key=lambda one: -one[2]):
        if not any(repeats(clause, other) for other_who, other, _ in found if other_who == who):
            found.append((who, clause, score))
    news = [one for one in found if one[1].values or not stems(one[1].text) <= stems(told.shown)]
    found = news or found
    known = [(THERAPIST, clause, salience(clause, told.topic, answers=False) + FOUND) for clause in told.known]
    return known + found


def _salience(clause: Clause, told: Told, *, first: bool) -> float:
    return salience(clause, told.topic, answers=first and bool(told.prompts))


def _form(told: Told, chosen: set[int], score: float, session: Session, proper: frozenset[str]) -> Candidate | None:
    """With the clauses of these ids."""
    said = [pair for pair in told.said if id(pair[1]) in chosen]
    known = [clause for clause in told.known if id(clause) in chosen]
    parts = _parts(told, said, session, proper)
    first = [part for clause in known if (part := _stated(clause, proper))]
    headed = bool(told.shown or session.names)
    stated = [Piece(_shown(part) if headed else singular(part.text, "client"), whole=True) for part in first]
    if tells_too_little(told, [part for _, part in parts]):
        return None
    if told.recounted:
        body = _recounted(parts)
    else:
        body = _written([*stated, *_body(told, parts, session, bare=not said and bool(first))])
    stands = (Form.CLAUSE, Form.QUOTE) if told.topic else (Form.CLAUSE,)
    if not body or (not told.shown and not any(part.form in stands for part in (*first, *(p for _, p in parts)))):
        return None
    label = _label(told, body, proper)
    must = MUST if told.must else 0.0
    clauses = [*known, *(clause for _, clause in said)]
    cited = [*told.confirmed, *told.named, *told.prompts, *(clauses or told.clauses)]
    return Candidate(
        kind=told.kind,
        text=sentence(label + body),
        cites=cites_of(cited),
        weight=score + told.weight + CONFIRMED * (bool(told.confirmed or told.denied) or not said) + must,
        at=told.at,
        polarity=told.polarity(clauses),
        optional=not told.must,
    )


def _label(told: Told, body: str, proper: frozenset[str]) -> str:
    if not told.shown or stems(body) <= stems(told.shown):
        return ""
    return lead(told, proper) if in_a_sentence(told) else f"{told.shown}: "


def _recounted(parts: Sequence[tuple[str, Part]]) -> str:
    """A scene keeps its present tense inside one sentence of each voice: 'Client recounted that it is raining; …'."""
    voices = dict.fromkeys(who for who, _ in parts)
    told = [narrate(who, [part for one, part in parts if one == who], verbs=RECOUNTED) for who in voices]
    return ". ".join(told)


class Piece(msgspec.Struct, frozen=True):
    text: str
    whole: bool = False
    """A clause with its verb, which can be a sentence of its own."""


def _written(pieces: Sequence[Piece]) -> str:
    """Clauses as sentences, amounts and phrases in a row: 'about four hours; twice. Wakes at two. It was five'."""
    text = ""
    for piece in pieces:
        if not text:
            text = piece.text
        elif piece.whole and not piece.text.startswith('"'):
            text = f"{stopped(text)} {capital(piece.text)}"
        else:
            text = f"{text}; {piece.text}"
    return text


def _shown(part: Part) -> str:
    return subjectless(part.text) if part.own else part.text


def _parts(
    told: Told, said: Sequence[tuple[str, Clause]], session: Session, proper: frozenset[str]
) -> list[tuple[str, Part]]:
    """(who, part) in order; what was confirmed first."""
    voice = told.voices[0]
    parts = [(voice, part) for clause in dict.fromkeys(told.confirmed) if (part := _confirmed(clause, proper))]
    quote = bool(told.topic and told.topic.quote)
    steps = bool(told.topic and told.topic.key == "contingency")
    run: list[Clause] = []
    for place, (who, clause) in enumerate(said):
        if quote or (needs_quotes(clause) and not (steps and _step(clause.text))):
            run.append(clause)
            after = said[place + 1] if place + 1 < len(said) else None
            if after and after[0] == who and (quote or needs_quotes(after[1])):
                continue
            found = [quotation(span) for span in spans(run, session.texts)]
            run = []
        else:
            before = said[place - 1] if place else None
            text = continued(clause, before[1]) if before and before[0] == who else clause.text
            step = _step(text) if steps else ""
            found = [Part(Form.PHRASE, step) if step else part_of(text, clause.raw, proper, listed=bool(told.shown))]
        kept = [part for part in found if part is not None and not (parts and _is_thin(part, told.lead_of(clause)))]
        parts += [(who, _led(part, told.lead_of(clause))) for part in kept]
    noun = counted_noun(told.prompts[0]) if told.prompts and parts and not told.confirmed else ""
    if noun and AMOUNT.match(parts[0][1].text) and not _overlaps(noun, told):
        parts[0] = (parts[0][0], Part(Form.PHRASE, f"{parts[0][1].text} {noun}"))
    return list(dict.fromkeys(parts))


def _step(text: str) -> str:
    """What the therapist is to do: 'ring their mobile' of 'You ring my mobile'; '' where it is no step."""
    if not _YOU_STEP.search(text):
        return ""
    told = _YOU_HAVE.sub("therapist has", _YOU_GET.sub("therapist", _YOU_STEP.sub(r"\g<before>", text)))
    return lowered(from_client(told), frozenset())


_YOU_STEP = re.compile(
    r"(?P<before>^|, )(?:(?:and|then|after that|just),? )*(?:you(?:'d|'ll| can| could| just)* )?"
    r"(?=(?:ring|call|phone|try|text|message|email|use|contact)\b)",
    re.IGNORECASE,
)
_YOU_GET = re.compile(r"\byou(?= (?:can't|cannot|don't|couldn't|can|get|lose|hear|need)\b)", re.IGNORECASE)
_YOU_HAVE = re.compile(r"\byou(?:'ve(?: got)?| have)\b", re.IGNORECASE)


def _is_thin(part: Part, lead: str) -> bool:
    """'Smaller', 'easy': tells something only right after the question that it answers."""
    return not lead and part.form is Form.PHRASE and merely_how(part.text)


def _led(part: Part, lead: str) -> Part:
    """An answer that is no sentence says nothing without its question: 'How many were missed: two'."""
    if not lead or part.form is Form.CLAUSE or stems(lead) <= stems(part.text):
        return part
    return Part(Form.CLAUSE, f"{lead[:1].lower()}{lead[1:]}: {part.text}", part.raw)


def _overlaps(noun: str, told: Told) -> bool:
    """The label already says the noun."""
    return stems(noun) <= stems(told.label)


def _stated(clause: Clause, proper: frozenset[str]) -> Part | None:
    """What the therapist said was so; it needs no frame, so that any form of words will do."""
    text = lowered(from_therapist(bare(clause.text)), proper)
    return Part(Form.CLAUSE, text, own=_of_client(clause)) if text else None


def _of_client(clause: Clause) -> bool:
    """The therapist's 'you' is the client."""
    return bool(_YOU.match(bare(clause.text)))


def _confirmed(clause: Clause, proper: frozenset[str]) -> Part | None:
    """What a 'yes' took over from the therapist's words."""
    text = lowered(from_therapist(bare(clause.text)), proper)
    return Part(form_of(text), text, own=_of_client(clause)) if text and form_of(text) is not Form.QUOTE else None


def _body(told: Told, parts: Sequence[tuple[str, Part]], session: Session, *, bare: bool) -> list[Piece]:
    """What was answered. `bare`: nothing needs to be."""
    said = [Piece(_denied(told), whole=True)] if told.denied else []
    last, others, several = "", False, bool(session.names)
    asked = bool(_ASKED.match(told.shown)) and all(part.form is Form.PHRASE for _, part in parts)
    alone = bool(told.shown) and (bare or not asked) and not in_a_sentence(told)
    for who, part in parts:
        text = _piece(part, who, first=who != last, alone=alone, several=several, others=others)
        said.append(Piece(text, part.form is Form.CLAUSE))
        last, others = who, _of_others(part)
    answered = "" if said or bare or not told.said else _answered(told)
    return [piece for piece in (*said, Piece(answered)) if piece.text]


def _of_others(part: Part) -> bool:
    return part.form is not Form.QUOTE and not part.own and bool(_OTHERS.match(part.text))


def _piece(part: Part, who: str, *, first: bool, alone: bool, several: bool, others: bool) -> str:
    """Who speaks is named once, in whatever form the first words allow, and again after a clause about somebody else
    (`others`): 'he never lasted a week; client did thirty-eight days'."""
    subject = who.lower() if who == "Client" else who
    if part.own and others and not first:
        return singular(part.text, subject)
    if part.form is Form.QUOTE and first and not alone and not several:
        return f"{subject} said {part.text}"
    if part.form is Form.QUOTE:
        return f"{subject}: {part.text}" if first and several else part.text
    if part.own and (not first or (alone and not several)):
        return subjectless(part.text)
    if part.form is Form.CLAUSE and first:
        if part.own:
            return singular(part.text, subject)
        return f"{subject} reported {_THAT.sub('this', part.text)}" if several or not alone else part.text
    if first and (several or not alone):
        return f"{subject} reported {part.text}"
    return part.text


def _answered(told: Told) -> str:
    """A bare yes or no says what its question asked: 'denied any trouble sleeping'."""
    gist = asked_about(told.prompts[-1].text) if told.prompts else ""
    if not gist:
        asked = bool(told.prompts) and _ASKING.match(without_lead(told.prompts[-1].text))
        heard = f"{quoted(told.prompts[-1].raw)}, said {quoted(told.clauses[0].raw)}" if asked else ""
        return f"{told.voices[0]}, asked {heard}" if heard else ""
    denies = told.clauses[0].scope.polarity is Polarity.NEGATED
    return f"{told.voices[0]} {'denied' if denies else 'confirmed'} {lowered(gist, frozenset())}"


_OTHERS = re.compile(
    r"^(?:he|she|they|his|her|their|everyone|everybody|nobody|"
    rf"(?!I\b|\w+day\b|May\b|{MONTH_BUT_MAY.title()})[A-Z])\w*\b"
)
_ASKED = re.compile(r"^(?:what|how|when|where|who|whose|which|why)\b", re.IGNORECASE)
"""A heading that asks: 'Who is on their side' needs 'client reported' before an answer without a verb."""
_THAT = re.compile(r"^that\b(?= (?:is|was|has|will|would|took|made|came|went)\b)")
"""'Reported that took six' would be the conjunction."""
_YOU = re.compile(r"^you\b", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:any|is|are|do|does|did|can|could|would|will|should|what|why|how|when|who|am|have)\b", re.IGNORECASE
)


def _denied(told: Told) -> str:
    """The 'no' that the answer begins with, as what it denied."""
    return f"{told.voices[0]} denied {lowered(asked_about(told.denied[0].text), frozenset())}"
