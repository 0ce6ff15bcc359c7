"""Who uses a tablet: people with a PIN of their own, and what each may do. A room without people needs no PIN."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import argon2
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from msgspec import Struct

from scribe.commands import AnyCommand, OfficeCommand
from scribe.errors import UsageError

LEAST_DIGITS, MOST_DIGITS = 6, 12
"""Six digits and five tries a minute: a guesser needs months, and the clinic sees the refusals in the log."""

HASHER = argon2.PasswordHasher.from_parameters(argon2.profiles.RFC_9106_LOW_MEMORY)


class Access(StrEnum):
    CLINICIAN = "clinician"
    """Sees and does everything of a session."""
    VIEWER = "viewer"
    """Sees, and changes nothing."""
    ADMINISTRATOR = "administrator"
    """Looks after the device; sees nothing of any session."""


SEE_SESSIONS = frozenset({Access.CLINICIAN, Access.VIEWER})
ONLY_READS = frozenset({"sessions", "open", "brief", "history", "talk", "ask", "summary"})
"""Commands that change nothing and make no copy; of those a viewer may give these."""


class Person(Struct, frozen=True):
    id: int
    name: str
    role: Access


class Known(Protocol):
    """A person as the store has it."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def pin(self) -> str: ...


class People(Protocol):
    """What the gateway needs of the store. Its methods raise StoreError."""

    async def add_person(self, name: str, role: str, pin: str, by: str) -> Known: ...
    async def people(self) -> Sequence[Known]: ...
    async def end_person(self, id: int, by: str) -> None: ...


def person(known: Known) -> Person:
    return Person(known.id, known.name, Access(known.role))


def may(who: Person | None, command: AnyCommand) -> bool:
    """None: the room has no people, and whoever is paired may, but for what is an administrator's."""
    if isinstance(command, OfficeCommand):
        return who is not None and who.role is Access.ADMINISTRATOR
    if who is None or who.role is Access.CLINICIAN:
        return True
    return who.role is Access.VIEWER and command.__struct_config__.tag in ONLY_READS


def sees_sessions(who: Person | None) -> bool:
    return who is None or who.role in SEE_SESSIONS


async def hashed(pin: str) -> str:
    """Raises UsageError for a PIN that is no number of the right length, or easily guessed."""
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise UsageError(f"A PIN is {LEAST_DIGITS} to {MOST_DIGITS} digits.", "Choose another.")
    if len(set(pin)) < 3 or pin in "01234567890123456789" or pin in "98765432109876543210":
        raise UsageError("This PIN is easily guessed.", "Choose one that is no row and no repetition.")
    return await asyncio.to_thread(HASHER.hash, pin)


async def matches(pin: str, pin_hash: str) -> bool:
    """Takes about the same time whether it does or not."""
    try:
        return await asyncio.to_thread(HASHER.verify, pin_hash, pin)
    except (VerifyMismatchError, InvalidHashError):
        return False
