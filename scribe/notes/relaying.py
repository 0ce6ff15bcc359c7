"""The same session under another format, quickly and without a model; the clinician's hand stays on it. Pure."""

from collections.abc import Sequence
from typing import Any

import msgspec

from scribe.events import Risk, Role, Section
from scribe.names import same_name
from scribe.notes.checking.cloned import cloned
from scribe.notes.checking.lint import lint
from scribe.notes.checking.thread import thread_findings, threaded
from scribe.notes.formats.header import header, missing, missing_from_account
from scribe.notes.formats.identity import without_identity
from scribe.notes.formats.layout import lay
from scribe.notes.formats.note_format import NoteFormat, Reader
from scribe.notes.hand import UNTOUCHED, Hand
from scribe.notes.language.cues import Cues
from scribe.notes.note import FinalNote, Material

SECONDS_A_MINUTE = 60.0
_KNOWN_BY = ("client", "clinician", "participants", "date", "start", "stop", "started_at", "stopped_at")
"""Of the header: what tells who and when."""


def relay(final: FinalNote, layout: NoteFormat, cues: Cues, *, hand: Hand = UNTOUCHED) -> FinalNote:
    """`final` laid out anew under `layout`, as the outline engine words it and with what the clinician wrote."""
    sections = lay(final.material, layout, minutes_of(final.material), hand)
    note = msgspec.structs.replace(final.note, revision=final.note.revision + 1, engine="outline", format=layout.key)
    return judged(msgspec.structs.replace(final, note=note, format=layout), sections, cues)


def judged(final: FinalNote, sections: Sequence[Section], cues: Cues) -> FinalNote:
    """`final` with these sections, and what is missing from them or should be looked at."""
    material, layout = final.material, final.format
    whole = header(material.chart, material.timing)
    unheard = material.timing.unheard
    lacking = missing_from_account(whole) if unheard else missing(whole, sections, material.chart, layout.leaves_out)
    sections = _threaded(sections, cues, material)
    findings = (
        *(f for f in lint(sections, layout, minutes_of(material), _said(final)) if not unheard or f.statement),
        *cloned(sections, [text for one in material.earlier for text in one.statements]),
        *thread_findings(sections, material.chart, material.earlier, cues),
    )
    note = msgspec.structs.replace(final.note, sections=sections, missing=lacking, lint=findings)
    return msgspec.structs.replace(
        final,
        note=note,
        header=shown_header(whole, layout.reader, material),
        missing=lacking,
        lint=findings,
        risk=shown_risk(layout.reader, material),
    )


def _said(final: FinalNote) -> dict[str, str]:
    return {one.id: one.text for one in final.heard}


def _threaded(sections: Sequence[Section], cues: Cues, material: Material) -> tuple[Section, ...]:
    planned = material.chart.planned_interventions
    return tuple(
        msgspec.structs.replace(section, statements=tuple(threaded(one, cues, planned) for one in section.statements))
        for section in sections
    )


def minutes_of(material: Material) -> float:
    return material.timing.heard_s / SECONDS_A_MINUTE


def shown_header(whole: dict[str, Any], reader: Reader, material: Material) -> dict[str, Any]:
    """The header as this reader may see it."""
    if reader is Reader.MEMBER:
        return _without_others(whole)
    if reader is not Reader.COLLEAGUE:
        return whole
    kept = {key: value for key, value in whole.items() if key not in _KNOWN_BY}
    coded = without_identity(material.chart, material.names)
    if "goals" in kept:
        kept["goals"] = [{**goal, "text": coded(goal["text"])} for goal in kept["goals"]]
    return kept


def _without_others(whole: dict[str, Any]) -> dict[str, Any]:
    """Whose record it is and who led the group by their names, the other members by their role alone."""
    client = whole.get("client", "")
    people = [
        person if person["role"] == Role.THERAPIST or same_name(person["name"], client) else {"role": person["role"]}
        for person in whole.get("participants", ())
    ]
    return {**whole, **({"participants": people} if people else {})}


def shown_risk(reader: Reader, material: Material) -> tuple[Risk, ...]:
    """The risk list beside the note; without names where the note has none."""
    if reader is not Reader.COLLEAGUE:
        return material.risk
    coded = without_identity(material.chart, material.names)
    return tuple(msgspec.structs.replace(one, text=coded(one.text)) for one in material.risk)
