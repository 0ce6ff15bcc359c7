"""A passkey in the place of the PIN, with Chromium's own virtual authenticator."""

from collections.abc import AsyncIterator

import argon2
import pytest
from playwright.async_api import Browser, Page, expect

from scribe.gateway import people
from tests.gateway.scripted import TALK
from tests.gateway.test_passkeys import MemoryPasskeys
from tests.gateway.test_people import PIN, MemoryPeople
from tests.journeys import looks
from tests.journeys.browser import tablet
from tests.journeys.stage import Stage, stage
from tests.journeys.test_accessibility import check


@pytest.fixture
async def at(web: Browser, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setattr(people, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with stage(web, people=MemoryPeople(), passkeys=MemoryPasskeys()) as made:
        await made.gateway.add_person("Marian Cole", "clinician", PIN)
        yield made


async def authenticator(page: Page) -> None:
    """A tablet that knows its owner by a finger."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


async def test_a_passkey_is_added_and_then_opens_the_tablet(at: Stage) -> None:
    async with tablet(at.browser) as held:
        page = held.page
        await authenticator(page)
        await page.goto(f"http://localhost:{at.port}/#{at.gateway.new_pairing_code()}")
        await expect(page.get_by_label("PIN")).to_be_visible()
        await expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
        await page.keyboard.type(PIN)
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Add a passkey").click()
        await expect(page.get_by_text("This tablet now knows you by your passkey.")).to_be_visible()
        await looks.check(held)
        await page.get_by_role("button", name="Lock", exact=True).click()
        await expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
        await looks.check(held)
        await check(page)
        await at.host.start()
        await at.host.hear_on(2)
        assert TALK[0][2] not in await page.content()
        await page.get_by_role("button", name="Use a passkey").click()
        await expect(page.get_by_text(TALK[1][2])).to_be_visible()
    assert held.problems == []


async def test_a_page_that_was_opened_by_an_address_says_why_it_makes_none(at: Stage) -> None:
    async with tablet(at.browser) as held:
        page = held.page
        await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
        await page.get_by_label("PIN").wait_for()
        await page.keyboard.type(PIN)
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Add a passkey").click()
        await expect(
            page.get_by_text("A passkey belongs to a name, and this page was opened by an address.")
        ).to_be_visible()
    assert held.problems == []
