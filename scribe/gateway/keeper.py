"""Keeps the tablets to the people who may use them: PINs, who is where, who was sent away."""

from collections.abc import Callable, Sequence

from scribe.gateway.people import People, Person, hashed, matches, person
from scribe.gateway.presence import IDLE_S, Presence

NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$ntpuuUNPwYO7pmJYe1FrkQ$XYrXgTEZdPYL8dBnHjcHRsaicL2U6TN8j3G5251fo5w"
"""Of no PIN: an unknown person takes as long to refuse as a known one."""


class Keeper:
    """`people` None: this gateway has none, and nobody is asked for a PIN."""

    def __init__(self, people: People | None, clock: Callable[[], float], idle_s: float = IDLE_S) -> None:
        self._people = people
        self.presence = Presence(clock, idle_s)

    async def people(self) -> Sequence[Person]:
        return [person(known) for known in await self._people.people()] if self._people else []

    async def unlock(self, device: int, who: int, pin: str) -> Person:
        """Raises PinError."""
        self.presence.may_try(who)
        known = {known.id: known for known in (await self._people.people() if self._people else [])}
        found = known.get(who)
        good = await matches(pin, found.pin if found else NOBODY)
        self.presence.may_try(who)  # others may have tried meanwhile
        self.presence.tried(who, good=good and found is not None)
        assert found is not None
        self.presence.enter(device, person(found))
        return person(found)

    async def add(self, name: str, role: str, pin: str, by: str) -> Person:
        """Raises UsageError and StoreError."""
        assert self._people is not None
        return person(await self._people.add_person(name, role, await hashed(pin), by))

    async def end(self, who: int, by: str) -> None:
        """Raises StoreError."""
        assert self._people is not None
        await self._people.end_person(who, by)
        self.presence.end(who)
