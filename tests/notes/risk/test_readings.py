"""Sentences whose reading is easily too hopeful or too grim: each keeps the safer one."""

import pytest

from tests.notes.conversation import ABUSE, HARM, HOME, OTHERS, SUICIDE, UNREAL, USE, finished, statuses


@pytest.mark.parametrize(
    ("talk", "kind", "status"),
    [
        ("C: I'm going to kill myself after Christmas.", SUICIDE, "present"),
        ("C: I'm going through the divorce, and I want to die.", SUICIDE, "present"),
        ("C: I'm going to end my life. In March.", SUICIDE, "present"),
        ("C: I want to kill myself in March.", SUICIDE, "present"),
        ("C: I tried to kill myself after Christmas.", SUICIDE, "historical"),
        ("C: I'd rather be dead right now.", SUICIDE, "present"),
        ("C: I want to be dead by Friday.", SUICIDE, "present"),
        ("C: My landlord is evicting me and I want to die.", SUICIDE, "present"),
        ("C: My landlord is getting divorced, and I want to die.", SUICIDE, "present"),
        (
            "C: I think about killing myself. Sorry to put that on you.\nT: No need at all to apologise.",
            SUICIDE,
            "present",
        ),
        ("C: I think about killing myself.\nT: Could you leave your phone outside the bedroom?", SUICIDE, "present"),
        ("C: I think about killing myself.\nT: Let's not go into what she did.", SUICIDE, "present"),
        ("C: My mate got drunk and got arrested.\nT: Were you drunk?\nC: I was drunk.", USE, "present"),
        (
            "C: I've been thinking about killing myself.\nT: Could you come back on Thursday?\nC: No.",
            SUICIDE,
            "present",
        ),
        (
            "C: I've been thinking about killing myself.\nT: Is there anything now that would help?\nC: Nothing.",
            SUICIDE,
            "present",
        ),
        ("C: If he left me I'd kill myself.\nT: Thoughts of suicide now?\nC: No.", SUICIDE, "present"),
        (
            "C: There's a voice saying I should kill myself.\nT: Any thoughts of suicide now?\nC: No.",
            SUICIDE,
            "present",
        ),
        ("C: I came off shift and drank six cans.", USE, "present"),
        ("C: I gave up and had a bottle of wine last night.", USE, "present"),
        ("C: I've given up hiding the drinking.", USE, "present"),
        ("C: I quit the weed in June.", USE, "historical"),
        ("C: My dad still hits us.", HOME, "present"),
        ("T: Back then you were cutting. Is there any of that now?\nC: No.", HARM, "denied"),
        ("T: Do you feel safe at home?\nC: No. Sometimes he scares me.", HOME, "present"),
    ],
)
def test_the_safer_reading_stands(talk: str, kind: str, status: str) -> None:
    assert (kind, status) in statuses(finished(talk))


@pytest.mark.parametrize(
    "said",
    [
        "They come at night. Would I act on it? No.",
        "They come at night. I couldn't leave the kids. No.",
    ],
)
def test_a_no_to_something_else_denies_nothing(said: str) -> None:
    assert (SUICIDE, "denied") not in statuses(finished(f"T: Any thoughts of suicide?\nC: {said}"))


@pytest.mark.parametrize(
    ("talk", "kind"),
    [
        ("C: I think about suicide.\nT: Any urge to act on it?\nC: A bit, yes.", OTHERS),
        ("T: Any urge to harm yourself?\nC: No.", OTHERS),
        ("T: Do you hear her?\nC: Yeah, I do.", UNREAL),
        ("T: Are you eating and drinking okay?\nC: Yeah.", USE),
        ("C: I get thoughts of something terrible happening to my mum.", OTHERS),
        ("C: I have trouble swallowing my pills.", SUICIDE),
        ("C: I was cutting vegetables.", HARM),
        ("C: I used a cane after the surgery.", HOME),
        ("C: This week was rough with the kids.", HOME),
        ("C: I broke my wrist skiing.", HOME),
        ("C: I had to ask someone for money.", ABUSE),
        ("C: Twenty units a night of insulin.", USE),
    ],
)
def test_what_is_no_mention_is_none(talk: str, kind: str) -> None:
    assert kind not in {found for found, _ in statuses(finished(talk))}


def test_weeks_without_panic_are_no_attempts() -> None:
    talk = "C: I think about suicide.\nT: Have there ever been weeks without panic?\nC: Last summer, yes."
    assert (SUICIDE, "historical") not in statuses(finished(talk))


@pytest.mark.parametrize(
    ("talk", "kind"),
    [
        ("C: I wanted to be dead last night.", SUICIDE),
        ("C: We have a CPS worker now.", ABUSE),
        ("T: Do you get pictures of dropping the baby?\nC: Yes.", OTHERS),
        ("T: Any urge to hurt the baby?\nC: Yes.", OTHERS),
        ("C: She swallowed a bottle of pills.", SUICIDE),
        ("C: He broke my wrist.", HOME),
    ],
)
def test_what_is_a_mention_is_found(talk: str, kind: str) -> None:
    assert kind in {found for found, _ in statuses(finished(talk))}
