"""WCAG 2.2 AA in the real browser: axe-core finds nothing serious on any screen, in either language."""

from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page

from scribe import commands
from scribe import events as ev
from scribe.chart import Goal
from scribe.private.apart import apart
from tests.gateway.scripted import word_by_word
from tests.journeys import looks
from tests.journeys.browser import LANDSCAPE, PORTRAIT, Tablet, tablet
from tests.journeys.stage import Stage, known, stage

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
        await page.locator(".correction").wait_for()
        await check(page)
        await page.keyboard.press("Escape")
        await page.locator(".safety .primary").click()
        await page.locator(".safety").wait_for(state="hidden")
        await page.locator(".review .bar .primary:visible").click()
        await page.locator("dialog").wait_for()
        await check(page)
        await page.keyboard.press("Escape")
        await page.reload()
        await page.locator("button.statement").first.wait_for()
        await page.get_by_role("button", name={"en": "Today", "es": "Hoy"}[language], exact=True).click()
        await page.locator(".session-row").first.wait_for()
        await check(page)
    assert held.problems == []


@pytest.mark.parametrize(
    ("size", "scheme", "language"), [(LANDSCAPE, "dark", "en"), (PORTRAIT, "light", "es")], ids=["en", "es"]
)
async def test_no_screen_before_or_beside_a_session_has_one(
    web: Browser, tmp_path: Path, size: tuple[int, int], scheme: Literal["light", "dark"], language: str
) -> None:
    """The brief, writing without a microphone, the halves, the client's view and the private notes."""
    async with stage(web, apart=apart(tmp_path)) as at, tablet(at.browser, size, scheme) as held:
        page = held.page
        known(at)
        await page.add_init_script(f"localStorage.setItem('scribe.language', '{language}')")
        await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
        await page.locator(".recent .chip").first.click()
        await check(page)
        await page.locator(".recent button:visible").first.click()
        await page.locator(".measure").first.wait_for()
        await looked_at(held)
        await page.keyboard.press("Escape")
        await page.locator(".start .card .quiet.add").last.click()
        await page.locator(".write-sections textarea").first.wait_for()
        await looked_at(held)
        await session(at)
        merge = ev.Merge(other="half", offset=600.0, utterances=("u8",), author="tablet", made_at="2026-03-12T15:00Z")
        await at.host.do(commands.Stop(), "tablet")
        await at.host.log.append(merge)
        await page.locator(".talk summary").click()
        await page.locator(".talk li").first.wait_for()
        await page.locator("[data-utterance=u3]").click()
        await looked_at(held)
        await page.locator(".sections .section-head button").first.click()
        await page.locator(".accepted-mark").first.wait_for()
        await page.locator(".beside button").first.click()
        await page.locator(".client-body h2").wait_for()
        await looked_at(held)
        await page.locator(".client-view button").click()
        await page.locator(".private-link").click()
        await page.locator("#private-words").fill("my own four words")
        await page.locator("#private-again").fill("my own four words")
        await looked_at(held)
        await page.keyboard.press("Enter")
        await page.locator("#private-text").fill("I wonder about my own impatience.")
        await page.locator(".private .jot button").click()
        await page.locator(".private-list li").wait_for()
        await looked_at(held)
    assert held.problems == []


@pytest.mark.parametrize(("size", "scheme"), [(LANDSCAPE, "dark"), (PORTRAIT, "light")])
async def test_no_screen_around_a_signature_has_one(
    web: Browser, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    """Signing, the signed note, an addendum, leaving as a file, another format."""
    async with stage(web) as at, at.tablet(size, scheme) as held:
        page = held.page
        await session(at)
        await at.host.do(commands.Stop(), "tablet")
        press = page.get_by_role("button")
        await press.get_by_text("Format", exact=True).click()
        await looked_at(held)
        await page.keyboard.press("Escape")
        await press.get_by_text("Export", exact=True).click()
        await looked_at(held)
        await page.keyboard.press("Escape")
        await page.locator(".safety .primary").click()
        await page.locator(".safety").wait_for(state="hidden")
        await press.get_by_text("Sign", exact=True).click()
        await looked_at(held)
        await page.get_by_label("Your name").fill("Kim Ode")
        await page.get_by_label("Credentials").fill("LCSW")
        await page.keyboard.press("Enter")
        await page.locator(".signatures li").first.wait_for()
        await looked_at(held)
        await press.get_by_text("Add an addendum", exact=True).click()
        await looked_at(held)
    assert held.problems == []


async def looked_at(held: Tablet) -> None:
    await looks.check(held)
    await check(held.page)
