"""After the session: who spoke how much, drawn for the eye and told in words."""

from playwright.async_api import expect

from scribe import commands
from scribe import events as ev
from tests.journeys import looks
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import check


async def test_the_picture_after_the_session(at: Stage) -> None:
    async with at.tablet() as held:
        page = held.page
        await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
        await at.host.hear_on(10)
        await at.host.do(commands.Stop(), "tablet")
        await page.get_by_text("Who spoke how much").click()
        rows = page.locator(".talk li")
        await expect(rows).to_have_count(3)
        shares = await page.locator(".talk .share").all_text_contents()
        assert sum(int(share.split()[0]) for share in shares if share) in (99, 100, 101)
        await expect(rows.first.locator("rect")).not_to_have_count(0)
        await expect(rows.nth(0)).to_contain_text("words a minute")
        await looks.check(held)
        await check(page)
    assert held.problems == []


async def test_a_couple_has_a_line_for_each(at: Stage) -> None:
    async with at.tablet() as held:
        page = held.page
        await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
        await at.host.hear_on(10)
        end = max(said.end for said in at.host.log.transcript.said.values())
        words = tuple(
            ev.Word(text=text, start=end + place, end=end + place + 0.9, p=0.9)
            for place, text in enumerate(["I", "was", "there", "as", "well."])
        )
        await at.host.log.append(
            ev.Words(utterance="k1", speaker="S3", words=words),
            ev.Utterance(
                id="k1",
                speaker="S3",
                role=ev.Role.PARTNER,
                start=end,
                end=end + 5,
                text="I was there as well.",
                confidence=0.9,
            ),
        )
        await at.host.do(commands.Stop(), "tablet")
        await page.get_by_text("Who spoke how much").click()
        await expect(page.locator(".talk .name")).to_have_text(["Therapist", "Client", "Partner", "Silence"])
        await expect(page.locator(".talk li.partner rect")).to_have_count(1)
        shares = await page.locator(".talk .share").all_text_contents()
        assert sum(int(share.split()[0]) for share in shares if share) in (99, 100, 101)
    assert held.problems == []
