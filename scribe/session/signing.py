"""Who may put a name under a note. Pure.

A room with people signs under the name of one of its clinicians, and on a tablet only under that of whoever unlocked
it. A room without people has nothing to hold a name against: there whoever has a paired tablet signs, as the clinic
chose. A name is the same with other capitals, other blanks, and with or without the credentials behind its comma.
"""

from collections.abc import Collection

from scribe.errors import StateError, UsageError
from scribe.events import SignatureKind
from scribe.names import same_person
from scribe.session.review import Review

MOST_CREDENTIALS = 120
"""Letters: degrees, licence and its number."""


def credentials(given: str) -> str:
    """As they stand under a signature, in one line. UsageError where there are none: a note is signed by name,
    credentials and time (CLINICAL 2). Notes that were signed without, before this was asked, are read as they are."""
    line = " ".join(given.split())
    if not line:
        raise UsageError(
            "The credentials are missing: they stand under every signature.",
            "Such as PhD, LCSW, or LPC-A for an associate.",
        )
    if len(line) > MOST_CREDENTIALS:
        raise UsageError(f"The credentials have {len(line)} letters; {MOST_CREDENTIALS} are the most.", "Shorten them.")
    return line


def refuse_stranger(name: str, by: str, *, console: bool, clinicians: Collection[str]) -> None:
    """`by` unlocked the tablet; the device's own console may sign for any clinician. StateError for anybody else."""
    if not console and not same_person(name, by):
        raise StateError(f"This tablet is {by}'s now: nobody else signs on it.", "Lock it; who signs unlocks it.")
    _known(name, clinicians)


def beside(name: str, signer: str, clinicians: Collection[str] | None) -> str:
    """Who is to sign as well, named as the room names them, so that no client has to compare names. `clinicians` None:
    the room has no people. StateError for the signer, and for who is no clinician of the room."""
    if same_person(name, signer):
        raise StateError("Nobody signs beside themselves.", "Name whoever supervises, or nobody.")
    return name.strip() if clinicians is None else _known(name, clinicians)


def refuse_second(review: Review, name: str) -> None:
    """A co-signature is another person's. StateError."""
    if any(same_person(one.name, name) for one in review.signatures if one.kind != SignatureKind.ADDENDUM):
        raise StateError(f"{name} has signed this note already.", "Somebody else signs beside them.")


def settles(review: Review, name: str) -> bool:
    """Nobody else has to look at the session once this name is under its note."""
    awaited = review.awaited()
    return not awaited or same_person(awaited, name)


def _known(name: str, clinicians: Collection[str]) -> str:
    for one in clinicians:
        if same_person(name, one):
            return one
    raise StateError(f"{name} is no clinician of this room.", "An administrator adds them: scribe people add.")
