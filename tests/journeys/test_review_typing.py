"""What is typed into a note is never lost: by another tap, a refusal, a lost connection, a second tablet or a page that
changes; and a finger that taps twice does a thing once."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Browser, Locator, Page, expect

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError
from tests.journeys.browser import Cable
from tests.journeys.stage import FINDING, Stage, stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_review import answer_for_safety, reviewed
from tests.journeys.test_review_first import OPEN_NOTE, RESPONSE, SECOND, drafted_anew
from tests.journeys.test_tablet import in_session, press, shows

TYPED = "Client slept badly on all seven nights."


def refusing(kind: type[commands.Command], statement: str = "") -> Callable[[commands.AnyCommand], Awaitable[None]]:
    async def meet(command: commands.AnyCommand) -> None:
        if isinstance(command, kind) and getattr(command, "statement", "") in (statement, statement or "st1"):
            raise StateError("The room is busy writing.", "Try again in a minute.")

    return meet


async def editing(page: Page, statement: str = "st1") -> Locator:
    """The field in which it is worded anew."""
    await page.locator(f"[data-statement={statement}]").click()
    await page.get_by_role("button", name="Edit", exact=True).click()
    return page.get_by_role("textbox", name="The statement")


def texts(at: Stage) -> dict[str, str]:
    return {one.id: one.text for one in at.host.log.transcript.review.statements}


async def test_what_is_typed_in_one_place_is_kept_before_another_one_is_opened(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await (await editing(page)).fill(TYPED)
        await press(page, "Add to Plan")
        own = page.get_by_role("textbox", name="Your own statement")
        await shows(page, f"{TYPED}")
        await own.fill("Call the school.")
        await expect(page.locator(".reads", has_text=TYPED)).to_have_count(1)
        await expect(own).to_have_value("Call the school.")  # the first one's answer does not close it
        await page.locator("[data-statement=st2]").click()
        await expect(page.locator(".reads", has_text="Call the school.")).to_have_count(1)
        assert texts(at)["st1"] == TYPED
    assert held.problems == []


async def test_what_can_not_be_saved_stays_where_it_was_typed_and_says_why(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        at.host.meets = refusing(commands.Edit)
        field = await editing(page)
        await field.fill(TYPED)
        await page.get_by_role("button", name="Save").click()
        why = page.locator(".correction").get_by_role("alert")
        await expect(why).to_have_text(
            "Not saved yet, and still here. The room is busy writing. Try again in a minute."
        )
        await check(page)
        await page.locator("[data-statement=st2]").click()  # the note is drawn anew
        await expect(page.get_by_text("The draft said:")).to_have_count(0)
        await press(page, "Add to Plan")
        await expect(field).to_have_value(TYPED)
        await expect(field).to_be_focused()
        await press(page, "Today")
        await expect(field).to_have_value(TYPED)
        at.host.meets = None
        await page.get_by_role("button", name="Save").click()
        await expect(page.locator(".reads", has_text=TYPED)).to_have_count(1)


async def test_a_connection_that_is_lost_in_an_edit_loses_none_of_it(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await reviewed(at, held)
        field = await editing(page)
        await field.fill(TYPED)
        cable.sever()
        await shows(page, "Connection lost. Trying again…")
        await page.get_by_role("button", name="Save").click()
        await expect(page.locator(".correction").get_by_role("alert")).to_contain_text("Not connected to the room")
        cable.mend()
        await expect(page.get_by_text("Connection lost.")).to_be_hidden(timeout=20_000)
        await expect(field).to_have_value(TYPED)
        await page.get_by_role("button", name="Save").click()
        await expect(page.locator(".reads", has_text=TYPED)).to_have_count(1)


async def test_undo_while_something_is_typed_takes_nothing_else_back(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await page.get_by_role("region", name="Assessment").get_by_role("button", name="All right").click()
        accepted = page.get_by_role("region", name="Assessment").get_by_label("right", exact=True)
        await expect(accepted).to_have_count(1)
        await (await editing(page)).fill(TYPED)
        await press(page, "Undo")
        await shows(page, "Saved. Undo once more to take it back.")
        await expect(page.locator(".reads", has_text=TYPED)).to_have_count(1)
        await press(page, "Undo")
        await expect(page.locator(".reads", has_text=TYPED)).to_have_count(0)
        await expect(accepted).to_have_count(1)
    assert held.problems == []


async def test_one_refusal_does_not_keep_the_rest_from_being_taken_back(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        drafted = texts(at)
        await drafted_anew(at, lint=(FINDING, SECOND))
        await press(page, "Write all 2 instead")
        await expect(page.locator(".reads", has_text="Client ruminated nightly.")).to_have_count(1)  # not offered
        at.host.meets = refusing(commands.Edit, "st2")
        await press(page, "Undo")
        await shows(page, FINDING.text)
        assert texts(at) == {**drafted, "st2": "Client ruminated nightly."}


async def test_two_tablets_that_word_one_statement_undo_nothing_of_each_other_unseen(at: Stage) -> None:
    async with at.tablet() as held, at.tablet() as other:
        page = await reviewed(at, held)
        await shows(other.page, "Draft, not signed")
        mine, theirs = await editing(page), await editing(other.page)
        await mine.fill(TYPED)
        await theirs.fill("Theirs.")
        await other.page.keyboard.press("Enter")
        await expect(other.page.locator(".reads", has_text="Theirs.")).to_have_count(1)
        await page.get_by_role("button", name="Save").click()
        why = page.locator(".correction").get_by_role("alert")
        await expect(why).to_contain_text(
            "worded anew meanwhile. Look how it reads now, then save again. It reads: “Theirs.”"
        )
        await expect(mine).to_have_value(TYPED)
        await page.locator("[data-statement=st2]").click()  # no tap beside it goes over theirs
        await press(page, "Today")
        await expect(mine).to_have_value(TYPED)
        await expect(mine).to_be_focused()
        assert texts(at)["st1"] == "Theirs."
        await page.get_by_role("button", name="Save").click()
        await expect(other.page.locator(".reads", has_text=TYPED)).to_have_count(1)


async def test_what_is_typed_and_left_alone_is_kept_before_the_tablet_locks(at: Stage) -> None:
    async with at.tablet() as held:
        kept = await held.page.evaluate(
            """async () => {
                const { Writing } = await import('/views/writing.js');
                const kept = [], later = [], real = window.setTimeout;
                window.setTimeout = (act, after) => later.push([act, after]);
                const save = async text => { kept.push(text); return ''; };
                const form = new Writing({label: 'x', text: 'a', save, done() {}});
                document.body.append(form.element);
                form.area.value = 'b';
                form.area.dispatchEvent(new Event('input'));
                const [[act, after]] = later;
                act();
                await form.keep();
                window.setTimeout = real;
                form.element.remove();
                return [kept, after];
            }"""
        )
    assert kept == [["b"], 60_000]


async def test_a_finger_that_taps_twice_does_it_once(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await drafted_anew(at, missing=(RESPONSE,))
        await page.get_by_role("button", name="Say so").dblclick()
        await expect(page.get_by_role("region", name="Not in this note")).to_be_hidden()
        await answer_for_safety(page)
        await page.get_by_role("button", name=OPEN_NOTE).evaluate("button => { button.click(); button.click(); }")
        await shows(page, "Sign this note?")
        await page.wait_for_timeout(500)
        await expect(page.locator("dialog")).to_have_count(1)
    assert at.host.asked().count("add") == 1


async def test_nothing_is_signed_before_the_page_knows_what_waits_for_an_answer(at: Stage) -> None:
    known = False

    async def unknown(command: commands.AnyCommand) -> None:
        if isinstance(command, commands.Open) and not known:
            raise StateError("The store is busy.", "Wait.")

    async with at.tablet() as held:
        at.host.meets = unknown
        page = await in_session(at, held, 9)
        await at.host.do(commands.Stop(), "tablet")
        await shows(page, "Draft, not signed")
        for button in (page.get_by_role("button", name="Sign", exact=True), page.locator(".finish button")):
            await expect(button).to_be_disabled()
            await button.evaluate("button => button.click()")
        await page.locator("h1").focus()
        await page.locator(".review").press("Control+Enter")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        known = True
        await expect(page.get_by_role("button", name="Sign", exact=True)).to_be_enabled()
        await page.get_by_role("button", name="Sign", exact=True).click()
        await shows(page, "What was said about safety comes first")


async def test_what_is_typed_in_the_session_is_kept_when_it_ends(at: Stage) -> None:
    async with at.tablet() as held, at.tablet() as other:
        page = await in_session(at, held, 9)
        await page.get_by_role("button", name="+ Your observation").click()
        await page.get_by_label("What do you observe?").fill("Tearful at the door.")
        await page.get_by_role("button", name="Stop").click()
        await page.get_by_role("button", name="End session").click()
        await shows(page, "Draft, not signed")
        asked = at.host.asked()
        assert [one.text for one in at.host.log.transcript.jottings] == ["Tearful at the door."]
        assert "stop" in asked
        await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
        await at.host.hear_on(3)
        said = page.locator("[data-utterance=u2]")
        await said.click()
        await page.locator(".selection").get_by_role("button", name="Correct").click()
        await page.get_by_role("textbox", name="What was said").fill("Five hours.")
        await press(other.page, "Stop")
        await other.page.get_by_role("button", name="End session").click()
        await shows(page, "Draft, not signed")
        await expect(page.locator("[data-utterance=u2]")).to_contain_text("Five hours.")


async def test_an_addendum_that_could_not_be_signed_is_there_when_it_is_asked_for_again(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await answer_for_safety(page)
        signed = commands.Sign(session=at.host.log.session, name="Marian Cole", credentials="LCSW")
        await at.host.do(signed, "tablet")
        await press(page, "Add an addendum")
        text = page.get_by_label("What is to be added")
        await text.fill(TYPED)
        await page.mouse.click(5, 5)  # beside the dialog
        await expect(text).to_have_value(TYPED)
        at.host.meets = refusing(commands.Addendum)
        await page.get_by_label("Your name").fill("Marian Cole")
        await page.get_by_label("Credentials").fill("LCSW")
        await press(page, "Sign the addendum")
        await shows(page, "The room is busy writing.")
        at.host.meets = None
        await press(page, "Today")
        await page.get_by_role("button", name="Rowan").first.click()
        await press(page, "Add an addendum")
        await expect(text).to_have_value(TYPED)
        await page.get_by_label("Your name").fill("Marian Cole")
        await page.get_by_label("Credentials").fill("LCSW")
        await press(page, "Sign the addendum")
        await shows(page, "Addendum by Marian Cole, LCSW")
        await press(page, "Add an addendum")
        await expect(text).to_have_value("")


async def test_an_earlier_note_that_another_tablet_changed_is_not_signed_unread(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await press(page, "Today")
        await page.get_by_role("button", name="Kim Osei").click()
        await shows(page, "Draft, not signed")
        await answer_for_safety(page)
        await press(page, OPEN_NOTE)
        await shows(page, "Sign this note?")
        await page.keyboard.press("Escape")
        await at.host.do(commands.Edit(session=at.host.log.session, statement="st1", text="Theirs."), "other")
        await press(page, "Sign this note")
        await shows(page, "Another tablet changed this note")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await shows(page, "Theirs.")
        await press(page, "Sign this note")
        await shows(page, "Sign this note?")


async def test_a_note_that_changes_while_the_signature_is_asked_for_is_not_signed(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await answer_for_safety(page)
        await press(page, OPEN_NOTE)
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Your name").fill("Marian Cole")
        await dialog.get_by_label("Credentials").fill("LCSW")
        await at.host.do(commands.Edit(session=at.host.log.session, statement="st1", text="Theirs."), "other")
        await expect(page.locator(".reads", has_text="Theirs.")).to_have_count(1)
        await dialog.get_by_role("button", name="Sign", exact=True).click()
        await shows(page, "Another tablet changed this note")
    assert "sign" not in at.host.asked()


async def test_what_was_not_drawn_while_a_form_was_written_in_is_read_before_it_is_signed(at: Stage) -> None:
    async with at.tablet() as held:
        page = await reviewed(at, held)
        await answer_for_safety(page)
        await (await editing(page)).fill(TYPED)
        await at.host.do(commands.Edit(session=at.host.log.session, statement="st2", text="Theirs."), "other")
        await page.wait_for_timeout(500)
        await expect(page.get_by_text("Theirs.")).to_have_count(0)
        await page.get_by_role("button", name="Sign", exact=True).click()
        await shows(page, "Another tablet changed this note")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await shows(page, "Theirs.")
        await page.get_by_role("button", name="Sign", exact=True).click()
        await shows(page, "Sign this note?")


async def test_the_day_that_could_not_be_read_is_read_when_the_connection_is_back(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await reviewed(at, held)
        cable.sever()
        await shows(page, "Connection lost. Trying again…")
        await press(page, "Today")
        await expect(page.get_by_role("button", name="Kim Osei")).to_have_count(0)
        cable.mend()
        await expect(page.get_by_role("button", name="Kim Osei")).to_be_visible(timeout=20_000)
