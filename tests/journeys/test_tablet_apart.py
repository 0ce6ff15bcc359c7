"""Private notes behind their own lock and colour, and a screen that the client may see: nothing else is on either."""

from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from scribe import commands
from scribe import events as ev
from scribe.private.apart import apart
from tests.gateway.scripted import TALK
from tests.journeys import looks
from tests.journeys.browser import Cable, Tablet
from tests.journeys.stage import Stage, stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_tablet import press, shows

WORDS = "my own four words"
CANARY = "I wonder about my own impatience."


async def reviewed(at: Stage, held: Tablet) -> Page:
    await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
    await at.host.hear_on(10)
    await at.host.do(commands.Stop(), "tablet")
    await shows(held.page, "Draft, not signed")
    return held.page


async def begin(page: Page) -> None:
    await press(page, "Private notes")
    await page.get_by_label("Passphrase").fill(WORDS)
    await page.get_by_label("The same again").fill(WORDS)
    await press(page, "Begin")


async def kept_until_locked(page: Page) -> Locator:
    """The button, touched until the room asks for the passphrase again, as it does over another connection."""
    keep = page.get_by_role("button", name="Keep", exact=True)
    while not await page.get_by_label("Passphrase").count():
        await keep.click()
        await page.wait_for_timeout(500)
    return keep


async def unlock(page: Page, words: str = WORDS) -> None:
    await press(page, "Private notes")
    await page.get_by_label("Passphrase").fill(words)
    await page.get_by_role("button", name="Unlock").click()


async def test_private_notes_are_begun_kept_and_locked(web: Browser, tmp_path: Path) -> None:
    async with stage(web, apart=apart(tmp_path)) as at, at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Private notes")
        await page.get_by_label("Passphrase").fill(WORDS)
        await page.get_by_label("The same again").fill("another passphrase")
        await press(page, "Begin")
        await shows(page, "The two are not the same.")
        await looks.check(held)
        await page.get_by_label("The same again").fill(WORDS)
        await press(page, "Begin")
        await page.get_by_label("Private note", exact=True).fill(CANARY)
        await page.get_by_role("button", name="Keep", exact=True).click()
        await shows(page, CANARY)
        assert TALK[0][2] not in await page.content()
        await looks.check(held)
        await check(page)
        await press(page, "Lock and close")
        await shows(page, "Draft, not signed")
        assert CANARY not in await page.content() and CANARY not in await held.stored()
        await unlock(page, "another passphrase")
        await shows(page, "That passphrase does not open the private notes.")
        await page.get_by_label("Passphrase").fill(WORDS)
        await page.get_by_role("button", name="Unlock").click()
        await shows(page, CANARY)
        await press(page, "Remove the note of")
        await page.get_by_role("dialog").get_by_role("button", name="Remove").click()
        await expect(page.get_by_text(CANARY)).to_have_count(0)
        assert not any(CANARY in str(command) for command, _ in at.host.done)
    assert held.problems == []


async def test_what_is_being_written_outlives_a_connection_that_was_lost(web: Browser, tmp_path: Path) -> None:
    async with Cable() as cable, stage(web, cable, apart=apart(tmp_path)) as at, at.tablet(cable=cable) as held:
        page = await reviewed(at, held)
        await begin(page)
        field = page.get_by_label("Private note", exact=True)
        await field.fill(CANARY)
        cable.sever()
        await page.wait_for_timeout(500)
        await at.host.start()  # another session: the private page stays
        cable.mend()
        await expect(page.get_by_label("Private note", exact=True)).to_have_value(CANARY)
        keep = await kept_until_locked(page)
        assert CANARY not in await page.content()
        await page.get_by_label("Passphrase").fill(WORDS)
        await page.get_by_role("button", name="Unlock").click()
        await expect(field).to_have_value(CANARY)
        await keep.dblclick()
        await expect(page.locator(".private-text")).to_have_text([CANARY])
        await expect(field).to_have_value("")


async def test_the_client_sees_the_summary_and_nothing_else(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Show to the client")
        await shows(page, "Mark as right what the client may see, then show it.")
        await page.get_by_role("region", name="Plan").get_by_role("button", name="All right").click()
        await expect(page.get_by_role("region", name="Plan").get_by_label("right", exact=True)).to_have_count(1)
        await press(page, "Show to the client")
        await shows(page, "You will keep the worry time on five evenings.")
        content = await page.content()
        assert TALK[0][2] not in content and "Client reported" not in content
        await looks.check(held)
        await check(page)
        await press(page, "Done")
        await shows(page, "Draft, not signed")
    assert held.problems == []
