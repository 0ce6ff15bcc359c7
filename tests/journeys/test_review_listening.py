"""What was heard in two ways is played from a little before the doubtful word, and is heard when all of it sounded."""

import pytest
from playwright.async_api import Locator, expect

from scribe import commands
from tests.journeys import desk
from tests.journeys.browser import Tablet
from tests.journeys.stage import Stage
from tests.journeys.test_review import reviewed
from tests.journeys.test_review_first import unclear
from tests.journeys.test_tablet import shows

PARTS = """async spans => {
    const { around, whole } = await import('/sound/player.js');
    const words = spans.map(([start, unclear]) => ({start, end: start + 1, unclear}));
    return [around({start: 100, end: 150, words}), whole({start: 0, end: 45})];
}"""


async def doubted(at: Stage, held: Tablet) -> Locator:
    page = await reviewed(at, held)
    await unclear(at, "u2")
    return page.get_by_role("region", name="Heard in two ways")


async def test_a_word_late_in_a_long_passage_is_played(at: Stage) -> None:
    async with at.tablet() as held:
        around, whole = await held.page.evaluate(
            PARTS, [[100, False], [125, True], [126, True], [140, True], [149, False]]
        )
    assert around == [{"start": 123, "end": 128}, {"start": 138, "end": 142}]
    assert whole == [{"start": 0, "end": 20}, {"start": 20, "end": 40}, {"start": 40, "end": 45}]


async def test_the_doubtful_word_is_asked_for_and_what_leads_to_it(at: Stage) -> None:
    async with at.tablet() as held:
        doubts = await doubted(at, held)
        await doubts.get_by_role("button", name="Listen").click()
        await expect(doubts).to_be_hidden()
    (asked,) = [command for command, _ in at.host.done if isinstance(command, commands.Listen)]
    (word,) = [one for one in at.host.log.transcript.said["u2"].words if one.unclear]
    assert (asked.start, asked.end) == pytest.approx((word.start - 2, word.end + 1))


async def test_what_was_stopped_was_not_heard(at: Stage) -> None:
    async with at.tablet() as held:
        doubts = await doubted(at, held)
        button = doubts.get_by_role("button")
        await button.click()
        await expect(button).to_have_text("Stop")
        await button.click()
        await expect(button).to_have_text("Listen")
        await button.evaluate("button => { button.click(); button.click(); }")  # before any sound came
        await expect(button).to_have_text("Listen")
        await held.page.wait_for_timeout(1000)
        await expect(doubts).to_be_visible()
    assert held.problems == []


async def test_what_did_not_sound_whole_was_not_heard(at: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    silence = desk.silence
    monkeypatch.setattr(desk, "silence", lambda seconds: silence(seconds / 4))
    async with at.tablet() as held:
        doubts = await doubted(at, held)
        await doubts.get_by_role("button", name="Listen").click()
        await shows(held.page, "A part of this sound is missing.")
        await expect(doubts).to_be_visible()
