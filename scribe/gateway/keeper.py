"""Keeps the tablets to the people who may use them: PINs and passkeys, who is where, who was sent away."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from scribe.commands import CONSOLE
from scribe.errors import UsageError
from scribe.gateway.passkeys import Ceremony, Known, PasskeyError, Passkeys
from scribe.gateway.people import People, Person, hashed, matches, person
from scribe.gateway.presence import IDLE_S, PinError, Presence

NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$ntpuuUNPwYO7pmJYe1FrkQ$XYrXgTEZdPYL8dBnHjcHRsaicL2U6TN8j3G5251fo5w"
"""Of no PIN: an unknown person takes as long to refuse as a known one."""


class Keeper:
    """`people` None: this gateway has none, and nobody is asked for a PIN."""

    def __init__(
        self,
        people: People | None,
        clock: Callable[[], float],
        idle_s: float = IDLE_S,
        passkeys: Passkeys | None = None,
    ) -> None:
        self._people, self._passkeys = people, passkeys
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

    # -- passkeys --------------------------------------------------------------------------------------------------

    async def with_passkey(self, ceremony: Ceremony) -> tuple[int, ...]:
        """Who could use one there; nobody where it has no name."""
        try:
            known = await self._known(ceremony)
        except PasskeyError:
            return ()
        return tuple(dict.fromkeys(one.person for one in known))

    async def ask_passkey(self, who: int, ceremony: Ceremony) -> Mapping[str, Any]:
        """Raises PinError; the same for an unknown person and one without a passkey."""
        self.presence.may_try(who)
        known = await self._known(ceremony, who)
        if not known:
            raise PasskeyError("There is no passkey of this person here.", "Use the PIN.")
        return ceremony.ask(known)

    async def unlock_with(self, device: int, who: int, credential: Mapping[str, Any], ceremony: Ceremony) -> Person:
        """Wrong ones count as wrong PINs do. Raises PinError and StoreError."""
        self.presence.may_try(who)
        found = {one.id: one for one in await self.people()}.get(who)
        try:
            passkey, uses = await ceremony.proven(credential, await self._known(ceremony, who))
        except PasskeyError:
            with suppress(PinError):  # which says the same of a PIN
                self.presence.tried(who, good=False)
            raise
        if found is None or self._passkeys is None:
            raise PasskeyError("This passkey was not accepted.", "Try again, or use the PIN.")
        self.presence.may_try(who)  # others may have tried meanwhile
        await self._passkeys.passkey_used(passkey.id, uses, found.name)
        self.presence.tried(who, good=True)
        self.presence.enter(device, found)
        return found

    async def offer_passkey(self, who: Person | None, ceremony: Ceremony) -> Mapping[str, Any]:
        """Raises PasskeyError, and UsageError where the room has no people."""
        return ceremony.offer(self._somebody(who), await self._known(ceremony, self._somebody(who).id))

    async def add_passkey(self, who: Person | None, credential: Mapping[str, Any], ceremony: Ceremony) -> None:
        """Raises PasskeyError, UsageError and StoreError."""
        person = self._somebody(who)
        id, key, uses = await ceremony.made(credential)
        assert self._passkeys is not None
        await self._passkeys.add_passkey(person.id, ceremony.site.name, id, key, uses, person.name)

    async def end_passkeys(self, who: int, by: str) -> None:
        """Raises StoreError."""
        if self._passkeys:
            await self._passkeys.end_passkeys(who, by)

    def _somebody(self, who: Person | None) -> Person:
        if who is None or self._passkeys is None:
            raise UsageError("A passkey is somebody's, and this room has no people.", "Add them: scribe people add.")
        return who

    async def _known(self, ceremony: Ceremony, who: int | None = None) -> Sequence[Known]:
        found = await self._passkeys.passkeys(ceremony.site.name) if self._passkeys else ()
        return [one for one in found if who is None or one.person == who]

    # -- who there is ----------------------------------------------------------------------------------------------

    async def add(self, name: str, role: str, pin: str, by: str) -> Person:
        """Raises UsageError and StoreError."""
        assert self._people is not None
        if name.strip().casefold() == CONSOLE:
            raise UsageError(f"{name} is what the audit calls this device's own command line.", "Give a person's name.")
        return person(await self._people.add_person(name, role, await hashed(pin), by))

    async def end(self, who: int, by: str) -> None:
        """Raises StoreError."""
        assert self._people is not None
        try:
            await self._people.end_person(who, by)
        finally:  # a disk may have taken what it refused
            self.presence.end(who)
