"""The note on the tablet after the session: set right, signed, exported; the day and what waits for a signature."""

import re

import pytest
from playwright.async_api import Page, expect

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError
from scribe.notes.formats.catalogue import listed
from tests.journeys import desk, looks
from tests.journeys.browser import LANDSCAPE, PORTRAIT, Tablet
from tests.journeys.stage import FINDING, MISSING, Stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_tablet import in_session, is_gone, press, shows


async def reviewed(at: Stage, held: Tablet) -> Page:
    """A session that is over, its note on the screen."""
    page = await in_session(at, held, 9)
    await at.host.do(commands.Stop(), "tablet")
    await shows(page, "Draft, not signed")
    await expect(page.get_by_role("button", name="All right").first).to_be_visible()
    return page


async def answer_for_safety(page: Page) -> None:
    """What was said about safety is right, each statement by itself."""
    right = page.locator(".safety").get_by_role("button", name="Right", exact=True)
    while left := await right.count():
        await right.first.click()
        await expect(right).to_have_count(left - 1)


async def test_a_note_is_set_right_and_every_deed_can_be_taken_back(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Client reported sleeping")
        await page.get_by_role("button", name="Edit", exact=True).click()
        await page.get_by_role("textbox", name="The statement").fill("Client slept four hours on most nights.")
        await page.keyboard.press("Enter")
        await shows(page, "The draft said: Client reported sleeping about four hours on most nights.")
        await press(page, "Undo")
        await expect(page.get_by_text("The draft said:")).to_have_count(0)
        await page.get_by_role("button", name="Leave out").click()
        await expect(page.locator(".reviewed.rejected")).to_have_count(1)
        await press(page, "Undo")
        await expect(page.locator(".reviewed.rejected")).to_have_count(0)
        await press(page, "Add to Plan")
        await page.get_by_role("textbox", name="Your own statement").fill("Next appointment in a week.")
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("region", name="Plan")).to_contain_text("your own")
        await page.get_by_role("region", name="Data").get_by_role("button", name="All right").click()
        await expect(page.get_by_role("region", name="Data").get_by_label("right", exact=True)).to_have_count(3)
        first = page.get_by_role("region", name="Data").locator(".statement").first
        await page.get_by_role("button", name="Move down").click()
        await expect(first).to_contain_text("going over conversations")
        await press(page, "Undo")
        await expect(first).to_contain_text("sleeping about four hours")
    assert held.problems == []


