"""How the page comes back: it asks every five seconds, and waits longer and unevenly where nobody answers."""

from typing import Literal

import pytest
from playwright.async_api import Browser, expect

from scribe import events as ev
from tests.journeys import looks
from tests.journeys.browser import Cable
from tests.journeys.stage import Stage, stage
from tests.journeys.test_accessibility import check
from tests.journeys.test_tablet import is_gone, shows

PING_MS = 5000
FIRST_MS, LAST_MS = 500, 15_000
TRIES = 8

CLOSED_AT_ONCE = """async tries => {
  const {Connection} = await import('/connection.js');
  const waits = [];
  const real = {WebSocket, setTimeout, setInterval};
  const intervals = [];
  try {
    window.setInterval = (call, ms) => { intervals.push(ms); return 0; };
    window.setTimeout = (call, ms) => {
      if (waits.length < tries) { waits.push(ms); queueMicrotask(call); }
      return 0;
    };
    window.WebSocket = class {
      static OPEN = 1;
      constructor() { queueMicrotask(() => this.onclose?.({code: 1006})); }
      close() {}
      send() {}
    };
    const nothing = () => null;
    const connection = new Connection({status: nothing, place: nothing, unpaired: nothing});
    connection.open('token');
    await new Promise(done => real.setTimeout.call(window, done, 200));
  } finally {
    Object.assign(window, real);
  }
  return {waits, intervals};
}"""
"""The page's own connection to a room that closes each door at once; nothing really waits."""


ASKED_FOR_MINUTES = """async () => {
  const {Asking} = await import('/asking.js');
  const now = performance.now;
  const told = [];
  let minutes = 0;
  const at = async (later, step) => {
    minutes += later;
    step?.();
    asking.expire();
    await null;
    await null;
    told.push(answer);
  };
  let answer = 'waits';
  const asking = new Asking(() => null);
  try {
    performance.now = () => minutes * 60_000;
    asking.ask({do: 'pause'}, true).catch(refusal => { answer = refusal.text; });
    await at(2);
    await at(0, () => { asking.away(); asking.lost(); });
    await at(0.4);
    await at(0, () => asking.again());
    await at(2);
    await at(0, () => { asking.away(); asking.lost(); });
    await at(0.6);
    answer = 'waits';
    asking.ask({do: 'pause'}, false).catch(refusal => { answer = refusal.text; });
    await at(0.4);
    await at(0.2);
  } finally {
    performance.now = now;
  }
  return told;
}"""
"""What became of a pause: with the room for two minutes, without it for less and for more than half a minute; then of
one that never came to the room."""


async def tried(at: Stage) -> tuple[list[float], list[float]]:
    async with at.tablet() as held:
        found = await held.page.evaluate(CLOSED_AT_ONCE, TRIES)
        return found["waits"], found["intervals"]


async def test_it_waits_longer_each_time_and_no_two_tablets_alike(at: Stage) -> None:
    one, intervals = await tried(at)
    other, _ = await tried(at)
    assert len(one) == TRIES
    for tries, waited in enumerate(one):
        longest = min(LAST_MS, FIRST_MS * 2**tries)
        assert longest / 2 <= waited <= longest
    assert one != other
    assert PING_MS in intervals


@pytest.mark.parametrize(("why", "told"), [("full", "its disk is full."), ("unwritable", "its disk can't be written.")])
async def test_a_disk_that_takes_nothing_is_told_until_it_does_again(
    at: Stage, why: Literal["full", "unwritable"], told: str
) -> None:
    async with at.tablet() as held:
        page = held.page
        await at.host.start()
        await at.host.hear_on(2)
        await shows(page, "maybe four hours on most nights")
        at.host.log.tell(ev.Saving(good=False, why=why))
        await shows(page, f"The room's device can't save right now: {told}")
        await looks.check(held)
        await check(page)
        await at.host.hear_on()
        await shows(page, "then it is two in the morning")
        at.host.log.tell(ev.Saving(good=True))
        await is_gone(page, "The room's device can't save right now")
    assert held.problems == []


async def test_a_pause_that_the_room_has_in_hand_is_not_given_up_and_one_it_can_not_have_is(at: Stage) -> None:
    async with at.tablet() as held:
        told = await held.page.evaluate(ASKED_FOR_MINUTES)
    lost = "The connection was lost before the room answered."
    assert told == [*["waits"] * 6, lost, "waits", "The room could not be reached: this was not done."]


async def test_a_disk_that_got_room_while_the_tablet_was_away_is_full_no_longer(web: Browser) -> None:
    async with Cable() as cable, stage(web, cable) as at, at.tablet(cable=cable) as held:
        page = held.page
        await at.host.start()
        await at.host.hear_on(2)
        await shows(page, "maybe four hours on most nights")
        at.host.log.tell(ev.Saving(good=False))
        await shows(page, "The room's device can't save right now: its disk is full.")
        cable.sever()
        await expect(page.locator("body")).to_contain_text("Connection lost")
        at.host.log.tell(ev.Saving(good=True))
        cable.mend()
        await at.host.hear_on()
        await shows(page, "then it is two in the morning")
        await is_gone(page, "The room's device can't save right now")
