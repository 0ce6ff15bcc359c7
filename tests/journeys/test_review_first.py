"""What needs the clinician's eyes stands before the note and is answered there; then one tap and the signature."""

import msgspec
from playwright.async_api import Page, expect

from scribe import events as ev
from tests.journeys import looks
from tests.journeys.stage import FINDING, WHOLE, Stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_review import answer_for_safety, reviewed
from tests.journeys.test_tablet import is_gone, press, shows

RESPONSE = ev.Missing(element="response", text="The client's response to the session was not put into words.")
DIAGNOSIS = ev.Missing(element="diagnosis", text="The chart holds no diagnosis; the scribe never makes one.")
SECOND = ev.Finding(
    rule="vague",
    text="“going over”: how often?",
    why="It can be counted.",
    statement="st2",
    fix="Client ruminated nightly.",
)
OPEN_NOTE = "The rest is right: sign"


async def drafted_anew(at: Stage, *, missing: tuple[ev.Missing, ...] = (), lint: tuple[ev.Finding, ...] = ()) -> None:
    note = at.host.log.transcript.note
    assert note
    sections = tuple(at.host.log.transcript.sections.values())
    changed = msgspec.structs.replace(
        note, revision=note.revision + 1, final=True, sections=sections, missing=missing, lint=lint
    )
    await at.host.log.append(changed)


