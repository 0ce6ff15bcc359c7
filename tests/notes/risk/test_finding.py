"""Every mention of risk is found, and told as it was said: asked, denied, present, passive, past, someone else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notes.conversation import ABUSE, HARM, HOME, OTHERS, SUICIDE, UNREAL, USE, finished, risks, statuses, texts
from tests.notes.mock_lines import CLIENT, THERAPIST


@pytest.mark.parametrize(
    ("talk", "kind", "status"),
    [
        ("T: Have you had any thoughts of ending your life?\nC: No. Never.", SUICIDE, "denied"),
        ("T: Have you had any thoughts of ending your life?\nC: Um, god, no.", SUICIDE, "denied"),
        ("T: Any thoughts of taking your own life?\nC: No sir. I was low.", SUICIDE, "denied"),
        ("T: Did any wish turn up that you could just, well, not exist?\nC: No.", SUICIDE, "denied"),
        ("T: Have you had any thoughts of ending your life?\nT: Sorry, one second.", SUICIDE, "asked"),
        ("T: Have you ever tried to end your life?\nC: No, never.", SUICIDE, "denied"),
        ("T: Have you ever tried to end your life?\nC: Yes. With pills, when I was seventeen.", SUICIDE, "historical"),
        ("C: I took all my tablets at once when I was fifteen.", SUICIDE, "historical"),
        ("C: Most nights I wish I just wouldn't wake up.", SUICIDE, "passive"),
        ("C: i dont want to be here anymore im just done", SUICIDE, "passive"),
        ("C: I keep thinking about ending it.", SUICIDE, "present"),
        ("C: My brother tried to kill himself in March.", SUICIDE, "third_party"),
        ("C: We watched a film about a suicide.", SUICIDE, "third_party"),
        ("T: Did you self-harm this week?\nC: Once. On Tuesday.", HARM, "present"),
        ("C: I'm worried my son is going to hurt himself.", HARM, "third_party"),
        ("T: Any thoughts of harming anyone?\nC: I've thought about stabbing my stepdad.", OTHERS, "present"),
        ("T: Do you feel safe at home?\nC: Yes, completely.", HOME, "denied"),
        ("T: Do you feel safe at home?\nC: No.", HOME, "present"),
        ("T: Do you feel safe at home?\nC: He pushed me against the door last Friday.", HOME, "present"),
        ("C: My dad used to hit us with a belt.", ABUSE, "historical"),
        ("C: I haven't been drinking since August.", USE, "denied"),
        ("C: I'm ninety days sober.", USE, "denied"),
        ("C: I want to get sober.", USE, "present"),
        ("C: Two beers, Sunday, with the game.", USE, "present"),
        ("T: The thoughts of being better off dead.\nC: I did, yeah.", SUICIDE, "passive"),
        ("C: In the evenings I say, God, you could take me now and I wouldn't mind it.", SUICIDE, "passive"),
        ("C: My captain shot himself in March.", SUICIDE, "third_party"),
        (
            "T: Would it be easier, do you reckon, if you weren't to go on living?\nC: No, never that.",
            SUICIDE,
            "denied",
        ),
        ("T: Do they seem better off if you weren't around?\nC: No.", SUICIDE, "denied"),
        ("C: I used to drink a bottle of wine a night.", USE, "historical"),
        ("C: My husband drinks every night.", USE, "third_party"),
        ("C: I'm not drinking more than two a night.", USE, "present"),
        ("T: How much are you drinking?\nC: Three or four pints on a Saturday.", USE, "present"),
        ("T: Have you been using?\nC: I haven't touched anything in three weeks.", USE, "denied"),
        ("T: Do you ever hear voices?\nC: No, nothing like that.", UNREAL, "denied"),
        ("C: I hear a man telling me I'm worthless.", UNREAL, "present"),
        ("T: Any thoughts about dying?\nC: No. Not at all.", SUICIDE, "denied"),
        ("C: The lads at work go, I'll kill myself if he texts again.", SUICIDE, "third_party"),
    ],
)
def test_how_it_was_said(talk: str, kind: str, status: str) -> None:
    assert statuses(finished(talk)) == {(kind, status)}


@pytest.mark.parametrize(
    "said", ["Bettina at the theater, she does cocaine.", "He got done for drink driving and he's not told his missus."]
)
def test_what_others_take_who_are_not_at_home_is_their_own_affair(said: str) -> None:
    assert statuses(finished(f"T: How is work?\nC: Fine. {said}")) == set()


@pytest.mark.parametrize(
    "said",
    [
        "I could have died of embarrassment.",
        "My feet are killing me.",
        "I'm taking my life one day at a time.",
        "It does not exist in this town.",
        "The bank overdraft is a suicide mission.",
        "I was dying to get home.",
        "I burnt my arm on the oven making dinner.",
        "My friend said she'd kill me for telling.",
        "Ten energy drinks and the gig still felt dead.",
        "I need to make an attempt to ring her.",
        "I've been thinking about ending it with Dave.",
        "Someone shoved a form into my hand.",
        "We hit the kerb on the way in.",
        "I counted the bottle of tablets into the week box.",
        "Coffee makes me paranoid.",
        "It wouldn't hurt anybody to wait.",
    ],
)
def test_figures_of_speech_are_no_risk(said: str) -> None:
    assert not statuses(finished(f"T: How was the week?\nC: {said}"))


@pytest.mark.parametrize(
    "said",
    [
        "He hit my head against the wall.",
        "My dad hit that boy.",
        "He hits this kid when he's drunk.",
        "He kicked me out of the moving car.",
        "He kicked me off the bed.",
    ],
)
def test_what_is_like_a_figure_of_speech_may_be_violence(said: str) -> None:
    assert "violence" in {kind for kind, _ in statuses(finished(f"T: How was the week?\nC: {said}"))}


def test_a_pause_to_ask_again_still_asks() -> None:
    talk = "T: Thoughts of killing yourself?\nC: I don't know.\nT: Let's pause on that. Have you?\nC: Yes."
    assert SUICIDE in {kind for kind, _ in statuses(finished(talk))}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Have you ever tried meditation?", "Yes, once."),
        ("Do you have access to a car?", "Yes, my mum's."),
        ("Has anyone in your family had depression?", "My aunt, she was on lithium."),
        ("Would you keep the drink diary this week?", "Sure, fine."),
        ("Did you make an attempt to ring the school?", "Yes, twice."),
    ],
)
def test_questions_that_only_sound_like_it_ask_for_no_risk(asked: str, answer: str) -> None:
    assert not statuses(finished(f"T: {asked}\nC: {answer}"))


@pytest.mark.parametrize(
    "answer", ["I don't know.", "I wanted to but I didn't.", "No. Well, sometimes, at night.", "Hm."]
)
def test_an_unclear_answer_is_neither_denied_nor_lost(answer: str) -> None:
    final = finished(f"T: Have you thought about suicide this week?\nC: {answer}")
    assert statuses(final) == {(SUICIDE, "asked")}
    assert "denied" not in texts(final, "risk")


@pytest.mark.parametrize(
    ("asked", "answer", "status"),
    [
        ("Any thoughts of suicide?", "I was in bits, honestly. But no.", "denied"),
        ("Any thoughts of suicide?", "Nobody's dying in this house.", "denied"),
        ("Any thoughts of suicide?", "Not like I did in the spring.", "historical"),
        ("Any thoughts of suicide?", "There was one night in May. It hasn't come back.", "historical"),
        ("Any thoughts of suicide?", "I don't want to die. But for a minute it looked restful.", "passive"),
        ("Do you wish you weren't around?", "At night, sometimes.", "passive"),
        ("Are you wishing you'd just vanish?", "Some nights, yes.", "passive"),
    ],
)
def test_how_people_answer(asked: str, answer: str, status: str) -> None:
    assert statuses(finished(f"T: {asked}\nC: {answer}")) == {(SUICIDE, status)}


@pytest.mark.parametrize(
    "said",
    [
        "I burned my arm with a lighter, in ninth grade.",
        "I burned my arm, on and off. I haven't since Easter.",
        "I burned my arm. Nothing since.",
    ],
)
def test_what_is_over_is_history(said: str) -> None:
    assert statuses(finished(f"T: And your body?\nC: {said}")) == {(HARM, "historical")}


def test_what_the_question_takes_for_granted_is_not_what_is_denied() -> None:
    final = finished("T: When you burned yourself on Friday, were you thinking of dying?\nC: No, never that.")
    assert statuses(final) == {(SUICIDE, "denied")}


def test_the_same_question_is_put_to_the_next_one() -> None:
    talk = "T: Any thoughts of suicide?\nC: Yes, on Monday.\nT: And the same question for you.\nC: No. Never."
    assert (SUICIDE, "denied") in statuses(finished(talk))


def test_the_limits_of_confidence_are_no_mention() -> None:
    talk = "T: What you say is confidential, unless?\nC: Unless I'm going to kill somebody, or myself."
    assert not statuses(finished(talk))


def test_what_a_parent_says_to_the_child_is_not_the_parents() -> None:
    talk = "T: Just what you heard.\nM: You cut yourself because of me."
    assert not {kind for kind, status in statuses(finished(talk)) if status == "third_party"}


def test_an_unclear_answer_is_shown_as_it_was_given() -> None:
    final = finished("T: Have you thought about hurting yourself?\nC: I wanted to but I didn't.")
    assert '"i wanted to but i didn\'t"' in texts(final, "risk")


def test_asked_of_both_only_what_was_denied_is_denied() -> None:
    talk = "T: Any thoughts of suicide, or of hurting yourself?\nC: Yes, the suicide ones, but no self-harm."
    final = finished(talk)
    assert statuses(final) == {(SUICIDE, "present"), (HARM, "denied")}
    assert "denied self-harm" in texts(final, "risk")
    assert "denied any thoughts of suicide" not in texts(final, "risk")


def test_passive_thoughts_without_a_plan() -> None:
    talk = """T: Do you ever wish you could go to sleep and not wake up?
        C: Yeah, sometimes I wish I could just not wake up.
        T: Do you have a plan?
        C: No, I wouldn't do anything."""
    final = finished(talk)
    assert statuses(final) == {(SUICIDE, "passive")}
    assert "denied a plan" in texts(final, "risk")


