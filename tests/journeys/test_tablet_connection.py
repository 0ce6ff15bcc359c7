"""How the page comes back: it asks every five seconds, and waits longer and unevenly where nobody answers."""

from tests.journeys.stage import Stage

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
