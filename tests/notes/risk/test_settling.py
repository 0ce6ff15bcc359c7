"""What an answer says of each kind that was asked."""

import pytest

from tests.notes.conversation import ABUSE, HARM, HOME, OTHERS, SUICIDE, UNREAL, USE, finished, statuses


@pytest.mark.parametrize(
    ("talk", "found"),
    [
        (
            "T: Any thoughts of dying?\nC: I've thought a fender bender would get me a week in bed. But dying? No.",
            {(SUICIDE, "denied")},
        ),
        (
            "T: Any thoughts of suicide?\nC: No. In the spring I was low, I wasn't sleeping. But not that. Never that.",
            {(SUICIDE, "denied")},
        ),
        (
            "T: Any harming yourself, cutting, punching walls?\nC: Punched a fridge at seventeen. Nothing since.",
            {(HARM, "historical"), (HARM, "denied")},
        ),
        (
            "T: The cutting. Since January, has the razor come out again?\nC: No. I held ice instead.",
            {(HARM, "historical"), (HARM, "denied")},
        ),
        (
            "T: Is there a pull to make it happen, or is it a horror film?\nC: A horror film. Never a pull.",
            {(OTHERS, "denied")},
        ),
        (
            "C: I hear voices.\nT: Has he told you to hurt yourself?\nC: No. Not since the ward. Then he said, jump.",
            {(UNREAL, "present"), (UNREAL, "historical"), (HARM, "denied")},
        ),
        (
            "T: Anything to drink?\nC: Two ciders Saturday. I didn't vape since Wednesday, either.",
            {(USE, "present")},
        ),
        (
            "T: Two years ago there was the overdose. How's this?\nC: I took them and I got in bed, that time.",
            {(SUICIDE, "historical")},
        ),
        ("C: I threw a spatula once, in, like, twenty fifteen.", {(HOME, "historical")}),
        ("C: There was that woman in the paper who drowned hers.", {(OTHERS, "third_party")}),
        ("C: I'd murder the fella upstairs, but not really.", {(OTHERS, "denied")}),
        (
            "T: Ever thought of suicide?\nC: No. Never in my life. Sandy did.",
            {(SUICIDE, "denied"), (SUICIDE, "third_party")},
        ),
        (
            "T: Any thoughts of killing yourself?\nC: No. I've had a mate do it. I carried him.",
            {(SUICIDE, "denied"), (SUICIDE, "third_party")},
        ),
        (
            "T: Do you hear voices?\nC: No. My aunt had that, after my cousin was born.",
            {(UNREAL, "denied"), (UNREAL, "third_party")},
        ),
        (
            "T: Any voices, or folk against you?\nC: The council's against me. No. Nothing like that.",
            {(UNREAL, "denied")},
        ),
        ("T: Any thoughts of suicide?\nC: I've had enough. But you mean the other thing. No.", {(SUICIDE, "denied")}),
        ("T: Are you seeing things?\nC: I'm nae seeing things.", {(UNREAL, "denied")}),
        (
            "T: Ever thought of ending your life?\nC: After the fall. That's six years ago. I thought about it.",
            {(SUICIDE, "historical")},
        ),
        (
            "T: Any time you've thought you'd be better off dead?\nC: The first night in the cells. Yeah. One night.",
            {(SUICIDE, "passive")},
        ),
        (
            "T: Any past attempts?\nC: I took pills, at nineteen.\nT: And since then?\nC: Nowt. I've got a kid.",
            {(SUICIDE, "historical"), (SUICIDE, "denied")},
        ),
        (
            "C: I wished I was dead, in May.\nT: Did you tell anybody?\nC: You.\nT: Has it been back since?\nC: No.",
            {(SUICIDE, "historical")},
        ),
        ("T: Well done, hold the knife.\nC: Okay. I'm cutting. I hate this.", set()),
        ("C: If I say this out loud, do you have to call somebody? Like social services?", set()),
        ("T: Any thoughts of suicide?\nC: How do you mean that?", {(SUICIDE, "asked")}),
        ("C: He belted us, me and my sister.", {(ABUSE, "historical")}),
        ("T: It's private, unless somebody's going to get hurt.\nC: And who decides that?", set()),
        ("T: And if it ever turns from not waking up into doing something?\nC: The hospital.", set()),
        ("T: How was it?\nC: Everybody's got champagne.", set()),
        ("C: You'd need to be dead not to light up.", set()),
    ],
)
def test_what_was_said_is_told_and_no_more(talk: str, found: set[tuple[str, str]]) -> None:
    assert statuses(finished(talk)) == found


@pytest.mark.parametrize(
    ("talk", "found"),
    [
        ("T: The thoughts of not being here?\nC: They come, mostly at night.", {(SUICIDE, "passive")}),
        ("T: Are the dark thoughts still around?\nC: They've quietened.", {(SUICIDE, "present")}),
        ("T: Any urges to hurt yourself?\nC: The urge was there on Tuesday.", {(HARM, "present")}),
        ("T: Is suicide on your mind?\nC: It used to be. Not now.", {(SUICIDE, "historical"), (SUICIDE, "denied")}),
        ("C: I could kill him.\nT: Is that a way of speaking?\nC: Just words.", {(OTHERS, "denied")}),
        ("C: I could kill him.\nT: Is that a way of speaking?\nC: No.", {(OTHERS, "present")}),
        ("C: I picture pushing him down the stairs.", {(OTHERS, "present")}),
        ("C: My ex still sends me threats.", {(HOME, "present")}),
        ("C: I've been clean for six months.", {(USE, "denied")}),
        (
            "C: I think about killing myself.\nT: Would you do anything to make it happen?\nC: No.",
            {(SUICIDE, "present")},
        ),
        ("T: Are the children safe?\nC: Yes.", {(ABUSE, "denied")}),
        ("C: I don't want to be alive.", {(SUICIDE, "present")}),
    ],
)
def test_what_is_meant_is_told_by_how_it_is_said(talk: str, found: set[tuple[str, str]]) -> None:
    assert statuses(finished(talk)) == found
