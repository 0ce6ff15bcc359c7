"""A session is ended by whoever ends it, whatever the disk takes of what they were writing."""

import asyncio
import json

from playwright.async_api import expect

from scribe import commands
from scribe.errors import StateError
from tests.journeys.stage import Stage
from tests.journeys.test_tablet import in_session, press, shows

TYPED = "Tearful at the door."


async def test_a_session_is_asked_to_end_while_a_full_disk_holds_what_is_written(at: Stage) -> None:
    room_on_disk = asyncio.Event()

    async def full(command: commands.AnyCommand) -> None:
        if isinstance(command, commands.Jot):
            await room_on_disk.wait()
            raise StateError("The session is over.", "Write it into the note.")

    try:
        async with at.tablet() as held:
            page = await in_session(at, held, 3)
            await press(page, "+ Your observation")
            await page.get_by_label("What do you observe?").fill(TYPED)
            at.host.meets = full
            await press(page, "Stop")
            await press(page, "End session")
            await expect(page.get_by_text("waiting for the room…")).to_be_visible()
            assert any(json.loads(one).get("do") == "stop" for one in held.sent)  # from here on nothing is heard
            room_on_disk.set()
            await shows(page, "Draft, not signed")
            await expect(page.locator(".toast.unsaved", has_text=TYPED)).to_be_visible()
        assert held.problems == []
    finally:
        room_on_disk.set()  # the room waits for its answers before it closes


async def test_an_observation_that_is_left_alone_is_kept_before_the_tablet_locks(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 3)
        await press(page, "+ Your observation")
        await page.evaluate(
            """() => {
                const real = window.setTimeout;
                window.setTimeout = (act, ms) => real(act, ms === 60000 ? 1 : ms);
            }"""
        )
        await page.get_by_label("What do you observe?").fill(TYPED)
        await shows(page, f"Kept: {TYPED}")
        assert [one.text for one in at.host.log.transcript.jottings] == [TYPED]
