"""The channel says who speaks: turns, roles and names without a voice."""

import numpy as np

from scribe.audio.frame import FRAME, Frame, Sides
from scribe.chart import Participant
from scribe.events import Role
from scribe.speech.sides import FAR, KEPT_S, NEAR, SeparateSides

PAIR = (Participant(name="Sam", role=Role.PARTNER), Participant(name="Dr. Ito", role=Role.THERAPIST))
NOTHING = np.zeros(FRAME, np.float32)


def said(pattern: str, first: int = 0) -> list[Frame]:
    """n: the near side speaks, f: the far one, b: both, any other: nobody."""
    return [Frame((first + n) * FRAME, NOTHING, Sides(c in "nb", c in "fb")) for n, c in enumerate(pattern)]


def test_turns_are_the_channels_speech() -> None:
    sides = SeparateSides(PAIR)
    sides.see(said("nnnn....ffff"))
    turns = sides.hear(0, NOTHING, 0.0)
    assert [(round(t.start / 0.032), round(t.end / 0.032), t.speaker) for t in turns] == [(0, 4, NEAR), (8, 12, FAR)]


def test_a_breath_does_not_end_a_turn_but_another_voice_may() -> None:
    sides = SeparateSides(PAIR)
    sides.see(said("nnnn....nnnn"))
    assert [t.speaker for t in sides.turns()] == [NEAR]
    sides.see(said("ffff", 12))
    sides.see(said("nnnn", 16))
    assert [t.speaker for t in sides.turns()] == [NEAR, FAR, NEAR]


def test_who_talks_at_once_overlaps() -> None:
    sides = SeparateSides(PAIR)
    sides.see(said("nnbbff"))
    assert [(round(t.start / 0.032), round(t.end / 0.032), t.speaker) for t in sides.turns()] == [
        (0, 4, NEAR),
        (2, 6, FAR),
    ]


def test_roles_and_names_are_the_charts_from_the_first_word() -> None:
    roles = SeparateSides(PAIR).roles([])
    assert (roles[NEAR].role, roles[NEAR].name) == (Role.THERAPIST, "Dr. Ito")
    assert (roles[FAR].role, roles[FAR].name) == (Role.PARTNER, "Sam")
    unknown = SeparateSides(()).roles([])
    assert (unknown[NEAR].role, unknown[FAR].role) == (Role.THERAPIST, Role.CLIENT)
    assert unknown[FAR].name is None


def test_old_turns_go_and_nothing_is_kept_over_a_pause() -> None:
    sides = SeparateSides(PAIR)
    sides.see(said("nn"))
    sides.see(said("ff", round(2 * KEPT_S / 0.032)))
    assert [t.speaker for t in sides.turns()] == [FAR]
    sides.forget()
    assert (sides.turns(), sides.finish(), sides.voices(), sides.notice()) == ((), (), None, None)


def test_frames_from_the_journal_tell_nothing() -> None:
    sides = SeparateSides(PAIR)
    sides.see([Frame(0, NOTHING)])
    assert sides.turns() == ()
