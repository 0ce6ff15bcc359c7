"""The tablet's page in a real browser, before a scripted session: each view, each touch, each state."""

import json
import re
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from scribe import commands
from scribe import events as ev
from scribe.chart import Goal, Participant
from scribe.records.recent import Recent
from tests.gateway.scripted import TALK, word_by_word
from tests.journeys import looks
from tests.journeys.browser import LANDSCAPE, PORTRAIT, Cable, Tablet, tablet
from tests.journeys.stage import FINDING, MISSING, WHOLE, Stage, stage

NOTHING_LOST = "Nothing is lost"


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).click()


async def shows(page: Page, text: str) -> None:
    await expect(page.get_by_text(text).first).to_be_visible()


async def is_gone(page: Page, text: str) -> None:
    await expect(page.get_by_text(text)).to_have_count(0)


async def in_session(at: Stage, held: Tablet, utterances: int) -> Page:
    """A session of which so much has been said, on the screen."""
    await at.host.start((commands.ConsentGiven(name="Rowan", role=ev.Role.CLIENT, purpose="notes"),))
    await at.host.hear_on(utterances)
    if utterances:
        await shows(held.page, TALK[utterances - 1][2])
    return held.page


def meant_for(held: Tablet, *kinds: str) -> list[str]:
    """Of which session the page's commands of these kinds were: sent late, they are of no other one."""
    asked = [json.loads(text) for text in held.sent]
    return [one.get("session", "") for one in asked if one.get("do") in kinds]


async def test_nothing_is_heard_until_everybody_agrees(at: Stage) -> None:
    async with at.tablet() as held:
        page = held.page
        start = page.get_by_role("button", name="Start listening")
        await page.get_by_label("Clinician").fill("Marian Cole")
        await page.get_by_label("Client", exact=True).fill("Rowan")
        await press(page, "Add a person")
        await page.get_by_label("Also here").fill("Kim")
        await page.get_by_role("group", name="Rowan").get_by_label("Agrees aloud").check()
        await expect(start).to_be_hidden()
        await shows(page, "Nothing is heard until Kim agrees.")
        await page.get_by_role("group", name="Kim").get_by_label("In writing").check()
        await start.click()
        await shows(page, "Listening")
        shown = await page.evaluate("import('/consent.js').then(module => module.CONSENT)")
    (begun,) = [command for command, _ in at.host.done if isinstance(command, commands.Start)]
    assert [(c.name, c.role, c.how) for c in begun.consents] == [
        ("Rowan", "client", "spoken"),
        ("Kim", "partner", "written"),
    ]
    assert {c.purpose for c in begun.consents} == {shown}
    assert begun.chart.participants[0] == Participant(name="Marian Cole", role=ev.Role.THERAPIST)
    assert held.problems == []


async def test_another_name_is_asked_again(at: Stage) -> None:
    async with at.tablet() as held:
        page = held.page
        await page.get_by_label("Clinician").fill("Marian Cole")
        await page.get_by_label("Client", exact=True).fill("Rowan")
        await page.get_by_label("Agrees aloud").check()
        await expect(page.get_by_role("button", name="Start listening")).to_be_enabled()
        await page.get_by_label("Client", exact=True).fill("Robin")
        await expect(page.get_by_role("button", name="Start listening")).to_be_hidden()
        await shows(page, "Nothing is heard until Robin agrees.")


async def test_somebody_who_was_here_before_is_begun_with_in_two_taps(at: Stage) -> None:
    at.host.recent = (
        Recent(
            client="Rowan",
            clinician="Marian Cole",
            participants=(Participant(name="Rowan", role=ev.Role.CLIENT),),
            format="individual",
            modality="telehealth",
            note_format="SOAP",
        ),
    )
    async with at.tablet() as held:
        page = held.page
        await press(page, "Rowan")
        assert await page.locator(".consents input:checked").evaluate_all("all => all.map(one => one.value)") == [""]
        await press(page, "Rowan agrees aloud: start")
        await shows(page, "Listening")
        assert "Rowan" not in await held.stored()
    (begun,) = [command for command, _ in at.host.done if isinstance(command, commands.Start)]
    assert [(c.name, c.how) for c in begun.consents] == [("Rowan", "spoken")]
    assert (begun.note_format, begun.chart.modality, begun.chart.client) == ("SOAP", "telehealth", "Rowan")
    assert [p.name for p in begun.chart.participants] == ["Marian Cole", "Rowan"]


