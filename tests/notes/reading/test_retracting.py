"""What is left out because of what was said before it."""

from tests.notes.conversation import finished, texts


def test_what_comes_back_to_the_small_talk_is_small_talk() -> None:
    talk = (
        "T: Come on in out of the rain.\nC: It's raining, so I brought us a kolache.\n"
        "T: How is your sleep?\nC: Five hours.\nT: And the mood?\nC: Flat.\nT: And energy?\nC: Low.\n"
        "T: How is your appetite?\nC: I eat twice a day. And that's with the kolaches."
    )
    said = texts(finished(talk))
    assert "twice a day" in said
    assert "kolache" not in said
