"""The speaker stage may be missing or fail: it then takes only itself down."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from scribe.chart import Participant
from scribe.events import NoticeLevel, Role
from scribe.speech.people import People
from scribe.speech.roles import Spoken
from scribe.speech.segmentation import FIELD, HOP
from scribe.speech.speakers import SpeakerModels

PAIR = (Participant(name="Dr. Ito", role=Role.THERAPIST), Participant(name="Sam", role=Role.CLIENT))
SECOND = np.zeros(16_000, np.float32)


class Silent:
    """Segmentation that hears nobody."""

    def activity(self, window: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.zeros(((len(window) - FIELD) // HOP + 1, 3), np.float32)


class Broken:
    def activity(self, window: NDArray[np.float32]) -> NDArray[np.float32]:
        raise RuntimeError("secret words")


def models(segmentation: object) -> SpeakerModels:
    return cast(SpeakerModels, SimpleNamespace(segmentation=segmentation, voiceprint=None))


def test_without_models_it_is_told_once_and_nobody_is_known() -> None:
    people = People(None, PAIR)
    assert people.hear(0, SECOND, 0.0) == ()
    notice = people.notice()
    assert notice is not None
    assert (notice.level, notice.code) == (NoticeLevel.WARNING, "speakers-unavailable")
    assert people.notice() is None
    assert people.roles([Spoken("S1", "How was your week?", 2.0)]) == {}
    people.forget()
    assert (people.turns(), people.finish(), people.revision) == ((), (), 0)


def test_a_model_that_raises_takes_only_the_stage_down(caplog: pytest.LogCaptureFixture) -> None:
    people = People(models(Broken()), PAIR)
    for second in range(3):
        assert people.hear(second * 16_000, SECOND, 0.0) == ()
    assert people.notice() is not None
    assert people.notice() is None
    assert people.finish() == ()
    assert "secret" not in caplog.text


def test_a_model_that_raises_at_a_pause_is_no_error_of_the_pause() -> None:
    people = People(models(Broken()), PAIR)
    people.hear(0, SECOND[:4_000], 0.0)
    people.forget()
    assert people.notice() is not None


def test_nobody_heard_is_no_failure() -> None:
    people = People(models(Silent()), PAIR)
    assert people.hear(0, SECOND, 0.0) == ()
    assert people.notice() is None


def test_roles_come_from_what_is_said_and_names_from_the_chart() -> None:
    people = People(models(Silent()), PAIR)
    roles = people.roles(
        [
            Spoken("S1", "How was your week? What did you notice?", 3.0),
            Spoken("S2", "I slept badly and I missed my bus, and my boss was angry with me.", 5.0),
        ]
    )
    assert {speaker: (a.role, a.name) for speaker, a in roles.items()} == {
        "S1": (Role.THERAPIST, "Dr. Ito"),
        "S2": (Role.CLIENT, "Sam"),
    }
