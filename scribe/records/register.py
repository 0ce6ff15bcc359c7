"""Who may use this room: its paired devices and its people, each change with its audit row."""

from scribe.records import devices, passkeys, people, voiceprints
from scribe.records.connection import Db
from scribe.records.devices import DeviceRow
from scribe.records.ledger import ACTOR, Ledger
from scribe.records.people import PersonRow
from scribe.wall_clock import utc_now


class Register(Ledger):
    """The part of the store that the gateway keeps its door by. Raises StoreError, as every method of a `Ledger`."""

    # -- paired devices --------------------------------------------------------------------------------------------

    async def add_device(self, token_sha256: bytes, name: str, created_at: str) -> DeviceRow:
        def work(db: Db) -> DeviceRow:
            device = devices.add(db, token_sha256, name, created_at)
            self._note_in_audit(db, ACTOR, "device paired", _device(device.id))
            return device

        return await self._write(work)

    async def device(self, token_sha256: bytes) -> DeviceRow | None:
        """None: the token is unknown or revoked."""
        return await self._connection.read(lambda db: devices.by_token(db, token_sha256))

    async def touch_device(self, id: int) -> None:
        """It was here just now."""
        await self._connection.write(lambda db: devices.touch(db, id, utc_now()))

    async def devices(self) -> list[DeviceRow]:
        """Revoked ones too, oldest first."""
        return await self._connection.read(devices.all_of_them)

    async def revoke_device(self, id: int, by: str = ACTOR) -> None:
        def work(db: Db) -> None:
            devices.revoke(db, id, utc_now())
            self._note_in_audit(db, by, "device revoked", _device(id))

        await self._write(work)

    # -- people ----------------------------------------------------------------------------------------------------

    async def add_person(self, name: str, role: str, pin: str, by: str = ACTOR) -> PersonRow:
        """`pin` is a hash."""

        def work(db: Db) -> PersonRow:
            person = people.add(db, name, role, pin, utc_now())
            self._note_in_audit(db, by, f"person added: {role}", _person(person.id))
            return person

        return await self._write(work)

    async def people(self) -> list[PersonRow]:
        """Those who may use the tablets."""
        return await self._connection.read(people.present)

    async def end_person(self, id: int, by: str = ACTOR) -> None:
        def work(db: Db) -> None:
            people.end(db, id, utc_now())
            voiceprints.delete_with(db, id)
            passkeys.delete_of(db, id)
            self._note_in_audit(db, by, "person ended", _person(id))

        await self._write(work)


def _person(id: int) -> str:
    return f"person {id}"


def _device(id: int) -> str:
    return f"device {id}"
