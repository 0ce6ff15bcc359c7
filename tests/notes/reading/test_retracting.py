"""What is left out because of what was said before it."""

from tests.notes.conversation import finished, texts


def test_what_comes_back_to_the_small_talk_is_small_talk() -> None:
    talk = (
        "T: Good morning. I see you brought provisions.\nC: That's a kolache. My daughter's team sells them.\n"
        "T: How is your sleep?\nC: Five hours.\nT: And the mood?\nC: Flat.\n"
        "T: What about a few beers to come down?\nC: Two, on Fridays. And that's with the kolaches."
    )
    assert "kolache" not in texts(finished(talk))