def test_someone_elses_attempt_and_ones_own_no() -> None:
    talk = """C: My flatmate took an overdose last term.
        T: I'm sorry. And you, any thoughts like that?
        C: No, not me."""
    assert statuses(finished(talk)) == {(SUICIDE, "third_party"), (SUICIDE, "denied")}


def test_means_are_told_without_making_a_wish_to_die_of_them() -> None:
    talk = "T: Are there any guns in the house?\nC: There's a shotgun at my dad's farm."
    final = finished(talk)
    assert (SUICIDE, "present") not in statuses(final)
    assert "shotgun" in texts(final, "risk")


def test_none_since_then_takes_nothing_back() -> None:
    talk = """T: You told me about an attempt, years ago.
        C: Yeah. I was nineteen and I took pills.
        T: And since then?
        C: Nothing, never again."""
    final = finished(talk)
    assert statuses(final) == {(SUICIDE, "historical"), (SUICIDE, "denied")}
    assert "denied" not in texts(final, "risk")  # that there was none since then is told with what was
    assert "never again" in texts(final, "risk")


def test_how_often_belongs_to_the_mention_before() -> None:
    talk = "T: Do you think about not being here?\nC: Yeah, a bit.\nT: How often?\nC: Most evenings."
    (entry,) = risks(finished(talk), SUICIDE)
    assert set(entry.utterances) == {"u1", "u2", "u3", "u4"}


