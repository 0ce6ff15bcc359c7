"""A question's helper, subject and verb."""

import pytest

from scribe.notes.language.inversion import helper_of, subject_of
from scribe.notes.language.phrases import read


@pytest.mark.parametrize(
    ("question", "helper", "subject", "verb"),
    [
        ("How often does the picture come", "does", "the picture", "come"),
        ("How did the two evenings at the club go", "did", "the two evenings at the club", "go"),
        ("What time does the quiet run out", "does", "the quiet", "run"),
        ("What would a fair witness put in the log", "would", "a fair witness", "put"),
        ("What have you still got at home", "have", "you", "got"),
        ("What's your body tell you", "'s", "your body", "tell"),
        ("How are you and Clarice getting on", "are", "you and Clarice", "getting"),
    ],
)
def test_found_by_tags(question: str, helper: str, subject: str, verb: str) -> None:
    found = read(question)
    place = helper_of(found)
    assert found.words[place] == helper
    span = subject_of(found, place + 1, helper)
    assert span is not None
    end, doing = span
    assert (found.part(place + 1, end), found.words[doing]) == (subject, verb)


def test_a_question_word_may_be_the_subject() -> None:
    assert helper_of(read("What gets you out of bed")) == -1
