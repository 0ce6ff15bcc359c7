#!/usr/bin/env python3
"""A tablet as the room's microphone while its network is gone: is every sample it heard in the room afterwards?

    scripts/bench/tablet_gap.py [--gap 60] [--write docs/benchmarks.md]

A real Chromium hears a recording through its pretended microphone. Its connection is severed for `--gap` seconds and
mended. What the page's audio thread handed over, block by block, is then held against what the room took: byte for
byte, in order. `--write` replaces the table between the markers in that file.
"""

import argparse
import asyncio
import base64
import sys
import tempfile
import time
from itertools import zip_longest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from msgspec import Struct
from playwright.async_api import Page

from scripts.bench.session import machine, replaced
from tests.journeys.browser import Cable, chromium
from tests.journeys.stage import Host, stage
from tests.journeys.test_tablet_microphone import begin, record_clip, until

MARKERS = ("<!-- tablet gap -->", "<!-- end of tablet gap -->")
SAMPLE_BYTES = 2
RATE = 16_000
BLOCK_S = 0.1
BEFORE_S = AFTER_S = 5.0
LONGEST_S = 30.0
"""To catch up; where blocks are lost it never does."""
OVERHEAR = """
window.overheard = [];
const Node = window.AudioWorkletNode;
window.AudioWorkletNode = class extends Node {
  constructor(...given) {
    super(...given);
    this.port.addEventListener("message", ({ data }) => window.overheard.push(new Uint8Array(data.slice(0))));
  }
};
"""
"""Keeps a copy of every block that the audio thread hands to the page."""

HANDED = """([first, end]) => window.overheard.slice(first, end).map(one => {
  let text = "";
  for (const byte of one) text += String.fromCharCode(byte);
  return btoa(text);
})"""
PER_ANSWER = 100


class Figures(Struct, kw_only=True):
    gap_s: float
    handed: int
    """Samples that the page heard."""
    taken: int
    lost: int
    changed: int
    """Samples at their place that are not as they were heard."""
    behind_s: float
    """Of sound that the tablet held when the network came back."""
    caught_up_s: float
    """From then until the room had it all."""


async def handed(page: Page) -> list[bytes]:
    blocks: list[bytes] = []
    while part := await page.evaluate(HANDED, [len(blocks), len(blocks) + PER_ANSWER]):
        blocks += [base64.b64decode(one) for one in part]
    return blocks


async def take(host: Host) -> None:
    """As capture does: a room that nobody hears for would be full after half a minute."""
    async for _ in host.source.frames():
        pass


async def measured(gap_s: float, microphone: Path) -> Figures:
    async with chromium(microphone) as web, Cable() as cable, stage(web, cable) as at:
        at.host.hears = "tablet"
        taking = asyncio.create_task(take(at.host))
        context = await web.new_context(viewport={"width": 1024, "height": 768})
        await context.add_init_script(OVERHEAR)
        page = await context.new_page()
        await page.goto(f"http://{cable.host}/#{at.gateway.new_pairing_code()}")
        await page.locator("main:not(.pair)").wait_for()
        await begin(page)
        await until(lambda: len(at.host.taken) * BLOCK_S > BEFORE_S)
        cable.sever()
        await asyncio.sleep(gap_s)
        behind = int(await page.evaluate("overheard.length")) - len(at.host.taken)
        cable.mend()
        mended_at = time.monotonic()
        behind_now = behind
        while behind_now > 1 and time.monotonic() - mended_at < LONGEST_S:
            await asyncio.sleep(0.05)
            behind_now = int(await page.evaluate("overheard.length")) - len(at.host.taken)
        caught_up_s = time.monotonic() - mended_at
        wanted = len(at.host.taken) + AFTER_S / BLOCK_S
        await until(lambda: len(at.host.taken) >= wanted)
        taken = list(at.host.taken)
        heard = until_last(await handed(page), taken)
        taking.cancel()
        await context.close()
    return compared(heard, taken, gap_s=gap_s, behind_s=behind * BLOCK_S, caught_up_s=caught_up_s)


def until_last(heard: list[bytes], taken: list[bytes]) -> list[bytes]:
    """What had been handed over with the last block that the room took; the page went on hearing after it."""
    return heard[: len(heard) - heard[::-1].index(taken[-1])]


def compared(heard: list[bytes], taken: list[bytes], *, gap_s: float, behind_s: float, caught_up_s: float) -> Figures:
    left, right = b"".join(heard), b"".join(taken)
    pairs = zip_longest(heard, taken, fillvalue=b"")
    changed = sum(len(ours) for ours, theirs in pairs if ours != theirs)
    return Figures(
        gap_s=gap_s,
        handed=len(left) // SAMPLE_BYTES,
        taken=len(right) // SAMPLE_BYTES,
        lost=max(0, len(left) - len(right)) // SAMPLE_BYTES,
        changed=changed // SAMPLE_BYTES,
        behind_s=behind_s,
        caught_up_s=caught_up_s,
    )


def table(one: Figures) -> str:
    columns = (
        "gap",
        "heard by the page",
        "in the room",
        "lost",
        "changed",
        "held at the end of the gap",
        "caught up in",
    )
    cells = (
        f"{one.gap_s:.0f} s",
        f"{one.handed} samples ({one.handed / RATE:.1f} s)",
        f"{one.taken} samples",
        f"{one.lost}",
        f"{one.changed}",
        f"{one.behind_s:.1f} s of sound",
        f"{one.caught_up_s:.1f} s",
    )
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns), "| " + " | ".join(cells) + " |"]
    return "\n".join([f"{machine()}.", "", *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gap", type=float, default=60.0, help="seconds without a network")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measured(given.gap, record_clip(Path(folder))))
    text = table(figures)
    print(text)
    if given.write:
        given.write.write_text(replaced(given.write.read_text(), MARKERS, text))
    if figures.lost or figures.changed:
        sys.exit("Not every sample arrived as it was heard.")


if __name__ == "__main__":
    main()
