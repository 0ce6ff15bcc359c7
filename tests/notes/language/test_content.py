"""Words that carry meaning."""

from scribe.notes.language.content import content_words, stems, word_count


def test_counting_words() -> None:
    assert word_count(" two  words ") == 2
    assert content_words("I really think that the nightmares are getting worse") == ["nightmares", "getting", "worse"]


def test_forms_of_a_word_share_their_stem() -> None:
    assert stems("she sleeps") == stems("sleeping")
    assert stems("I walked there") != stems("I worked there")
