"""How a run of what was told begins."""

import pytest

from tests.notes.conversation import finished, shown, statements


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("T: Is Jan all right with it?\nC: I rang her four times.", "About Jan, client rang her four times."),
        ("T: What about your Jan, then?\nC: Four visits to her.", "About Jan, client reported four visits to her."),
        ("T: And the Friday?\nC: I got the door open.", "On Friday, client got the door open."),
    ],
)
def test_a_name_or_a_day_heads_a_sentence(talk: str, told: str) -> None:
    assert told in shown(finished(talk))


def test_a_thing_a_medicine_and_a_cues_subject_stand_alone() -> None:
    talk = (
        "T: And the sertraline?\nC: Fifty, every morning.\nT: And your sleep?\nC: Five hours a night.\n"
        "T: And the shed?\nC: I got the door open."
    )
    told = shown(finished(talk))
    assert "Sertraline: fifty" in told
    assert "Sleep: five hours" in told
    assert "Shed: got the door open" in told


def test_a_bare_noun_with_a_word_or_two_tells_nothing() -> None:
    told = finished("T: How is your mood?\nC: Low.\nT: And the shed?\nC: The letter.")
    assert [one.text for one in statements(told)] == ['Mood: "Low".']


def test_a_quotation_that_nothing_heads_says_who_said_it() -> None:
    told = finished("T: And was Jan told?\nC: I said to her, you never asked about it in four years.")
    assert 'About Jan, client said "' in shown(told)
