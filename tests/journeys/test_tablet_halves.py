"""An interrupted session on the tablet: its halves are found, merged and parted, each after a question."""

from playwright.async_api import expect

from scribe import commands
from scribe import events as ev
from tests.journeys import desk, looks
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_tablet import press, shows

FIRST = {**desk.EARLIER, "id": "first", "client": "Rowan", "started_at": "2026-03-12T13:30:00+00:00", "today": True}


async def drafted(at: Stage) -> None:
    await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
    await at.host.hear_on(10)
    await at.host.do(commands.Stop(), "tablet")


async def test_the_second_half_is_offered_to_the_first(at: Stage) -> None:
    at.host.earlier = (FIRST, desk.EARLIER)
    await drafted(at)
    async with at.tablet() as held:
        page = held.page
        await press(page, "Today")
        offered = page.get_by_role("button", name="Belongs to the session at")
        await expect(offered).to_have_count(1)
        await looks.check(held)
        await offered.click()
        await press(page, "Merge them")
        await shows(page, "Session note")
    (asked,) = [command for command, _ in at.host.done if isinstance(command, commands.Merge)]
    assert (asked.session, asked.other) == ("first", at.host.log.session)


async def test_merged_halves_say_so_and_are_parted(at: Stage) -> None:
    await drafted(at)
    merge = ev.Merge(other="second", offset=1200.0, utterances=("u9", "u10"), author="tablet", made_at=desk.NOW)
    await at.host.log.append(merge)
    async with at.tablet() as held:
        page = held.page
        await shows(page, "One session of 2 halves")
        await looks.check(held)
        await check(page)
        await press(page, "Part them at 20:00")
        await page.locator("dialog").get_by_role("button", name="Part them").click()
        await expect(page.get_by_text("One session of 2 halves")).to_be_hidden()
    assert "split" in at.host.asked()
    assert held.problems == []
