"""What only its meaning tells of risk: surfaced, told in the words that were said, and never against what was found."""

import pytest

from scribe.events import RiskKind, RiskStatus
from scribe.notes.note import FinalNote
from scribe.notes.risk.overlooked import SURE
from tests.notes.conversation import SUICIDE, statements, statuses, texts, timing, utterances, writer
from tests.notes.meanings import Says

BRIDGE = "T: And the bridge?\nC: Not since the boys were born.\nT: How is work?\nC: Busy."
BORN = "Not since the boys were born"
ONCE = (RiskKind.SUICIDAL_IDEATION, RiskStatus.HISTORICAL)
NOW = (RiskKind.SUICIDAL_IDEATION, RiskStatus.PRESENT)
ASKED = "T: Any thoughts of ending your life?\nC: No. Not since the boys were born."


def note(talk: str, meanings: Says | None) -> FinalNote:
    built = writer(meanings=meanings)
    built.learn(utterances(talk))
    return built.finish(timing(talk))


def test_it_is_surfaced_with_its_question() -> None:
    assert statuses(note(BRIDGE, None)) == set()
    final = note(BRIDGE, Says({BORN: {ONCE: SURE}}))
    [entry] = final.risk
    assert (entry.kind, entry.status, entry.utterances) == (*ONCE, ("u1", "u2"))
    assert entry.text == f"Client: {BORN}. (to check)"


def test_it_is_told_in_the_words_that_were_said() -> None:
    [told] = statements(note(BRIDGE, Says({BORN: {ONCE: SURE}})), "risk")
    assert told.text == f'May concern suicidal thoughts: asked "And the bridge", client said "{BORN}".'
    assert told.cites == ("u1", "u2")


@pytest.mark.parametrize("kind", [RiskKind.SUICIDAL_IDEATION, RiskKind.VIOLENCE])
def test_a_denial_needs_a_question_that_is_known(kind: RiskKind) -> None:
    assert not note(BRIDGE, Says({BORN: {(kind, RiskStatus.DENIED): 1.0}})).risk


def test_drink_and_drugs_are_left_to_the_cues() -> None:
    assert not note(BRIDGE, Says({BORN: {(RiskKind.SUBSTANCE_USE, RiskStatus.PRESENT): 1.0}})).risk


def test_what_is_not_sure_is_not_told() -> None:
    assert not note(BRIDGE, Says({BORN: {ONCE: SURE - 0.01}})).risk


def test_what_the_words_tell_stands() -> None:
    """The same is not told twice, nor as something near to it; another status stands beside it, and is told there."""
    attempt = "T: Have you ever tried to end your life?\nC: Yes. With pills, when I was seventeen."
    harm = (RiskKind.SELF_HARM, RiskStatus.HISTORICAL)
    plain = note(attempt, None)
    assert note(attempt, Says({"pills": {ONCE: 1.0, harm: 1.0}})).risk == plain.risk
    beside = note(ASKED, Says({BORN: {NOW: SURE}}))
    assert statuses(beside) == statuses(note(ASKED, None)) | {(SUICIDE, "present")}
    assert texts(beside, "risk") == texts(note(ASKED, None), "risk")


def test_it_does_not_mingle_with_what_the_words_tell() -> None:
    talk = f"{BRIDGE}\nT: Have you ever tried to end your life?\nC: Yes. With pills, when I was seventeen."
    told = [entry.text for entry in note(talk, Says({BORN: {ONCE: SURE}})).risk]
    assert told == [f"Client: {BORN}. (to check)", "Client: Yes. With pills, when I was seventeen."]


def test_it_hides_nothing_that_the_words_tell() -> None:
    """Neither a question that is open, nor what is so now behind what may be a wish."""
    open_ = f"{BRIDGE}\nT: Have you had any thoughts of ending your life?"
    assert statuses(note(open_, Says({BORN: {ONCE: SURE}}))) == {(SUICIDE, "historical"), (SUICIDE, "asked")}
    now = "C: I keep thinking about ending it."
    passive = (RiskKind.SUICIDAL_IDEATION, RiskStatus.PASSIVE)
    assert statuses(note(now, Says({"ending it": {passive: SURE}}))) == {(SUICIDE, "present"), (SUICIDE, "passive")}


def test_a_therapists_words_are_nobodys_mention() -> None:
    assert not note(BRIDGE, Says({"And the bridge": {ONCE: 1.0}})).risk


def test_what_stays_out_of_the_note_is_not_surfaced() -> None:
    talk = "T: And the bridge?\nC: Off the record, not since the boys were born.\nT: How is work?\nC: Busy."
    assert not note(talk, Says({"the boys": {ONCE: 1.0}})).risk
