"""The real program before two real browsers, one of which is out of reach for twenty seconds in the middle."""

import asyncio
import json
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import expect

from tests.journeys.browser import Cable, Tablet, chromium, tablet
from tests.journeys.program import CHART, CLIP, command, confirmed, environment, events_in
from tests.journeys.test_room import pairing_code

AWAY_S = 20.0
PATIENCE_MS = 180_000
PATIENCE_S = PATIENCE_MS / 1000


@asynccontextmanager
async def playing(home: Path, cable: Cable, events: Path) -> AsyncIterator[str]:
    """The clip at real speed, reached directly and through the cable; the page's address."""
    arguments = command("play", CLIP, "--chart", CHART, "--speed", "1", "--stay", "--events", events)
    allowed = json.dumps([cable.host])
    process = await asyncio.create_subprocess_exec(
        *arguments,
        env=environment(home, SCRIBE_GATEWAY__ALLOWED_HOSTS=allowed),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        line = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
        found = re.search(r"Tablet: (http://127\.0\.0\.1:(\d+))/", line)
        assert found, line
        cable.target = int(found[2])
        yield found[1]
    finally:
        process.kill()
        await process.wait()


async def see(held: Tablet, address: str, code: str) -> None:
    await held.page.goto(f"{address}/#{code}")
    await held.page.locator(".said").first.wait_for(timeout=PATIENCE_MS)


async def draft_is_shown(held: Tablet) -> None:
    await expect(held.page.get_by_text("Draft, not signed")).to_be_visible(timeout=PATIENCE_MS)


def texts(events: list[dict[str, Any]]) -> dict[str, str]:
    """Utterance id -> its confirmed words."""
    found: dict[str, list[str]] = {}
    for utterance, word in confirmed(events):
        found.setdefault(utterance, []).append(word)
    return {utterance: " ".join(words) for utterance, words in found.items()}


async def shows(held: Tablet, wanted: dict[str, str]) -> dict[str, str]:
    """What is on the screen once it is what is wanted, or at last."""
    for _ in range(100):
        if await held.words() == wanted:
            break
        await asyncio.sleep(0.1)
    return await held.words()


async def test_a_browser_that_was_cut_off_misses_no_word_and_shows_none_twice(tmp_path: Path) -> None:
    events = tmp_path / "E"
    async with (
        Cable() as cable,
        playing(tmp_path, cable, events) as address,
        chromium() as browser,
        tablet(browser) as here,
        tablet(browser) as away,
    ):
        await see(here, address, await pairing_code(tmp_path))
        await see(away, f"http://{cable.host}", await pairing_code(tmp_path))
        cable.sever()
        before = len(confirmed(events_in(events)))
        await expect(away.page.get_by_text("Connection lost")).to_be_visible(timeout=PATIENCE_MS)
        await asyncio.sleep(AWAY_S)
        missed = len(confirmed(events_in(events))) - before
        assert missed > 10, "nothing was said while it was away"
        cable.mend()
        await asyncio.gather(draft_is_shown(here), draft_is_shown(away))
        wanted = texts(events_in(events))
        assert len(wanted) > 5
        assert await shows(here, wanted) == wanted
        assert await shows(away, wanted) == wanted
        statements = [await held.page.locator(".statement").all_inner_texts() for held in (here, away)]
        assert statements[0], "no note is shown"
        assert statements[0] == statements[1]
        assert here.problems == []