async def test_nothing_is_signed_before_what_was_said_about_safety_is_answered_for(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        safety = page.get_by_role("region", name="Said about safety")
        await expect(safety).to_contain_text("Client denied thoughts of not wanting to be alive when asked.")
        await expect(safety).to_contain_text("Have you had any thoughts of not wanting to be alive?")
        await expect(page.get_by_role("region", name="Data")).not_to_contain_text("Client denied thoughts")
        await looks.check(held)
        await check(page)
        for button in ("Sign", OPEN_NOTE):
            await page.get_by_role("button", name=button, exact=True).click()
            await shows(page, "What was said about safety comes first")
            await expect(page.get_by_role("dialog")).to_have_count(0)
        assert "sign" not in at.host.asked() and "accept" not in at.host.asked()
        await press(page, "Client denied thoughts")  # it was opened: closed again
        await answer_for_safety(page)
        await expect(safety).to_be_hidden()
        await expect(page.get_by_role("region", name="Data")).to_contain_text("Client denied thoughts")
        await press(page, "Undo")
        await expect(safety).to_be_visible()
    assert held.problems == []


async def test_the_rest_is_marked_as_right_and_the_signature_asked_for_with_one_tap(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await answer_for_safety(page)
        await press(page, OPEN_NOTE)
        await expect(page.get_by_role("dialog")).to_contain_text("Sign this note?")
        await expect(page.get_by_role("dialog")).not_to_contain_text("marked as right")
        assert all(one.verdict == ev.Verdict.ACCEPTED for one in at.host.log.transcript.review.statements)
        await page.keyboard.press("Escape")
        await shows(page, "Sign this note")
        await press(page, "Undo")
        await shows(page, OPEN_NOTE)
    assert held.problems == []


async def test_a_keyboard_is_enough_from_the_first_statement_to_the_signature(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await page.locator(".safety [data-statement]").focus()
        await page.keyboard.press("a")
        await expect(page.locator(".safety")).to_be_hidden()
        await expect(page.locator("[data-statement=st1]")).to_be_focused()
        await page.keyboard.press("e")
        await page.keyboard.type(" So they said.")
        await page.keyboard.press("Enter")
        await shows(page, "So they said.")
        await page.locator("[data-statement=st1]").focus()
        await page.keyboard.press("Control+z")
        await is_gone(page, "So they said.")
        await page.locator("[data-statement=st1]").focus()
        await page.keyboard.press("Control+Enter")
        await page.get_by_role("dialog").get_by_label("Your name").fill("Kim Ode")
        await page.get_by_label("Credentials").fill("LCSW")
        await page.keyboard.press("Enter")
        await shows(page, "Signed by Kim Ode, LCSW")
    assert held.problems == []


async def test_what_was_not_talked_about_is_said_so_with_one_tap_in_the_words_that_were_read(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await drafted_anew(at, missing=(RESPONSE, DIAGNOSIS))
        missing = page.get_by_role("region", name="Not in this note")
        await expect(missing.get_by_role("button")).to_have_count(1)  # a diagnosis is no matter of talking
        await missing.get_by_role("button", name="Say so").click()
        await expect(missing).not_to_contain_text(RESPONSE.text)
        await expect(missing).to_contain_text(DIAGNOSIS.text)
        written = page.get_by_role("region", name="Assessment").locator(".reviewed", has_text=RESPONSE.text)
        await expect(written).to_contain_text("your own")
        await answer_for_safety(page)
        await press(page, OPEN_NOTE)
        await expect(page.get_by_role("dialog")).to_contain_text(DIAGNOSIS.text)
        await expect(page.get_by_role("dialog")).not_to_contain_text(RESPONSE.text)
    assert held.problems == []


async def test_what_is_asked_about_by_itself_is_not_found_fault_with_as_well(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await shows(page, WHOLE.text)
        await drafted_anew(at, missing=(RESPONSE,), lint=(FINDING, WHOLE))
        await shows(page, RESPONSE.text)
        await expect(page.get_by_text(WHOLE.text)).to_have_count(0)
        await shows(page, FINDING.text)


async def test_what_is_left_stays_in_view_when_safety_was_answered_for(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await drafted_anew(at, missing=(RESPONSE, DIAGNOSIS), lint=(FINDING, SECOND))
        await unclear(at, "u2")
        await answer_for_safety(page)
        await expect(page.get_by_role("heading", name="Heard in two ways")).to_be_in_viewport()
    assert held.problems == []


async def test_all_safe_wordings_are_taken_with_one_tap_and_taken_back_with_one(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await drafted_anew(at, lint=(FINDING, SECOND))
        await press(page, "Write all 2 instead")
        await expect(page.locator(".reads", has_text="Client ruminated nightly.")).to_have_count(1)  # not offered
        await is_gone(page, FINDING.text)
        await press(page, "Undo")
        await shows(page, FINDING.text)
        await shows(page, SECOND.text)
        await expect(page.get_by_text("edited")).to_have_count(0)
        twice = msgspec.structs.replace(SECOND, statement=FINDING.statement)
        await drafted_anew(at, lint=(FINDING, twice))
        await shows(page, SECOND.text)
        await expect(page.get_by_role("button", name="Write all")).to_have_count(0)  # one would undo the other
    assert held.problems == []


async def unclear(at: Stage, id: str) -> None:
    said = at.host.log.transcript.said[id]
    words = tuple(
        ev.Word(text=text, start=at_s, end=at_s + 0.28, p=0.9, unclear=text == "four")
        for text, at_s in zip(said.text.split(), (one.start for one in said.words), strict=True)
    )
    await at.host.log.append(ev.Revision(utterance=id, words=words, reason="low-confidence"))


async def test_what_was_heard_in_two_ways_is_shown_until_it_was_listened_to(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await unclear(at, "u2")
        doubts = page.get_by_role("region", name="Heard in two ways")
        await expect(doubts.locator("mark")).to_have_text("four")
        await check(page)
        await answer_for_safety(page)
        await press(page, OPEN_NOTE)
        await expect(page.get_by_role("dialog")).to_contain_text("1 passage heard in two ways was not listened to.")
        await page.keyboard.press("Escape")
        await doubts.get_by_role("button", name="Listen").click()
        await expect(doubts).to_be_hidden()
        await press(page, "Sign this note")
        await expect(page.get_by_role("dialog")).not_to_contain_text("heard in two ways")
    assert held.problems == []


async def test_a_tap_beside_it_keeps_what_was_written_and_does_what_it_was_meant_for(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Client reported sleeping")
        await page.get_by_role("button", name="Edit", exact=True).click()
        await page.get_by_role("textbox", name="The statement").fill("Client slept badly.")
        await page.get_by_role("region", name="Assessment").get_by_role("button", name="All right").click()
        await shows(page, "The draft said: Client reported sleeping")
        await expect(page.get_by_role("region", name="Assessment").get_by_label("right", exact=True)).to_have_count(1)
        await page.get_by_role("button", name="Edit", exact=True).click()
        await page.get_by_role("textbox", name="The statement").fill("Something else.")
        await page.get_by_role("button", name="Cancel").click()
        await shows(page, "Client slept badly.")
        await is_gone(page, "Something else.")
    assert held.problems == []


async def folded(page: Page, said: str, statement: str) -> str:
    return str(
        await page.evaluate(
            "([said, statement]) => import('/views/folding.js').then(({ folded }) => folded(said, statement))",
            [said, statement],
        )
    )


async def test_only_what_the_statement_quotes_is_folded_in_what_was_said(at: Stage) -> None:
    quoting = 'Asked, Jo denied any hitting: "I\'m not afraid of him", "Nothing"; Marcus "two or".'
    async with at.tablet() as held:
        for said, shown in (
            ("No, never, I'm not afraid of him.", "No, never, …"),
            ("I'm not afraid of him", "…"),
            ("I'm afraid of him", "I'm afraid of him"),
            ("Nothing.", "…"),
            ("Nothing, or nearly.", "Nothing, or nearly."),
            ("He had two or three.", "He had two or three."),
            ("No.", "No."),
            ("any hitting", "any hitting"),
        ):
            assert await folded(held.page, said, quoting) == shown, said
