"""What was typed for one client never comes into the record of another: not after a sleep, not out of a question that
stood open, and nothing of it stays on a page that was locked."""

from playwright.async_api import Browser, Page, expect

from scribe import commands
from scribe import events as ev
from tests.journeys.browser import Cable
from tests.journeys.stage import Stage, known, stage
from tests.journeys.test_review import reviewed
from tests.journeys.test_tablet import in_session, press, shows

TYPED = "Tearful at the door."
RIGHTED = "Five hours."
KIM = (commands.ConsentGiven(name="Kim", role=ev.Role.CLIENT, purpose="notes"),)
BACK_MS = 20_000


async def another(at: Stage, cable: Cable, page: Page) -> None:
    """While the tablet was away, its session ended and another client's began."""
    await at.host.do(commands.Stop(), "other")
    await at.host.start(KIM)
    await at.host.hear_on(3)
    cable.mend()
    await expect(page.get_by_text("Connection lost.")).to_be_hidden(timeout=BACK_MS)


async def test_what_was_typed_before_the_tablet_slept_is_told_and_not_sent(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await in_session(at, held, 3)
        await page.locator("[data-utterance=u2]").click()
        await page.locator(".selection").get_by_role("button", name="Correct").click()
        await page.get_by_role("textbox", name="What was said").fill(RIGHTED)
        await page.get_by_role("button", name="+ Your observation").click()
        await page.get_by_label("What do you observe?").fill(TYPED)
        cable.sever()
        await shows(page, "Connection lost. Trying again…")
        await another(at, cable, page)
        for text in (TYPED, RIGHTED):
            await expect(page.locator(".toast.unsaved", has_text=text)).to_be_visible(timeout=BACK_MS)
        await page.wait_for_timeout(500)
        assert at.host.log.transcript.jottings == []
        assert at.host.log.transcript.said["u2"].text != RIGHTED
    assert held.problems == []


async def test_a_correction_that_waited_for_the_connection_is_not_for_the_next_client(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await in_session(at, held, 3)
        await page.locator("[data-utterance=u2]").click()
        await page.locator(".selection").get_by_role("button", name="Correct").click()
        field = page.get_by_role("textbox", name="What was said")
        await field.fill(RIGHTED)
        cable.sever()
        await shows(page, "Connection lost. Trying again…")
        await field.press("Enter")
        await another(at, cable, page)
        await expect(page.locator(".toast.unsaved", has_text=RIGHTED)).to_be_visible(timeout=BACK_MS)
        await page.wait_for_timeout(500)
        assert at.host.log.transcript.said["u2"].text != RIGHTED


async def test_what_was_typed_into_a_note_is_kept_in_that_note(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        first = at.host.log
        await page.locator("[data-utterance=u2]").click()
        await page.locator(".selection").get_by_role("button", name="Correct").click()
        await page.get_by_role("textbox", name="What was said").fill(RIGHTED)
        await page.locator("[data-statement=st1]").focus()
        await page.keyboard.press("e")
        await page.get_by_role("textbox", name="The statement").fill(TYPED)
        await at.host.start(KIM)
        await shows(page, "Listening.")
        await page.wait_for_timeout(500)
        assert first.transcript.said["u2"].text == RIGHTED
        assert next(one for one in first.transcript.review.statements if one.id == "st1").text == TYPED
        await expect(page.locator(".toast.unsaved")).to_have_count(0)
    assert held.problems == []


async def test_a_question_about_one_client_does_not_stand_over_the_next_one(at: Stage) -> None:
    known(at)
    async with at.tablet() as held:
        page = held.page
        await press(page, "Rowan")
        await press(page, "Before this session")
        await shows(page, "Speak up in the team meeting")
        await at.host.start(KIM)
        await shows(page, "Listening.")
        await expect(page.locator("dialog")).to_have_count(0)
        assert "Speak up in the team meeting" not in await page.content()
    assert held.problems == []
