"""What is worth a second hearing, and why."""

from scribe.events import Role, Utterance, Word
from scribe.speech.critical import Critical
from scribe.speech.doubt import LOW, NUMBER, OVERLAP, REASONS, reason, urgency

ALL = REASONS | {LOW, OVERLAP}


def utterance(id: str, speaker: str, start: float, end: float) -> Utterance:
    return Utterance(id=id, speaker=speaker, role=Role.CLIENT, start=start, end=end, text="", confidence=0.9)


def why(text: str, p: float = 0.9, *near: Utterance, reasons: frozenset[str] = ALL, before: str = "") -> str | None:
    words = [Word(text=one, start=at, end=at + 1, p=p) for at, one in enumerate(text.split())]
    return reason(utterance("u1", "S1", 0, 4), words, near, Critical(["Owen"]), reasons, before)


def test_critical_words_go_before_doubt() -> None:
    assert why("I don't want to die", 0.1) == "negation"
    assert why("It was Owen again", 0.1) == "name"
    assert why("It was good", 0.1) == LOW


def test_critical_words_are_the_most_urgent_ones() -> None:
    assert sorted(ALL, key=urgency)[-2:] == [LOW, OVERLAP]
    assert len({urgency(each) for each in ALL - {LOW, OVERLAP}}) == 1


def test_what_was_heard_well_stands() -> None:
    assert why("It was good") is None
    assert why("No") is None


def test_only_the_reasons_that_are_wanted() -> None:
    assert why("I don't want to die", 0.1, reasons=frozenset({LOW})) == LOW
    assert why("I don't want to die", 0.1, reasons=frozenset()) is None


def test_somebody_else_speaks_at_the_same_time() -> None:
    assert why("It was good", 0.9, utterance("u2", "S2", 3.5, 6)) == OVERLAP
    assert why("It was good", 0.9, utterance("u2", "S2", 3.9, 6)) is None
    assert why("It was good", 0.9, utterance("u2", "S1", 3, 6)) is None


def test_a_number_that_sounds_like_another() -> None:
    assert why("It came to fifteen") == NUMBER
    assert why("It came to fifteen", reasons=frozenset({LOW})) is None


def test_one_word_that_a_number_was_asked_for() -> None:
    assert why("Fours.", before="How many days?") == NUMBER
    assert why("Fours.", before="And then?") is None
    assert why("No.", before="How many days?") is None
