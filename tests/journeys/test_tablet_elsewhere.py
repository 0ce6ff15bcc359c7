"""A client's notes from every room of the clinic, found by a name that this room may never have heard."""

from playwright.async_api import expect

from tests.journeys import looks
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_tablet import press, shows

NOTE = {
    "session": "s1",
    "room": "Room 3",
    "format": "DAP",
    "signed_at": "2026-03-19T15:00:00Z",
    "sections": [{"title": "Plan", "statements": ["Keep the worry time."]}],
    "signatures": [{"line": "Signed by Dr. B, PhD, 2026-03-19 15:00:00 UTC", "text": ""}],
    "wrong": ["The signature does not fit."],
}


async def test_a_typed_name_finds_what_other_rooms_signed(at: Stage) -> None:
    at.host.elsewhere = [NOTE]
    async with at.tablet() as held:
        page = held.page
        await page.get_by_label("Client", exact=True).fill("Rowan ")
        await press(page, "Notes from every room")
        await page.get_by_text("Mar 19, 2026 · Room 3 · DAP").click()
        await shows(page, "Keep the worry time.")
        await shows(page, "Signed by Dr. B, PhD")
        await expect(page.get_by_role("alert").filter(has_text="does not fit")).to_be_visible()
        await looks.check(held)
        await check(page)
    assert [command.client for command, _ in at.host.done if hasattr(command, "client")] == ["Rowan"]


async def test_a_room_that_stands_alone_offers_none(at: Stage) -> None:
    async with at.tablet() as held:
        await held.page.get_by_label("Client", exact=True).fill("Rowan")
        await expect(held.page.get_by_role("button", name="Notes from every room")).to_be_hidden()
