"""The safety plan stands in one statement, every step with what it was asked, at any length."""

from tests.notes.conversation import finished, statements, texts

PLAN = """T: Can we pull out the safety plan from last week?
C: It's on my phone.
T: Read me the warning signs.
C: I stop answering texts. I start canceling stuff.
T: Any of that this week?
C: The phone one. Twice.
T: And who do you reach out to?
C: Gina first. Then the crisis line, nine eight eight."""


def test_every_step_is_told_with_what_was_asked() -> None:
    (plan,) = [one.text for one in statements(finished(PLAN), "risk")]
    assert plan.startswith("Safety plan: ")
    assert '"I stop answering texts. I start canceling stuff"' in plan
    assert "who they reach out to: " in plan
    assert "Twice" in plan


def test_it_is_told_whole_however_long_the_session() -> None:
    talk = "\n".join(
        f"T: And day {n}?\nC: On day {n} I cooked pasta and watched the news with my aunt." for n in range(60)
    )
    said = texts(finished(f"{talk}\n{PLAN}"), "risk")
    assert "canceling stuff" in said
    assert "nine eight eight" in said


def test_a_line_that_the_therapist_names_is_told() -> None:
    talk = "T: There's the nine eight eight line, any time, day or night.\nC: I can do that. And the ER at Mercy."
    said = texts(finished(talk), "risk")
    assert "nine eight eight line" in said
    assert "mercy" in said
    assert said.count("nine eight eight") == 1


def test_a_warning_that_is_explained_is_no_plan() -> None:
    talk = "T: Your mind takes it for a warning sign. It's what you do next that counts.\nC: So I checked the wall."
    assert texts(finished(talk), "risk") == ""


def test_a_step_is_headed_by_what_it_is_for() -> None:
    talk = f"{PLAN}\nT: And if it ever turns into doing something?\nC: The emergency room. I don't wait for morning."
    said = texts(finished(talk), "risk")
    assert 'the warning signs: "i stop answering texts' in said
    assert 'if it ever turns into doing something: "the emergency room. i don\'t wait for morning"' in said
