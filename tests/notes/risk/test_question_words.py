"""What was denied, in the words it was asked in, with the time that it was asked of."""

import pytest

from tests.notes.conversation import finished, texts


def risk(talk: str) -> str:
    return texts(finished(talk), "risk")


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("Have you ever hurt somebody, or wanted to?", "denied having ever hurt somebody, or wanted to."),
        ("And with all this going on, any thoughts of suicide?", "denied any thoughts of suicide."),
        ("Do you have thoughts of not wanting to be alive, yourself?", "denied thoughts of not wanting to be alive."),
        (
            "In the past two weeks, did you think that you want to die?",
            "denied suicidal thoughts in the past two weeks.",
        ),
        ("Has it got so dark that you pictured ending your life, or doing harm?", "denied suicidal thoughts."),
        ("On Thursday, did dying cross your mind?", "denied suicidal thoughts."),
        ("Can I ask a straight one? Do they know you'd be better off dead?", "denied suicidal thoughts."),
    ],
)
def test_a_denial_is_of_what_was_asked(question: str, denied: str) -> None:
    assert denied in risk(f"T: {question}\nC: No.")


def test_thoughts_of_an_act_are_not_the_act() -> None:
    said = risk("T: Any thoughts of hurting yourself?\nC: No.\nT: And of hurting anyone else?\nC: No.")
    assert said == "asked, client denied any thoughts of hurting themselves; thoughts of hurting others."


def test_means_that_are_asked_after_are_named() -> None:
    said = risk("T: And the pistol, where's it living nowadays?\nC: In the lockbox, and my wife has the key.")
    assert said == 'access to means (pistol): "in the lockbox, and my wife has the key".'
