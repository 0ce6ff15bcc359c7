"""The administrator on the tablet: people and devices, each ended only after a question, and no session in sight."""

from playwright.async_api import Page, expect

from scribe.gateway.pairing import address, picture
from tests.gateway.test_people import OTHER, PIN
from tests.journeys import looks
from tests.journeys.browser import PORTRAIT, Tablet, tablet
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_lock import at
from tests.journeys.test_tablet import press, shows

__all__ = ["at"]  # a room with a clinician and an administrator


async def administrator(at: Stage, held: Tablet) -> Page:
    """The tablet of one who has given her PIN."""
    page = held.page
    await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
    await press(page, "Ines Vidal")
    await page.keyboard.type(PIN)
    await page.keyboard.press("Enter")
    return page


async def test_people_and_devices_are_looked_after_on_the_tablet(at: Stage) -> None:
    async with tablet(at.browser) as held:
        page = await administrator(at, held)
        await shows(page, "Tablets and consoles")
        await shows(page, "paired until")
        await page.get_by_text("Let somebody in").click()
        await looks.check(held)
        await check(page)
        await page.get_by_label("Name", exact=True).fill("Bo Lind")
        await page.get_by_label("PIN, six digits or more").fill(OTHER)
        await press(page, "Let in")
        await expect(page.get_by_role("button", name="Shut Bo Lind out")).to_be_visible()
        await press(page, "Shut Marian Cole out")
        await page.get_by_role("dialog").get_by_role("button", name="Shut out").click()
        await expect(page.get_by_text("Marian Cole")).to_have_count(0)
        assert [one.name for one in await at.gateway.people()] == ["Ines Vidal", "Bo Lind"]
        await page.get_by_role("button", name="Revoke").first.click()
        await page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
        await shows(page, "Pair with the room")
        assert "token" not in await held.stored()


async def test_a_new_tablet_is_paired_with_the_code_that_an_administrator_shows(at: Stage) -> None:
    async with tablet(at.browser, PORTRAIT, "dark") as held, tablet(at.browser) as new:
        page = await administrator(at, held)
        await press(page, "Pair a new tablet")
        code = await page.locator(".code-text").inner_text()
        await looks.check(held)
        await check(page)
        drawn = await page.get_by_role("img", name="The code as a picture").locator("path").get_attribute("d")
        assert drawn is not None
        assert drawn.count("M") == "".join(picture(address(at.gateway.url, code, ""))).count("1")
        await new.page.goto(f"{at.gateway.url}/#{code}")
        await shows(new.page, "Who is here?")
    assert held.problems == [] and new.problems == []
