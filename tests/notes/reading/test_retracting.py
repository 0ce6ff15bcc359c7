"""What is left out because of what was said before it."""

from tests.notes.conversation import finished, session, texts


def test_what_comes_back_to_the_small_talk_is_small_talk() -> None:
    talk = (
        "T: Come on in out of the rain.\nC: It's raining, so I brought us a kolache.\n"
        "T: How is your sleep?\nC: Five hours.\nT: And the mood?\nC: Flat.\nT: And energy?\nC: Low.\n"
        "T: How is your appetite?\nC: I eat twice a day. And that's with the kolaches."
    )
    said = texts(finished(talk))
    assert "twice a day" in said
    assert "kolache" not in said


def test_what_its_speaker_calls_a_joke_is_left_out() -> None:
    read = session(
        "T: Anybody you'd harm?\nC: I'd a notion to put the bank manager in the slurry pit. That's a joke. No."
    )
    assert [clause.excluded for clause in read.turns[1].clauses] == ["joke", "joke", None]


def test_what_a_cue_of_risk_knows_is_no_joke() -> None:
    read = session("T: And home?\nC: I want to kill myself. I'm joking.")
    assert [clause.excluded for clause in read.turns[1].clauses] == [None, None]


def test_a_joke_that_is_told_of_stays() -> None:
    read = session("T: And then?\nC: She'd have laughed. It were a good joke.")
    assert [clause.excluded for clause in read.turns[1].clauses] == [None, None]
