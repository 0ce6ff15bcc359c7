"""Two tablets watch a real session; one loses its network for a while. At the end both show the very same."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.browser import Cable, Tablet, chromium, tablet
from tests.journeys.program import CHART, CLIP, believed, events_in, scribe, started

CUT_S = 20
"""Longer than a page waits before it takes the connection for dead (12 s)."""

PATIENCE_MS = 150_000
"""For the end of a minute of talk and its note, on a busy machine."""


@dataclass
class Playing:
    home: Path
    url: str
    events: Path

    async def code(self) -> str:
        done = await asyncio.to_thread(scribe, self.home, "pair", "--json")
        assert done.returncode == 0, done.stderr
        return str(json.loads(done.stdout)["code"])

    @asynccontextmanager
    async def watched(self, web: Browser, url: str) -> AsyncIterator[Tablet]:
        async with tablet(web) as held:
            await held.page.goto(f"{url}/#{await self.code()}")
            yield held

    def said(self) -> dict[str, str]:
        """Utterance -> its words, as the program wrote them down."""
        return believed(events_in(self.events))

    def note(self) -> list[str]:
        (final,) = [e for e in events_in(self.events) if e["type"] == "note" and e["final"]]
        return [statement["text"] for section in final["sections"] for statement in section["statements"]]


@asynccontextmanager
async def playing(home: Path, cable: Cable) -> AsyncIterator[Playing]:
    """The clip at real speed; the program stays when the note is there."""
    events = home / "E"
    arguments = ("play", CLIP, "--chart", CHART, "--speed", "1", "--stay", "--events", events)
    with started(home, *arguments, SCRIBE_GATEWAY__ALLOWED_HOSTS=json.dumps([cable.host])) as process:
        assert process.stderr is not None
        line = await asyncio.wait_for(asyncio.to_thread(process.stderr.readline), 60)
        found = re.search(r"(http://[^/\s]+)", line)
        assert found, line
        cable.target = int(found[1].rpartition(":")[2])
        yield Playing(home, found[1], events)


async def statements(held: Tablet) -> list[str]:
    texts: list[str] = await held.page.locator(".statement").evaluate_all(
        "all => all.map(e => e.firstChild.textContent)"
    )
    return texts


@pytest.mark.slow
async def test_both_show_every_word_once_although_one_was_cut_off(tmp_path: Path) -> None:
    async with (
        chromium() as web,
        Cable() as cable,
        playing(tmp_path, cable) as program,
        program.watched(web, program.url) as one,
        program.watched(web, f"http://{cable.host}") as two,
    ):
        await expect(two.page.locator(".said .confirmed").nth(1)).not_to_be_empty(timeout=PATIENCE_MS)
        cable.cut()
        seen, connections = len(program.said()), cable.connections
        await asyncio.sleep(CUT_S)
        await expect(two.page.get_by_text("Nothing is lost")).to_be_visible()
        assert len(program.said()) > seen, "nothing was said while it was cut off"
        cable.mend()
        for held in (one, two):
            await expect(held.page.get_by_text("Draft, not signed")).to_be_visible(timeout=PATIENCE_MS)
            await expect(held.page.locator(".writing")).to_be_hidden(timeout=PATIENCE_MS)
        assert cable.connections > connections
        assert await one.words() == program.said()
        assert await two.words() == program.said()
        assert program.note()
        assert await statements(one) == program.note()
        assert await statements(two) == program.note()
        assert one.problems == []
