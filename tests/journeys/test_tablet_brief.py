"""Before a session: the client's brief with its lines, drawn and told in words, and nobody else's name beside it."""

import pytest
from playwright.async_api import expect

from tests.journeys import looks
from tests.journeys.browser import LANDSCAPE, PORTRAIT
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


SMALL = (600, 960)
"""A seven-inch tablet, upright."""
TOO_WIDE = """dialog => {
  const inside = dialog.getBoundingClientRect();
  const cut = (e, box) => box.right > inside.right || e.scrollWidth > Math.ceil(box.width) + 1;
  const over = e => cut(e, e.getBoundingClientRect());
  return [...dialog.querySelectorAll('.path, .path > *')].filter(over).map(e => e.outerHTML)
    .concat(dialog.scrollWidth > dialog.clientWidth ? ['dialog'] : []);
}"""
"""A row that its column can't hold."""


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT, SMALL], ids=["landscape", "portrait", "small"])
async def test_symptoms_and_goals_have_quiet_lines_of_their_own(at: Stage, size: tuple[int, int]) -> None:
    known(at)
    async with at.tablet(size) as held:
        page = held.page
        await press(page, "Rowan")
        await press(page, "Before this session")
        sleep = page.get_by_role("img", name="Sleep: noted on Mar 12, 2026, Mar 19, 2026")
        await expect(sleep.locator("circle")).to_have_count(2)
        row = page.get_by_role("listitem").filter(has=sleep)
        await expect(row).to_contain_text("2 notes, last Mar 19, 2026")
        goal = page.get_by_role("img", name="Speak up in the team meeting: noted on Mar 1, 2026")
        await expect(goal.locator("circle")).to_have_count(1)
        assert await page.get_by_role("dialog").evaluate(TOO_WIDE) == []
        await looks.check(held)
        await check(page)


async def test_symptoms_and_goals_are_told_in_spanish_too(at: Stage) -> None:
    known(at)
    async with at.tablet(PORTRAIT, "dark") as held:
        page = held.page
        await page.evaluate("localStorage.setItem('scribe.language', 'es')")
        await page.reload()
        await press(page, "Rowan")
        await press(page, "Antes de esta sesión")
        await shows(page, "Síntomas a lo largo del tiempo")
        await expect(page.get_by_role("img", name="Sueño: anotado el 12 mar 2026, 19 mar 2026")).to_be_visible()
        await shows(page, "2 notas, la última el 19 mar 2026")
        assert await page.get_by_role("dialog").evaluate(TOO_WIDE) == []
        await check(page)
