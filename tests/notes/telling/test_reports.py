"""What the client told of the client stands; what was asked, imagined, quoted or about others is not a report."""

import re

import pytest

from tests.notes.conversation import finished, statements, texts


def note(talk: str) -> str:
    return texts(finished(talk))


@pytest.mark.parametrize(
    ("talk", "kind", "told"),
    [
        (
            "T: How have you been sleeping?\nC: About six and a half hours.",
            "symptom",
            "sleep: about six and a half hours",
        ),
        ("T: How is your appetite?\nC: I'm skipping lunch most days.", "symptom", "appetite:"),
        ("T: How's school?\nC: I got detention twice and I'm failing maths.", "functioning", "detention twice"),
        ("T: So you've been crying every day?\nC: Yeah.", "presentation", "has been crying every day"),
        ("T: Are you still having panic attacks?\nC: No.", "symptom", 'asked "are you still having panic attacks"'),
        ("T: What went through your mind?\nC: That everyone's laughing at me.", "symptom", "everyone's laughing at me"),
        (
            "T: How did the exposure go?\nC: I did the bus twice. I couldn't do the tube.",
            "homework_review",
            "bus twice",
        ),
        ("T: So what happened?\nC: Since Dad died I can't go in his room.", "functioning", "cannot go in his room"),
    ],
)
def test_told_by_subject(talk: str, kind: str, told: str) -> None:
    assert told in texts(finished(talk), kind)


@pytest.mark.parametrize(
    "said",
    [
        "If I lost my job I'd have to move back home.",
        "What if I never get better?",
        "Do you think I'm going mad?",
        "My mum is really depressed.",
        "My husband sleeps terribly. He snores all night.",
    ],
)
@pytest.mark.parametrize("asked", ["How have you been?", "How have you been sleeping?"])
def test_what_is_no_report_of_the_client(asked: str, said: str) -> None:
    assert note(f"T: {asked}\nC: {said}") == ""


def test_a_negation_stays_one() -> None:
    said = note("T: How's your week been?\nC: I haven't been crying at all.")
    assert "haven't been crying" in said or "have not been crying" in said


def test_what_was_is_told_as_what_was() -> None:
    assert "used to have five a week" in note("T: Any panic attacks?\nC: I used to have five a week.")


def test_the_question_alone_reports_nothing() -> None:
    assert statements(finished("T: So you've been hopeless and not sleeping?")) == []


def test_a_no_to_the_therapists_summary_does_not_confirm_it() -> None:
    said = note("T: So you've been crying every day?\nC: No, not every day.")
    assert "have been crying every day" not in said


def test_a_relatives_medication_is_not_the_clients() -> None:
    final = finished("T: has anyone in your family had depression\nC: yeah my mum she was on lithium")
    assert texts(final, "medication") == ""
    assert "lithium" in texts(final, "history")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Three or four hours.", "three or four"),
        ("Half what it was.", "half what it was"),
        ("Maybe six and a half.", "six and a half"),
    ],
)
def test_amounts_as_they_were_said(said: str, told: str) -> None:
    assert told in note(f"T: How many hours of sleep last night?\nC: {said}")


def test_a_correction_leaves_the_last_value() -> None:
    said = note("T: How many panic attacks?\nC: I had three, no, four panic attacks on the tram.")
    assert "four" in said
    assert "three" not in said


def test_a_quiz_makes_no_diagnosis() -> None:
    assert "adhd" not in note("T: What's been on your mind?\nC: A quiz online said I have ADHD.")


def test_the_therapists_own_life_is_not_in_the_note() -> None:
    final = finished("T: When I was going through my divorce I baked bread. How is your sleep?\nC: I sleep four hours.")
    assert "divorce" not in texts(final)
    assert "four" in texts(final)


def test_unpunctuated_speech_keeps_its_not() -> None:
    said = note("T: how is your appetite\nC: i havent been eating since tuesday")
    assert "not been eating" in said or "haven't been eating" in said


def test_the_medication_is_named_where_only_the_question_named_it() -> None:
    said = texts(finished("T: Are you still taking the sertraline?\nC: Yeah. I missed it twice."), "medication")
    assert "taking the sertraline" in said
    assert "missed it twice" in said


