#!/usr/bin/env python3
"""From stop to signature: a scripted clinician reviews and signs the notes of played sessions on the real page.

    scripts/bench/signature.py EVENTS [EVENTS…] [--write docs/benchmarks.md]

EVENTS is what `scribe play AUDIO --events EVENTS` wrote. Taps are counted as they are made, words as they are shown:
all that stands above the note, all of the note, what the question before the signature says, and what is written on
each thing that is tapped. What each statement about safety rests on is read, what was heard in two ways is listened to.
Reading, tapping and typing take the time that is stated below; the program's own is measured. `--write` replaces the
table between the markers in that file.
"""

import argparse
import asyncio
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from msgspec import Struct
from playwright.async_api import Locator, Page, expect

from scribe import commands
from scribe import events as ev
from scribe.session.log import SessionLog
from scripts.bench.session import machine, replaced
from tests.gateway.room import forget
from tests.journeys.browser import LANDSCAPE, Tablet, chromium, tablet
from tests.journeys.stage import Host, stage

MARKERS = ("<!-- signature -->", "<!-- end of signature -->")
SLOW_WPM, QUICK_WPM = 200, 250
"""Words a minute that an adult reads silently."""
TAP_S = 2.5
"""A decision, and the way of a finger to what is tapped (keystroke-level model: 1.35 and 1.1 s)."""
TYPING_WPM = 30
GOAL_S = 180
OWN_WORDS = "Client kept the agreed homework on four days."
CREDENTIALS = "LCSW"
PATIENCE_MS = 60_000.0


class Figures(Struct, kw_only=True):
    """Of one session."""

    session: str
    statements: int = 0
    read_words: int = 0
    typed_words: int = 0
    taps: int = 0
    listened_s: float = 0.0
    """To what was heard in two ways: what the page asks for of it, or as long as the reading takes."""
    drafted_s: float = 0.0
    """From the end of the session to its final note, by the daemon's own clock."""
    page_s: float = 0.0
    """What the page and the room took for all that was tapped."""

    def seconds(self, wpm: int) -> float:
        by_hand = self.taps * TAP_S + 60 * self.typed_words / TYPING_WPM
        return self.drafted_s + self.page_s + self.listened_s + by_hand + 60 * self.read_words / wpm


class Clinician:
    """Whose hand is on the tablet."""

    def __init__(self, page: Page, host: Host, figures: Figures) -> None:
        self.page, self.host, self.figures = page, host, figures
        self.mended = False
        """A finding's safe wording was taken: then no statement is worded anew."""

    async def tap(self, what: Locator) -> None:
        """A statement was read already; what is written on a button is read now."""
        if not await what.get_attribute("data-statement"):
            await self.read(what)
        began = time.monotonic()
        await what.click()
        self.figures.page_s += time.monotonic() - began
        self.figures.taps += 1

    async def type(self, where: Locator, text: str) -> None:
        await where.fill(text)
        self.figures.typed_words += len(text.split())

    async def read(self, what: Locator) -> None:
        self.figures.read_words += sum(len(text.split()) for text in await what.all_inner_texts())

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    async def review(self) -> None:
        """Every word is read, what is said about safety is compared with the words, one statement is set right."""
        await self.read(self.page.locator(".note-pane .reads"))
        await self.read(self.page.locator(".first .finding, .missing .row p, .sections section > .muted"))
        await self.answer_for_safety()
        await self.listen()
        for name in ("Write all", "Write instead", "Say so"):
            await self.each(self.page.locator(".first").get_by_role("button", name=name))
        if not self.mended:
            await self.tap(self.page.locator(".sections button.statement").first)
            await self.tap(self.button("Edit").first)
            await self.type(self.page.get_by_role("textbox", name="The statement"), OWN_WORDS)

    async def answer_for_safety(self) -> None:
        """Each statement by itself, with the words around what it quotes."""
        safety = self.page.locator(".safety")
        await self.read(safety.locator(".around blockquote > p:not(.who)"))
        await self.each(safety.get_by_role("button", name="Right", exact=True))

    async def listen(self) -> None:
        """The words are followed with the eyes while they are heard: it takes as long as the longer of both."""
        doubts = self.page.locator(".doubts li")
        words = " ".join(await doubts.locator("p").all_inner_texts())
        if await doubts.count():
            await self.tap(self.page.locator(".doubts button:visible").first)
            await expect(doubts).to_have_count(0)
        played = (each for each, _ in self.host.done if isinstance(each, commands.Listen))
        self.figures.listened_s = max(sum(each.end - each.start for each in played), 60 * len(words.split()) / SLOW_WPM)

    async def each(self, buttons: Locator) -> None:
        """Tapped until none is left: each goes with its tap."""
        while left := await buttons.count():
            self.mended |= "Write" in await buttons.first.inner_text()
            await self.tap(buttons.first)
            await expect(buttons).not_to_have_count(left)

    async def sign(self) -> None:
        await self.tap(self.button("The rest is right: sign"))
        dialog, began = self.page.get_by_role("dialog"), time.monotonic()
        await dialog.wait_for()
        self.figures.page_s += time.monotonic() - began
        await self.read(dialog.locator("#question, .check, .muted"))
        if not await dialog.get_by_label("Credentials").input_value():
            await self.type(dialog.get_by_label("Credentials"), CREDENTIALS)
        await self.tap(dialog.get_by_role("button", name="Sign"))
        began = time.monotonic()
        await expect(self.page.get_by_text(re.compile("^Signed by"))).to_be_visible()
        self.figures.page_s += time.monotonic() - began


