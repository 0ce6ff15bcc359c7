"""Before a session: the client's brief with its lines, drawn and told in words, and nobody else's name beside it."""

from playwright.async_api import expect

from tests.journeys import looks
from tests.journeys.stage import Stage, known
from tests.journeys.test_accessibility import check
from tests.journeys.test_tablet import press, shows


async def test_the_brief_shows_lines_and_says_them(at: Stage) -> None:
    known(at)
    async with at.tablet() as held:
        page = held.page
        await press(page, "Rowan")
        await expect(page.get_by_role("button", name="Kim")).to_have_count(0)
        await press(page, "Before this session")
        await shows(page, "4 notes, the last one on Mar 19, 2026")
        line = page.get_by_role("img", name="PHQ-9")
        assert (
            await line.get_attribute("aria-label") == "PHQ-9: 14 on Mar 1, 2026, 11 on Mar 5, 2026, 8 on Mar 12, 2026"
        )
        heights = await line.locator("circle").evaluate_all("all => all.map(one => Number(one.getAttribute('cy')))")
        assert heights == sorted(heights) and heights[-1] < 64
        await shows(page, "Speak up in the team meeting")
        await looks.check(held)
        await check(page)
        await page.get_by_text("Worry time on five evenings.").click()
    assert [command.session for command, _ in at.host.done if hasattr(command, "session")] == ["s5"]


async def test_who_is_typed_hides_who_else_comes_here(at: Stage) -> None:
    known(at)
    async with at.tablet() as held:
        page = held.page
        await shows(page, "Here lately")
        await page.get_by_label("Client", exact=True).fill("Robin")
        await expect(page.get_by_text("Here lately")).to_be_hidden()
        await page.get_by_label("Client", exact=True).fill("")
        await shows(page, "Here lately")
