"""What the client said to a task beyond a yes, as what they will do: 'Client will ask Bea on Sunday.'"""

import re
from collections.abc import Sequence

from scribe.notes.language.conjugation import singular, subjectless
from scribe.notes.language.phrasing import capital
from scribe.notes.reading.conversation import Clause, Session
from scribe.notes.telling.answering import Offer, is_firm
from scribe.notes.telling.narration import Form, Part, part_of, quotation
from scribe.notes.telling.tellable import needs_quotes
from scribe.notes.telling.whom import named

MOST = 4
"""Clauses of one speaker."""
_ONLY_YES = re.compile(
    r"^\W*(?:(?:yeah|yes|okay|sure|and|but|so|well|right),?\s+)*(?:i|we)(?:'d|'ll)?\s*(?:can|could|will|"
    r"would)?(?:\s+quite)?\s*(?:do|try|like|like to|see)?"
    r"(?:\s+(?:that|it|this))?(?:,?\s+(?:then|too|actually))?\W*$",
    re.IGNORECASE,
)
"""'I can do that' adds nothing to the task it agrees to."""
_OF_SELF = re.compile(r"^(?:I|we|there)\b", re.IGNORECASE)
"""What the client says of themselves, or of what there is; not what they think of the task."""


def taken_on(commits: Sequence[Clause], last: Offer, session: Session, proper: frozenset[str]) -> str:
    """Who said they will do what."""
    by_who: dict[str, list[Part]] = {}
    for turn in last.exchange.answers:
        for clause in turn.kept:
            if clause in commits and (said := _promise(clause, session, proper)):
                by_who.setdefault(turn.who, []).append(said)
    return ". ".join(_told(who, said[:MOST]) for who, said in by_who.items())


def _told(who: str, parts: Sequence[Part]) -> str:
    """Under 'Homework' it is plain who said so: 'Client will ask her'."""
    text = ""
    for part in parts:
        if part.form is Form.QUOTE:
            text += f"; {part.text}" if text else f"{who} said {part.text}"
        elif part.own and part.text.startswith("they ") and singular(part.text, who) != part.text:
            text += f". {capital(subjectless(part.text))}" if text else singular(part.text, who)
        elif part.form is Form.CLAUSE:
            text += f"; {part.text}" if text else f"{who} said that {part.text}"
        else:
            text += f", {part.text}" if text else f"{who}: {part.text}"
    return text


def _promise(clause: Clause, session: Session, proper: frozenset[str]) -> Part | None:
    """A request to the partner stays in its own words: 'you' and 'me' have other meanings there."""
    if _ONLY_YES.match(clause.text):
        return None
    firm = is_firm(clause)
    if not firm and not clause.values and not _OF_SELF.match(clause.text):
        return None
    if not firm and not session.names and needs_quotes(clause):
        return None
    request = session.names and re.search(r"\b(?:you|me|your)\b", clause.text, re.IGNORECASE)
    if request:
        return quotation(clause.raw)
    text, naming = named(clause.text, clause, session)
    cited = all(one.utterance == clause.utterance for one in naming)
    return part_of(text if cited else clause.text, clause.raw, proper)
