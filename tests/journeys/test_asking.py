"""A question put to the whole program after a session, and worded by a real small language model: the sentence is borne
by the moment below it, or there is none."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from scribe import commands
from scribe.gateway.client import Client, connect
from tests.journeys.program import CHART, CLIP, command, environment
from tests.local_llm import SmallModel, serving

PATIENCE_S = 240.0
ASKED, NEVER_SAID = "Where did he leave the umbrella?", "What did the judge decide about the divorce?"


async def finished(client: Client) -> str:
    """The session, once its note is drafted."""
    while True:
        rows = (await client.do(commands.Sessions()))["sessions"]
        if rows and rows[0]["state"] == "draft":
            return str(rows[0]["id"])
        await asyncio.sleep(1)


async def follow(client: Client) -> None:
    """Answers are handed over while somebody reads."""
    async for _ in client:
        pass


async def worded(client: Client, session: str, question: str) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_S):
        return await client.do(commands.Ask(session=session, question=question, worded=True))


@pytest.mark.slow
@pytest.mark.model
async def test_what_a_real_small_model_says_is_borne_by_what_was_said_or_is_not_shown(tmp_path: Path) -> None:
    with serving(SmallModel(), "small") as url:
        process = await asyncio.create_subprocess_exec(
            *command("play", CLIP, "--chart", CHART, "--speed", "max", "--stay"),
            env=environment(
                tmp_path,
                SCRIBE_NOTES__ENGINE="ollama",
                SCRIBE_OLLAMA__MODEL="small",
                SCRIBE_OLLAMA__URL=url,
                SCRIBE_OLLAMA__SECTION_S="90",
            ),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            assert process.stderr
            line = ""
            while "pairing code" not in line:
                line = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
            address, code = re.findall(r"(http://[\d.:]+)/.*code: (\S+)", line)[0]
            async with connect(address.replace("http", "ws")) as client:
                await client.hello(await client.pair(code))
                following = asyncio.create_task(follow(client))
                async with asyncio.timeout(PATIENCE_S):
                    session = await finished(client)
                never = await worded(client, session, NEVER_SAID)
                assert not never["moments"] and not never.get("sentence")
                answer = await worded(client, session, ASKED)
                assert answer["moments"] and answer["may_word"]
                if (told := answer["sentence"]) is not None:
                    said = answer["moments"][told["moment"]]["utterances"]
                    known = re.findall(r"\w+", " ".join(one["text"] for one in said).lower())
                    assert set(re.findall(r"\d+", told["text"])) <= set(known), told
                following.cancel()
        finally:
            process.kill()
            await process.wait()
