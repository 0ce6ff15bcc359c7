"""A session with the clinic's broker listening in: what it learns, what a wall button does, what its loss costs."""

import json
from pathlib import Path

import pytest

from scribe import commands
from scribe import events as ev
from tests.journeys.program import CHART
from tests.journeys.test_room import blocks, paired, serving, start, tablet
from tests.room.broker import MISSING, PASSWORD, USER, Broker

pytestmark = [pytest.mark.model, pytest.mark.skipif(MISSING is not None, reason=MISSING or "")]

RIGHT_AGAIN_S = 5.0


async def test_a_wall_button_and_a_broker_that_goes_away(tmp_path: Path) -> None:
    (tmp_path / "broker").mkdir()
    sound = blocks()
    async with Broker(tmp_path / "broker") as broker:
        variables = {
            "SCRIBE_MQTT__HOST": "127.0.0.1",
            "SCRIBE_MQTT__PORT": str(broker.port),
            "SCRIBE_MQTT__AUTHORITY": str(broker.authority),
            "SCRIBE_MQTT__USERNAME": USER,
            "SCRIBE_MQTT__PASSWORD": PASSWORD,
        }
        heard: list[str] = []
        async with serving(tmp_path / "home", **variables) as (_, address):
            token = await paired(tmp_path / "home", address, "tablet")
            async with tablet(address, token) as one:
                async with broker.watching() as seen:
                    state = (await seen.until_any("state"))[0]
                    wish, answer = state.replace("state", "command"), state.replace("state", "answer")
                    await seen.client.publish(wish, "start")
                    await seen.until(answer, "no-consent")
                    await one.client.do(start())
                    await seen.until(state, '"recording"')
                    await one.speak(sound[:80])
                    await one.until(lambda: len(one.words()) > 3)
                    await seen.client.publish(wish, "pause")
                    await seen.until(state, '"paused"')
                    await seen.client.publish(wish, "start")
                    await one.until(lambda: one.states()[-2:] == ["paused", "live"])
                    heard += [payload for _, payload in seen.seen]
                await broker.stop()
                await one.speak(sound[80:110], 80)
                await one.client.do(commands.Stop())
                await one.until(lambda: ev.SessionState.DRAFT in one.states())
                await broker.start()
                async with broker.watching() as seen:
                    await seen.until(state, '"idle"', RIGHT_AGAIN_S)
                    heard += [payload for _, payload in seen.seen]
                said = {word.strip(".,?!").lower() for word in one.words() if len(word) > 6}
                session = one.place()[0]
    everything = "\n".join(heard).lower()
    names = [p["name"].lower() for p in json.loads(CHART.read_text())["participants"]]
    assert session not in everything
    assert not [name for name in names if name in everything]
    assert said and not [word for word in said if word in everything]