async def test_two_who_come_together_are_each_asked(at: Stage) -> None:
    couple = (Participant(name="Rowan", role=ev.Role.CLIENT), Participant(name="Kim", role=ev.Role.PARTNER))
    at.host.recent = (
        Recent(
            client="Rowan",
            clinician="Marian Cole",
            participants=couple,
            format="couple",
            modality=None,
            note_format="DAP",
        ),
    )
    async with at.tablet() as held:
        page = held.page
        await press(page, "Rowan, Kim")
        await shows(page, "Nothing is heard until Rowan, Kim agree.")
        await page.get_by_role("group", name="Rowan").get_by_label("In writing").check()
        await press(page, "Kim agrees aloud: start")
        await shows(page, "Listening")
    (begun,) = [command for command, _ in at.host.done if isinstance(command, commands.Start)]
    assert [(c.name, c.role, c.how) for c in begun.consents] == [
        ("Rowan", "client", "written"),
        ("Kim", "partner", "spoken"),
    ]


async def test_words_stand_by_speaker_and_drafts_are_fainter(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 3)
        for event in word_by_word(4)[:4]:
            await at.host.tell(event)
        await expect(page.locator(".draft", has_text="dinner")).to_be_visible()
        words = await held.words()
        assert [words[f"u{n}"] for n in (1, 2, 3)] == [text for _, _, text in TALK[:3]]
        assert TALK[3][2].startswith(words["u4"])
        assert await page.locator(".said.turn .name").all_inner_texts() == ["Therapist", "Client", "Therapist"]
        colour = "element => getComputedStyle(element).color"
        confirmed = await page.locator(".confirmed").last.evaluate(colour)
        assert await page.locator(".draft").last.evaluate(colour) != confirmed
        await shows(page, "Client reported sleeping about four hours on most nights.")
    assert held.problems == []


async def test_pause_is_one_touch_and_off_the_record_fills_the_screen(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 2)
        await press(page, "Pause")
        await shows(page, "Nothing is heard, and nothing is kept, until you resume.")
        await expect(page.locator(".said").first).to_be_hidden()
        await press(page, "Resume")
        await shows(page, TALK[1][2])
    assert at.host.asked()[-2:] == ["pause", "resume"]


async def test_the_last_minute_can_be_taken_back(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 4)
        await press(page, "Take back")
        await page.get_by_role("dialog").get_by_role("button", name="Take back").click()
        await is_gone(page, TALK[2][2])
        await is_gone(page, "Client reported sleeping")
    (struck,) = [command for command, _ in at.host.done if isinstance(command, commands.Strike)]
    assert struck.last_s == 30


async def test_a_passage_can_be_taken_back(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 5)
        await page.locator("[data-utterance=u2]").click()
        await page.get_by_role("group", name="Chosen words").get_by_role("button", name="Take back").click()
        await expect(page.get_by_role("dialog")).to_contain_text(TALK[1][2])
        await page.get_by_role("dialog").get_by_role("button", name="Take back").click()
        await is_gone(page, TALK[1][2])
        await is_gone(page, "Client reported sleeping")
        await shows(page, TALK[2][2])
        assert TALK[1][2] not in await page.content()


async def test_a_moment_is_marked_and_an_observation_is_kept_apart(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 3)
        await press(page, "Mark")
        await expect(page.locator("[data-utterance=u3]")).to_contain_text("Marked")
        await press(page, "Your observation")
        await page.get_by_role("textbox", name="What do you observe?").fill("Smiles for the first time today.")
        await press(page, "Keep")
        await shows(page, "Your observation: Smiles for the first time today.")
        await press(page, "tearful")
        await shows(page, "Your observation: Affect: tearful.")
        await expect(page.locator(".chip.kept")).to_have_text(["tearful"])
        assert (await held.words())["u3"] == TALK[2][2]


async def test_risk_is_always_in_view_and_leads_to_the_words(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 6)
        safety = page.get_by_role("region", name="Safety")
        await expect(safety).to_contain_text("Suicidal ideation")
        await expect(safety).to_contain_text("asked")
        await at.host.hear_on(3)
        await expect(safety).to_contain_text("denied")
        await expect(safety.get_by_role("listitem")).to_have_count(1)
        await safety.get_by_role("button").click()
        await expect(page.locator("[data-utterance=u7].cited")).to_be_in_viewport()


