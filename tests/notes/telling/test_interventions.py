"""What the therapist did, by name; asking how it went is not doing it."""

import pytest

from tests.notes.conversation import finished, shown, statements, texts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("What's the evidence against that thought?", "cognitive restructuring"),
        ("Let's go up one rung of your fear ladder.", "guided exposure"),
        ("Feet on the floor, and tell me three blue things in that room.", "grounding"),
        ("Breathe in for four and out for six.", "breathing"),
        ("On the one hand you want to stop, on the other it works.", "motivational interviewing"),
        ("Let's go through your safety plan.", "safety plan"),
    ],
)
def test_named_work(said: str, told: str) -> None:
    assert told in texts(finished(f"T: {said}\nC: Okay."), "intervention")


@pytest.mark.parametrize(
    "said",
    ["How did the exposure go?", "How many hours did you sleep last night?", "What if the urge comes back?"],
)
def test_asking_how_it_was_is_not_doing_it(said: str) -> None:
    assert texts(finished(f"T: {said}\nC: Okay."), "intervention") == ""


def test_the_clients_words_are_no_intervention() -> None:
    assert texts(finished("C: My last therapist did exposure and grounding with me."), "intervention") == ""


def test_directions_are_quoted_word_for_word_within_the_length() -> None:
    talk = "T: Feet on the floor, push down. Tell me three blue things in that room.\nC: The lamp."
    (one,) = [s for s in statements(finished(talk), "intervention") if "grounding" in s.text]
    quotes = one.text.split('"')[1::2]
    assert quotes
    for quote in quotes:
        assert quote.lower() in talk.lower()
        assert len(quote.split()) <= 26


def test_the_same_work_is_told_once() -> None:
    talk = "T: What's the evidence for it?\nC: None.\nT: And the evidence against it?\nC: Lots."
    assert texts(finished(talk), "intervention").count("restructuring") == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'm your landlord. Tell me about the leak.", "role play"),
        ("Let's shrink it. What's the first movement your hand would make?", "problem solving"),
        ("Eyes shut if you can, and tell it as though it's happening now.", "imaginal revisiting"),
        ("Let's be detectives. What supports it?", "cognitive restructuring"),
        ("What do you like about the betting?", "motivational interviewing"),
        ("Sit in this chair and speak as the worry.", "chair work"),
    ],
)
def test_work_named_in_everyday_words(said: str, told: str) -> None:
    assert told in texts(finished(f"T: How is your mood?\nC: Low.\nT: {said}\nC: Okay."), "intervention")


@pytest.mark.parametrize(
    "said", ["And right now, in that chair, how strong is it?", "Would you have me mention it to her?"]
)
def test_a_chair_and_a_favour_are_no_work(said: str) -> None:
    told = texts(finished(f"T: How is your mood?\nC: Low.\nT: {said}\nC: Two."), "intervention")
    assert "chair work" not in told
    assert "acceptance" not in told


def test_one_client_alone_escalates_with_nobody() -> None:
    told = texts(
        finished("T: How is your mood?\nC: Low.\nT: Let's pause it here for a minute.\nC: Okay."), "intervention"
    )
    assert "escalation" not in told


def test_what_is_practised_is_told_as_practised_and_not_as_a_report() -> None:
    talk = "T: How is your mood?\nC: Low.\nT: I'll be Ruben.\nC: Ruben, I took the pills and I want the boiler mended."
    told = shown(finished(talk))
    assert 'Client practised: "I took the pills and I want the boiler mended".' in told
    assert "Medication" not in told


def test_what_was_asked_is_told_with_the_name_of_the_work() -> None:
    told = shown(finished("T: What would you say to a friend?\nC: That she did all she could."))
    assert "cognitive restructuring, asking what they would say to a friend." in told


@pytest.mark.parametrize("said", ["That's withdrawal, and it's dull.", "I'll put it on the sheet.", "Tell her that."])
def test_with_one_client_no_cycle_and_no_enactment_is_named(said: str) -> None:
    told = texts(finished(f"T: How is your mood?\nC: Low.\nT: {said}\nC: Okay."), "intervention")
    assert "cycle" not in told
    assert "enactment" not in told


def test_words_that_one_piece_of_work_tells_are_no_other_piece_of_work() -> None:
    told = texts(finished("T: There's a name for it. Urge surfing. It builds, it peaks, it passes.\nC: Okay."))
    assert "urge surfing" in told
    assert "relapse prevention" not in told


def test_of_a_scene_what_says_most_is_told_as_practised() -> None:
    talk = (
        "T: How is your mood?\nC: Low.\nT: I'll be Ruben. You look awful.\nC: You're late.\n"
        "T: Again, softer.\nC: Ruben, I would like you to mend the kitchen boiler by Friday."
    )
    assert 'Client practised: "I would like you to mend the kitchen boiler by Friday".' in shown(finished(talk))


def test_an_experiment_that_is_looked_back_on_is_not_set_up() -> None:
    told = texts(finished("T: Let me hear about the experiment with the bus first.\nC: Fine."), "intervention")
    assert "experiment" not in told


def test_a_scrap_is_not_quoted() -> None:
    said = texts(finished("T: How is your sleep?\nC: Six hours.\nT: Now the raise. Hit me.\nC: I would like a raise."))
    assert '"hit me"' not in said
