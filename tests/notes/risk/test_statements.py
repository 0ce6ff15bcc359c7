"""Risk in the note: what was asked and answered, in the client's words, and never left out."""

from scribe.chart import Chart
from scribe.events import Role
from scribe.notes.language.cues import load_cues
from scribe.notes.reading.candidates import shortened
from scribe.notes.risk.finding import mentions
from scribe.notes.telling.outline import candidates
from tests.notes.conversation import finished, people, risks, session, statements, texts

COUPLE = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))


def _forms(talk: str) -> list[str]:
    """The risk statement in each of its lengths, lower case."""
    read, cues = session(talk), load_cues()
    (found,) = [one for one in candidates(read, mentions(read, cues), cues) if one.kind == "risk"]
    return [form.text.lower() for form in shortened(found)]


def risk(talk: str, chart: Chart | None = None) -> str:
    return texts(finished(talk, chart), "risk")


def test_a_denial_says_what_was_denied() -> None:
    talk = "T: Any thoughts of hurting yourself?\nC: No.\nT: And of hurting anyone else?\nC: No, never."
    assert "denied any thoughts of hurting themselves; thoughts of hurting others" in risk(talk)


def test_an_unprompted_denial_was_not_asked() -> None:
    said = risk("C: I'm not suicidal, I just want a rest.")
    assert "client denied suicidal thoughts" in said
    assert "asked" not in said


def test_what_comes_with_the_no_is_told() -> None:
    said = risk("T: Any drinking this week?\nC: No. I poured the gin away on Monday.")
    assert "denied any drinking" in said
    assert "poured the gin away on monday" in said


def test_each_of_a_couple_answers_for_themselves() -> None:
    talk = "T: Priya?\nC: Yes?\nT: Has there been any hitting or pushing?\nC: No.\nP: No, never."
    said = risk(talk, COUPLE)
    assert "each denied" in said
    assert "priya" in said
    assert "sam" in said


def test_a_bare_yes_takes_its_words_from_the_question() -> None:
    said = risk("T: Have you thought about suicide this week?\nC: Yes.")
    assert "confirmed having thought about suicide this week" in said


def test_a_yes_to_what_was_said_of_the_form_is_told_with_what_was_said() -> None:
    said = risk(
        "T: There's number nine on it. The thoughts of being better off dead. You've put a one.\nC: I did, yeah."
    )
    assert said.startswith("passive suicidal ideation:")
    assert "the thoughts of being better off dead" in said
    assert "i did, yeah" in said


def test_a_wish_is_told_whole_in_its_own_words() -> None:
    said = risk(
        "C: I lie there in the dark around five and I listen to the furnace kick on and then I think, "
        "if the Lord took me, Carol would get the insurance, and that would be something."
    )
    assert 'i think, if the lord took me, carol would get the insurance, and that would be something"' in said


def test_a_denial_of_an_attempt_is_no_denial_of_thoughts() -> None:
    said = risk("C: Some days I wish I was dead.\nT: And in all your years, was there any attempt?\nC: Not one.")
    assert "denied past attempts" in said or "denied any attempt" in said
    assert "denied suicidal thoughts" not in said


def test_someone_elses_is_told_as_someone_elses() -> None:
    said = risk("C: My brother tried to kill himself in March.")
    assert said.startswith("someone else:")


def test_every_mention_stands_in_the_note_however_long_the_session() -> None:
    talk = "T: How was it?\n" + "\n".join(
        f"C: On day {n} I went to the shop and I cooked pasta and I watched the news with my aunt." for n in range(40)
    )
    final = finished(talk + "\nC: I thought about killing myself last night.")
    assert list(risks(final, "suicidal_ideation"))
    assert any("killing" in one.text for one in statements(final, "risk"))


def test_without_a_mention_there_is_no_risk_statement() -> None:
    assert risk("T: How is your sleep?\nC: I slept four hours.") == ""


def test_a_denial_stands_in_the_words_it_was_given_in() -> None:
    said = risk("T: Any thoughts of ending your life?\nC: I was in a hole. But no. I want to see the kids grow up.")
    assert (
        'denied any thoughts of ending their life ("i was in a hole. but no. i want to see the kids grow up").' in said
    )


def test_what_somebody_else_did_is_no_part_of_a_denial() -> None:
    said = risk("T: Have you thought about suicide?\nC: No. She drove off the pier. I wouldn't.")
    assert "denied" in said and "pier" not in said.split("denied")[1].split(".")[0]


