"""A screen beside a person in distress: it stays on while it listens, and nothing on it moves that need not."""

from typing import Literal

import pytest
from playwright.async_api import Browser, Page

from scribe import commands
from tests.journeys.browser import LANDSCAPE
from tests.journeys.stage import Stage, stage
from tests.journeys.test_tablet import in_session, shows

COUNT_LOCKS = """
window.held = [];
Object.defineProperty(navigator, 'wakeLock', {value: {request: async kind => {
  const lock = {kind, released: false, release: async () => { lock.released = true; }};
  window.held.push(lock);
  return lock;
}}});
"""
"""A browser without a screen to keep on: what is asked of it is counted."""

MOVING = "() => document.getAnimations().filter(a => a.playState === 'running').length"


async def awake(page: Page) -> list[bool]:
    """Of each lock that was asked for, oldest first: whether it is still held."""
    held: list[bool] = await page.evaluate("() => window.held.map(lock => !lock.released)")
    return held


async def test_the_screen_stays_on_while_a_session_runs_and_no_longer(at: Stage) -> None:
    async with at.tablet() as held:
        page = held.page
        await page.add_init_script(COUNT_LOCKS)
        await page.reload()
        await page.locator("main.start").wait_for()
        assert await awake(page) == []
        await in_session(at, held, 1)
        await page.wait_for_function("() => window.held.length === 1")
        await at.host.do(commands.Pause(), "tablet")
        await shows(page, "Nothing is heard")
        assert await awake(page) == [True], "nor does it go dark off the record"
        await page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        await page.wait_for_function("() => window.held.length === 2")  # coming back to the page asks again
        await at.host.do(commands.Stop(), "tablet")
        await shows(page, "Draft, not signed")
        assert (await awake(page))[-1] is False
    assert held.problems == []


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
async def test_nothing_moves_for_who_wants_it_still(
    web: Browser, wish: Literal["reduce", "no-preference"], moves: bool
) -> None:
    async with stage(web) as at:
        context = await web.new_context(viewport={"width": LANDSCAPE[0], "height": LANDSCAPE[1]}, reduced_motion=wish)
        page = await context.new_page()
        await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
        await page.locator("main.start").wait_for()
        await at.host.start((commands.ConsentGiven(name="Rowan", role="client", purpose="notes"),))  # type: ignore[arg-type]
        await at.host.hear_on(2)
        await page.locator(".bar.live .dot").wait_for()
        assert bool(await page.evaluate(MOVING)) is moves
        await context.close()
