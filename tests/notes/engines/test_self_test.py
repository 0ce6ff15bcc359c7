"""Which of the installed models writes notes, told in a minute each."""

import json
import re
from typing import Any

import pytest

from scribe.config import OllamaSettings
from scribe.errors import EngineError
from scribe.notes.engines.self_test import Trial, best, session, table, trial, trials
from tests.local_llm import Body, Script, serving


def asked(body: Body) -> dict[str, Any]:
    batch: dict[str, Any] = json.loads(body["messages"][-1]["content"])
    return batch


def rephrasing(body: Body) -> str:
    """A good model: the draft with one harmless change."""
    items = asked(body)["items"]
    made = [{"cites": item["cites"], "text": re.sub(r"^Therapist ", "The therapist ", item["draft"])} for item in items]
    return json.dumps({"statements": made})


def lying(body: Body) -> str:
    items = asked(body)["items"]
    made = [{"cites": item["cites"], "text": "Client is cured and drinks nine bottles a day."} for item in items]
    return json.dumps({"statements": made})


def test_the_session_holds_what_models_slip_on() -> None:
    texts = " ".join(one.text for section in session().note.sections for one in section.statements)
    assert "denied" in texts
    assert "cured" not in texts
    assert "diary" in texts


@pytest.mark.parametrize(("writer", "good"), [(rephrasing, True), (lying, False)])
async def test_a_model_is_told_from_a_liar(writer: Any, good: bool) -> None:
    with serving(Script(writer), "script") as url:
        found = [one async for one in trials(OllamaSettings(url=url, model="other"))]
    assert [one.model for one in found] == ["script"]
    assert found[0].proposed > 0
    assert (found[0].reworded > 0) is good
    assert (found[0].dropped == found[0].proposed) is not good


async def test_a_model_that_does_not_finish_in_time() -> None:
    with serving(Script(rephrasing), "script", slow_s=0.5) as url:
        found = await trial(session(), OllamaSettings(url=url, model="script-slow"), 0.2)
    assert (found.failed, found.good) == ("slow", False)


@pytest.mark.parametrize(("fault", "reason"), [("garbage", "garbage"), ("500", "server"), ("cut", "cut")])
async def test_a_model_that_fails_is_a_row_of_the_table(fault: str, reason: str) -> None:
    with serving(Script(rephrasing), "script") as url:
        found = await trial(session(), OllamaSettings(url=url, model=f"script-{fault}"))
    assert found.failed == reason
    assert f"script-{fault}" in table([found])


async def test_without_ollama() -> None:
    with pytest.raises(EngineError):
        _ = [one async for one in trials(OllamaSettings(url="http://127.0.0.1:9"))]


def test_the_best_words_most_and_of_two_alike_the_quicker() -> None:
    slow = Trial(model="slow", seconds=40.0, reworded=0.8, proposed=9)
    quick = Trial(model="quick", seconds=10.0, reworded=0.8, proposed=9)
    poor = Trial(model="poor", seconds=1.0, reworded=0.1, proposed=9)
    assert best([slow, quick, poor]) == quick
    assert best([poor]) is None
    assert "Recommended: ollama.model = quick" in table([slow, quick, poor])
    assert "outline" in table([poor])
    assert "pull" in table([])
