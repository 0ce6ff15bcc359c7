"""Whose verb it is where the speaker left out its subject: 'She came over. Held him while I slept.' is hers.

By itself a verb without a subject is the speaker's ('Slept badly'); right after a sentence about somebody else it goes
on with them.
"""

import re

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.sentences import subject_left_out
from scribe.notes.reading.conversation import Clause

_SOMEBODY_ELSE = re.compile(r"^(?:and |so |then |but )*(?P<who>he|she|they)\b", re.IGNORECASE)


def continued(clause: Clause, before: Clause) -> str:
    """Its text with the subject of the clause before it, where it has none of its own."""
    other = _SOMEBODY_ELSE.match(without_lead(before.text)) if clause.is_after(before) else None
    text = without_lead(clause.text)
    if other is None or not subject_left_out(text):
        return clause.text
    return f"{other['who'].lower()} {text[:1].lower()}{text[1:]}"
