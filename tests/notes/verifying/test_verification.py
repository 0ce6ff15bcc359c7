"""Does a statement hold? True ones of every kind must, lies of every kind must not, and no mutation of a true one."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.events import Statement
from scribe.notes.verifying.entailment import Reason
from scribe.notes.verifying.verification import Grounds, Verdict, mended, verify
from tests.notes.drafting_session import heard_from
from tests.notes.paraphrases import SUPPORTED, UNSUPPORTED, Row
from tests.notes.statement_pairs import LIES, TRUE

NUMBER = re.compile(r"\b(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twenty)\b")
SWAPS = {"Client": "Therapist", "Therapist": "Client", "Ana": "Ben", "Ben": "Ana"}


def verdict(talk: str, text: str, cites: tuple[str, ...] | None = None, **more: object) -> Verdict:
    heard = heard_from(talk)
    ids = tuple(utterance.id for utterance in heard)
    grounds = Grounds(heard=heard, citable=frozenset(ids), **more)  # type: ignore[arg-type]  # the fields given by a test
    return verify(text, ids if cites is None else cites, grounds)


@pytest.mark.parametrize(("talk", "text"), TRUE)
def test_true_statements_hold(talk: str, text: str) -> None:
    assert verdict(talk, text).reasons == ()


@pytest.mark.parametrize(("reason", "talk", "text"), LIES)
def test_lies_are_refused_for_their_reason(reason: str, talk: str, text: str) -> None:
    assert Reason(reason) in verdict(talk, text).reasons


def mutations() -> Iterator[tuple[str, str]]:
    """Every true statement with another number, the opposite polarity, or the other speaker."""
    for talk, text in TRUE:
        for found in NUMBER.finditer(text):
            yield talk, f"{text[: found.start()]}{'88' if found[0].isdigit() else 'eighty-eight'}{text[found.end() :]}"
        yield talk, opposite(text)
        first = text.split()[0].removesuffix("'s")
        yield talk, text.replace(first, SWAPS[first], 1)


def opposite(text: str) -> str:
    if "denied" in text:
        return text.replace("denied", "reported")
    for negation in (" not ", " never ", " no "):
        if negation in text:
            return text.replace(negation, " ", 1)
    if "can't" in text:
        return text.replace("can't", "can", 1)
    return re.sub(r"^(\S+(?:'s \w+)?) ", r"\1 never ", text, count=1)


@pytest.mark.parametrize(("talk", "text"), list(mutations()))
def test_a_mutated_statement_is_refused(talk: str, text: str) -> None:
    assert not verdict(talk, text).holds


@given(st.text(max_size=200))
def test_no_text_breaks_the_verifier_and_none_without_support_holds(text: str) -> None:
    assert not verdict("T: How was the week?\nC: Quiet.", text, ("u2",)).holds


@given(st.lists(st.sampled_from(["u1", "u2", "u3", "u9"]), max_size=3))
def test_cites_must_exist_and_belong_to_the_section(cites: list[str]) -> None:
    heard = heard_from("T: How was the week?\nC: I slept six hours.\nC: I walked.")
    grounds = Grounds(heard=heard, citable=frozenset({"u2"}))
    assert verify("Client slept six hours.", cites, grounds).holds == (set(cites) == {"u2"})


def test_a_refusal_counts_also_where_it_is_not_cited() -> None:
    talk = "T: Let's meet on Thursday at two.\nC: I can't on Thursday."
    assert verdict(talk, "Client and therapist will meet on Thursday at two.", ("u1",)).reasons


def test_denied_needs_both_question_and_answer_among_the_cites() -> None:
    talk = "T: Any thoughts of hurting yourself?\nC: No, nothing like that."
    assert verdict(talk, "Client denied thoughts of hurting herself.").holds
    assert not verdict(talk, "Client denied thoughts of hurting herself.", ("u2",)).holds
    assert not verdict(talk, "Client denied thoughts of hurting herself.", ("u1",)).holds


OUTLINE = Statement(id="s1", kind="intervention", cites=("u1",), text="Therapist provided psychoeducation on panic.")
EXPLAINING = "T: Panic is a false alarm of the body.\nC: Okay."


def test_the_outlines_own_wording_may_be_used_where_all_it_cites_is_cited() -> None:
    text = "Therapist provided psychoeducation on panic as a false alarm of the body."
    assert not verdict(EXPLAINING, "Therapist provided psychoeducation on panic.", ("u1",)).holds
    assert verdict(EXPLAINING, "Therapist provided psychoeducation on panic.", ("u1",), outline=(OUTLINE,)).holds
    assert Reason.WORD in verdict(EXPLAINING, text.replace("body", "mind"), ("u1",), outline=(OUTLINE,)).reasons


@pytest.mark.parametrize(
    "text",
    ["Client provided psychoeducation on panic.", "Therapist never provided psychoeducation on panic."],
)
def test_the_outlines_wording_can_not_be_turned_round(text: str) -> None:
    assert not verdict(EXPLAINING, text, ("u1",), outline=(OUTLINE,)).holds


def test_a_diagnosis_of_the_chart_may_be_named_where_it_was_said() -> None:
    talk = "C: My PTSD is better this week."
    assert verdict(talk, "Client reported that PTSD is better this week.").reasons == (Reason.DIAGNOSIS,)
    assert verdict(talk, "Client reported that PTSD is better this week.", diagnoses="F43.10 PTSD").holds


def held(rows: list[Row]) -> int:
    """How many of these statements hold, each with its draft as the outline's sentence."""
    found = 0
    for talk, draft, text in rows:
        ids = tuple(one.id for one in heard_from(talk))
        outline = (Statement(id="s1", kind="symptom", cites=ids, text=draft),) if draft else ()
        found += verdict(talk, text, outline=outline).holds
    return found


