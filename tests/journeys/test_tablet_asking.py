"""A question in plain words: answered with the moments themselves, of this session and earlier ones, or not at all."""

from playwright.async_api import Page, expect

from scribe import commands
from tests.gateway.scripted import TALK
from tests.journeys import desk, looks
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_tablet import in_session


async def asked(page: Page, question: str) -> None:
    await page.locator("#find").fill(question)
    await page.locator("#find").press("Enter")


async def test_a_question_while_people_talk(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 5)
        await page.get_by_role("button", name="Find", exact=True).click()
        await asked(page, "How did it go on the nights?")
        answer = page.get_by_role("region", name="Answer")
        await expect(answer.locator(".moment")).to_have_count(1)
        await expect(answer).to_contain_text("From what was said in this session and the one before it:")
        await expect(answer).to_contain_text(TALK[1][2])
        await looks.check(held)
        await check(page)
        await answer.locator("button.moment").click()
        await expect(page.locator("[data-utterance=u2]")).to_be_in_viewport()
        await asked(page, "What happened to the dog?")
        await expect(answer.locator("div.moment")).to_contain_text(str(desk.BEFORE["text"]))
        await asked(page, "Who won the election?")
        await expect(answer.get_by_role("status")).to_contain_text("Not found in this session and the one before it.")
        await expect(answer.locator(".moment")).to_have_count(0)
        await looks.check(held)
        await page.locator("#find").fill("worry")
        await expect(answer).to_be_hidden()
        await expect(page.locator(".found .hit")).to_have_count(1)
    assert held.problems == []


async def test_after_the_session_a_moment_opens_the_session_it_is_from(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 5)
        await at.host.do(commands.Stop(), "tablet")
        await page.get_by_role("button", name="Find", exact=True).click()
        await asked(page, "What happened to the dog?")
        answer = page.get_by_role("region", name="Answer")
        await expect(answer.locator(".worded")).to_contain_text(desk.SENTENCE)
        await looks.check(held)
        await check(page)
        await page.get_by_role("button", name="My dog Bruno").click()
        await expect(page.locator("#find")).to_be_hidden()
        assert [command.session for command, _ in at.host.done if isinstance(command, commands.Open)][-1] == "earlier"
    assert held.problems == []
