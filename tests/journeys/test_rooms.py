"""Two rooms of a clinic: what is signed in one, while its daemon runs, is read in the other."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from scribe.records.store import Store
from tests.clinic.postgres import MISSING, Postgres
from tests.journeys.program import scribe
from tests.journeys.test_room import serving
from tests.records import samples
from tests.session.test_desk import S, drafted

pytestmark = [pytest.mark.model, pytest.mark.skipif(MISSING is not None, reason=MISSING or "")]

PATIENCE_S = 30.0


async def test_signed_in_one_and_read_in_the_other(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    async with Store.open(one, samples.SETTINGS) as store:
        await drafted(store, one)
    with Postgres() as server:
        server.database("clinic")
        records = server.settings("clinic")
        assert records.replicate
        variables = {
            "SCRIBE_RECORDS__REPLICATE": records.replicate.get_secret_value(),
            "SCRIBE_RECORDS__REPLICATE_AUTHORITY": str(records.replicate_authority),
        }

        def said(home: Path, *arguments: str, typed: str = "") -> str:
            done = scribe(home, *arguments, typed=typed, **variables)
            assert done.returncode == 0, done.stderr
            return done.stdout

        said(one, "clinic", "begin")
        async with serving(one, **variables):
            signed = await asyncio.to_thread(said, one, "note", "sign", S, "--name", "Dr. B", "--credentials", "PhD")
            assert "Signed by Dr. B" in signed
            async with asyncio.timeout(PATIENCE_S):
                while json.loads(await asyncio.to_thread(said, one, "clinic", "status", "--json"))["waiting"]:
                    await asyncio.sleep(0.2)
        said(other, "clinic", "join", typed=said(one, "clinic", "code"))
        shutil.rmtree(one)  # and the first device is lost
        (report,) = json.loads(said(other, "clinic", "history", "Ada L.", "--json"))
        assert (report["session"], report["room"], report["wrong"]) == (S, "room 2", [])
        assert "The words of a." in said(other, "clinic", "history", "Ada L.")
