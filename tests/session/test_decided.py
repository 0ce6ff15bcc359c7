"""What a person said of the voices stands, whatever recognition makes of it later."""

from scribe import events as ev
from scribe.session.decided import Decided
from tests.session.test_recovery import complete, told, words


def test_what_a_person_said_of_the_voices_is_known_after_a_crash() -> None:
    named = told("S2", "u1", author="Dr. B", name="Bob")
    decided = Decided(
        [
            words("u1", 0, "I", "see."),
            complete("u1", "I see.", 1.8),
            words("u2", 3, "And"),
            told("S1", "u2"),
            named,
            told("S1", "u1", author="Dr. B"),
            told("S2", "u1"),
        ]
    )
    assert decided.named == {"S2": named}
    assert decided.assigned == {"u1": "S1"}


def test_it_is_laid_over_what_recognition_finds() -> None:
    decided = Decided()
    decided.name(told("S2", author="Dr. B", name="Bob"))
    decided.assign(told("S2", "u1", author="Dr. B"))
    found = decided.over(told("S1", "u1", "u2"))
    assert isinstance(found, ev.Speaker) and found.utterances == ("u2",)
    again = decided.over(told("S2", "u3", name="somebody"))
    assert isinstance(again, ev.Speaker) and (again.name, again.utterances) == ("Bob", ("u3",))
    assert decided.over(words("u1", 0, "I")) == words("u1", 0, "I")
