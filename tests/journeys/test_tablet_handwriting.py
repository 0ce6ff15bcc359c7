"""What a handwriting keyboard does to the page: words are composed, and kept as typed text when they are done."""

from playwright.async_api import Page, expect

from tests.journeys.browser import LANDSCAPE
from tests.journeys.stage import Stage
from tests.journeys.test_tablet import in_session, press, shows

FIELD_LEAST_PX = 44


async def compose(page: Page, text: str) -> None:
    """As Gboard's handwriting does while the finger writes: a word that is not certain yet."""
    session = await page.context.new_cdp_session(page)
    await session.send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    )


async def commit(page: Page, text: str) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Input.insertText", {"text": text})


async def test_a_jotting_is_written_by_hand_while_words_come_in(at: Stage) -> None:
    async with at.tablet(LANDSCAPE) as held:
        page = await in_session(at, held, 1)
        await press(page, "Your observation")
        field = page.get_by_role("textbox", name="What do you observe?")
        box = await field.bounding_box()
        assert box and min(box["width"], box["height"]) >= FIELD_LEAST_PX
        await expect(field).to_be_focused()
        await compose(page, "Smi")
        await at.host.hear_on(2)  # everything around the field is drawn anew
        await expect(page.locator("[data-utterance=u3]")).to_be_visible()
        await compose(page, "Smiles")
        await expect(field).to_have_value("Smiles")
        await commit(page, "Smiles for the first time")
        await expect(field).to_have_value("Smiles for the first time")
        await press(page, "Keep")
        await shows(page, "Your observation: Smiles for the first time")
    assert held.problems == []


async def test_enter_ends_a_word_that_is_composed_and_not_the_correction(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 2)
        await page.locator("[data-utterance=u2]").click()
        await press(page, "Correct")
        field = page.locator("textarea.correcting")
        await field.fill("")
        await compose(page, "Up")
        await field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
        await expect(field).to_be_visible()
        await commit(page, "Up and down.")
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-utterance=u2] .confirmed")).to_have_text("Up and down.")
    assert held.problems == []