def test_a_no_to_how_it_would_be_done_takes_nothing_from_the_wish() -> None:
    note = finished(
        "T: What do those days sound like?\nC: I lie there and think, if the Lord took me, Carol would manage.\n"
        "T: And when it sits down, does it ever turn into a how? A means, a time, a place?\nC: No. Never got that far."
    )
    assert 'passive suicidal ideation: "i lie there and think, if the lord took me' in texts(note, "risk")
    assert "denied a means, a time, a place" in texts(note, "risk")


def test_a_yes_to_a_remark_answers_no_question_before_it() -> None:
    note = finished(
        "T: Any thoughts of killing yourself?\nC: No, not now.\n"
        "T: I heard about Hodge from the chaplain, and his wife and boys.\nC: Yeah. Hodge. We were in school together."
    )
    assert statuses(note) == {(SUICIDE, "denied")}


def test_an_open_question_is_the_therapists() -> None:
    (entry,) = risks(finished("T: Any thoughts of ending your life?"), SUICIDE)
    assert entry.text.startswith("Therapist:")


def test_a_condition_is_quoted_and_not_stated() -> None:
    final = finished("C: If I lost my kids I'd kill myself.")
    assert SUICIDE in {kind for kind, _ in statuses(final)}
    assert '"if i lost my kids i\'d kill myself"' in texts(final, "risk")
    assert "conditional" in texts(final, "risk")


