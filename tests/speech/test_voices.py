"""Pieces of speech get the labels of people, and labels follow what is learnt later."""

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scribe.speech.pieces import LONGEST
from scribe.speech.segmentation import HOP, RATE
from scribe.speech.voices import Labelled, Piece, Voices

SIZE = 24


def piece(number: int, voice: int, seconds: float = 2.0, track: int | None = None, seed: int = 0) -> Piece:
    """The piece `number` of a session in which one starts every three seconds; every voice is unlike the others."""
    noise = np.random.default_rng([seed, number]).normal(size=SIZE)
    print_ = np.eye(SIZE)[voice] + 0.3 * noise / np.linalg.norm(noise)
    unit = (print_ / np.linalg.norm(print_)).astype(np.float32)
    return Piece(3.0 * number, 3.0 * number + seconds, voice if track is None else track, unit, seconds)


def turned(number: int, degrees: float) -> Piece:
    angle = math.radians(degrees)
    print_ = np.zeros(SIZE, np.float32)
    print_[:2] = math.cos(angle), math.sin(angle)
    return Piece(30.0 * number, 30.0 * number + 2, number, print_, 2.0)


def wordless(number: int, track: int) -> Piece:
    """Too short for a voiceprint."""
    return Piece(3.0 * number, 3.0 * number + 0.2, track, None, 0.2)


def labels(voices: Voices) -> list[str]:
    return [one.label for one in voices.known().pieces]


def filled(order: list[int], seed: int = 0) -> Voices:
    voices = Voices()
    for number, voice in enumerate(order):
        voices.add(piece(number, voice, seed=seed))
    return voices


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.integers(0, 1_000))
def test_labels_go_by_order_of_first_speech(order: list[int], seed: int) -> None:
    first = list(dict.fromkeys(order))
    assert labels(filled(order, seed)) == [f"S{first.index(voice) + 1}" for voice in order]


@given(st.lists(st.tuples(st.integers(0, 180), st.booleans()), min_size=1, max_size=12))
def test_no_earlier_label_changes_without_a_new_revision(added: list[tuple[int, bool]]) -> None:
    voices = Voices()
    for number, (degrees, silent) in enumerate(added):
        before, revision = labels(voices), voices.revision
        voices.add(wordless(number, 0) if silent else turned(number, degrees))
        assert voices.revision > revision or labels(voices)[:-1] == before


def test_what_is_heard_later_joins_two_into_one_and_is_told() -> None:
    voices = Voices()
    voices.add(turned(0, 0))
    voices.add(turned(1, 75))
    assert labels(voices) == ["S1", "S2"]
    before = voices.revision
    voices.add(turned(2, 37))
    assert labels(voices) == ["S1", "S1", "S1"]
    assert voices.revision > before


def test_a_piece_without_a_voiceprint_is_its_neighbour_on_the_track() -> None:
    voices = filled([0, 1, 0, 1])
    assert voices.whose(wordless(4, 0)) == "S1"
    assert voices.whose(wordless(4, 1)) == "S2"


def test_where_the_voice_changes_the_track_says_nothing_of_whose_it_is() -> None:
    """A little likelier the second one's by its sound; on the first one's track."""
    voices = filled([0, 1, 0, 1])
    between = np.zeros(SIZE, np.float32)
    between[:2] = 0.66, 0.75
    short = Piece(12.0, 12.6, 0, between, 0.6)
    apart = Labelled(Piece(10.5, 11.9, 0, voices.known().people["S1"], 1.4), "S1")
    cut = Labelled(Piece(10.5, 12.0, 0, voices.known().people["S1"], 1.5), "S1")
    assert voices.whose(short, [apart]) == "S1"
    assert voices.whose(short, [cut]) == "S2"
    assert voices.whose(wordless(4, 0), [cut]) == "S1"


def test_what_ends_for_its_length_goes_on_in_the_same_voice() -> None:
    voices = filled([0, 1, 0, 1])
    between = np.zeros(SIZE, np.float32)
    between[:2] = 0.66, 0.75
    after, longest = Piece(12.0, 12.6, 0, between, 0.6), LONGEST * HOP / RATE
    for seconds, whose in ((longest, "S1"), (0.9 * longest, "S2")):
        before = Labelled(Piece(12.0 - seconds, 12.0, 0, voices.known().people["S1"], seconds), "S1")
        assert voices.whose(after, [before]) == whose


def test_what_is_not_yet_settled_nearby_counts_too() -> None:
    voices = filled([0, 1])
    near = [Labelled(piece(40, 1, track=9), "S2")]
    assert voices.whose(wordless(40, 9), near) == "S2"


def test_asking_changes_nothing() -> None:
    voices = filled([0, 1])
    before = labels(voices), voices.revision, len(voices)
    assert voices.whose(piece(2, 2)) == "S3"
    assert (labels(voices), voices.revision, len(voices)) == before


def test_only_pieces_that_end_later_latest_first() -> None:
    assert [one.piece.start for one in filled([0, 1, 0, 1]).since(5.0)] == [9.0, 6.0]


def test_erasing_drops_the_pieces_and_all_that_was_learnt_from_them() -> None:
    voices = filled([0, 1, 0, 1, 0])
    for number in (1, 3):
        voices.erase(3.0 * number + 0.5, 3.0 * number + 1)
    known = voices.known()
    assert [one.piece.start for one in known.pieces] == [0.0, 6.0, 12.0]
    assert list(known.people) == ["S1"]
    assert float(known.people["S1"] @ np.eye(SIZE, dtype=np.float32)[1]) < 0.3


def test_erasing_everything_leaves_no_voiceprint() -> None:
    voices = filled([0, 1, 0])
    voices.erase(0, float("inf"))
    assert (len(voices), voices.known().people) == (0, {})
    voices.add(piece(9, 1))
    assert labels(voices) == ["S1"]


def test_it_goes_on_from_what_was_known() -> None:
    one, other = filled([0, 1, 0]), filled([2])
    other.restore(one.known())
    for voices in (one, other):
        voices.add(piece(3, 1))
        voices.add(piece(4, 2))
    assert labels(other) == labels(one) == ["S1", "S2", "S1", "S2", "S3"]
    assert other.revision == one.revision


def test_a_voice_not_settled_when_it_was_kept_is_known_all_the_same() -> None:
    kept = filled([0]).known()
    before = Voices()
    before.restore(replace(kept, pieces=(*kept.pieces, Labelled(piece(1, 1), "S2"))))
    assert before.whose(piece(9, 1, track=5)) == "S2"
