"""WCAG 2.2 AA in the real browser: axe-core finds nothing serious on any screen, in either language."""

from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, expect

from scribe import commands
from scribe import events as ev
from scribe.chart import Goal
from tests.gateway.scripted import word_by_word
from tests.journeys.browser import LANDSCAPE, PORTRAIT, tablet
from tests.journeys.stage import Stage, stage

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")


async def findings(page: Page) -> list[str]:
    """Serious ones, each with the place it is about."""
    await page.evaluate(AXE)
    result: dict[str, Any] = await page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{found['id']}: {node['html'][:160]}"
        for found in result["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


async def check(page: Page) -> None:
    found = await findings(page)
    assert not found, "\n".join(found)


async def session(at: Stage) -> None:
    at.host.goals = (Goal(id="g1", text="Sleep six hours"),)
    await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
    await at.host.hear_on(8)
    await at.host.tell(word_by_word(9)[1])


@pytest.mark.parametrize(
    ("size", "scheme", "language"), [(LANDSCAPE, "light", "en"), (PORTRAIT, "dark", "es")], ids=["en", "es"]
)
async def test_no_screen_has_a_serious_finding(
    web: Browser, size: tuple[int, int], scheme: Literal["light", "dark"], language: str
) -> None:
    async with stage(web) as at, tablet(at.browser, size, scheme) as held:
        page = held.page
        await page.add_init_script(f"localStorage.setItem('scribe.language', '{language}')")
        await page.goto(at.gateway.url)
        await page.locator("#code").wait_for()
        await check(page)
        await page.goto(f"{at.gateway.url}/trust.html")
        await page.locator("h1").wait_for()
        await check(page)
        await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
        await page.locator("main.start .consents").wait_for()
        await check(page)
        await session(at)
        await page.locator(".draft:not(:empty)").wait_for()
        await check(page)
        await page.locator("[data-utterance=u5]").click()
        await page.locator(".bar button").nth(-2).click()
        await page.locator("#find").fill("a")
        await page.locator(".note-head button").click()
        await page.locator(".chip").first.wait_for()
        await check(page)
        await page.locator(".bar button").nth(-1).click()
        await check(page)
        await page.locator(".glance button").click()
        await at.host.do(commands.Pause(), "tablet")
        await page.locator(".off-record").wait_for()
        await check(page)
        await at.host.do(commands.Stop(), "tablet")
        await page.locator("button.statement").nth(2).click()
        await page.locator(".evidence .deeds").wait_for()
        await check(page)
        await page.locator(".evidence .deeds button").nth(1).click()
        await page.locator(".review .primary").first.click()
        await expect(page.locator(".correction, dialog")).not_to_have_count(0)
        await check(page)
        await page.keyboard.press("Escape")
        await page.reload()
        await page.locator("button.statement").first.wait_for()
        await page.get_by_role("button", name={"en": "Today", "es": "Hoy"}[language], exact=True).click()
        await page.locator(".session-row").first.wait_for()
        await check(page)
    assert held.problems == []
