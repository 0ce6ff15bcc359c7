"""Each answer is understood: by its own words, or by what it was asked."""

from tests.notes.conversation import finished, texts


def risk(talk: str) -> str:
    return texts(finished(talk), "risk")


def test_a_number_stands_behind_what_was_rated() -> None:
    talk = "T: Urges to self-harm, ones and twos. And what would Saturday have been?\nC: Five. Off the chart five."
    assert 'asked "urges to self-harm, ones and twos. and what would saturday have been?", "five. off' in risk(talk)


def test_how_often_is_told_as_what_was_asked() -> None:
    talk = "C: I think about killing myself.\nT: How often, would you say?\nC: Three mornings this week."
    assert '"i think about killing myself"; asked how often, "three mornings this week"' in risk(talk)


def test_a_question_that_can_be_turned_is() -> None:
    talk = "C: I hear voices.\nT: How much of the day does he take up?\nC: Three hours, perhaps."
    assert 'asked how much of the day he takes up, "three hours, perhaps"' in risk(talk)


def test_what_names_it_needs_no_question() -> None:
    assert risk("T: And how do your Fridays end?\nC: Two beers.") == 'substance use: "two beers".'


def test_what_stands_between_two_things_told_is_told() -> None:
    talk = "T: Have you thought of suicide?\nC: No. I said to Leah, just shoot me. But that's, you know, a saying. No."
    assert "just shoot me. but that's, you know, a saying" in risk(talk)


def test_an_age_is_told_of_the_past_and_not_beside_the_no() -> None:
    talk = "T: And the cutting, that was long ago?\nC: Twenty-two. That summer I was twenty-two. Nine years. But no."
    told = risk(talk)
    assert 'past self-harm: asked "' in told
    assert "twenty-two. that summer i was twenty-two. nine years" in told
    assert "self-harm (" not in told


def test_a_sentence_that_breaks_off_is_told_to_where_it_breaks() -> None:
    assert '"sunday i was hungover"' in risk("C: Sunday I was hungover and I, um.")


def test_what_was_used_is_told_with_what_is() -> None:
    told = risk("T: Any drinking?\nC: I was doing six a night in January. Four beers on Saturday.")
    assert told.count("substance use") == 1
    assert "six a night" in told
    assert "four beers" in told


def test_a_no_that_tells_since_when_is_told_once() -> None:
    assert risk("T: Any drinking?\nC: Nothing since New Year's.").count("new year") == 1


def test_what_it_is_was_said_before_the_question() -> None:
    talk = "T: Back then you were cutting. Is there any of that now?\nC: No."
    assert risk(talk) == "asked, client denied self-harm."


def test_only_the_first_of_two_that_are_offered_is_denied() -> None:
    talk = "T: Is there ever a pull to hurt the baby, or is it more a horror film?\nC: A horror film. Never a pull."
    assert "denied a pull to hurt the baby (" in risk(talk)


def test_a_how_is_a_plan() -> None:
    talk = "C: I wish I was dead.\nT: Was there ever a how or a when to it?\nC: No."
    assert "denied a plan" in risk(talk)


def test_a_family_history_says_of_what() -> None:
    talk = "C: I wish I was dead.\nT: Has anyone in the family died by suicide?\nC: My uncle Ray, when I was ten."
    assert 'family history of suicide: "my uncle ray' in risk(talk)
