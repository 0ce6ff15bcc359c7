"""What was added, and nobody knows it because the answer never came, is asked for again and there once."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from scribe import commands
from scribe.private.apart import PrivateSide, apart
from tests.journeys.browser import Cable
from tests.journeys.stage import stage
from tests.journeys.test_review import answer_for_safety, reviewed
from tests.journeys.test_tablet import in_session, press, shows
from tests.journeys.test_tablet_apart import WORDS, begin, kept_until_locked

TEXT = "Tearful at the door."
BACK_MS = 20_000


def severing(cable: Cable, kind: type[commands.Command]) -> Callable[[commands.AnyCommand], Awaitable[None]]:
    """The first command of that kind is carried out, and its answer gets lost."""
    met: list[commands.AnyCommand] = []

    async def meet(command: commands.AnyCommand) -> None:
        if isinstance(command, kind) and not met:
            met.append(command)
            cable.sever()

    return meet


async def back(cable: Cable, page: Page) -> None:
    await shows(page, "Connection lost. Trying again…")
    cable.mend()
    await expect(page.get_by_text("Connection lost.")).to_be_hidden(timeout=BACK_MS)


async def test_an_observation_is_kept_once_and_the_same_one_later_is_another(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await in_session(at, held, 3)
        await press(page, "+ Your observation")
        field, keep = page.get_by_label("What do you observe?"), page.get_by_role("button", name="Keep", exact=True)
        await field.fill(TEXT)
        at.host.meets = severing(cable, commands.Jot)
        await keep.click()
        await back(cable, page)
        await expect(field).to_have_value(TEXT)
        await keep.click()
        await expect(field).to_have_value("")
        assert [one.text for one in at.host.log.transcript.jottings] == [TEXT]
        assert at.host.log.transcript.jottings[0].key
        await field.fill(TEXT)
        await keep.click()
        await expect(field).to_have_value("")
        assert [one.text for one in at.host.log.transcript.jottings] == [TEXT, TEXT]
    sent = [json.loads(text) for text in held.sent]
    assert {one["session"] for one in sent if one.get("do") == "jot"} == {at.host.log.session}


async def test_a_statement_is_added_once_and_can_be_taken_back(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await reviewed(at, held)
        await press(page, "Add to Plan")
        own = page.get_by_role("textbox", name="Your own statement")
        await own.fill(TEXT)
        at.host.meets = severing(cable, commands.Add)
        await page.get_by_role("button", name="Save").click()
        await back(cable, page)
        await expect(own).to_have_value(TEXT)
        await page.get_by_role("button", name="Save").click()
        await expect(own).to_have_count(0)
        await expect(page.locator(".reads", has_text=TEXT)).to_have_count(1)
        assert [one.text for one in at.host.log.transcript.review.statements].count(TEXT) == 1
    assert held.problems == []


async def test_an_addendum_is_signed_once(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await reviewed(at, held)
        await answer_for_safety(page)
        signed = commands.Sign(session=at.host.log.session, name="Marian Cole", credentials="LCSW")
        await at.host.do(signed, "tablet")
        at.host.meets = severing(cable, commands.Addendum)
        for _ in range(2):
            await press(page, "Add an addendum")
            text = page.get_by_label("What is to be added")
            if await text.input_value() == "":
                await text.fill(TEXT)
            await page.get_by_label("Your name").fill("Marian Cole")
            await page.get_by_label("Credentials").fill("LCSW")
            await press(page, "Sign the addendum")
            if not await page.get_by_text("Addendum by Marian Cole").count():
                await back(cable, page)
        await expect(page.get_by_text("Addendum by Marian Cole, LCSW")).to_have_count(1)
        await page.wait_for_timeout(500)
        assert [one.text for one in at.host.log.transcript.review.signatures] == ["", TEXT]


async def test_a_private_note_is_kept_once(web: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Cable() as cable, stage(web, cable, apart=apart(tmp_path)) as at, at.tablet(cable=cable) as held:
        page = await reviewed(at, held)
        await begin(page)
        write = PrivateSide.write

        async def severed(side: PrivateSide, client: str, session: str | None, text: str, key: str) -> None:
            await write(side, client, session, text, key)
            cable.sever()

        with monkeypatch.context() as lost:
            lost.setattr(PrivateSide, "write", severed)
            await page.get_by_label("Private note", exact=True).fill(TEXT)
            await page.get_by_role("button", name="Keep", exact=True).click()
            await expect(page.locator(".toast", has_text="The connection was lost")).to_be_visible(timeout=BACK_MS)
        cable.mend()
        keep = await kept_until_locked(page)
        await page.get_by_label("Passphrase").fill(WORDS)
        await page.get_by_role("button", name="Unlock").click()
        await expect(page.get_by_label("Private note", exact=True)).to_have_value(TEXT)
        await keep.click()
        await expect(page.get_by_label("Private note", exact=True)).to_have_value("")
        await expect(page.locator(".private-text")).to_have_text([TEXT])
