"""Rooms of one clinic: a store, a desk that signs, and the replicator that sends what was signed."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from scribe import commands
from scribe.chart import Chart
from scribe.clinic import key_file, replicator
from scribe.clinic.keys import ClinicKeys
from scribe.clinic.replicator import Replicator
from scribe.config import RecordsSettings, Settings
from scribe.records.store import Store
from scribe.session.desk import Desk
from tests.records import samples
from tests.session.reviewed import ANSWERED, DRAFT

CLIENT = "Ada Quillfeather"
CANARY = "the heron stood on the frozen weir"


@dataclass(frozen=True)
class Room:
    settings: Settings
    store: Store
    desk: Desk

    async def sign(self, session: str, client: str = CLIENT) -> None:
        """A session with a sentence of its own, drafted and signed."""
        await samples.begin(self.store, session, Chart(client=client))
        await samples.add(self.store, *DRAFT, ANSWERED, session=session)
        report = {"format": "DAP", "engine": "outline", "header": {"client": client}, "sections": []}
        await samples.report(self.store, report, session)
        await self.desk.do(commands.Add(session=session, section="plan", text=f"{session}: {CANARY}"), "tablet")
        await self.desk.do(commands.Sign(session=session, name="Dr. B", credentials="PhD"), "tablet")

    async def amend(self, session: str, text: str) -> None:
        await self.desk.do(commands.Addendum(session=session, name="Dr. B", credentials="PhD", text=text), "tablet")

    async def destroy(self, session: str) -> None:
        await self.store.remove_session(session, "console", "period passed")

    async def catch_up(self) -> None:
        await Replicator(self.settings, self.store).catch_up()

    @property
    def keys(self) -> ClinicKeys:
        return key_file.load(self.settings.home, self.store.keys)


@asynccontextmanager
async def room(home: Path, records: RecordsSettings, keys: ClinicKeys | None = None) -> AsyncIterator[Room]:
    """`keys`: those of the clinic that it joins; None: it has them, or begins one."""
    settings = Settings(home=home, records=records)
    async with Store.open(home, records) as store:
        if not key_file.exists(home):
            key_file.keep(home, store.keys, keys or ClinicKeys.made())
        yield Room(settings, store, Desk(store, settings, lambda: None))


async def sign_and_send(home: Path, records: RecordsSettings) -> None:
    """For ever, as fast as it goes: sign, sometimes amend, sometimes destroy, and send what was signed. Each session's
    id is printed once its signature is on the disk, with a minus before it once it is destroyed."""
    replicator.AGAIN_S = replicator.LOOK_S = 0.02
    async with room(home, records) as here:
        sending = asyncio.create_task(Replicator(here.settings, here.store).keep())
        number = 0
        while not sending.done():
            number += 1
            session = secrets.token_hex(8)
            await here.sign(session)
            print(session, flush=True)
            if number % 3 == 0:
                await here.amend(session, "She called.")
            if number % 7 == 0:
                await here.destroy(session)
                print(f"-{session}", flush=True)
            await asyncio.sleep(0)
        await sending
