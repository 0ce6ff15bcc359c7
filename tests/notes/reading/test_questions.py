"""What a question lends to its answer."""

import pytest

from scribe.notes.reading.questions import confirmed, subject_of
from tests.notes.conversation import session


@pytest.mark.parametrize(
    ("talk", "took"),
    [
        ("T: You started it two weeks ago?\nC: Yeah.", True),
        ("T: So you've been crying every day?\nC: Mm, yes.", False),
        ("T: So you've been crying every day?\nC: Um, yes.", True),
        ("T: You started it two weeks ago?\nC: No, a month ago.", False),
        ("T: Are you still taking the sertraline?\nC: Yeah, every morning.", True),
        ("T: Are you still taking the sertraline?\nC: No, I stopped.", False),
        ("T: How long have you been on it?\nC: Yeah, a while.", False),
        ("T: You started it two weeks ago.\nC: Yeah.", False),
        ("T: You started it two weeks ago, is that right?\nC: Yeah.", True),
        ("T: So first the worry log, how did it go?\nC: I did it on four days.", False),
    ],
)
def test_a_yes_confirms_only_a_statement_put_as_a_question(talk: str, *, took: bool) -> None:
    (exchange,) = session(talk).exchanges
    assert (confirmed(exchange.prompt, exchange.answers[0]) is not None) is took


def test_the_subject_a_prompt_takes_up() -> None:
    (exchange,) = session("T: Let's take the Friday row. Walk me through it.").exchanges
    subject, clause = subject_of(exchange.prompt)
    assert subject == "the Friday row"
    assert clause is not None
    assert subject_of(None) == ("", None)
