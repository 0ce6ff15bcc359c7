"""What was said, clause by clause, as it can be told: in the third person, in quotation marks, or not at all."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from scribe.notes.language.content import content_words, stems, word_count
from scribe.notes.language.phrasing import from_client, from_therapist, lowered
from scribe.notes.language.sentences import merely_how, tells_when
from scribe.notes.language.values import NUMBER, numbers
from scribe.notes.reading.conversation import Clause, Session, spans
from scribe.notes.reading.questions import counted_noun
from scribe.notes.reading.salience import FEELING
from scribe.notes.telling.answered import is_apart
from scribe.notes.telling.continuing import continued
from scribe.notes.telling.correcting import corrected
from scribe.notes.telling.linking import ANEW, link
from scribe.notes.telling.narration import Form, Part, bare, form_of, left_over, part_of, quotation
from scribe.notes.telling.stretches import Said, holds_to, stretches
from scribe.notes.telling.tellable import needs_quotes
from scribe.notes.telling.told import Told
from scribe.notes.telling.voicing import Shown

FEWEST = 2
"""Words that carry meaning, of an answer that is not right below its question."""
AMOUNT = re.compile(rf"^(?:(?:about|around|maybe|perhaps|only|almost)\s+)*{NUMBER}$", re.IGNORECASE)
"""An answer that is an amount and nothing else."""


def rendered(told: Told, said: Sequence[Said], session: Session, proper: frozenset[str]) -> list[Shown]:
    """In order; what was confirmed first."""
    voice = told.voices[0]
    parts = [Shown(voice, part) for clause in dict.fromkeys(told.confirmed) if (part := _confirmed(clause, proper))]
    for stretch in stretches(said, session):
        last: Clause | None = None
        for clauses, found in _parts_of(told, [clause for _, clause in stretch], session, proper):
            lead = told.lead_of(clauses[0])
            for part in found:
                if not (parts and _is_thin(part, lead)):
                    on = link(last, clauses[0]) if last else ANEW
                    parts.append(Shown(stretch[0][0], _led(part, lead), tuple(clauses), on))
                    last = clauses[-1]
    parts = [
        one
        for place, one in enumerate(parts)
        if not _is_scrap(one, told, first=place == 0, several=bool(session.names))
    ]
    noun = counted_noun(told.prompts[0]) if told.prompts and parts and not told.confirmed else ""
    if noun and AMOUNT.match(parts[0].part.text) and not _overlaps(noun, told):
        parts[0] = msgspec.structs.replace(parts[0], part=Part(Form.PHRASE, f"{parts[0].part.text} {noun}"))
    return [one for place, one in enumerate(parts) if one.part not in [other.part for other in parts[:place]]]


def _is_scrap(one: Shown, told: Told, *, first: bool, several: bool) -> bool:
    """A word that answers what nobody reads: another question than the heading's, or one to somebody else."""
    if one.link != ANEW or one.part.form is Form.CLAUSE or (told.topic is not None and is_apart(told.topic)):
        return False
    text = one.part.text
    if first and not several:
        return not told.label and word_count(text) < FEWEST
    return len(content_words(text)) < FEWEST and not (numbers(text) or tells_when(text) or FEELING.search(text))


def _parts_of(
    told: Told, stretch: Sequence[Clause], session: Session, proper: frozenset[str]
) -> Iterator[tuple[list[Clause], list[Part]]]:
    """Each clause of one stretch as it can be told; what must stand in quotation marks with its like."""
    quote = bool(told.topic and told.topic.quote)
    steps = bool(told.topic and told.topic.key == "contingency")
    run: list[Clause] = []
    last: Clause | None = None
    told_clauses = corrected(stretch)
    for place, (clauses, text) in enumerate(told_clauses):
        clause = clauses[0]
        if quote or (needs_quotes(clause) and not (steps and _step(text))):
            run += clauses
            if place + 1 < len(told_clauses) and (quote or needs_quotes(told_clauses[place + 1][0][0])):
                continue
            found = [quotation(span) for span in spans(run, session.texts)]
            yield run, [part for part in found if part is not None]
            run = []
        else:
            step = _step(text) if steps else ""
            on = continued(msgspec.structs.replace(clause, text=text), last) if last else text
            part = Part(Form.PHRASE, step) if step else part_of(on, clause.raw, proper, listed=bool(told.shown))
            if part is None and last is not None and holds_to(last, clause):
                part = _kept(text, proper)
            yield clauses, [part] if part is not None else []
        last = clauses[-1]


def _kept(text: str, proper: frozenset[str]) -> Part | None:
    """'Not now', after what is so no longer: as little as it says, what stands before it must not stand without it."""
    told = lowered(from_client(bare(text)), proper)
    return Part(Form.ADJUNCT, told) if told and not left_over(told) else None


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


def stated(clause: Clause, proper: frozenset[str]) -> Part | None:
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


_YOU = re.compile(r"^you\b", re.IGNORECASE)
