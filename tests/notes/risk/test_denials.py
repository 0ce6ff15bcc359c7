"""What was denied stands with what tempers it, and with what else was said where there is room."""

from scribe.events import Role
from scribe.notes.language.cues import load_cues
from scribe.notes.reading.candidates import shortened
from scribe.notes.risk.finding import mentions
from scribe.notes.telling.outline import candidates
from tests.notes.conversation import finished, people, session, texts


def _forms(talk: str) -> list[str]:
    """The one risk statement from its shortest form on, lower case."""
    read, cues = session(talk), load_cues()
    (found,) = [one for one in candidates(read, mentions(read, cues), cues) if one.kind == "risk"]
    return [form.text.lower() for form in shortened(found)]


def risk(talk: str) -> str:
    return texts(finished(talk), "risk")


def test_what_only_vouches_for_a_no_is_told_where_there_is_room() -> None:
    shortest, longest = _forms("T: Any thoughts of ending your life?\nC: No. I'd tell you. I'm a lousy liar.")
    assert shortest == "asked, client denied any thoughts of ending their life."
    assert "lousy liar" in longest


def test_what_tempers_a_no_is_told_at_any_length() -> None:
    (shortest, *_) = _forms("T: Any thoughts of ending your life?\nC: No. I was low. I'd not do that to Jan.")
    assert "i was low" in shortest
    assert "jan" in shortest


def test_a_no_that_is_a_sentence_of_its_own_stands_as_it_was_said() -> None:
    (shortest, *_) = _forms("T: How do you pull off the dry nights?\nC: I don't drink in front of my kid.")
    assert "in front of my kid" in shortest


def test_each_thing_denied_has_its_own_words_beside_it() -> None:
    said = risk(
        "T: Any voices?\nC: No voices today.\nT: Any thoughts of hurting yourself?\nC: No. I was sad on Monday."
    )
    assert 'denied any voices ("no voices today")' in said
    assert 'any thoughts of hurting themselves ("i was sad on monday")' in said


def test_one_question_that_was_denied_is_told_once() -> None:
    said = risk("T: Does it ever tip over into wanting to be dead, or hurting yourself in any way?\nC: No.")
    assert said == "asked, client denied wanting to be dead, or hurting themselves in any way."


def test_what_another_statement_tells_stands_there_alone() -> None:
    said = risk(
        "T: Any thoughts of ending your life?\nC: No. In March I thought of dying, for an hour. Not since then."
    )
    assert said.count("in march") == 1
    assert "past suicidality" in said


def test_what_a_father_did_is_no_part_of_the_clients_no() -> None:
    said = risk(
        "C: Some days I wish I was dead.\nT: And in all your years, was there any attempt?\n"
        "C: Not one. My old man did. He tried with the car when I was in high school. He lived."
    )
    denied, _, other = said.partition("someone else")
    assert "car" not in denied
    assert "he tried with the car" in other


def test_a_no_that_goes_on_about_another_tells_nothing_of_them() -> None:
    said = risk(
        "T: Anything besides alcohol?\nC: Nothing since, my brother's the one with the pills, he's on his third rehab."
    )
    assert said == "asked, client denied anything besides alcohol."


def test_in_a_couple_an_answer_to_two_kinds_is_told_once() -> None:
    couple = people(("Priya Nair", Role.CLIENT), ("Sam Nair", Role.PARTNER), ("Dr Vale", Role.THERAPIST))
    talk = "T: Priya?\nT: Is anybody hitting you, or touching you against your will?\nC: No. Just low on Monday."
    assert texts(finished(talk, couple), "risk").count("low on monday") == 1


def test_means_that_are_denied_are_not_confirmed() -> None:
    said = risk("T: Any thoughts of suicide?\nC: No.\nT: Do you have guns in the house?\nC: No.")
    assert "denied any thoughts of suicide; guns in the house" in said
    assert "confirmed" not in said


def test_what_was_volunteered_was_not_asked() -> None:
    said = risk("T: How have you been this week?\nC: I've been clean for six months.")
    assert said.startswith("client denied")


def test_a_condition_is_told_with_what_hangs_on_it() -> None:
    said = risk(
        "T: Any thoughts of suicide?\nC: No. I was low. I was not sleeping. If I lost her, I'd go to my sister's."
    )
    assert "if i lost her, i'd go to my sister's" in said