def test_a_strangers_story_is_told_without_its_details() -> None:
    said = risk("T: Any thoughts of suicide?\nC: No. That was Bex. She took a bunch of her mom's pills in August.")
    assert "another person's suicidal thoughts" in said and "bex" not in said and "pills" not in said


def test_the_clients_own_people_are_named() -> None:
    said = risk("T: Any thoughts of suicide?\nC: No. My cousin killed himself in May.")
    assert "my cousin killed himself" in said


def test_the_quote_holds_the_mention_and_its_amounts() -> None:
    talk = """T: You told me there was an attempt, a long time ago.
        C: Yes. I was nineteen. I took some pills in my dorm. I was in the ward on the hill for the whole of two nights.
        T: Okay.
        C: I went back to my classes on the next Monday. I never told anyone in my year there. I passed in June, too."""
    shortest = min((one for one in _forms(talk)), key=len)
    assert "i took some pills in my dorm" in shortest
    assert "i was nineteen" in shortest


def test_what_somebody_keeps_saying_is_no_part_of_the_quote() -> None:
    said = risk("T: Any drinking?\nC: Half a beer, on the Fourth. My mother-in-law keeps saying I'm lazy.")
    assert "half a beer" in said
    assert "lazy" not in said


def test_a_quote_begins_with_a_word() -> None:
    assert '"three beers' in risk("T: Are you drinking?\nC: Um, uh, three beers a night.")


def test_a_denials_words_are_not_told_twice() -> None:
    talk = "T: Any hurting yourself, these days?\nC: No. I used to cut my arm, in eighth grade."
    said = risk(talk)
    assert "denied" in said
    assert said.count("eighth grade") == 1


def test_a_denial_keeps_all_of_what_was_said_with_it() -> None:
    """Half of it may say the opposite."""
    talk = """T: Any thoughts of ending your life?
        C: No. I said to Leah, if I go on till eighty, shoot me. It's a figure of speech. I don't want to die."""
    (shortest, *_) = _forms(talk)
    assert "figure of speech" in shortest
    assert "don't want to die" in shortest


def test_what_a_fathers_drinking_did_to_him_is_his_however_it_is_said() -> None:
    said = "C: No. Two pints of a Saturday. Me dad did that, and it were his liver that finished him."
    told = texts(finished(f"T: Anything to drink, or drugs?\n{said}"), "risk")
    assert "two pints" in told
    assert "liver" not in told


def test_a_question_that_was_answered_for_one_kind_was_not_left_without_an_answer() -> None:
    said = risk(
        "T: Suicide urges, Wednesday's a four. Self-harm on Wednesday, also a four?\nC: That's a five. It was a five."
    )
    assert "five" in said
    assert "no answer was heard" not in said


def test_what_is_at_hand_is_told_whole_at_any_length() -> None:
    (shortest, *_) = _forms(
        "T: Are there guns in the house?\nC: A rifle. It's my dad's. It's in the cellar, locked. So are the shells."
    )
    assert "locked" in shortest
    assert "shells" in shortest


def test_words_that_only_go_on_are_not_quoted() -> None:
    assert '"three beers' in risk("T: Are you drinking?\nC: And, well, so, three beers a night.")


def test_a_rated_intent_is_told_with_what_was_rated() -> None:
    said = risk(
        "T: What do those days sound like?\nC: I want to die.\nT: How close to doing it, zero to ten?\nC: Three."
    )
    assert 'intent (asked: how close to doing it, zero to ten): "three"' in said


def test_who_said_it_stands_where_more_than_the_client_speaks() -> None:
    said = risk("C: I thought about killing myself.\nP: I thought about killing myself.")
    assert 'partner said "i thought about killing myself"' in said


def test_what_was_answered_by_neither_yes_nor_no_is_told_by_kind() -> None:
    talk = """T: Or of wishing you wouldn't wake up?
        C: Back in November, I'd just as soon join her.
        T: And the beer, would you take it apart with me?
        C: Go ahead, the sink first."""
    assert "suicidal thoughts and alcohol" not in risk(talk)


def test_an_order_that_was_not_followed_is_told_with_that() -> None:
    said = risk(
        "T: How have you been?\nC: I hear the voices, the Foreman mainly.\n"
        "T: Does he ever tell you to do a thing?\nC: He said, break the window, once. I didn't. I made toast."
    )
    assert "he said, break the window, once. i didn't" in said
