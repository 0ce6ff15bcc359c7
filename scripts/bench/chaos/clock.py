"""The wall clock jumps, as it does when a network sets it, or a hand, or a battery ends: times in a session, codes,
tokens and the record's order come from elsewhere."""

import random
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

import time_machine
from websockets.exceptions import ConnectionClosed

from scribe.errors import ScribeError
from scribe.gateway.client import connect
from scribe.gateway.devices import TOKEN_LIFE
from scribe.session.clock import CaptureClock
from scribe.session.log import SessionLog
from scripts.bench.chaos.fault import Outcome
from tests.gateway.room import Room, notice, room
from tests.records import samples

HOUR, DAY = 3600.0, 86_400.0
JUMPS = (-HOUR, HOUR, 600.0, -600.0, DAY, -DAY, -400 * DAY, 400 * DAY, -0.5)
"""A change to summer time that was done by hand, a suspended machine, a dead battery, a correction by the network."""

EVENTS = 5


async def clock_jumps(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    refused = 0
    with time_machine.travel(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), tick=True) as wall:
        async with samples.with_session(folder) as store, room() as here:
            clock = CaptureClock()
            clock.frame_heard(0.032)
            log = SessionLog("s1", partial(store.append, "s1"), clock)
            for number in range(rounds):
                token, code = await here.token(), here.gateway.new_pairing_code()
                jump = chance.choice(JUMPS)
                wall.shift(jump)
                refused += await _misjudged(here, token, code, outlived=jump > TOKEN_LIFE.total_seconds())
                for place in range(EVENTS):
                    await log.append(notice(f"{number} {place}"))
                    wall.shift(chance.choice(JUMPS) / 100)
            events, findings = await store.events("s1"), await store.verify()
    back = sum(later.at < earlier.at for earlier, later in pairwise(events))
    gone = rounds * EVENTS - len(events)
    told = f"{rounds} jumps, {len(events)} events in order, {rounds} codes and tokens judged rightly"
    return Outcome(back + gone + refused + len(findings), told)


async def _misjudged(here: Room, token: str, code: str, *, outlived: bool) -> int:
    """A code of a moment ago is good, whatever the clock says now; and so is a token, unless by the clock its thirty
    days are over: then a tablet pairs again, which is the safe side."""
    try:
        async with connect(here.address) as client:
            await client.pair(code, "tablet")
        async with here.visitor(token):
            return int(outlived)
    except ConnectionClosed:
        return int(not outlived)
    except ScribeError:
        return 1
