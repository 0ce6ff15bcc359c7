"""One tablet through a whole session with real sound and the whole program: pairing to the file that leaves."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import soundfile
from playwright.async_api import Browser, Page, expect

from tests.journeys.browser import Cable, Tablet, chromium, tablet
from tests.journeys.program import CLIP, scribe
from tests.journeys.test_room import pairing_code, serving

PATIENCE_MS = 150_000
CUT_S = 20
"""Longer than a page waits before it takes the connection for dead (12 s)."""
PIN = "271828"
MOST_TAPS = 14
"""From the note to its signature and the file, with a finding mended: three minutes of an ordinary day."""


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[Browser]:
    samples, rate = soundfile.read(CLIP, dtype="int16")
    soundfile.write(tmp_path / "microphone.wav", samples, rate)
    async with chromium(tmp_path / "microphone.wav") as browser:
        yield browser


async def enter(page: Page) -> None:
    await expect(page.get_by_role("heading", name="Marian Cole")).to_be_visible()
    await page.keyboard.type(PIN)
    await page.keyboard.press("Enter")


async def start(page: Page) -> None:
    await expect(page.get_by_label("Clinician")).to_have_value("Marian Cole")
    await page.get_by_label("Client", exact=True).fill("Owen")
    await page.get_by_label("Agrees aloud").check()
    await page.get_by_role("button", name="Start listening").click()
    await expect(page.locator(".said.turn .confirmed").first).not_to_be_empty(timeout=PATIENCE_MS)


async def lose_the_network(page: Page, cable: Cable) -> None:
    cable.cut()
    await expect(page.get_by_text("this tablet goes on listening")).to_be_visible(timeout=30_000)
    await asyncio.sleep(CUT_S)
    cable.mend()
    await expect(page.get_by_text("Connection lost")).to_be_hidden(timeout=30_000)


async def stop(page: Page) -> None:
    await page.get_by_role("button", name="Pause").click()
    await expect(page.get_by_text("Nothing is heard, and nothing is kept")).to_be_visible()
    await page.get_by_role("button", name="Resume").click()
    await page.get_by_role("button", name="Stop").click()
    await page.get_by_role("button", name="End session").click()
    await expect(page.get_by_role("button", name="Sign", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.get_by_role("button", name="All right").first).to_be_visible(timeout=PATIENCE_MS)


async def ask(page: Page) -> None:
    """In plain words, of the room's own sentence model: what was said, and what was not."""
    answer = page.get_by_role("region", name="Answer")
    await page.get_by_role("button", name="Find", exact=True).click()
    await page.locator("#find").fill("Who sits in which chair?")
    await page.locator("#find").press("Enter")
    await expect(answer.locator(".moment").first).to_contain_text("chair", timeout=PATIENCE_MS)
    await page.locator("#find").fill("What did the judge decide about the divorce?")
    await page.locator("#find").press("Enter")
    await expect(answer.get_by_role("status")).to_contain_text("Not found in this session", timeout=PATIENCE_MS)
    await page.get_by_role("button", name="Done").click()


async def review(page: Page) -> int:
    """How many taps it took. A finding is mended where there is one, else a statement is worded anew."""
    taps = 0

    async def tap(name: str | re.Pattern[str], *, exact: bool = False) -> None:
        nonlocal taps
        await page.get_by_role("button", name=name, exact=exact).first.click()
        taps += 1

    right = page.locator(".safety").get_by_role("button", name="Right", exact=True)
    while left := await right.count():
        await right.first.click()
        taps += 1
        await expect(right).to_have_count(left - 1)
    if await page.locator(".fix").count():
        await tap(re.compile("Write instead"))
    else:
        await page.locator("button.statement").first.click()
        await tap("Edit", exact=True)
        await page.get_by_role("textbox", name="The statement").fill("As the clinician words it.")
        await page.keyboard.press("Enter")
        taps += 2
    await tap("The rest is right: sign")
    await page.get_by_label("Credentials").fill("LCSW")
    await page.get_by_role("dialog").get_by_role("button", name="Sign").click()
    await expect(page.get_by_text("Signed by Marian Cole, LCSW")).to_be_visible()
    return taps + 2


async def leave(page: Page, folder: Path) -> str:
    await page.get_by_role("button", name="Export").click()
    async with page.expect_download() as left:
        await page.get_by_role("dialog").get_by_role("button", name="Text").click()
    await (await left.value).save_as(folder / "note.txt")
    return (folder / "note.txt").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.model
async def test_from_pairing_to_the_file_that_leaves(web: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with Cable() as cable, serving(home, SCRIBE_GATEWAY__ALLOWED_HOSTS=json.dumps([cable.host])) as (_, address):
        cable.target = int(address.rpartition(":")[2])
        added = await asyncio.to_thread(scribe, home, "people", "add", "Marian Cole", "--pin", PIN)
        assert added.returncode == 0, added.stderr
        async with tablet(web) as held:
            await held.page.goto(f"http://{cable.host}/#{await pairing_code(home)}")
            await enter(held.page)
            await start(held.page)
            await lose_the_network(held.page, cable)
            await stop(held.page)
            heard = " ".join((await held.words()).values()).lower()
            assert "chair" in heard, heard
            await ask(held.page)
            assert await review(held.page) <= MOST_TAPS
            assert "Marian Cole" in await leave(held.page, tmp_path)
            await nothing_is_kept(held)
        assert not list((home / "audio").iterdir()), "the sound outlived the signature"


async def nothing_is_kept(held: Tablet) -> None:
    kept = json.loads(await held.stored())
    assert list(kept["local"]) == ["scribe.token"]
    assert (kept["session"], kept["databases"]) == ({}, [])