LINES = st.lists(
    st.one_of(
        st.tuples(st.just("T"), st.one_of(st.sampled_from(THERAPIST), st.text(max_size=60))),
        st.tuples(st.sampled_from("CPMK?"), st.one_of(st.sampled_from(CLIENT), st.text(max_size=60))),
    ),
    min_size=1,
    max_size=6,
)


@given(lines=LINES)
@settings(max_examples=60)
def test_whatever_is_said_each_mention_rests_on_heard_words(lines: list[tuple[str, str]]) -> None:
    talk = "\n".join(f"{who}: {' '.join(text.split()) or 'Hm.'}" for who, text in lines)
    final = finished(talk)
    ids = {one.id for one in final.heard}
    for entry in final.risk:
        assert entry.utterances
        assert set(entry.utterances) <= ids
        assert set(entry.utterances) & {cite for one in final.evidence for cite in one.utterances}


def test_a_question_off_the_record_is_not_cited() -> None:
    talk = """T: Have you had any thoughts of ending your life?
        T: Can we turn that off for a minute?"""
    final = finished(talk)
    (entry,) = risks(final, SUICIDE)
    assert entry.utterances == ("u1",)
    assert "turn that off" not in entry.text


@pytest.mark.parametrize(
    "talk",
    [
        "C: I hit it nine days out of fourteen.",
        "C: I kicked him off my bus.",
        "C: I kept pushing the wrong button.",
        "C: Two years ago this March they hit me with Narcan twice.",
        "C: The blackout curtains came on Monday.",
        "C: I looked hungover with shame on Monday.",
        "C: Which is odd.",
        "C: I had seltzer from eleven to seven.",
        "C: I've been killing him with kindness.",
    ],
)
def test_a_figure_of_speech_is_no_harm(talk: str) -> None:
    assert {kind for kind, status in statuses(finished(talk)) if kind in (HOME, ABUSE, OTHERS)} == set()
    assert "Narcan" in talk or statuses(finished(talk)) == set()


@pytest.mark.parametrize(
    ("talk", "kind"),
    [
        ("C: He hit me with the bat.", ABUSE),
        ("C: He kicked me and he pushed me.", HOME),
        ("C: I was hungover all Sunday.", USE),
        ("C: I OD'd once.", USE),
        ("C: I had two hard seltzers.", USE),
        ("C: I thought about killing him with a knife.", OTHERS),
    ],
)
def test_the_like_of_it_that_is_meant_is_found(talk: str, kind: str) -> None:
    assert kind in {found for found, _ in statuses(finished(talk))}


@pytest.mark.parametrize(
    "between",
    [
        "T: Sure, it's pausing now.\nC: Yeah.",
        "T: We'll come to it. Is that okay?\nC: Yeah, it's okay.",
        "T: So what did you do with the homework, one sentence to Curtis?\nC: I did it, on Sunday.",
    ],
)
def test_a_yes_to_something_else_is_no_yes_to_risk(between: str) -> None:
    asked = "T: Has anybody at home hit you or pushed you?\nC: No, never.\n"
    assert statuses(finished(asked + between)) == {(HOME, "denied")}


def test_a_question_about_people_asks_nobody_in_the_room() -> None:
    assert statuses(finished("T: How often do people who hear voices catch the bus?\nC: All the time.")) == set()