async def test_what_can_be_done_with_a_statement_stands_below_it_and_is_never_covered(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        statements = page.locator("button.statement")
        for number in range(await statements.count()):
            await statements.nth(number).click()
            deeds = page.locator(".evidence .deeds")
            await expect(deeds).to_be_in_viewport(ratio=1)
            assert await deeds.evaluate("""each => [...each.children].every(button => {
                const {left, top, width, height} = button.getBoundingClientRect();
                return document.elementFromPoint(left + width / 2, top + height / 2) === button;
            })"""), f"the ledger covers the buttons of statement {number}"


async def test_a_finding_is_mended_with_one_tap_and_the_note_is_signed_and_leaves(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, f"Write instead: {FINDING.fix}")
        await is_gone(page, FINDING.text)
        await answer_for_safety(page)
        await page.get_by_role("button", name="Sign", exact=True).click()
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text(MISSING.text)
        await expect(dialog).to_contain_text("1 finding was not looked at.")
        await dialog.get_by_label("Your name").fill("Marian Cole")
        await dialog.get_by_role("button", name="Sign").click()
        await expect(dialog.get_by_role("alert")).to_contain_text("Your credentials are missing")
        await expect(dialog.get_by_label("Credentials")).to_be_focused()
        await dialog.get_by_label("Credentials").fill("LCSW")
        await dialog.get_by_role("button", name="Sign").click()
        await shows(page, "Signed by Marian Cole, LCSW")
        await expect(page.get_by_text("Draft, not signed")).to_be_hidden()
        await expect(page.get_by_role("button", name="Undo")).to_be_hidden()
        await press(page, "Export")
        async with page.expect_download() as left:
            await page.get_by_role("dialog").get_by_role("button", name="Text").click()
        assert (await left.value).suggested_filename == "note.txt"
        await press(page, "Add an addendum")
        await page.get_by_label("What is to be added").fill("The client called back.")
        await dialog.get_by_label("Your name").fill("Marian Cole")
        await dialog.get_by_label("Credentials").fill("LCSW")
        await press(page, "Sign the addendum")
        await shows(page, "Addendum by Marian Cole, LCSW")
    assert at.host.asked()[-5:] == ["edit", "accept", "sign", "export", "addendum"]
    assert held.problems == []


async def test_a_supervisee_signs_and_the_supervisor_beside_them(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await answer_for_safety(page)
        dialog = page.get_by_role("dialog")
        for button, name in (("Sign", "Kim Ode"), ("Sign as well", "Marian Cole")):
            await page.get_by_role("button", name=button, exact=True).click()
            if button == "Sign":
                await dialog.get_by_text("I am supervised").click()
                await dialog.get_by_label("Who signs beside me").fill("Marian Cole")
                await dialog.get_by_label("Your name").fill(name)
            await dialog.get_by_label("Credentials").fill("LCSW")
            await dialog.get_by_role("button", name="Sign").click()
            await shows(
                page, "Awaits the signature of Marian Cole" if button == "Sign" else "Co-signed by Marian Cole, LCSW"
            )
            if button == "Sign":
                await page.reload()  # whoever comes later is told as well
                await shows(page, "Awaits the signature of Marian Cole")
        await is_gone(page, "Awaits the signature")
        await expect(page.get_by_role("button", name="Sign as well")).to_be_hidden()
    assert at.host.asked()[-2:] == ["sign", "cosign"]
    assert held.problems == []


async def test_what_another_tablet_does_to_the_note_is_shown_here(at: Stage) -> None:
    async with at.tablet() as held, at.tablet() as other:
        page = await reviewed(at, held)
        await shows(other.page, "Draft, not signed")
        await page.get_by_role("region", name="Data").get_by_role("button", name="All right").click()
        await expect(other.page.get_by_label("right", exact=True)).to_have_count(3)


async def test_a_reason_that_the_room_refused_stays_where_it_was_typed(at: Stage) -> None:
    async def busy(command: commands.AnyCommand) -> None:
        if isinstance(command, commands.Reject):
            raise StateError("The room is busy writing.", "Try again in a minute.")

    async with at.tablet() as held:
        page = await reviewed(at, held)
        await page.locator("[data-statement=st4]").first.click()
        await page.get_by_role("button", name="Leave out").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Reason").fill("A role play, not the client's own words.")
        at.host.meets = busy
        await dialog.get_by_role("button", name="Leave out").click()
        await expect(dialog.get_by_role("alert")).to_have_text(
            "Not saved yet, and still here. The room is busy writing. Try again in a minute."
        )
        await expect(dialog.get_by_label("Reason")).to_have_value("A role play, not the client's own words.")
        await check(page)
        at.host.meets = None
        await dialog.get_by_role("button", name="Leave out").click()
        await expect(dialog).to_have_count(0)
        (left,) = [event for event in at.host.log.since(0) if isinstance(event, ev.Decision)]
        assert (left.statement, left.reason) == ("st4", "A role play, not the client's own words.")
    assert held.problems == []


async def test_a_statement_of_risk_is_left_out_with_a_reason_only(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Client denied thoughts")
        await page.get_by_role("button", name="Listen to Client").click()
        await page.get_by_role("button", name="Leave out").click()
        await page.get_by_role("dialog").get_by_role("button", name="Leave out").click()
        await expect(page.locator(".reviewed.rejected")).to_have_count(0)
        await press(page, "Client denied thoughts")
        await press(page, "Client denied thoughts")
        await page.get_by_role("button", name="Leave out").click()
        await page.get_by_role("dialog").get_by_label("Reason").fill("Said about a film.")
        await page.get_by_role("dialog").get_by_role("button", name="Leave out").click()
        await expect(page.locator(".reviewed.rejected")).to_have_count(1)


async def test_the_day_shows_what_waits_for_a_signature(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Today")
        await shows(page, "2 notes are not signed")
        await looks.check(held)
        await expect(page.get_by_role("button", name="Kim Osei")).to_contain_text("overdue")
        await page.get_by_role("button", name="Rowan").click()
        await shows(page, "Draft, not signed")
        await press(page, "Today")
        await press(page, "New session")
        await shows(page, "Who is here")


async def test_a_note_is_laid_out_in_another_format_and_a_section_is_rewritten(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Format")
        await page.get_by_role("dialog").get_by_role("button", name="SOAP").click()
        await expect(page.locator(".facts dd", has_text="SOAP")).to_be_visible()
        data = page.get_by_role("region", name="Data")
        await expect(data.locator(".statement")).to_have_count(3)
        await press(page, "Rewrite Data")
        await page.get_by_role("dialog").get_by_role("button", name="Shorter").click()
        await expect(data.locator(".statement")).to_have_count(1)
    assert held.problems == []


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("language", ["en", "es"])
async def test_sign_stays_where_it_was_when_something_can_be_undone(
    at: Stage, size: tuple[int, int], language: str
) -> None:
    async with at.tablet(size) as held:
        page = held.page
        await page.evaluate(f"localStorage.setItem('scribe.language', '{language}')")
        await page.reload()
        await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
        await at.host.hear_on(9)
        await at.host.do(commands.Stop(), "tablet")
        sign = page.locator(".review .bar button.primary:visible")
        before = await sign.bounding_box()
        await page.locator(".sections .section-head button").first.click()
        await expect(page.locator(".accepted-mark").first).to_be_visible()
        await expect(page.locator(".review .bar button:visible").first).to_have_text(re.compile("Undo|Deshacer"))
        assert await sign.bounding_box() == before
        assert before and before["y"] < 20


async def test_every_format_says_in_full_what_it_is_for(at: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desk.FORMATS, "formats", listed())
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await page.get_by_role("button", name="Format", exact=True).click()
        buttons = page.locator(".formats button")
        await expect(buttons.nth(10)).to_be_attached()
        cut = "all => all.filter(one => one.scrollHeight > one.clientHeight).map(one => one.textContent)"
        assert await buttons.evaluate_all(cut) == []
        await expect(page.get_by_role("button", name="Data, Assessment, Plan (DAP)")).to_be_visible()


async def test_words_and_speakers_are_set_right_after_the_session_until_it_is_signed(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        said = page.locator("[data-utterance=u2]")
        await said.click()
        await expect(page.locator(".selection").get_by_role("button", name="Take back")).to_have_count(0)
        await looks.check(held)
        await page.locator(".selection").get_by_role("button", name="Correct").click()
        await page.get_by_role("textbox", name="What was said").fill("I slept five hours on most nights.")
        await page.keyboard.press("Enter")
        await expect(said).to_contain_text("I slept five hours on most nights.")
        await page.locator("[data-utterance=u3]").click()
        await page.get_by_role("button", name="Therapist said this").click()
        await expect(page.locator("[data-utterance=u3]")).to_have_class(re.compile("therapist"))
        await answer_for_safety(page)
        await at.host.do(commands.Sign(session=at.host.log.session, name="Marian Cole", credentials="LCSW"), "tablet")
        await shows(page, "Signed by Marian Cole")
        await said.click()
        await expect(page.locator(".selection")).to_be_hidden()
    asked = [command for command, _ in at.host.done if isinstance(command, commands.Correct | commands.Assign)]
    assert [command.session for command in asked] == [at.host.log.session] * 2
    assert held.problems == []
