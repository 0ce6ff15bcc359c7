"""What sessions need, loaded and put away together."""

from typing import Any

import pytest

from scribe.config import Settings
from scribe.equipment import Equipment
from scribe.notes.language.remembered import remembered
from scribe.notes.parts import NoteParts
from scribe.practice.topics import topics
from scribe.room.on_call import OnCall


@pytest.fixture
def equipment() -> Equipment:
    made = Equipment(Settings())
    models: OnCall[Any] = OnCall(lambda: "models", "models")
    cues: OnCall[Any] = OnCall(lambda: "cues", "cues")
    made.models, made.note_parts = models, cues
    return made


async def loaded(equipment: Equipment) -> None:
    equipment.wake()
    await equipment.models.get()
    await equipment.note_parts.get()


async def test_the_first_brief_finds_its_cues_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NoteParts, "load", lambda _: "parts")
    topics.cache_clear()
    equipment = Equipment(Settings())
    await equipment.note_parts.get()
    assert topics.cache_info().currsize == 1


async def test_it_is_good_once_all_of_it_was_loaded(equipment: Equipment) -> None:
    equipment.wake()
    assert not equipment.good
    await loaded(equipment)
    equipment.put_away()
    assert equipment.good and not equipment.held


async def test_nothing_that_was_worked_out_of_what_was_said_outlasts_the_models(equipment: Equipment) -> None:
    asked = []

    @remembered(10)
    def worked_out(text: str) -> str:
        asked.append(text)
        return text

    await loaded(equipment)
    for _ in range(2):
        worked_out("I sleep badly.")
    equipment.put_away()
    worked_out("I sleep badly.")
    assert len(asked) == 2


async def test_a_part_that_an_old_note_needed_is_put_away_too(equipment: Equipment) -> None:
    await loaded(equipment)
    equipment.put_away()
    await equipment.note_parts.get()
    assert equipment.held
    equipment.put_away()
    assert not equipment.held