async def measured(held: Tablet, host: Host, told: list[ev.AnyEvent], name: str) -> Figures:
    note = next(one for one in reversed(told) if isinstance(one, ev.Note) and one.final)
    ended = next(one for one in told if isinstance(one, ev.Session) and one.state is ev.SessionState.ENDED)
    statements = [one for section in note.sections for one in section.statements]
    figures = Figures(session=name, statements=len(statements), drafted_s=note.at - ended.at)
    hand = Clinician(held.page, host, figures)
    began = time.monotonic()
    await held.page.reload()
    await hand.button("The rest is right: sign").wait_for()
    figures.page_s += time.monotonic() - began
    await hand.review()
    await hand.sign()
    assert host.log.transcript.review.signed
    assert held.problems == [], held.problems
    return figures


async def main(paths: list[Path]) -> list[Figures]:
    rows = []
    async with chromium() as web:
        for path in paths:
            lines = [ev.decode(line) for line in path.read_bytes().splitlines()]
            told = [one for one in lines if one.durable]
            async with stage(web) as at, tablet(web, LANDSCAPE) as held:
                held.page.set_default_timeout(PATIENCE_MS)
                at.host.current = log = SessionLog("played", forget, lambda: 0.0)
                await log.append(*told)
                await held.page.goto(f"{at.gateway.url}/#{at.gateway.new_pairing_code()}")
                await held.page.locator("main:not(.pair)").wait_for()
                rows.append(await measured(held, at.host, told, path.name.removesuffix(".events.jsonl")))
    return rows


def table(rows: list[Figures]) -> str:
    columns = ("session", "statements", "words read", "words typed", "taps", "listened", "note after", "page")
    head = [*columns, f"in all, {SLOW_WPM} words a minute", f"in all, {QUICK_WPM}"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        cells = [row.session, row.statements, row.read_words, row.typed_words, row.taps]
        times = [f"{row.listened_s:.1f} s", f"{row.drafted_s:.1f} s", f"{row.page_s:.1f} s"]
        whole = [f"{row.seconds(wpm):.0f} s" for wpm in (SLOW_WPM, QUICK_WPM)]
        lines.append("| " + " | ".join([*map(str, cells), *times, *whole]) + " |")
    slowest = max(row.seconds(SLOW_WPM) for row in rows)
    verdict = "within" if slowest <= GOAL_S else "beyond"
    lines += ["", f"The longest, {slowest:.0f} s at {SLOW_WPM} words a minute, is {verdict} the goal of {GOAL_S} s."]
    return "\n".join([f"{machine()}; {TAP_S} s a tap, {TYPING_WPM} typed words a minute.", "", *lines])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    text = table(asyncio.run(main(given.events)))
    print(text)
    if given.write:
        given.write.write_text(replaced(given.write.read_text(), MARKERS, text))
