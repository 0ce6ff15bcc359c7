"""A note's people as its reader may know them: by name, without names, or as 'you'. Wording only; nothing is added."""

import re
from collections.abc import Callable, Sequence

import msgspec

from scribe.events import Role, Section
from scribe.notes.formats.addressed import addressed
from scribe.notes.formats.identity import without_identity
from scribe.notes.formats.note_format import Reader
from scribe.notes.language.phrasing import proper_names
from scribe.notes.note import Candidate, Material

_QUOTATION = re.compile(r"(\"[^\"]*\"|“[^”]*”)")
OTHER_MEMBER = "another member"
_AT_START = re.compile(rf"(?:^|(?<=[.!?] ))(?:{OTHER_MEMBER})")


def adapted(sections: tuple[Section, ...], reader: Reader, material: Material) -> tuple[Section, ...]:
    """The sections for their reader. A group's member has `for_member`."""
    if reader is Reader.COLLEAGUE:
        return _each(sections, without_identity(material.chart, {*material.names, *_capitals(sections)}))
    if reader is Reader.CLIENT:
        single = len({who for who in material.speakers.values() if who != "Therapist"}) <= 1
        return _each(sections, lambda text: addressed(text) if single else text)
    return sections


def _capitals(sections: Sequence[Section]) -> frozenset[str]:
    return proper_names(statement.text for section in sections for statement in section.statements)


def _each(sections: Sequence[Section], change: Callable[[str], str]) -> tuple[Section, ...]:
    return tuple(
        msgspec.structs.replace(
            section,
            statements=tuple(msgspec.structs.replace(one, text=change(one.text)) for one in section.statements),
        )
        for section in sections
    )


# -- a group: one note for each member ---------------------------------------------------------------------------------


def members(material: Material) -> list[tuple[str, str, Material]]:
    """Key, name and own material of each member: what they said, what names them first, and what the group did."""
    names = _members(material)
    return [(f"m{number}", name, _of_member(name, names, material)) for number, name in enumerate(names, 1)]


def _of_member(name: str, names: Sequence[str], material: Material) -> Material:
    return msgspec.structs.replace(
        material,
        candidates=tuple(one for one in material.candidates if name in _owners(one, names, material)),
        own=tuple(one for one in material.own if name in (_named(one.text, names) or names)),
    )


def for_member(sections: tuple[Section, ...], key: str, name: str, material: Material) -> tuple[Section, ...]:
    """One member's sections, each told apart by the member's key; the other members have no names."""
    others = _other_names(name, material)
    named = _each(sections, lambda text: _unnamed(text, others))
    return tuple(
        Section(
            key=f"{key}.{section.key}",
            title=f"{name}: {section.title}",
            statements=tuple(msgspec.structs.replace(one, id=f"{key}.{one.id}") for one in section.statements),
        )
        for section in named
    )


def member_of(section: str) -> str:
    """The key of the member whose section this is ('m2.plan'); empty in a note that is no group's."""
    found = re.match(r"(m\d+)\.", section)
    return found[1] if found else ""


def _members(material: Material) -> list[str]:
    """First names in the chart's order; without a chart, whoever spoke."""
    people = [p.name.split()[0] for p in material.chart.participants if p.role is not Role.THERAPIST and p.name.split()]
    spoke = [who for who in material.speakers.values() if who != "Therapist"]
    return list(dict.fromkeys(people or spoke)) or ["Client"]


def _owners(candidate: Candidate, names: Sequence[str], material: Material) -> Sequence[str]:
    """Whose note it stands in: of those it begins with, else of who said it; what no member said is the group's."""
    if candidate.kind == "intervention":
        return _named(candidate.text, names) or names
    if joint := _joint_subject(candidate.text, names):
        return joint
    if named := _named(candidate.text, names):
        return named[:1]
    speakers = {material.speakers.get(cite, "") for cite in candidate.cites}
    return [name for name in names if name in speakers] or names


def _joint_subject(text: str, names: Sequence[str]) -> list[str]:
    """'Ana, Ben and Cy each denied …': all of them."""
    one = "|".join(map(re.escape, names))
    found = re.search(rf"\b(?:{one})(?:, (?:{one}))* and (?:{one})\b", _QUOTATION.sub(" ", text))
    return _named(found[0], names) if found else []


def _named(text: str, names: Sequence[str]) -> list[str]:
    """The members that the text names outside quotations, in its order."""
    outside = _QUOTATION.sub(" ", text)
    places = {name: found.start() for name in names if (found := re.search(rf"\b{re.escape(name)}\b", outside))}
    return sorted(places, key=lambda name: places[name])


def _other_names(name: str, material: Material) -> list[str]:
    """Every name by which another member could be known, longest first."""
    chart = [p.name.partition(",")[0] for p in material.chart.participants if p.role is not Role.THERAPIST]
    others = [one for one in [*chart, *_members(material)] if one.split()[:1] != [name]]
    mine = {word for one in chart if one.split()[:1] == [name] for word in one.split()} | {name}
    words = {word for one in others for word in (one, *one.split()) if len(word) > 1} - mine
    return sorted(words, key=lambda word: (-len(word), word))


def _unnamed(text: str, others: Sequence[str]) -> str:
    """Outside quotations in words; inside them in the brackets that mark what was not said so."""
    if not others:
        return text
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, others))})\b", re.I)
    parts = [
        pattern.sub("[member]", part) if part[:1] in '"“' else pattern.sub(OTHER_MEMBER, part)
        for part in _QUOTATION.split(text)
        if part
    ]
    return _AT_START.sub(lambda found: found[0].capitalize(), "".join(parts))
