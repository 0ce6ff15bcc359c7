"""Who plays which part, from how people speak and what they are called."""

import pytest

from scribe.chart import Participant
from scribe.events import Role
from scribe.speech.roles import Roles, Spoken

THERAPIST = Participant(name="Nadia Flores, PsyD", role=Role.THERAPIST)
SAM = Participant(name="Sam Reed", role=Role.CLIENT)
LEE = Participant(name="Lee Reed", role=Role.CLIENT)
PAIR = [
    ("X", "I'm late, sorry, my bus never came."),
    ("Y", "No worries, have a seat. What would you like to focus on today?"),
    ("X", "I had a fight with my brother and I couldn't sleep at all."),
    ("Y", "It sounds like that stayed with you. What went through your mind?"),
    ("X", "I thought I'd ruined everything. I felt sick."),
]
COUPLE = [
    ("A", "Sam, what did you notice when the door closed?"),
    ("B", "I was scared. I thought we were done."),
    ("A", "And Lee, how did it feel to hear that?"),
    ("C", "I felt awful. I never wanted Sam to think so."),
    ("A", "What would you need from Lee, Sam?"),
    ("B", "I just want a call when it gets late."),
    ("A", "Could you say that to him, Lee?"),
    ("C", "I guess I can do that."),
]


def said(lines: list[tuple[str, str]]) -> list[Spoken]:
    return [Spoken(speaker, text, 2.0) for speaker, text in lines]


def test_the_therapist_is_known_though_the_client_speaks_first() -> None:
    found = Roles([THERAPIST, SAM]).assign(said(PAIR))
    assert (found["Y"].role, found["Y"].name) == (Role.THERAPIST, THERAPIST.name)
    assert (found["X"].role, found["X"].name) == (Role.CLIENT, SAM.name)


@pytest.mark.parametrize("chart", [[], [SAM], [THERAPIST], [SAM, THERAPIST]])
def test_neither_the_order_of_the_chart_nor_its_gaps_decide(chart: list[Participant]) -> None:
    found = Roles(chart).assign(said(PAIR))
    assert (found["Y"].role, found["X"].role) == (Role.THERAPIST, Role.CLIENT)


@pytest.mark.parametrize("chart", [[THERAPIST, SAM, LEE], [LEE, SAM, THERAPIST]])
def test_two_clients_are_told_apart_by_the_names_they_are_called(chart: list[Participant]) -> None:
    found = Roles(chart).assign(said(COUPLE))
    assert {speaker: each.name for speaker, each in found.items()} == {
        "A": THERAPIST.name,
        "B": SAM.name,
        "C": LEE.name,
    }


def test_no_name_is_shown_while_two_may_be_meant() -> None:
    found = Roles([THERAPIST, SAM, LEE]).assign(said([("A", "How has your week been?"), ("B", "I felt fine.")]))
    assert (found["B"].role, found["B"].name) == (Role.CLIENT, None)


def test_a_voice_more_than_the_chart_has_is_unknown() -> None:
    found = Roles([THERAPIST, SAM]).assign(said([*PAIR, ("Z", "Excuse me.")]))
    assert found["Z"].role is Role.UNKNOWN


def test_nobody_has_spoken() -> None:
    assert Roles([THERAPIST, SAM]).assign([]) == {}


def test_an_enrolled_voice_is_the_therapists_from_the_first_word() -> None:
    roles = Roles([THERAPIST, SAM])
    assert roles.assign(said([("A", "I was so tired, I missed my bus.")]), {"A": 0.7})["A"].role is Role.THERAPIST
    first = said([("A", "Well."), ("B", "Hm.")])
    assert roles.assign(first, {"A": 0.1, "B": 0.7})["B"].role is Role.THERAPIST
    assert roles.assign(first, {"A": 0.1, "B": 0.2})["A"].role is Role.THERAPIST, "nobody is like it: as without it"


def test_a_wrong_enrolment_is_outspoken() -> None:
    roles = Roles([THERAPIST, SAM])
    alike = {"B": 0.9}
    assert roles.assign(said([*PAIR] * 6), alike) == roles.assign(said([*PAIR] * 6))
