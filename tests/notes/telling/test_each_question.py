"""Each of two questions asked at once has its own answer."""

from scribe.notes.language.cues import load_cues
from scribe.notes.telling.each_question import each_question
from tests.notes.conversation import finished, session, shown


def test_each_answer_stands_under_its_own_question() -> None:
    told = shown(
        finished("T: Headaches? Appetite?\nC: Three headaches last week. My appetite is back, I eat four meals.")
    )
    assert "Headaches: three headaches last week." in told
    assert "Appetite: " in told
    assert "Appetite: three" not in told


def test_a_new_sentence_goes_on_to_the_next_question() -> None:
    (exchange,) = session("T: Drinking? Smoking?\nC: No drinking. I had two on Friday.").exchanges
    assert [[c.raw for c in part.said] for part in each_question(exchange, load_cues())] == [
        ["No drinking"],
        ["I had two on Friday"],
    ]


def test_an_answer_to_the_last_question_alone_is_left_as_it_is() -> None:
    (exchange,) = session("T: How are you? Did you paint the fence?\nC: I painted four metres of it.").exchanges
    assert list(each_question(exchange, load_cues())) == [exchange]
