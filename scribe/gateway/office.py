"""What an administrator does from a tablet: people, devices, and the code for a new one."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from scribe import commands
from scribe.errors import UsageError
from scribe.gateway.devices import Device, told
from scribe.gateway.people import Person


class Rooms(Protocol):
    """What the office needs of the gateway."""

    async def people(self) -> Sequence[Person]: ...
    async def add_person(self, name: str, role: str, pin: str, by: str) -> Person: ...
    async def end_person(self, person: int, by: str) -> None: ...
    async def end_passkeys(self, person: int, by: str) -> None: ...
    async def devices(self) -> Sequence[Device]: ...
    async def revoke(self, device: int, by: str) -> None: ...
    async def pairing(self, by: str) -> Mapping[str, Any]: ...


async def carry_out(rooms: Rooms, command: commands.OfficeCommand, by: str) -> Mapping[str, Any]:
    """`by` is the administrator's name. Raises UsageError and StoreError."""
    match command:
        case commands.People():
            return {"people": msgspec.to_builtins(await rooms.people())}
        case commands.AddPerson():
            added = await rooms.add_person(command.name, command.role, command.pin, by)
            return {"added": msgspec.to_builtins(added)}
        case commands.EndPerson():
            if any(one.id == command.person and one.name == by for one in await rooms.people()):
                raise UsageError("You can't shut yourself out.", "Somebody else does it, or the device's console.")
            await rooms.end_person(command.person, by)
            return {"ended": command.person}
        case commands.EndPasskeys():
            await rooms.end_passkeys(command.person, by)
            return {"person": command.person}
        case commands.Devices():
            return {"devices": [told(device) for device in await rooms.devices()]}
        case commands.PairingCode():
            return await rooms.pairing(by)
        case commands.Revoke():
            await rooms.revoke(command.device, by)
            return {"revoked": command.device}
        case _:
            raise UsageError("The office does not know that.", "See docs/protocol.md.")
