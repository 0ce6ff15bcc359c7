"""What a prompt asks of risk: told from what it reports, proposes or counts, and from what only sounds like it."""

import pytest

from scribe.chart import Chart
from scribe.notes.language.cues import load_cues
from scribe.notes.reading.conversation import Session
from scribe.notes.reading.reader import Reader
from scribe.notes.risk.finding import mentions
from scribe.notes.telling.naming import called, first_names
from tests.notes.conversation import HARM, HOME, OTHERS, SUICIDE, UNREAL, USE, finished, heard, statuses


class _Heard:
    """Hears one meaning in every question."""

    def __init__(self, *subjects: str) -> None:
        self._subjects = frozenset(subjects)

    def asked(self, sentence: str) -> frozenset[str]:
        return self._subjects


def _read(talk: str, *subjects: str) -> Session:
    lines = heard(talk)
    reader = Reader(load_cues(), questions=_Heard(*subjects))  # type: ignore[arg-type]  # asks nothing but what it hears
    return reader.read(lines, first_names(Chart()), called(lines, Chart()))


def _meant(talk: str, *subjects: str) -> set[tuple[str, str]]:
    found = mentions(_read(talk, *subjects), load_cues())
    return {(one.kind.value, one.status.value) for one in found}


def test_what_is_said_not_to_be_meant_is_not_asked() -> None:
    found = statuses(finished("T: And hurting yourself on purpose, without wanting to die?\nC: No. Never."))
    assert found == {(HARM, "denied")}


def test_what_the_prompt_reports_is_not_what_it_asks() -> None:
    talk = "T: Suicide urges, you've got ones, and Wednesday's a four. Self-harm on Wednesday, also a four?\nC: Five."
    assert statuses(finished(talk)) == {(HARM, "present")}


def test_hitting_with_nobody_named_is_done_to_oneself() -> None:
    assert statuses(finished("T: Any hurting yourself, cutting, burning, hitting?\nC: No.")) == {(HARM, "denied")}


def test_a_rather_not_is_no_proposal() -> None:
    assert (SUICIDE, "denied") in statuses(finished("T: Would you rather not go on living?\nC: No. I've leeks in."))


def test_an_act_that_is_denied_is_no_harm_that_was_done() -> None:
    talk = "T: Self-harm urges on Wednesday?\nC: That was a five.\nT: Did you act on it?\nC: No. Forty-one days."
    assert statuses(finished(talk)) == {(HARM, "present"), (HARM, "denied")}


def test_an_intent_that_is_denied_denies_no_thoughts() -> None:
    talk = "C: I think about killing myself.\nT: Did you act on it?\nC: No."
    assert statuses(finished(talk)) == {(SUICIDE, "present")}


def test_asking_leave_asks_on_about_nothing() -> None:
    talk = "T: Does anybody ever hit you?\nC: No.\nT: I'd like to call the counselor about a pass. May I?\nC: Yeah."
    assert statuses(finished(talk)) == {(HOME, "denied")}


def test_a_count_of_something_else_is_no_detail_of_it() -> None:
    talk = "C: On Sunday I was hungover.\nT: And how many binges this week?\nC: Three, if I count Sunday."
    assert not any("three" in one.text.lower() for one in finished(talk).risk)


def test_a_cut_that_is_no_wound_asks_of_none() -> None:
    assert not _meant("T: How much does it matter to you to cut down?\nC: A six.", "self_harm")
    assert not _meant("T: Where can we cut this circle most easily?\nC: The gap.", "self_harm")
    assert _meant("T: And have you done anything like that?\nC: Yes.", "self_harm") == {(HARM, "present")}


def test_a_shove_that_is_named_is_not_heard_again_as_a_thought() -> None:
    talk = "T: Has anyone been shoved or grabbed?\nC: No."
    assert _meant(talk, "harm_others") == {(HOME, "denied")}
    wanted = "T: Was anyone shoved, or did you want to?\nC: No."
    assert _meant(wanted, "harm_others") == {(HOME, "denied"), (OTHERS, "denied")}


def test_what_a_voice_orders_belongs_to_the_voice() -> None:
    talk = "C: I hear voices.\nT: Does he ever tell you to do a thing?\nC: He said, break the window, once. I didn't."
    assert _meant(talk, "abuse") == {(UNREAL, "present")}


def test_the_care_of_a_wound_is_asked_of_the_wound() -> None:
    talk = "C: I cut my arm on Sunday.\nT: Did it need stitches?\nC: No. I washed it."
    assert statuses(finished(talk)) == {(HARM, "present")}


def test_a_rope_that_holds_is_no_means() -> None:
    talk = "T: Any thoughts of suicide?\nC: No.\nT: If a night went black, what's the rope?\nC: I'd wake my sister."
    assert statuses(finished(talk)) == {(SUICIDE, "denied")}


def test_grams_a_week_are_used() -> None:
    assert (USE, "present") in statuses(finished("T: What does that come to?\nC: About four grams a week."))


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        ("How is the garden?", "Green.", False),
        ("How was the wedding?", "Lovely, all of it.", False),
        ("How often?", "Twice.", True),
        ("How are the thoughts now?", "Fainter.", True),
    ],
)
def test_what_is_asked_after_is_a_subject_of_its_own(asked: str, answer: str, told: bool) -> None:
    talk = f"T: Have you ever tried to end your life?\nC: Yes. With pills, at seventeen.\nT: {asked}\nC: {answer}"
    assert any(answer in entry.text for entry in finished(talk).risk) is told
