"""The same session under every format: nothing is lost, nothing is added, and the clinician's words stay."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.chart import Chart, Goal
from scribe.events import Note, Section, Statement
from scribe.notes.formats.catalogue import load_format, load_formats
from scribe.notes.formats.layout import lay
from scribe.notes.formats.note_format import NoteFormat
from scribe.notes.hand import Hand, hand_on
from scribe.notes.language.cues import load_cues
from scribe.notes.note import FinalNote, Material
from scribe.notes.reading.candidates import MUST, Candidate
from scribe.notes.relaying import relay
from tests.notes.attacks import SESSION as TALK
from tests.notes.conversation import finished

FORMATS = load_formats()
KIND = st.sampled_from(["symptom", "plan", "risk", "intervention", "measure", "presentation", "history"])
CANDIDATE = st.builds(
    Candidate,
    kind=KIND,
    text=st.lists(st.sampled_from(["Client", "sleeps", "badly", "today", "SUD"]), min_size=1, max_size=8).map(" ".join),
    cites=st.sampled_from([("u1",), ("u2", "u3")]),
    weight=st.sampled_from([0.5, 1.0, 3.0, MUST]),
    at=st.integers(0, 5),
)
MATERIAL = st.lists(CANDIDATE, max_size=10).map(lambda built: Material(candidates=tuple(built), apart=tuple(built)))


def statements(sections: tuple[Section, ...]) -> list[Statement]:
    return [statement for section in sections for statement in section.statements]


def spoken(final: FinalNote) -> set[str]:
    return {one.id for one in statements(final.note.sections)}


@given(MATERIAL, st.sampled_from([one for one in FORMATS if one.reader != "member"]))
def test_sections_follow_the_format(material: Material, layout: NoteFormat) -> None:
    made = lay(material, layout, 10.0)
    assert [section.key for section in made] == [part.key for part in layout.sections]
    every = statements(made)
    placed = [one for one in material.candidates if one.kind not in layout.leaves_out]
    assert len(every) == len(placed)
    assert len({one.id for one in every}) == len(every)
    assert all(one.cites for one in every)
    for section, part in zip(made, layout.sections, strict=True):
        places = [part.kinds.index(one.kind) for one in section.statements]
        assert places == sorted(places)


@given(MATERIAL, st.sampled_from(FORMATS), st.sampled_from(FORMATS))
def test_a_statement_has_one_id_under_all_formats(material: Material, one: NoteFormat, other: NoteFormat) -> None:
    kinds = {(s.id.split(".")[-1], s.kind) for layout in (one, other) for s in statements(lay(material, layout, 10.0))}
    assert len({id for id, _ in kinds}) == len(kinds)


@pytest.mark.parametrize("layout", FORMATS, ids=lambda layout: layout.key)
def test_switching_carries_every_kind_the_format_takes(layout: NoteFormat) -> None:
    dap = finished(TALK)
    laid = relay(dap, layout, load_cues())
    assert (laid.note.format, laid.note.final, laid.note.revision) == (layout.key, True, dap.note.revision + 1)
    wanted = {one.kind for one in statements(dap.note.sections)} - set(layout.leaves_out)
    assert {one.kind for one in statements(laid.note.sections)} >= wanted
    assert all(one.cites for one in statements(laid.note.sections) if one.kind != "session_info")
    assert relay(laid, load_format("DAP"), load_cues()).note.sections == dap.note.sections


@pytest.mark.parametrize("layout", FORMATS, ids=lambda layout: layout.key)
def test_no_switch_takes_the_clinicians_words(layout: NoteFormat) -> None:
    dap = finished(TALK)
    edited = next(one for one in statements(dap.note.sections) if one.kind == "homework")
    own = Statement(id="c1", text="Wore the blue scarf.", kind="clinician", cites=())
    hand = Hand(edited={edited.id: "Walks: three mornings, before breakfast."}, added=(("plan", own),))
    there = relay(dap, layout, load_cues(), hand=hand)
    texts = [one.text for one in statements(there.note.sections)]
    assert "Walks: three mornings, before breakfast." in texts
    assert "Wore the blue scarf." in texts
    again = relay(there, load_format("SOAP"), load_cues(), hand=hand_on(there.note.sections))
    back = {one.text for one in statements(again.note.sections)}
    assert {"Walks: three mornings, before breakfast.", "Wore the blue scarf."} <= back


def test_an_edit_in_a_section_that_is_left_out_is_kept() -> None:
    dap = finished(TALK)
    symptom = next(one for one in statements(dap.note.sections) if one.kind == "symptom")
    laid = relay(dap, load_format("CLIENT_SUMMARY"), load_cues(), hand=Hand(edited={symptom.id: "Slept badly."}))
    assert laid.note.sections[-1].statements[-1].text == "Slept badly."


def test_a_sections_limit_holds_but_for_what_must_stand() -> None:
    light = Candidate(kind="symptom", text="a b c d", cites=("u1",), weight=1.0, at=0)
    heavy = msgspec.structs.replace(light, text="e f g h", weight=2.0, at=1)
    must = msgspec.structs.replace(light, text="i j k l", weight=MUST, at=2)
    layout = load_format("DAP")
    parts = tuple(msgspec.structs.replace(part, limit=4) for part in layout.sections)
    limited = msgspec.structs.replace(layout, sections=parts)
    texts = [one.text for one in statements(lay(Material(candidates=(light, heavy)), limited, 10.0))]
    assert texts == ["e f g h"]
    assert [s.text for s in statements(lay(Material(candidates=(light, must)), limited, 10.0))] == ["i j k l"]


def test_goals_and_extra_statements() -> None:
    one = Candidate(kind="plan", text="Client will walk.", cites=("u4",), weight=1.0, at=2)
    own = Statement(id="j1", text="Wore a scarf.", kind="jotting", cites=())
    chart = Chart(goals=(Goal(id="g7", text="Move more"), Goal(id="g8", text="Sleep")))
    material = Material(candidates=(one,), goals={"Client will walk.": "g7"}, own=(own,), chart=chart)
    data, _, plan = lay(material, load_format("DAP"), 10.0)
    assert data.statements == (own,)
    assert [(statement.id, statement.goal) for statement in plan.statements] == [("plan-u4", "g7")]
    goals = lay(material, load_format("GIRP"), 10.0)[0].statements
    assert [(s.text, s.flags) for s in goals if s.kind == "session_info"] == [
        ("Goal g7 of the treatment plan: Move more.", ("chart",))
    ]


def test_a_chart_fact_is_no_client_location() -> None:
    chart = Chart(goals=(Goal(id="g1", text="Sleep through"),), modality="telehealth, video")
    reviewed = relay(finished(TALK, chart), load_format("PLAN_REVIEW"), load_cues())
    assert "client location" in {one.element for one in reviewed.missing}


def test_what_a_format_leaves_out_is_not_missing_from_it() -> None:
    summary = relay(finished(TALK), load_format("CLIENT_SUMMARY"), load_cues())
    assert not {"symptoms", "functioning"} & {one.element for one in summary.missing}


def test_the_hand_is_read_from_flags() -> None:
    edited = Statement(id="s1", text="Mine.", kind="symptom", cites=("u1",), flags=("edited",))
    added = Statement(id="c1", text="Mine too.", kind="clinician", cites=(), flags=("added",))
    plain = Statement(id="s2", text="Theirs.", kind="symptom", cites=("u1",))
    sections = (Section(key="data", title="Data", statements=(edited, added, plain)),)
    hand = hand_on(Note(revision=1, final=True, engine="outline", format="DAP", sections=sections).sections)
    assert (hand.edited, hand.added) == ({"s1": "Mine."}, (("data", added),))
    assert [hand.locks(one) for one in (edited, added, plain)] == [True, True, False]


OWN = Statement(id="j1", text="Seemed tired.", kind="jotting", cites=(), flags=("observed",))


@pytest.mark.parametrize(("key", "stands_in"), [("plan", "plan"), ("assessment", "assessment"), ("gone", "data")])
def test_what_the_clinician_wrote_for_a_section_stands_there(key: str, stands_in: str) -> None:
    made = lay(Material(own=(OWN,), written_for={"j1": key}), load_format("DAP"), 10.0)
    assert [section.key for section in made if section.statements] == [stands_in]


def test_a_note_of_the_clinicians_own_is_not_for_the_client() -> None:
    layout = load_format("CLIENT_SUMMARY")
    keys = [part.key for part in layout.sections]
    assert all(not statements(lay(Material(own=(OWN,), written_for={"j1": key}), layout, 10.0)) for key in keys)


def test_the_client_reads_what_is_theirs_without_what_the_record_joins_to_it() -> None:
    homework = Candidate(kind="homework_review", text="Log: three days.", cites=("u1",), weight=3.0, at=0)
    stressor = Candidate(kind="stressor", text="Conflict: shouted at.", cites=("u2",), weight=3.0, at=1)
    whole = Candidate(
        kind="homework_review", text=f"{homework.text} {stressor.text}", cites=("u1", "u2"), weight=6.0, at=0
    )
    material = Material(candidates=(whole,), apart=(homework, stressor))
    assert [one.text for one in statements(lay(material, load_format("DAP"), 10.0))] == [whole.text]
    assert [one.text for one in statements(lay(material, load_format("CLIENT_SUMMARY"), 10.0))] == [homework.text]
