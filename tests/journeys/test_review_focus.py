"""With a keyboard one goes on from what one did, though it goes away with its own tap (WCAG 2.4.3)."""

from playwright.async_api import Page, expect

from scribe import commands
from tests.journeys.stage import FINDING, Stage
from tests.journeys.test_review import reviewed
from tests.journeys.test_review_first import RESPONSE, SECOND, drafted_anew, unclear
from tests.journeys.test_tablet import in_session


async def enter(page: Page, name: str, exact: bool = False) -> None:
    """With the keyboard."""
    await page.get_by_role("button", name=name, exact=exact).first.focus()
    await page.keyboard.press("Enter")


async def test_after_each_answer_the_next_question_has_the_focus(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await drafted_anew(at, missing=(RESPONSE,), lint=(FINDING, SECOND))
        await unclear(at, "u2")
        await expect(page.locator(".doubts li button")).to_have_count(1)
        await enter(page, "Listen at")
        await expect(page.locator(".doubts")).to_be_hidden()
        await expect(page.locator(".lint .finding, .lint .small").first).to_be_focused()
        await enter(page, "Write instead: Client used")
        await expect(page.locator(".lint li")).to_have_count(1)
        await expect(page.get_by_role("button", name="Write instead: Client ruminated")).to_be_focused()
        await enter(page, "Write instead: Client ruminated")
        await expect(page.get_by_role("button", name="Say so")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("region", name="Not in this note")).to_be_hidden()
        await nowhere(page)


async def nowhere(page: Page) -> None:
    """It is not that the focus is on nothing."""
    await page.wait_for_timeout(200)
    assert await page.evaluate("document.activeElement !== document.body && document.activeElement.checkVisibility()")


async def test_what_is_drawn_anew_keeps_the_focus(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await page.locator("[data-statement=st1]").focus()
        await page.keyboard.press("Enter")
        await enter(page, "Right", exact=True)  # the one about safety: on to the next statement
        await nowhere(page)
        deeds = page.get_by_role("group", name="This statement")
        await deeds.get_by_role("button", name="Right").focus()
        await page.keyboard.press("Enter")
        await expect(deeds.get_by_role("button", name="Look again")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(deeds.get_by_role("button", name="Right")).to_be_focused()
        await deeds.get_by_role("button", name="Move down").focus()
        await page.keyboard.press("Enter")
        await page.wait_for_timeout(300)
        await expect(deeds.get_by_role("button", name="Move down")).to_be_focused()
        await enter(page, "Edit", exact=True)
        await page.keyboard.type(" Again.")
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-statement=st1]")).to_be_focused()
        await enter(page, "Add to Plan")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Add to Plan")).to_be_focused()
        for _ in range(5):
            await enter(page, "Undo")
            await page.wait_for_timeout(200)
        await expect(page.get_by_role("button", name="Undo")).to_be_hidden()
        await nowhere(page)
    assert held.problems == []


async def test_in_the_session_as_well(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 5)
        await enter(page, "Glance")
        await expect(page.get_by_role("button", name="Show the page")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Glance")).to_be_focused()
        await enter(page, "Mark")
        await page.get_by_role("button", name="Dismiss").focus()
        await page.keyboard.press("Enter")
        await nowhere(page)
        await page.locator("[data-utterance=u3]").focus()
        await page.keyboard.press("Enter")
        await page.locator(".selection").get_by_role("button", name="Done").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-utterance=u3]")).to_be_focused()
        await page.get_by_role("button", name="Find").focus()
        await enter(page, "Pause")
        await expect(page.get_by_role("button", name="Resume")).to_be_focused()
    assert held.problems == []


async def test_who_types_while_another_tablet_pauses_presses_no_button(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 5)
        await enter(page, "+ Your observation")
        await page.keyboard.type("Looks ")
        await at.host.do(commands.Pause(), "other")
        await expect(page.get_by_text("Nothing is heard, and nothing is kept")).to_be_visible()
        await nowhere(page)
        await page.keyboard.type(" away. ")
        await page.keyboard.press("Enter")
        await page.wait_for_timeout(300)
        await expect(page.get_by_text("Nothing is heard, and nothing is kept")).to_be_visible()
        await page.get_by_role("button", name="Resume").click()
        await expect(page.get_by_label("What do you observe?")).to_have_value("Looks ")
    assert held.problems == []