def test_a_proposal_asks_for_no_means() -> None:
    talk = "T: Any thoughts of ending your life?\nC: No.\nT: I'd like the knives to go back in the drawer this week.\n"
    assert statuses(finished(talk + "C: Could my mum come along?")) == {(SUICIDE, "denied")}


def test_another_subject_is_no_detail_of_the_last() -> None:
    talk = (
        "T: How much are you drinking?\nC: Two beers a night.\nT: So who's on your side in this?\nC: My wife, Renita."
    )
    (entry,) = risks(finished(talk), USE)
    assert "Renita" not in entry.text


def test_how_long_ago_is_about_what_was_said_last() -> None:
    talk = """T: Any drinking?
        C: One glass of wine on Saturday. After the divorce it was a bottle a night. That was three years ago."""
    found = {entry.status.value: entry.text for entry in risks(finished(talk), USE)}
    assert "One glass" in found["present"] and "a bottle" in found["historical"]
    assert "three years ago" not in found["present"]


def test_no_to_the_care_of_a_wound_denies_no_harm() -> None:
    talk = (
        "T: I want to ask about the cutting.\nC: I cut myself on Thursday.\nT: Did it need any care?\nC: No. A plaster."
    )
    assert (HARM, "denied") not in statuses(finished(talk))


@pytest.mark.parametrize(
    ("talk", "kind"),
    [
        ("C: You put your hand on my back and stayed.", HOME),
        ("C: I've been drinking that cucumber water.", USE),
        ("C: Like somebody took a belt sander to me.", HOME),
    ],
)
def test_kind_hands_and_water_are_no_mention(talk: str, kind: str) -> None:
    assert not list(risks(finished(talk), kind))


def test_a_way_of_speaking_is_taken_back_by_the_no_that_follows() -> None:
    talk = "C: If I lost I'd want to be dead.\nT: Do you mean thoughts of suicide?\nC: No. God, no."
    assert (SUICIDE, "present") not in statuses(finished(talk))


@pytest.mark.parametrize(
    ("talk", "kind", "status"),
    [
        ("T: And the whisky?\nC: It was three a night, at Easter. It's one now.", USE, "historical"),
        ("T: And the whisky?\nC: It was three a night, at Easter. It's one now.", USE, "present"),
        ("C: I gave up weed in March.", USE, "historical"),
        ("T: Any thoughts of suicide?\nC: Not like that, no.", SUICIDE, "denied"),
        ("T: Any thoughts of hurting anyone?\nC: I'd like to see him in court. No.", OTHERS, "denied"),
        (
            "T: Any thoughts of dying?\nC: One night I thought, if I didn't wake up, fine.\n"
            "T: Has it come back since?\nC: No. Just the once.",
            SUICIDE,
            "historical",
        ),
        (
            "T: You'd told me you figured they'd be better off without you. Anything like that now?\n"
            "C: No. I haven't had that since March.",
            SUICIDE,
            "historical",
        ),
        (
            "T: Self-harm urges on Saturday?\nC: A five.\nT: Did you act on it?\nC: Yeah. I cut, um, on my thigh.",
            HARM,
            "present",
        ),
        ("T: Any voices?\nC: No voices. It's quiet.", UNREAL, "denied"),
    ],
)
def test_it_is_among_what_was_said(talk: str, kind: str, status: str) -> None:
    assert (kind, status) in statuses(finished(talk))


def test_a_saying_of_others_leaves_the_no_as_it_was() -> None:
    said = "C: No. People say it, like, I'm going to kill myself if it rains. But not for real. No."
    assert (SUICIDE, "present") not in statuses(finished(f"T: Any thoughts of ending your life?\n{said}"))
    assert (SUICIDE, "denied") in statuses(finished(f"T: Any thoughts of ending your life?\n{said}"))


def test_an_oath_is_no_harm() -> None:
    assert not statuses(finished("C: I'd cut my own arm off before I did that to her."))


