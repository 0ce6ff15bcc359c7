"""A session is ended by whoever ends it, whatever the disk takes of what they were writing."""

import asyncio

from playwright.async_api import expect

from scribe import commands
from scribe.errors import StateError
from tests.journeys.stage import Stage
from tests.journeys.test_tablet import in_session, press, shows

TYPED = "Tearful at the door."


async def test_a_session_ends_while_a_full_disk_holds_what_is_written(at: Stage) -> None:
    room_on_disk = asyncio.Event()

    async def full(command: commands.AnyCommand) -> None:
        if isinstance(command, commands.Jot):
            await room_on_disk.wait()
            raise StateError("The session is over.", "Write it into the note.")

    async with at.tablet() as held:
        page = await in_session(at, held, 3)
        await press(page, "+ Your observation")
        await page.get_by_label("What do you observe?").fill(TYPED)
        at.host.meets = full
        await press(page, "Stop")
        await press(page, "End session")
        await shows(page, "Draft, not signed")
        assert "stop" in at.host.asked()
        room_on_disk.set()
        await expect(page.locator(".toast.unsaved", has_text=TYPED)).to_be_visible()
    assert held.problems == []
