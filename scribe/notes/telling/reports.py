"""What clients told, topic by topic: each run of talk on one subject becomes one statement in third person.

The therapist's question gives the subject, the client's clauses the content; a bare yes or no takes its content from
the question. Thoughts, feelings and images stay in the client's own words.
"""

from scribe.notes.language.cues import Cues
from scribe.notes.reading.candidates import Candidate, Claims
from scribe.notes.reading.conversation import Session
from scribe.notes.telling.accounts import account
from scribe.notes.telling.runs import runs


def reports(session: Session, cues: Cues, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    built = [account(told, session, proper) for told in runs(session, cues, claims)]
    return [candidate for candidate in built if candidate is not None]