@pytest.mark.parametrize(
    "answer", ["Eight, or the emergency room.", "Nine, eight. Eight or the emergency room.", "Eight."]
)
def test_a_piece_of_a_number_to_dial_is_not_told(answer: str) -> None:
    told = " ".join(texts(finished(f"T: On the safety plan, who do you call?\nC: {answer}"))).lower()
    assert not {"eight", "nine"} & set(told.replace(",", " ").replace(".", " ").split())


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("T: Tell me about Thursday. How did you sleep?\nC: I only got four hours.", "thursday: only got four hours"),
        ("T: How did you sleep on Thursday?\nC: On Friday I got four hours.", "sleep: on friday"),
        ("T: Have you been sleeping since Monday night?\nC: Six hours each.", "since monday night: six hours"),
        ("T: Monday or Tuesday, how did you sleep?\nC: I got four hours.", "sleep: got four hours"),
    ],
)
def test_the_day_that_was_asked_about_is_told_where_the_answer_names_none(talk: str, told: str) -> None:
    assert told in note(talk)


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("T: How's the medication, did you ask Dr. Keane?\nC: He put me on forty milligrams.", "dr. keane: he put"),
        ("T: How's the medication, did you ask Dr. Keane?\nC: I'm on forty milligrams.", "medication: on forty"),
    ],
)
def test_whoever_was_asked_about_is_named_where_the_answer_says_he(talk: str, told: str) -> None:
    assert told in note(talk)


def test_whoever_the_name_of_the_subject_holds_is_named_once() -> None:
    told = note("T: How is the fluoxetine, has Dr. Keane asked?\nC: He put me on forty milligrams.")
    assert told.count("keane") == 1


@pytest.mark.parametrize("said", ["I'd sink like a stone.", "I could nearly die of shame.", "It'd be a disaster."])
def test_what_would_be_is_not_told_without_its_condition(said: str) -> None:
    told = texts(finished(f"T: How is your sleep?\nC: I get five hours. {said}"))
    assert "five hours" in told
    assert not re.search(r"would|die|disaster", told)


def test_what_would_be_is_told_where_it_was_asked() -> None:
    assert "would ring their sister" in texts(
        finished("T: What would you do if you could not sleep?\nC: I'd ring my sister on Friday.")
    )


@pytest.mark.parametrize("said", ["before", "Smaller", "Och", "I could", "It's, huh", "Forget it"])
def test_a_scrap_inside_an_answer_is_not_told(said: str) -> None:
    told = texts(finished(f"T: How is your sleep?\nC: I get five hours. {said}. I wake at two."), "symptom")
    assert said.lower() not in told
    assert "wakes at two" in told


def test_what_was_said_or_thought_then_is_told_as_such() -> None:
    told = texts(finished("T: What happened on Friday?\nC: My boss rang at six. I went, it's my money."))
    assert '"i went, it\'s my money"' in told or "my money" not in told


def test_what_they_could_not_do_to_somebody_protects() -> None:
    told = texts(
        finished("T: What keeps you safe?\nC: My sister. I wouldn't do that to her."), "protective", "strength"
    )
    assert "would not do that to her" in told


@pytest.mark.parametrize(
    "asked",
    [
        "What address are you at this evening, and who's within earshot?",
        "So tell me whereabouts you are and if anyone's listening in.",
        "Location first. Where are you, and who's around?",
        "Whereabouts are you parked?",
    ],
)
def test_where_the_client_is_and_whom_to_ring_is_one_statement(asked: str) -> None:
    talk = (
        f"T: Morning. Is my picture okay?\nC: A bit green.\nT: {asked}\nC: At my friend's "
        "flat, in Leith. Nobody's here.\n"
        "T: And if the signal goes on us?\nC: You ring my mobile. And after that you call Mum in Bendigo."
    )
    said = texts(finished(talk), "session_info")
    assert "in leith" in said
    assert "if the connection is lost: ring their mobile; call mum in bendigo" in said
    assert "you" not in said.split()


def test_where_those_are_who_are_away_is_left_out() -> None:
    talk = (
        "T: Where are you right now, and who's around?\n"
        "C: My room, in Leith. Housemates are at the match. Nobody's here."
    )
    said = texts(finished(talk), "session_info")
    assert "in leith" in said
    assert "nobody" in said
    assert "match" not in said