async def test_what_one_answer_denies_is_one_line(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 9)
        for kind in (ev.RiskKind.SELF_HARM, ev.RiskKind.HOMICIDAL_IDEATION):
            denied = ev.Risk(kind=kind, status=ev.RiskStatus.DENIED, utterances=("u6", "u7"), text="x")
            await at.host.log.append(denied)
        safety = page.get_by_role("region", name="Safety")
        await expect(safety.get_by_role("listitem")).to_have_count(1)
        await expect(safety.locator(".kind")).to_have_text(["Suicidal ideation", "Self-harm", "Homicidal ideation"])
        hurt = ev.Risk(kind=ev.RiskKind.SELF_HARM, status=ev.RiskStatus.PRESENT, utterances=("u7",), text="x")
        await at.host.log.append(hurt)
        await expect(safety.get_by_role("listitem").first).to_contain_text("Self-harm")
        await expect(safety.get_by_role("listitem").first).to_contain_text("mentioned")


async def test_a_voice_is_named_with_one_touch(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 2)
        await press(page, "Client: change who this is")
        await page.get_by_role("dialog").get_by_role("button", name="Rowan").click()
        await expect(page.locator("[data-utterance=u2] .name")).to_have_text("Rowan")
    assert meant_for(held, "name") == [at.host.log.session]


async def test_a_wrong_speaker_is_two_taps_and_a_wrong_word_is_set_right_in_its_place(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 4)
        await page.locator("[data-utterance=u3]").click()
        await press(page, "Therapist said this")
        await expect(page.locator("[data-utterance=u3].therapist")).to_be_visible()
        await page.locator("[data-utterance=u2]").click()
        await press(page, "Correct")
        await page.get_by_role("textbox", name="What was said").fill("I slept badly again, five hours.")
        await page.keyboard.press("Enter")
        corrected = page.locator("[data-utterance=u2]")
        await expect(corrected.locator(".confirmed")).to_have_text("I slept badly again, five hours.")
        await expect(corrected.get_by_text("corrected", exact=True)).to_be_visible()
        await page.reload()
        await expect(page.locator("[data-utterance=u2]").get_by_text("corrected", exact=True)).to_be_visible()
    assert meant_for(held, "assign", "correct") == [at.host.log.session] * 2
    assert held.problems == []