MOST_FALSELY_HELD = 0.04
MOST_FALSELY_REFUSED = 0.40
"""The rates reached, rounded up. A false refusal costs a nicer wording, a false acceptance a wrong note."""


def test_few_unsupported_paraphrases_hold_and_many_supported_ones_do() -> None:
    unsupported = [row for rows in UNSUPPORTED.values() for row in rows]
    assert held(unsupported) <= MOST_FALSELY_HELD * len(unsupported)
    assert len(SUPPORTED) - held(SUPPORTED) <= MOST_FALSELY_REFUSED * len(SUPPORTED)


@pytest.mark.parametrize("text", ["Client never went out.", "Client always went out."])
def test_never_and_always_must_have_been_said(text: str) -> None:
    assert Reason.POLARITY in verdict("T: Did you go out?\nC: No, I did not go out.", text).reasons


def test_a_thought_that_is_told_is_no_fact() -> None:
    assert not verdict("C: I keep thinking, I'm a burden.", "Client is a burden.").holds


class FixedLikeness:
    def __init__(self, value: float) -> None:
        self._value = value

    def similarity(self, one: str, other: str) -> float:
        return self._value


@pytest.mark.parametrize(("likeness", "reasons"), [(0.9, ()), (0.05, (Reason.UNLIKE,))])
def test_sentence_vectors_are_one_more_reason_to_refuse(likeness: float, reasons: tuple[Reason, ...]) -> None:
    heard = heard_from("C: I slept six hours.")
    grounds = Grounds(heard=heard, citable=frozenset({"u1"}))
    found = verify("Client slept six hours.", ["u1"], grounds, encoder=FixedLikeness(likeness))
    assert found.reasons == reasons


def test_mending_takes_all_cites_of_the_outline_sentence_and_false_quotation_marks_away() -> None:
    heard = heard_from("T: Any panic attacks?\nC: No, none.\nC: I feel heavy.")
    outline = (Statement(id="s1", kind="symptom", cites=("u1", "u2"), text="Client denied panic attacks."),)
    grounds = Grounds(heard=heard, citable=frozenset({"u1", "u2", "u3"}), outline=outline)
    assert mended('Client denied "panic attack problems".', frozenset({"u2", "u7"}), grounds) == (
        "Client denied panic attack problems.",
        frozenset({"u1", "u2"}),
    )
    assert mended('Client said "I feel heavy."', frozenset({"u3"}), grounds)[0] == 'Client said "I feel heavy."'
