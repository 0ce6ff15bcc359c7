"""A tablet as the room's microphone: what its page sends of what its microphone hears."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.async_api import Browser, Page, expect

from tests.journeys.browser import Cable, chromium, tablet
from tests.journeys.program import CLIP
from tests.journeys.stage import Stage, stage
from tests.journeys.test_room import pairing_code, serving

PATIENCE_MS = 120_000
"""For words of the real recogniser on a busy machine."""

UNRELIABLE_ROOM = """async seed => {
  const { Blocks } = await import("/sound/blocks.js");
  let random = seed;
  const chance = part => (random = (random * 1103515245 + 12345) % 2147483648) / 2147483648 < part;
  let wanted = null, up = true, taken = [], answers = [];
  const blocks = new Blocks(block => {
    if (!up) return false;
    const number = Number(new DataView(block).getBigUint64(0));
    wanted ??= number;
    if (number === wanted && !chance(0.1)) { // or it is full
      taken.push(new Uint32Array(block.slice(8))[0]);
      wanted += 1;
    }
    answers.push(wanted);
    return true;
  });
  if (chance(0.5)) wanted = 700; // another page was the microphone before this one
  let made = 0;
  for (let step = 0; step < 600 || blocks.kept.length; step += 1) {
    if (step > 5000) return `stuck with ${blocks.kept.length}`;
    if (step < 600 && chance(0.6)) blocks.add(new Uint32Array([made++]).buffer);
    if (up && answers.length && chance(0.5)) blocks.heard(answers.splice(0, chance(0.5) ? 1 : answers.length).at(-1));
    if (up && !answers.length && chance(0.3)) blocks.again(); // no answer for a while
    if (chance(0.03)) { up = false; answers = []; } // what was on its way is lost
    if (up || !chance(0.2)) continue;
    if (wanted === blocks.number && chance(0.3)) wanted = null; // a new daemon
    up = true;
    blocks.again();
  }
  return taken.length === made && taken.every((value, place) => value === place) ? "" : JSON.stringify(taken);
}"""


def record_clip(folder: Path) -> Path:
    """The clip as Chromium's pretended microphone wants it."""
    samples, rate = soundfile.read(CLIP, dtype="int16")
    path = folder / "microphone.wav"
    soundfile.write(path, samples, rate)
    return path


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_clip(tmp_path_factory.mktemp("sound"))


@pytest.fixture
async def web(recording: Path) -> AsyncIterator[Browser]:
    async with chromium(recording) as browser:
        yield browser


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.05)


async def begin(page: Page) -> None:
    """The start page, filled in, with this tablet as the microphone."""
    await page.get_by_label("Clinician").fill("Marian Cole")
    await page.get_by_label("Client", exact=True).fill("Owen")
    await page.get_by_label("Agrees aloud").check()
    await expect(page.get_by_label("This tablet")).to_be_checked()
    await page.get_by_role("button", name="Start listening").click()
    await expect(page.get_by_text("this tablet listens")).to_be_visible(timeout=60_000)  # models are loaded first


@asynccontextmanager
async def hearing(web: Browser, cable: Cable | None = None) -> AsyncIterator[tuple[Stage, Page]]:
    """A session that was begun on a tablet which is its microphone."""
    async with stage(web, cable) as at:
        at.host.hears = "tablet"
        async with at.tablet(cable=cable) as held:
            await begin(held.page)
            yield at, held.page


def loudness(block: bytes) -> float:
    return float(np.abs(np.frombuffer(block, "<i2").astype(float)).mean())


async def test_every_block_arrives_once_and_in_order_whatever_the_network_does(web: Browser) -> None:
    async with stage(web) as at, at.tablet() as held:
        for seed in range(1, 61):
            assert await held.page.evaluate(UNRELIABLE_ROOM, seed) == "", seed


async def test_what_it_hears_arrives_in_blocks_and_nothing_off_the_record(web: Browser) -> None:
    async with hearing(web) as (at, page):
        await until(lambda: len(at.host.taken) > 30)
        assert {len(block) for block in at.host.taken} == {3200}
        assert max(map(loudness, at.host.taken)) > 100
        await page.get_by_role("button", name="Pause").click()
        await expect(page.get_by_text("Nothing is heard, and nothing is kept")).to_be_visible()
        before = len(at.host.taken)
        await asyncio.sleep(1)  # ten blocks, were it listening
        assert len(at.host.taken) == before
        await page.get_by_role("button", name="Resume").click()
        await until(lambda: len(at.host.taken) > before + 10)
        assert len(set(at.host.taken)) == len(at.host.taken), "a block arrived twice"


async def test_what_it_heard_while_the_room_was_out_of_reach_arrives_later(web: Browser) -> None:
    async with Cable() as cable, hearing(web, cable) as (at, page):
        await until(lambda: len(at.host.taken) > 10)
        cable.sever()
        await expect(page.get_by_text("this tablet goes on listening")).to_be_visible()
        before, meanwhile = len(at.host.taken), 30
        await asyncio.sleep(meanwhile / 10)
        cable.mend()
        await until(lambda: len(at.host.taken) > before + meanwhile)
        assert len(set(at.host.taken)) == len(at.host.taken), "a block arrived twice"


async def test_a_room_that_nobody_hears_for_says_so(web: Browser) -> None:
    async with stage(web) as at:
        at.host.hears = "tablet"
        async with at.tablet() as held:
            await at.host.start()
            await held.page.get_by_role("button", name="Use this tablet").click()
            await until(lambda: len(at.host.taken) > 5)
            await expect(held.page.get_by_text("No sound reaches this room.")).to_be_hidden()


async def test_a_real_session_is_heard_through_the_tablet(web: Browser, tmp_path: Path) -> None:
    async with serving(tmp_path) as (_, address), tablet(web) as held:
        page = held.page
        await page.goto(f"{address.replace('ws', 'http')}/#{await pairing_code(tmp_path)}")
        await begin(page)
        await expect(page.locator(".said.turn .confirmed").nth(2)).not_to_be_empty(timeout=PATIENCE_MS)
        await page.get_by_role("button", name="Stop").click()
        await page.get_by_role("button", name="End session").click()
        await expect(page.get_by_text("Draft, not signed")).to_be_visible(timeout=PATIENCE_MS)
        heard = " ".join((await held.words()).values()).lower()
        assert "chair" in heard, heard
        assert held.problems == []
