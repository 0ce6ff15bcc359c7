"""A tablet that several people use: each with a PIN, and nothing of a session in the browser before it."""

from collections.abc import AsyncIterator
from typing import Literal

import argon2
import pytest
from playwright.async_api import expect

from scribe import commands
from scribe.gateway import people
from tests.gateway.scripted import TALK
from tests.gateway.test_people import OTHER, PIN, MemoryPeople
from tests.journeys.browser import LANDSCAPE, PORTRAIT, Cable, chromium, tablet
from tests.journeys.stage import Stage, known, stage
from tests.journeys.test_accessibility import looked_at


@pytest.fixture
async def at(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setattr(people, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with chromium() as web, stage(web, people=MemoryPeople()) as made:
        await made.gateway.add_person("Marian Cole", "clinician", PIN)
        await made.gateway.add_person("Ines Vidal", "administrator", PIN)
        yield made


@pytest.mark.parametrize(("size", "scheme"), [(LANDSCAPE, "light"), (PORTRAIT, "dark")])
async def test_a_pin_lets_in_and_the_lock_empties_the_page(
    at: Stage, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    await at.host.start()
    await at.host.hear_on(3)
    async with tablet(at.browser, size, scheme) as held:
        page = held.page
        await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
        await expect(page.get_by_role("heading", name="Who is here?")).to_be_visible()
        await looked_at(held)
        assert TALK[0][2] not in await page.content()
        await page.get_by_role("button", name="Marian Cole").click()
        await looked_at(held)
        for digit in OTHER:
            await page.get_by_role("button", name=digit, exact=True).click()
        await page.get_by_role("button", name="Unlock").click()
        await expect(page.get_by_role("alert")).to_contain_text("This PIN is not right.")
        await page.keyboard.type(PIN)
        await page.keyboard.press("Enter")
        await expect(page.get_by_text(TALK[2][2])).to_be_visible()
        await page.get_by_role("button", name="Pause").click()
        await expect(page.get_by_text("Nothing is heard, and nothing is kept")).to_be_visible()
        assert at.host.done[-1][1] == "Marian Cole"
        await at.gateway.end_person(1)
        await expect(page.get_by_role("heading", name="Ines Vidal")).to_be_visible()
        assert TALK[0][2] not in await page.content()
        await page.keyboard.type(PIN)
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Sessions are shown to clinicians only.")).to_be_visible()
        assert TALK[0][2] not in await page.content()
        await looked_at(held)
    assert held.problems == []


async def test_whoever_was_shown_the_summary_sees_no_more_of_the_note_where_the_network_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    async with Cable() as cable, chromium() as web, stage(web, cable, people=MemoryPeople()) as at:
        await at.gateway.add_person("Marian Cole", "clinician", PIN)
        await at.host.start()
        await at.host.hear_on(10)
        await at.host.do(commands.Stop(), "tablet")
        async with tablet(web, LANDSCAPE) as held:
            page = held.page
            await page.goto(f"http://{cable.host}/#{at.gateway.new_pairing_code()}")
            await expect(page.get_by_role("heading", name="Marian Cole")).to_be_visible()
            await page.keyboard.type(PIN)
            await page.keyboard.press("Enter")
            await page.get_by_role("region", name="Plan").get_by_role("button", name="All right").click()
            await expect(page.get_by_label("right", exact=True)).to_have_count(1)
            await page.get_by_role("button", name="Show to the client").click()
            await expect(page.get_by_text("You will keep the worry time")).to_be_visible()
            cable.sever()
            await page.wait_for_timeout(500)
            await page.get_by_role("button", name="Done").click()
            await expect(page.get_by_text("Not connected to the room")).to_be_visible()
            assert "Client reported" not in await page.content()
            cable.mend()
            await expect(page.get_by_text("Not connected to the room")).to_have_count(0, timeout=20_000)
            await page.get_by_role("button", name="Done").click()
            await expect(page.get_by_role("heading", name="Marian Cole")).to_be_visible(timeout=20_000)
            assert "Client reported" not in await page.content()


async def test_the_lock_closes_and_empties_what_stands_open(at: Stage) -> None:
    known(at)
    async with tablet(at.browser, LANDSCAPE) as held:
        page = held.page
        await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
        await page.get_by_role("button", name="Marian Cole").click()
        await page.keyboard.type(PIN)
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Rowan").click()
        await page.get_by_role("button", name="Before this session").click()
        await expect(page.get_by_text("Speak up in the team meeting").first).to_be_visible()
        await at.gateway.end_person(1)
        await expect(page.get_by_role("heading", name="Ines Vidal")).to_be_visible()
        await expect(page.locator("dialog")).to_have_count(0)
        assert "Speak up in the team meeting" not in await page.content()
        await page.keyboard.type(PIN)
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Sessions are shown to clinicians only.")).to_be_visible()
    assert held.problems == []