def test_when_it_was_last_is_asked_of_what_was() -> None:
    talk = "T: About the cutting. Is there any of that now?\nC: No.\nT: When was the last time?\n"
    assert statuses(finished(talk + "C: About two years ago.")) == {(HARM, "denied"), (HARM, "historical")}
    assert statuses(finished(talk + "C: I don't know.")) == {(HARM, "denied")}


def test_an_urge_that_was_thought_about_is_there() -> None:
    talk = "T: Any self-harm?\nC: No.\nT: Do you get urges?\nC: I thought about it on Monday. I didn't do it."
    assert (HARM, "present") in statuses(finished(talk))


def test_a_question_for_oneself_is_put_to_the_next_one() -> None:
    talk = "T: Any thoughts of ending your life?\nP: No.\nT: And yourself? Nobody checks on you.\nC: Me? No."
    assert {one for entry in risks(finished(talk), SUICIDE) for one in entry.utterances} == {"u1", "u2", "u3", "u4"}


def test_whether_it_grew_legs_asks_for_a_plan() -> None:
    talk = "C: I wouldn't mind if I didn't wake up.\nT: Does it ever grow legs?\nC: No. No way."
    (one,) = risks(finished(talk), SUICIDE)
    assert one.status.value == "passive"
    assert one.utterances == ("u1", "u2", "u3")


def test_what_a_voice_tells_one_to_do_is_heard() -> None:
    asked = "T: Does he ever tell you to do things?\nC: He said, break the window, once. I didn't."
    (one,) = risks(finished(f"C: I hear a man telling me I'm worthless.\n{asked}"), UNREAL)
    assert one.utterances == ("u1", "u2", "u3")
    assert not statuses(finished(asked))


def test_how_often_asked_back_is_part_of_what_was_told() -> None:
    note = finished(
        "T: And weed?\nC: I had two hits of a weed pen.\nT: I'll leave her mom out. Just the once?\nC: Just the once."
    )
    assert any("Just the once" in one.text for one in risks(note, USE))


def test_what_answers_when_it_was_is_all_of_then() -> None:
    note = finished(
        "T: Any relapse?\nC: I OD'd the once.\nT: When was that?\nC: Two years ago. They hit me with Narcan twice."
    )
    assert any("Two years ago" in one.text for one in risks(note, USE))


@pytest.mark.parametrize(
    "question",
    [
        "And the pistol, where's it living nowadays?",
        "What's in your house, weapons-wise?",
        "Is there a shotgun in the house, from the farm?",
    ],
)
def test_where_weapons_are_is_asked_of_means(question: str) -> None:
    note = finished(f"T: {question}\nC: In the safe, and my brother has the key.")
    assert [one.status for one in risks(note, SUICIDE)] == ["asked"]
    assert not list(risks(note, HOME))


def test_how_long_and_how_far_a_thought_went_is_told_with_it() -> None:
    note = finished("C: I thought they'd be better off without me. It was two nights. It never got as far as how.")
    assert any("two nights" in one.text and "as far as how" in one.text for one in risks(note, SUICIDE))


def test_what_is_said_of_an_attempt_that_was_told_is_of_then() -> None:
    note = finished(
        "T: Did dying cross your mind?\nC: No. Not since ninety-eight.\n"
        "T: Ninety-eight was the pills.\nC: The pills, yes. They kept me eleven days."
    )
    assert any("eleven days" in one.text for one in risks(note, SUICIDE) if one.status == "historical")


def test_an_intent_on_a_scale_is_denied_with_a_zero() -> None:
    note = finished(
        "C: I want to die.\nT: On a scale where ten means you'd really do it, and zero means not a chance?\nC: Zero."
    )
    assert "denied intent" in texts(note, "risk")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Does any part of you want to hurt a patient?", OTHERS),
        ("Did you want to push her?", OTHERS),
        ("Did dying cross your mind?", SUICIDE),
        ("Is dying something you've been thinking about?", SUICIDE),
        ("In the past two weeks, have you had the thought that you want to die?", SUICIDE),
    ],
)
def test_these_ask_of_risk_today(question: str, kind: str) -> None:
    (entry,) = risks(finished(f"T: {question}\nC: No."), kind)
    assert entry.status == "denied"
