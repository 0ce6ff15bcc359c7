"""Who agreed to be heard, to what, how and when (CLINICAL 9), as it goes along with a note. Pure.

It names nobody beside the client, the clinician and whom the note's own header names: another member of a group is told
by their role alone. A de-identified note has no consents with it: when somebody agreed is a date, and what they agreed
to is free text, which may name them.
"""

from collections.abc import Iterable
from typing import Any

from scribe import events as ev
from scribe.export.anonymous import is_anonymous
from scribe.names import same_name, same_person

Consent = dict[str, str]
"""name (empty where the note does not name them), role, purpose, how, given_at."""


def consents_of(given: Iterable[ev.Consent], header: dict[str, Any]) -> list[Consent]:
    """JSON-ready; in the order in which they were given."""
    if is_anonymous(header):
        return []
    named = [header.get("client"), header.get("clinician")]
    named += [person.get("name") for person in header.get("participants", ())]
    return [
        {
            "name": one.name if any(_same(one, str(name)) for name in named if name) else "",
            "role": str(one.role),
            "purpose": one.purpose,
            "how": one.how,
            "given_at": one.given_at,
        }
        for one in given
    ]


def _same(one: ev.Consent, name: str) -> bool:
    return (same_person if one.role is ev.Role.THERAPIST else same_name)(one.name, name)


def lines(consents: Iterable[Consent]) -> tuple[str, ...]:
    """A line for each purpose: who agreed to it, how and when."""
    told: dict[str, list[str]] = {}
    for one in consents:
        told.setdefault(one["purpose"], []).append(who_how_when(one))
    return tuple(f"{'; '.join(people)}: {purpose}" for purpose, people in told.items())


def who_how_when(one: Consent) -> str:
    """Ada L. (client), spoken, 2026-03-02 14:00:05 UTC."""
    who = f"{one['name']} ({one['role']})" if one["name"] else f"a {one['role']}"
    return f"{who}, {one['how']}, {one['given_at'][:19].replace('T', ' ')} UTC"
