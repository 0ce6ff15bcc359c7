"""Selection within the length, order by section, the same input to the same note."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scribe.notes.language.cues import load_cues
from scribe.notes.language.values import numbers
from scribe.notes.reading.candidates import MUST, Candidate
from scribe.notes.telling.outline import candidates, select
from tests.notes.conversation import session
from tests.notes.mock_lines import CLIENT, THERAPIST

LINES = st.lists(
    st.one_of(
        st.tuples(st.just("T"), st.sampled_from(THERAPIST)),
        st.tuples(st.just("C"), st.sampled_from([line for line in CLIENT if line])),
    ),
    min_size=1,
    max_size=7,
).map(lambda lines: "\n".join(f"{who}: {text}" for who, text in lines))
CANDIDATE = st.builds(
    Candidate,
    kind=st.sampled_from(["symptom", "plan", "risk", "intervention"]),
    text=st.lists(st.sampled_from(["Client", "sleeps", "badly", "today"]), min_size=1, max_size=8).map(" ".join),
    cites=st.sampled_from([("u1",), ("u2", "u3")]),
    weight=st.sampled_from([0.5, 1.0, 3.0, MUST]),
    at=st.integers(0, 5),
)


@given(LINES)
@settings(max_examples=40)
def test_each_candidate_cites_and_holds_no_other_number(talk: str) -> None:
    heard = session(talk)
    said = {one.id: one.text for one in heard.heard}
    built = candidates(heard, (), load_cues())
    for one in built:
        assert one.cites
        assert numbers(one.text) <= numbers(" . ".join(said[cite] for cite in one.cites))
    assert built == candidates(session(talk), (), load_cues())


@given(st.lists(CANDIDATE, max_size=10), st.integers(0, 40))
def test_what_must_stand_stands_and_the_rest_fits(built: list[Candidate], words: int) -> None:
    chosen = select(built, words)
    must = [one for one in built if one.weight >= MUST]
    assert [one for one in chosen if one.weight >= MUST] == must
    rest = sum(one.words for one in chosen if one.weight < MUST)
    assert rest <= max(0, words - sum(one.words for one in must))
    assert chosen == select(built, words)


def test_the_weightier_goes_first() -> None:
    light = Candidate(kind="symptom", text="Client yawned once.", cites=("u1",), weight=1.0, at=0)
    heavy = Candidate(kind="symptom", text="Client fainted twice.", cites=("u2",), weight=2.0, at=1)
    assert select([light, heavy], 3) == [heavy]
    assert select([light, heavy], 6) == [light, heavy]
