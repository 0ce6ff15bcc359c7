"""Only sections that changed are told, and together they make the whole note."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.events import Section, Statement
from scribe.notes.live import LiveNote

KEYS = ("data", "assessment", "plan")


def note(*lines: str) -> tuple[Section, ...]:
    """One section a line, of the statements between its bars."""
    return tuple(
        Section(
            key=key,
            title=key.title(),
            statements=tuple(
                Statement(id=text, text=text, kind="symptom", cites=("u1",)) for text in line.split("|") if text
            ),
        )
        for key, line in zip(KEYS, lines, strict=True)
    )


def test_an_empty_note_is_not_told() -> None:
    live = LiveNote("DAP")
    assert live.update(note("", "", "")) == []
    assert live.revision == 0


def test_changed_sections_only() -> None:
    live = LiveNote("DAP")
    [first] = live.update(note("Slept badly.", "", "Walks daily."))
    assert [section.key for section in first.sections] == ["data", "plan"]
    assert live.update(note("Slept badly.", "", "Walks daily.")) == []
    [second] = live.update(note("Slept badly.|Eats little.", "", "Walks daily."))
    assert [section.key for section in second.sections] == ["data"]
    assert (first.revision, second.revision) == (1, 2)
    assert (second.final, second.engine, second.format) == (False, "outline", "DAP")


def test_what_is_told_again_is_the_same_object() -> None:
    """Each revision stays in the session's log."""
    live = LiveNote("DAP")
    [first] = live.update(note("Slept badly.", "", ""))
    [second] = live.update(note("Eats little.|Slept badly.", "", ""))
    assert second.sections[0].statements[1] is first.sections[0].statements[0]


def test_a_section_that_empties_is_told() -> None:
    live = LiveNote("DAP")
    live.update(note("Slept badly.", "", ""))
    [told] = live.update(note("", "", ""))
    assert told.sections == note("", "", "")[:1]


def test_the_final_note_is_whole_and_comes_last() -> None:
    live = LiveNote("DAP")
    live.update(note("Slept badly.", "", ""))
    final = live.final(note("Slept badly.", "", ""))
    assert final.final
    assert final.revision == 2
    assert len(final.sections) == 3


@given(st.lists(st.tuples(*[st.sampled_from(["", "A.", "B.", "A.|B."])] * 3), max_size=12))
def test_what_was_told_adds_up_to_the_note(states: list[tuple[str, str, str]]) -> None:
    live = LiveNote("DAP")
    shown = {section.key: section for section in note("", "", "")}
    told = 0
    for state in states:
        for event in live.update(note(*state)):
            assert all(shown[section.key] != section for section in event.sections)
            shown.update({section.key: section for section in event.sections})
            told += 1
            assert event.revision == told
        assert tuple(shown.values()) == note(*state)
