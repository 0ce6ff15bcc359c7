"""Homework is what the client took on, with the values that were agreed; the rest is a proposal, or nothing."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scribe.chart import Chart
from scribe.events import Role
from scribe.notes.language.cues import load_cues
from scribe.notes.language.values import numbers
from scribe.notes.reading.candidates import MUST, shortened
from scribe.notes.telling.outline import candidates
from tests.notes.conversation import finished, people, session, statements, texts

TALK = "T: Sleep?\nC: Six hours.\nT: And food?\nC: Toast.\nT: And the choir?\nC: Loud.\n"
WALK = "T: Could you take a ten minute walk each morning this week?\n"


def plan(talk: str, chart: Chart | None = None) -> str:
    return texts(finished(talk, chart), "homework", "plan")


@pytest.mark.parametrize(
    "answer", ["Yes, I can do that.", "Sure.", "Okay, fine.", "I'll do it after breakfast.", "Yep."]
)
def test_what_is_accepted_is_homework(answer: str) -> None:
    said = plan(f"{WALK}C: {answer}")
    assert said.startswith("homework: take a ten minute walk each morning")


@pytest.mark.parametrize(
    "answer",
    [
        "No, I really don't want to.",
        "I'd rather not.",
        "Not really.",
        "Honestly, no.",
        "I hate walking.",
        "Yeah, no, I don't think I will be honest.",
        "No way. I couldn't.",
    ],
)
def test_what_is_declined_is_nowhere(answer: str) -> None:
    assert plan(f"{WALK}C: {answer}\nT: Okay, that's fine.\nC: Thanks.") == ""


@pytest.mark.parametrize(
    "answer",
    ["I'll think about it.", "Hmm, I don't know. Mornings are chaos.", "Okay. But not this week.", "We'll see.", "Mm."],
)
def test_what_nobody_took_on_is_a_proposal(answer: str) -> None:
    assert plan(f"{WALK}C: {answer}").startswith("homework proposed:")


def test_a_hedge_is_told_in_the_clients_words() -> None:
    assert 'client said "i\'ll think about it"' in plan(f"{WALK}C: I'll think about it.")


def test_unanswered_is_proposed() -> None:
    assert plan(WALK).startswith("homework proposed:")


@pytest.mark.parametrize(
    ("talk", "agreed", "gone"),
    [
        (f"{WALK}C: Maybe five minutes? Ten is too long.\nT: Five is fine.\nC: Okay.", "5", "10"),
        (
            "T: Could you ring four friends this week?\nC: Four is a lot. Could I do two?\nT: Two is great.\nC: Okay.",
            "2",
            "4",
        ),
        (
            "T: What if we add a worry slot each evening at six?\nC: I can't. Seven?\nT: Seven works.\nC: Good.",
            "7",
            "6",
        ),
        (
            "T: For homework, read nine pages a day.\nC: That's too much. I can do three pages.\nT: Three it is.",
            "3",
            "9",
        ),
    ],
)
def test_only_the_bargained_value_stands(talk: str, agreed: str, gone: str) -> None:
    said = plan(talk)
    assert said.startswith("homework:")
    assert agreed in numbers(said)
    assert gone not in numbers(said)


def test_once_instead_of_twice() -> None:
    said = plan("T: How about calling your sister twice this week?\nC: Twice is a lot. Once maybe.\nT: Once is great.")
    assert "once" in said
    assert "twice" not in said


def test_the_answer_gives_the_terms() -> None:
    said = plan(
        "T: Could you try the thought record every day?\nC: Every day is a lot.\nT: What could you do?\nC: Five."
    )
    assert "five" in said
    assert "every day" not in said


@pytest.mark.parametrize(
    "asked",
    [
        "Did you manage to keep the sleep diary this week?",
        "Have you thought about going to a meeting this week?",
        "How many nights did you write it down this week?",
    ],
)
def test_a_question_of_what_was_done_sets_no_homework(asked: str) -> None:
    assert plan(f"T: {asked}\nC: Four nights out of seven.") == ""


def test_what_the_therapist_will_do_and_what_the_client_will_do_are_two() -> None:
    talk = """T: I'll send you the worksheet tonight and I'd like you to fill in one page before next time.
        C: Sure, will do."""
    final = finished(talk)
    (homework,) = statements(final, "homework")
    (promise,) = statements(final, "plan")
    assert "page" in homework.text
    assert "worksheet" not in homework.text
    assert promise.text.startswith("Therapist will send")
    assert "page" not in promise.text


COUPLE = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))


def test_a_couple_agrees_together_or_not_at_all() -> None:
    offer = "T: Could you both put the phones away after nine each night?\n"
    assert plan(f"{offer}P: Sure.\nC: Okay, yes.", COUPLE).startswith("homework:")
    divided = plan(f"{offer}P: Sure.\nC: I'm on call, I can't.", COUPLE)
    assert divided.startswith("homework proposed:")
    assert "i'm on call. i can't" in divided


def test_a_question_back_is_no_bargain() -> None:
    talk = """T: Could you try one meeting before Friday?
        C: Which one?
        T: The Tuesday one at the church.
        C: Okay."""
    said = plan(talk)
    assert said.startswith("homework:")
    assert "one meeting" in said
    assert "tuesday one" in said


def test_unpunctuated_speech_agrees_too() -> None:
    said = plan("T: could you write down three worries before bed this week\nC: yeah i can do that")
    assert said.startswith("homework: write down three worries")


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (
            "T: Can we meet next Thursday at half past two?\nC: That works.",
            "next appointment: next thursday, half past two",
        ),
        ("T: See you in two weeks, Monday at four.\nC: See you then.", "next appointment:"),
        ("T: Can we meet next Thursday at two?\nC: I can't do Thursday. Could we say Friday at nine?", "proposed: "),
        ("T: Can we meet next Thursday at two?", "next appointment proposed: next thursday, two"),
    ],
)
def test_the_appointment_as_it_was_taken(talk: str, told: str) -> None:
    assert told in texts(finished(talk), "appointment")


def test_a_declined_time_is_no_appointment() -> None:
    said = texts(finished("T: Can we meet next Thursday at two?\nC: I can't do Thursday."), "appointment")
    assert "two" not in said


OFFERS = st.sampled_from(["write in the diary", "ring your cousin", "practise the breathing", "keep the mood log"])
TIMES = st.sampled_from(["three", "four", "six", "nine"])
NOES = st.sampled_from(["No, sorry.", "I can't, honestly.", "Not this week.", "I'd rather not.", "Nope."])
YESES = st.sampled_from(["Yes.", "Sure, okay.", "I'll do that.", "Yeah, fine.", "Deal."])


@given(offer=OFFERS, often=TIMES, yes=YESES, no=NOES)
@settings(max_examples=40)
def test_yes_makes_homework_and_no_makes_none(offer: str, often: str, yes: str, no: str) -> None:
    asked = f"T: Could you {offer} {often} times this week?\n"
    assert often in plan(f"{asked}C: {yes}")
    assert plan(f"{asked}C: {no}") == ""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "I'm calling Dr. Byrne about the rash, if you're happy with that.",
            "therapist is calling dr. byrne about the rash",
        ),
        ("Would you be willing to have me mention the shakes to Dr. Byrne?", "mention the shakes to dr. byrne"),
        ("Would it be easier if I wrote to Dr. Byrne first?", "therapist will write to dr. byrne first"),
        ("Can I let Dr. Byrne know about the missed pills?", "therapist will let dr. byrne know"),
        ("I'd be glad to phone Dr. Byrne this week, is that all right?", "phone dr. byrne this week"),
        ("I can fill in the housing form by Monday, if you'd sign the release.", "fill in the housing form by monday"),
    ],
)
def test_what_the_therapist_takes_on_is_a_plan(said: str, told: str) -> None:
    assert told in texts(finished(f"T: {said}\nC: Yes, please do."), "plan")


def test_a_direction_that_is_taken_on_is_homework() -> None:
    assert plan("T: That's a study buddy. Text her today.\nC: I'll do it from the bus.").startswith(
        "homework: text her today"
    )


def test_a_direction_that_nobody_takes_on_is_none() -> None:
    assert plan("T: Text her today.\nC: I'd rather not.") == ""


def test_the_day_of_an_answer_is_told_with_what_is_done() -> None:
    told = plan("T: And could you do one thing with a person in it?\nC: I could ask Nora to the choir. Sunday, maybe.")
    assert "sunday" in told


def test_what_was_said_to_a_proposal_is_cited_with_its_own_utterances() -> None:
    talk = "T: Could you write three worries down daily?\nC: I skip lunch about twice a week.\nC: Three. No, two."
    (one,) = statements(finished(talk), "homework")
    assert one.text.endswith('Client said "I skip lunch about twice a week", "Two".')
    assert one.cites == ("u1", "u2", "u3")


def test_who_takes_it_on_will_do_it() -> None:
    said = plan(f"{WALK}C: Yes. I'll put my shoes beside the kettle on Sunday.")
    assert "client will put their shoes beside the kettle" in said


def test_where_words_run_out_the_task_stands_without_its_answer() -> None:
    answer = "C: Yes. I'll put my shoes beside the kettle on Sunday."
    talk = session(f"T: Hello.\nC: Hello.\nT: Warm here.\nC: It is.\n{WALK}{answer}")
    (found,) = [one for one in candidates(talk, (), load_cues()) if one.kind == "homework"]
    short, whole = shortened(found)
    assert short.must
    assert ("kettle" in short.text, "kettle" in whole.text) == (False, True)
    assert "ten minute walk" in short.text


def test_an_early_agreement_is_no_must_for_what_was_answered() -> None:
    talk = session(f"{WALK}C: Yes. I'll put my shoes beside the kettle on Sunday.\nT: Good.\nC: I like it.")
    (found,) = [one for one in candidates(talk, (), load_cues()) if one.kind == "homework"]
    assert not msgspec.structs.replace(found, weight=2 * MUST).must


@pytest.mark.parametrize(
    "said",
    [
        "Could you bring that along?",
        "Could you write that down?",
        "Shall we say I'm Nora, the kettle on?",
    ],
)
def test_what_names_nothing_to_do_is_no_homework(said: str) -> None:
    told = texts(finished(f"T: How was the choir?\nC: Loud.\nT: {said}\nC: Yes, sure."), "homework", "plan")
    assert told == ""


def test_a_remark_beside_the_task_is_no_task() -> None:
    talk = "T: For homework, walk to the pier twice. Spelling doesn't count.\nC: Yes, I'll do that."
    told = texts(finished(talk), "homework")
    assert "walk to the pier twice" in told
    assert "spelling" not in told


def test_terms_that_are_said_back_and_taken_stand() -> None:
    told = plan("T: For homework, could you do five minutes of drumming every day?\nC: Every day? Okay. Fine.")
    assert "five minutes of drumming every day" in told


def test_what_is_turned_down_takes_no_other_terms_with_it() -> None:
    talk = (
        "T: For homework, keep the phone off for two hours. And I'd like you to drum every day.\n"
        "C: Could I do four?\nT: Four it is.\nC: Okay."
    )
    told = plan(talk)
    assert "two hours" in told
    assert "every day" not in told


@pytest.mark.parametrize(
    "said", ["Could I have Ben for the rest of it this week?", "Let's talk about what goes home with you."]
)
def test_how_the_session_goes_on_is_no_task(said: str) -> None:
    before = "T: So, for homework, a walk each day?\nC: Okay, I'll walk each day.\n"
    assert plan(f"{before}T: {said}\nC: Yes, okay.") == plan(before)


@pytest.mark.parametrize(
    ("said", "task"),
    [("And the shoe rack, how's that faring?", "the shoe rack"), ("By Friday, what can I count on?", "")],
)
def test_what_is_asked_of_a_thing_is_nothing_to_do(said: str, task: str) -> None:
    told = plan(f"T: Sleep?\nC: Six hours.\nT: Homework, then. {said}\nC: I'll sand it on Friday.")
    assert task in told
    assert "faring" not in told
    assert "count on" not in told


def test_a_thing_to_do_keeps_its_noun() -> None:
    told = plan("T: For homework, one thing with a person in it?\nC: Yes, I can do that.")
    assert "one thing with a person in it" in told


def test_the_amount_that_was_taken_stands_with_what_it_counts() -> None:
    talk = (
        f"{TALK}T: Homework, then. The family supper. How many days could you sit down?\nC: Five's a lot. Three?\n"
        "T: Three's a good place to start. A plate, a chair, no phone.\nC: Okay."
    )
    told = plan(talk)
    assert "the family supper, three days" in told
    assert "good place" not in told


def test_an_example_for_who_asked_for_one_is_no_homework() -> None:
    talk = (
        f"{TALK}T: Homework, then. The timer, once a day.\nC: Once a day. So what do I do in the break?\n"
        "T: Walk. Stretch. Water somebody's fern.\nC: Okay. I'll walk."
    )
    told = plan(talk)
    assert "timer" in told
    assert "fern" not in told


@pytest.mark.parametrize("leave", ["if that'd be welcome", "if you're okay with that", "if you allow it"])
def test_the_leave_that_was_asked_is_no_part_of_the_promise(leave: str) -> None:
    told = plan(f"T: I'll write to Dr. Byrne about the rash, {leave}.\nC: Yes, please do.")
    assert told == "therapist will write to dr. byrne about the rash."


def test_what_the_client_adds_is_told_of_them() -> None:
    told = plan("T: I'd like to write to Dr. Byrne about the rash.\nC: Please do. I see her on May fifth anyway.")
    assert "client sees her on may fifth anyway" in told


def test_what_the_therapist_wants_stands_with_its_condition() -> None:
    told = plan("T: If you ever go to stop all at once, I want Dr. Byrne in on it first.\nC: Yeah, okay.")
    assert "if they ever go to stop all at once, therapist wants dr. byrne in on it first" in told


def test_how_an_old_task_went_sets_no_new_one() -> None:
    rest = "".join(f"T: And the {thing}?\nC: Fine.\n" for thing in ("choir", "garden", "job", "car"))
    assert plan(f"T: Could you say that slower?\nC: Five, then. And he did. He went slower.\n{rest}") == ""


def test_what_the_therapist_takes_on_early_stands_however_short_the_note() -> None:
    talk = "T: I'd like to write to Dr Feeney about the dizziness. Is that all right?\nC: Do, of course.\n" + "".join(
        f"T: And the {thing}?\nC: It was {many} times this week, and on {day} twice.\n"
        for thing, many, day in (("choir", "two", "Monday"), ("pool", "three", "Friday"), ("garden", "four", "Sunday"))
    )
    told = [one for one in candidates(session(talk), (), load_cues()) if "Feeney" in one.text and one.kind == "plan"]
    assert [one.must for one in told] == [True]
