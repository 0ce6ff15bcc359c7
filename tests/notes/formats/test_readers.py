"""What each reader may know of the note's people."""

import re

import pytest

from scribe.chart import Goal
from scribe.events import Role, Statement
from scribe.notes.formats.addressed import addressed
from scribe.notes.formats.catalogue import load_format
from scribe.notes.formats.identity import without_identity
from scribe.notes.formats.readers import member_of, members
from scribe.notes.language.cues import load_cues
from scribe.notes.note import Candidate, Material
from scribe.notes.relaying import relay
from tests.notes.conversation import finished, people, statements

CHART = people(
    ("Dana Reyes, LCSW", Role.THERAPIST),
    ("Ana Lopez", Role.CLIENT),
    ("Ben Okafor", Role.CLIENT),
    client="Ana Lopez",
    clinician="Dana Reyes, LCSW",
    date="2026-05-06",
    goals=(Goal(id="G1", text="Ana sleeps through"),),
)
TALK = """
T: Ana, how did you sleep this week?
C: I woke at three on four nights. My sister Gina drove me to Tucson on Friday the twentieth.
T: And Ben, how was the week for you?
P: I drank two beers on Tuesday. Ana told me to call Dr. Osei in March.
T: Any thoughts of ending your life, Ben?
P: No, never.
"""


def material(*rows: tuple[str, str, str]) -> Material:
    candidates = tuple(
        Candidate(kind=kind, text=text, cites=(cite,), weight=1.0, at=at) for at, (kind, text, cite) in enumerate(rows)
    )
    speakers = {"u2": "Ana", "u4": "Ben"}
    return Material(candidates=candidates, speakers=speakers, chart=CHART, names=("Gina", "Osei"))


def test_no_name_place_or_date_in_a_consultation() -> None:
    final = relay(finished(TALK, CHART), load_format("CONSULTATION"), load_cues())
    shown = "\n".join(
        [
            *(one.text for one in statements(final)),
            *(one.text for one in final.risk),
            str(final.header),
            str(final.lint),
        ]
    )
    for name in (
        "Ana",
        "Lopez",
        "Ben",
        "Okafor",
        "Dana",
        "Reyes",
        "Gina",
        "Tucson",
        "Osei",
        "March",
        "twentieth",
        "2026",
    ):
        assert not re.search(rf"\b{name}\b", shown), name
    assert "Client A" in shown
    assert relay(final, load_format("DAP"), load_cues()).header["client"] == "Ana Lopez"


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("Ana saw Gina on Monday.", "Client A saw [name] on Monday."),
        ("ben's boss called on May 4th.", "Client B's boss called on [date]."),
        ("Client sees Dr. Osei on Friday the twentieth.", "Client sees [name] on Friday [date]."),
        ("PHQ-9 of 16, SUD 4.", "PHQ-9 of 16, SUD 4."),
        ("Client may call 555-123-4567 or a@b.org.", "Client may call [contact] or [contact]"),
        ("Born on 1990-02-03.", "Born on [date]."),
        ("It may help to walk in May.", "It may help to walk in [month]."),
        ("Dana Reyes suggested a walk.", "Therapist suggested a walk."),
    ],
)
def test_what_is_taken_out(text: str, coded: str) -> None:
    assert without_identity(CHART, ("Gina", "Osei"))(text).startswith(coded)


def test_each_member_has_a_note_without_the_others_names() -> None:
    group = relay(finished(TALK, CHART), load_format("GROUP"), load_cues())
    by_member = {"m1": "", "m2": ""}
    for section in group.note.sections:
        by_member[member_of(section.key)] += "\n".join(one.text for one in section.statements) + "\n"
    assert not re.search(r"\b(?:Ben|Okafor)\b", by_member["m1"])
    assert not re.search(r"\b(?:Ana|Lopez)\b", by_member["m2"])
    assert "four nights" in by_member["m1"]
    assert "four nights" not in by_member["m2"]
    ids = [one.id for one in statements(group)]
    assert len(set(ids)) == len(ids)


def test_a_member_s_note_names_no_other_member_in_its_header() -> None:
    group = relay(finished(TALK, CHART), load_format("GROUP"), load_cues())
    assert group.header["participants"] == [
        {"name": "Dana Reyes, LCSW", "role": "therapist"},
        {"name": "Ana Lopez", "role": "client"},
        {"role": "client"},
    ]
    assert not re.search(r"\b(?:Ben|Okafor)\b", str(group.header))
    assert "Ben Okafor" in str(relay(group, load_format("DAP"), load_cues()).header)


def test_who_owns_a_statement() -> None:
    found = material(
        ("symptom", "Ana reported waking at three.", "u2"),
        ("risk", "Asked, Ana and Ben each denied any violence.", "u4"),
        ("intervention", "Therapist guided paced breathing.", "u1"),
        ("stressor", "Conflict: it was loud.", "u4"),
        ("response", 'Ben said: "Ana helped me".', "u4"),
    )
    texts = {name: [one.text for one in own.candidates] for _, name, own in members(found)}
    assert texts["Ana"] == [found.candidates[at].text for at in (0, 1, 2)]
    assert texts["Ben"] == [found.candidates[at].text for at in (1, 2, 3, 4)]


def test_a_jotting_stands_with_whom_it_names() -> None:
    about_ben = Statement(id="j1", text="Ben arrived late.", kind="jotting", cites=())
    about_all = Statement(id="j2", text="Quiet start.", kind="jotting", cites=())
    own = Material(own=(about_ben, about_all), chart=CHART)
    assert {name: [one.id for one in part.own] for _, name, part in members(own)} == {
        "Ana": ["j2"],
        "Ben": ["j1", "j2"],
    }


def test_a_group_without_a_chart_is_its_speakers() -> None:
    assert [name for _, name, _ in members(Material(speakers={"u1": "Client", "u2": "Partner"}))] == [
        "Client",
        "Partner",
    ]
    assert [name for _, name, _ in members(Material())] == ["Client"]


@pytest.mark.parametrize(
    ("text", "said_to_them"),
    [
        ("Client agreed to walk before their shift.", "You agreed to walk before your shift."),
        (
            "Asked, client denied any thoughts of hurting themselves.",
            "Asked, you said no to any thoughts of hurting yourself.",
        ),
        ("Client was tired. They were up at six.", "You were tired. You were up at six."),
        ("Therapist taught the client's breathing.", "Your therapist taught your breathing."),
        ('Client said: "They told client off".', 'You said: "They told client off".'),
        ("Client's sister said they would call.", "Client's sister said they would call."),
        ("Client told Gina that they would come.", "Client told Gina that they would come."),
    ],
)
def test_a_sentence_to_the_client(text: str, said_to_them: str) -> None:
    assert addressed(text) == said_to_them


def test_a_couple_is_not_addressed_as_one() -> None:
    summary = relay(finished(TALK, CHART), load_format("CLIENT_SUMMARY"), load_cues())
    assert not re.search(r"\byou\b", " ".join(one.text for one in statements(summary)), re.I)
