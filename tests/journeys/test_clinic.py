"""A whole session with the clinic looking on: broker, metrics, health, log. What each learns, and never learns."""

import json
import socket
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from scribe import commands
from scribe import events as ev
from tests.journeys.program import CHART
from tests.journeys.test_room import blocks, paired, serving, start, tablet
from tests.room.broker import MISSING, PASSWORD, USER, Broker

pytestmark = [pytest.mark.model, pytest.mark.skipif(MISSING is not None, reason=MISSING or "")]

RIGHT_AGAIN_S = 5.0
LONG_WORD = 6
"""Letters: a shorter word stands in many a figure's name."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(url: str) -> str:
    # OpenMetrics where it is asked for, as Prometheus asks.
    request = urllib.request.Request(url, headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(answer.read().decode())


async def test_a_session_as_the_clinic_sees_it(tmp_path: Path) -> None:
    (tmp_path / "broker").mkdir()
    sound, metrics_port = blocks(), free_port()
    public: list[str] = []
    async with Broker(tmp_path / "broker") as broker:
        variables = {
            "SCRIBE_MQTT__HOST": "127.0.0.1",
            "SCRIBE_MQTT__PORT": str(broker.port),
            "SCRIBE_MQTT__AUTHORITY": str(broker.authority),
            "SCRIBE_MQTT__USERNAME": USER,
            "SCRIBE_MQTT__PASSWORD": PASSWORD,
            "SCRIBE_METRICS__PORT": str(metrics_port),
        }
        async with serving(tmp_path / "home", **variables) as (process, address):
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
                    public += [payload for _, payload in seen.seen]
                await broker.stop()
                await one.speak(sound[80:110], 80)
                await one.client.do(commands.Stop())
                await one.until(lambda: ev.SessionState.DRAFT in one.states())
                await broker.start()
                async with broker.watching() as seen:
                    await seen.until(state, '"idle"', RIGHT_AGAIN_S)
                    public += [payload for _, payload in seen.seen]
                measured = fetched(f"http://127.0.0.1:{metrics_port}/metrics")
                page = address.replace("ws", "http", 1).removesuffix("/live")
                public += [measured, fetched(f"{page}/healthz"), fetched(f"{page}/readyz")]
                said = {word.strip(".,?!").lower() for word in one.words() if len(word) > LONG_WORD}
                session = one.place()[0]
        assert process.stderr is not None
        public.append((await process.stderr.read()).decode())
    assert "session is live" in public[-1] and "session is draft" in public[-1]
    everything = "\n".join(public).lower()
    names = [person["name"].lower() for person in json.loads(CHART.read_text())["participants"]]
    assert session not in everything
    assert not [name for name in names if name in everything]
    assert said and not [word for word in said if word in everything]
    families = {family.name: family for family in text_string_to_metric_families(measured)}  # type: ignore[no-untyped-call]  # the library's
    counted = {s.name: s.value for s in families["scribe_word_delay_seconds"].samples}
    assert counted["scribe_word_delay_seconds_count"] == len(one.words())
    assert families["scribe_sound_lost"].samples[0].value == 0