async def test_who_gives_up_a_correction_reads_along_again(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 9)
        await page.locator("[data-utterance=u8]").click()
        await press(page, "Correct")
        await page.locator(".words").evaluate(
            "list => { list.scrollTop = list.scrollHeight - list.clientHeight - 90; }"
        )
        await expect(page.get_by_role("textbox", name="What was said")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Back to now")).to_be_hidden()
        await at.host.hear_on(1)
        await expect(page.locator(".said").last).to_be_in_viewport()


async def test_what_a_second_hearing_doubts_is_marked_until_a_person_sets_it_right(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 4)
        told = ("I", "slept", "nine", "hours.")
        words = tuple(ev.Word(text=text, start=4, end=5, p=0.4, unclear=text == "nine") for text in told)
        await at.host.log.append(ev.Revision(utterance="u2", words=words, reason="number"))
        row = page.locator("[data-utterance=u2]")
        await expect(row.locator(".confirmed")).to_have_text("I slept nine hours.")
        await expect(row.locator(".doubtful")).to_have_text("nine")
        await page.reload()
        await expect(row.get_by_text("unclear", exact=True)).to_be_visible()
        await row.click()
        await press(page, "Correct")
        await page.get_by_role("textbox", name="What was said").fill("I slept five hours.")
        await page.keyboard.press("Enter")
        await expect(row.locator(".confirmed")).to_have_text("I slept five hours.")
        await expect(row.get_by_text("unclear", exact=True)).to_be_hidden()
        await expect(row.locator(".doubtful")).to_have_count(0)
    assert held.problems == []


async def test_a_word_is_found_while_the_session_runs(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 9)
        await press(page, "Find")
        await page.get_by_role("searchbox", name="Find in this session").fill("WORRY")
        await shows(page, "1 place")
        await expect(page.locator(".hit mark")).to_have_text("worry")
        await page.locator(".hit").click()
        await expect(page.locator("[data-utterance=u4].cited")).to_be_in_viewport()


async def test_a_glance_shows_the_time_and_pause_and_nothing_that_was_said(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 6)
        await press(page, "Glance")
        visible = await page.locator("main").inner_text()
        time, *rest = [line for line in visible.splitlines() if line.strip()]
        assert re.fullmatch(r"\d+:\d\d", time), time
        assert rest == ["Show the page", "Pause", "off the record"]
        await at.host.hear_on(1)
        await press(page, "Pause")
        await shows(page, "Nothing is heard, and nothing is kept, until you resume.")
        await press(page, "Resume")
        await press(page, "Show the page")
        await shows(page, TALK[6][2])


async def test_goals_light_up_once_something_belongs_to_them(at: Stage) -> None:
    at.host.goals = (Goal(id="g1", text="Sleep six hours"), Goal(id="g2", text="Speak up at work"))
    async with at.tablet() as held:
        page = await in_session(at, held, 2)
        goals = page.get_by_role("region", name="Goals")
        await expect(goals.get_by_text("not yet")).to_have_count(2)
        slept = ev.Evidence(
            id="e1",
            kind=ev.EvidenceKind.SYMPTOM,
            utterances=("u2",),
            text="x",
            polarity=ev.Polarity.AFFIRMED,
            goal="g1",
        )
        await at.host.log.append(slept)
        await goals.get_by_role("button", name="Sleep six hours").click()
        await expect(page.locator("[data-utterance=u2].cited")).to_be_in_viewport()


async def test_no_goal_is_cut_however_long_it_is(at: Stage) -> None:
    text = "Respond to anxious thoughts about work without reassurance seeking or avoidance, " * 2
    at.host.goals = (Goal(id="g1", text=text), Goal(id="g2", text="Sleep six hours"))
    async with at.tablet() as held:
        page = await in_session(at, held, 2)
        shown = page.locator(".goal-text").first
        await expect(shown).to_have_text(text)
        assert await shown.evaluate("each => each.scrollHeight <= each.clientHeight")


async def test_the_shell_opens_without_the_room(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        await held.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        await held.page.reload()
        await shows(held.page, "New session")
        cable.sever()
        await held.page.reload()
        await shows(held.page, "Connecting to the room")


async def test_a_tablet_that_is_slow_harms_nobody_and_shows_the_same_in_the_end(at: Stage) -> None:
    async with at.tablet() as slow, at.tablet() as quick:
        tools = await slow.context.new_cdp_session(slow.page)
        await tools.send("Emulation.setCPUThrottlingRate", {"rate": 20})
        await in_session(at, quick, 0)
        await at.host.hear_on(10, pace_s=0.02)
        await shows(quick.page, TALK[9][2])
        assert list(await quick.words()) == [f"u{number}" for number in range(1, 11)]
        await tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        await shows(slow.page, TALK[9][2])
        assert await slow.words() == await quick.words()


async def test_the_page_speaks_spanish_where_the_browser_does(web: Browser, at: Stage) -> None:
    context = await web.new_context(locale="es-MX")
    page = await context.new_page()
    await page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
    await shows(page, "Nueva sesión")
    assert await page.locator("html").get_attribute("lang") == "es"
    await page.get_by_label("Idioma").select_option("en")
    await shows(page, "New session")
    await context.close()


async def test_stop_asks_first_and_then_the_note_is_there(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 9)
        await press(page, "Stop")
        await press(page, "Go on")
        await shows(page, "Listening")
        assert "stop" not in at.host.asked()
        await press(page, "Stop")
        await press(page, "End session")
        await shows(page, "Draft, not signed")
        await press(page, "Client denied thoughts")
        await expect(page.locator(".evidence:visible blockquote")).to_have_count(2)
        await expect(page.locator("[data-utterance=u6].cited")).to_be_in_viewport()
        await expect(page.locator("[data-utterance=u7].cited")).to_be_in_viewport()
        await shows(page, "Nothing that was said belongs here.")
        await page.get_by_text("Why?").first.click()
        for text in (MISSING.text, FINDING.why, WHOLE.text):
            await shows(page, text)
        await press(page, FINDING.text)
        await expect(page.locator("[aria-controls=evidence-st3][aria-expanded=true]")).to_be_in_viewport()
    assert held.problems == []


async def test_the_next_session_takes_the_place_of_the_last_one(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 3)
        await at.host.start()
        await is_gone(page, TALK[0][2])
        await at.host.hear_on(1)
        await shows(page, TALK[0][2])
        assert list(await held.words()) == ["u1"]


async def test_a_page_that_is_loaded_again_shows_the_same(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 6)
        await press(page, "Mark")
        await expect(page.locator("[data-utterance=u6]")).to_contain_text("Marked")
        before = await held.words()
        await page.reload()
        await shows(page, TALK[5][2])
        assert await held.words() == before
        await expect(page.locator("[data-utterance=u6]")).to_contain_text("Marked")


async def test_a_lost_connection_says_that_nothing_is_lost_and_comes_back_by_itself(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = await in_session(at, held, 2)
        cable.sever()
        await shows(page, "Connection lost")
        await shows(page, NOTHING_LOST)
        await press(page, "Mark")
        await shows(page, "Not connected to the room: this was not done.")
        await press(page, "Pause")
        await at.host.hear_on(2)
        cable.mend()
        await shows(page, "Nothing is heard, and nothing is kept, until you resume.")
        await is_gone(page, "Connection lost")
        assert list(await held.words()) == ["u1", "u2", "u3", "u4"]
    assert at.host.asked() == ["pause"]


async def test_only_the_token_is_kept_and_nobody_else_is_asked(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 9)
        await press(page, "Stop")
        await press(page, "End session")
        await shows(page, "Draft, not signed")
        kept = json.loads(await held.stored())
        assert list(kept["local"]) == ["scribe.token"]
        assert {key: value for key, value in kept.items() if key != "local"} == {
            "session": {},
            "cookies": "",
            "caches": ["shell"],
            "databases": [],
        }
        kept_files = await page.evaluate("caches.open('shell').then(c => c.keys()).then(k => k.map(r => r.url))")
        assert {address.rpartition(".")[2] for address in kept_files} <= {
            "js",
            "css",
            "svg",
            "png",
            "webmanifest",
            "html",
            f"1:{at.port}/",
        }
        await press(page, "Today")
        await press(page, "New session")
        await press(page, "Unpair")
        await page.get_by_role("dialog").get_by_role("button", name="Unpair").click()
        await shows(page, "Pair with the room")
        await page.wait_for_function("caches.keys().then(names => names.length === 0)")
        await page.evaluate("fetch('/app.js')")  # the worker that is let go still answers this page: it keeps nothing
        kept = json.loads(await held.stored())
        assert kept == {"local": {}, "session": {}, "cookies": "", "caches": [], "databases": []}
        assert await page.evaluate("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0
        assert [device.revoked_at is not None for device in await at.gateway.devices()] == [True]
        assert TALK[0][2] not in await page.content()
    hosts = {address.split("/")[2] for address in held.asked if not address.startswith("data:")}
    assert hosts == {f"127.0.0.1:{at.port}"}
    assert held.problems == []


async def test_a_wrong_code_is_refused_with_what_to_do(at: Stage) -> None:
    async with tablet(at.browser) as held:
        await held.page.goto(at.gateway.url)
        await held.page.get_by_label("Pairing code").fill("WRNG-CODE")
        await press(held.page, "Pair this tablet")
        await shows(held.page, "This code is not valid.")
        await held.page.get_by_label("Pairing code").fill(at.gateway.new_pairing_code().lower())
        await press(held.page, "Pair this tablet")
        await shows(held.page, "New session")


async def test_a_session_is_led_with_the_keyboard_alone(at: Stage) -> None:
    async with at.tablet() as held:
        page = await in_session(at, held, 4)
        await page.get_by_role("log").focus()
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-utterance=u3].chosen")).to_be_visible()
        await page.get_by_role("button", name="Stop").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Stop")).to_be_focused()
        await page.get_by_role("button", name="Pause").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Resume")).to_be_focused()


@pytest.mark.parametrize(("size", "scheme"), [(LANDSCAPE, "light"), (PORTRAIT, "dark")])
async def test_every_view_can_be_read_and_touched(
    at: Stage, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    async with at.tablet(size, scheme) as held:
        page = held.page
        await press(page, "Add a person")
        await looks.check(held)
        await in_session(at, held, 9)
        await at.host.tell(word_by_word(10)[1])
        await at.host.log.append(ev.Notice(level=ev.NoticeLevel.ERROR, code="x", text="The disk is full."))
        await page.locator("[data-utterance=u9]").click()
        await page.locator(".statement").first.click()
        await press(page, "Mark")
        await shows(page, "The disk is full.")
        await looks.check(held)
        await press(page, "Take back the last 30 seconds")
        await looks.check(held)
        await page.keyboard.press("Escape")
        await press(page, "Pause")
        await shows(page, "Nothing is heard")
        await looks.check(held)
        await press(page, "Stop")
        await press(page, "End session")
        await shows(page, "Worth a second look")
        await looks.check(held)
    assert held.problems == []
