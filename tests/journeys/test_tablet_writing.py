"""Somebody does not agree: the tablet writes, opens no microphone, and the note is the clinician's."""

from playwright.async_api import expect

from scribe import commands
from scribe import events as ev
from tests.journeys import looks
from tests.journeys.stage import Stage
from tests.journeys.test_tablet import press, shows


async def test_without_consent_the_note_is_written_and_no_microphone_is_opened(at: Stage) -> None:
    at.host.hears = "tablet"
    async with at.tablet() as held:
        page = held.page
        await page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => { throw new Error('a microphone') } }")
        unheard = page.get_by_role("button", name="Somebody does not agree")
        await expect(unheard).to_be_disabled()
        await page.get_by_label("Clinician").fill("Marian Cole")
        await page.get_by_label("Client", exact=True).fill("Rowan")
        await unheard.click()
        await expect(page.get_by_role("heading", name="No microphone")).to_be_visible()
        await page.get_by_label("Data", exact=True).fill("Slept six hours.")
        await press(page, "Keep in Data")
        await expect(page.locator(".kept li")).to_have_text(["Slept six hours."])
        await page.get_by_label("Plan", exact=True).fill("Breathing practice.")
        await press(page, "+ Your observation")
        await page.locator(".chip").first.click()
        await page.locator(".observe").get_by_role("button", name="Done").click()
        await looks.check(held)
        await press(page, "Finish")
        await page.locator("dialog").get_by_role("button", name="Finish").click()
        await shows(page, "Draft, not signed")
        await shows(page, "Made of your own words")
    assert held.problems == []
    (begun,) = [command for command, _ in at.host.done if isinstance(command, commands.Start)]
    assert not begun.hears and begun.consents == ()
    kept = at.host.log.transcript.jottings
    assert [(one.text, one.section) for one in kept if one.section] == [
        ("Slept six hours.", "data"),
        ("Breathing practice.", "plan"),
    ]
    assert [one.kind for one in kept if not one.section] == ["mental_status"]
    states = [event.state for event in at.host.log.since(0) if isinstance(event, ev.Session)]
    assert ev.SessionState.LIVE not in states
