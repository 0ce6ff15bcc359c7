"""One session's material laid out under a format: selected within the length, ordered by section. Pure and quick."""

from collections.abc import Iterable, Sequence

import msgspec

from scribe.events import Section, Statement
from scribe.notes.formats import readers
from scribe.notes.formats.chart_facts import chart_facts
from scribe.notes.formats.note_format import NoteFormat, Reader, SectionFormat
from scribe.notes.hand import ADDED, EDITED, UNTOUCHED, Hand
from scribe.notes.note import Candidate, Material
from scribe.notes.reading.candidates import shortened
from scribe.notes.telling.outline import select

_SOME = (Reader.CLIENT, Reader.MEMBER)
"""They may read some of what a statement joins and not the rest."""


def lay(material: Material, layout: NoteFormat, minutes: float, hand: Hand = UNTOUCHED) -> tuple[Section, ...]:
    """The note's sections in the format's order, their people called as its reader may know them.

    A statement's id rests on its kind and its first utterance alone, so that a revision replaces it in place and an
    edit finds it again under every format.
    """
    if layout.reader in _SOME:
        material = msgspec.structs.replace(material, candidates=material.apart)
    if layout.reader is Reader.MEMBER:
        parts = [
            readers.for_member(_laid(own, layout, minutes, hand, prefix=f"{key}."), key, name, material)
            for key, name, own in readers.members(material)
        ]
        return tuple(section for part in parts for section in part)
    return readers.adapted(_laid(material, layout, minutes, hand), layout.reader, material)


def _laid(material: Material, layout: NoteFormat, minutes: float, hand: Hand, prefix: str = "") -> tuple[Section, ...]:
    chosen = _chosen(material, layout, minutes)
    statements = [*chosen, *(s for s in material.own if _place(s, layout, material))]
    statements = [_as_edited(statement, hand, prefix) for statement in statements]
    homeless = _left_out(material, layout, hand, prefix, {statement.id for statement in statements})
    built = [_section(part, layout, statements, material) for part in layout.sections]
    return _with_added(built, homeless, hand, prefix)


def _chosen(material: Material, layout: NoteFormat, minutes: float) -> list[Statement]:
    """What fits into the note's and the sections' lengths, in the order of the session."""
    placed = [one for one in material.candidates if layout.section_of(one.kind, one.text)]
    kept = _forms(placed, layout.word_limit(minutes))
    for part in (section for section in layout.sections if section.limit is not None):
        mine = [one for one in placed if id(one) in kept and layout.section_of(one.kind, one.text) is part]
        fitting = _forms([kept[id(one)] for one in mine], part.limit or 0)
        for one in mine:
            kept[id(one)] = fitting.get(id(kept[id(one)]), kept[id(one)])
            if id(kept[id(one)]) not in {id(form) for form in fitting.values()}:
                del kept[id(one)]
    named = [(kept[id(one)], name) for one, name in _named(material.candidates) if id(one) in kept]
    return [_statement(form, name, material) for form, name in named]


def _forms(candidates: Sequence[Candidate], words: int) -> dict[int, Candidate]:
    """By the id of a candidate: the form of it that was chosen."""
    chosen = {id(form) for form in select(candidates, words)}
    return {id(one): form for one in candidates for form in shortened(one) if id(form) in chosen}


def _named(candidates: Sequence[Candidate]) -> Iterable[tuple[Candidate, str]]:
    """Each candidate with its id, whether it is chosen or not, in the order of the session."""
    used: dict[str, int] = {}
    for candidate in sorted(candidates, key=lambda c: (c.at, c.text)):
        base = f"{candidate.kind}-{candidate.cites[0]}"
        used[base] = used.get(base, 0) + 1
        yield candidate, base if used[base] == 1 else f"{base}-{used[base]}"


def _statement(candidate: Candidate, name: str, material: Material) -> Statement:
    return Statement(
        id=name,
        text=candidate.text,
        kind=candidate.kind,
        cites=candidate.cites,
        goal=material.goals.get(candidate.text),
        objective=material.objectives.get(candidate.text),
    )


def _as_edited(statement: Statement, hand: Hand, prefix: str) -> Statement:
    text = hand.words_of(statement.id, prefix)
    if text is None:
        return statement
    return msgspec.structs.replace(statement, text=text, flags=(*statement.flags, EDITED))


def _left_out(material: Material, layout: NoteFormat, hand: Hand, prefix: str, there: set[str]) -> list[Statement]:
    """Edited statements that the format or its length has no place for: the clinician's words are never lost."""
    every = [_statement(one, name, material) for one, name in _named(material.candidates)]
    edited = [_as_edited(one, hand, prefix) for one in [*every, *material.own] if one.id not in there]
    return [one for one in edited if EDITED in one.flags]


def _section(part: SectionFormat, layout: NoteFormat, statements: Sequence[Statement], material: Material) -> Section:
    mine = [one for one in statements if _place(one, layout, material) is part]
    ordered = sorted(mine, key=lambda one: part.kinds.index(one.kind) if one.kind in part.kinds else len(part.kinds))
    touched = {one.goal for one in statements if one.goal}
    facts = chart_facts(part.chart, material.chart, touched)
    return Section(key=part.key, title=part.title, statements=(*facts, *ordered))


def _place(statement: Statement, layout: NoteFormat, material: Material) -> SectionFormat | None:
    """Where the clinician wrote it for, in the record; for other readers, and for all else, what its kind says."""
    key = material.written_for.get(statement.id) if layout.reader is Reader.CHART else None
    written = next((part for part in layout.sections if part.key == key), None)
    return written or layout.section_of(statement.kind, statement.text)


def _with_added(
    built: Sequence[Section], homeless: Sequence[Statement], hand: Hand, prefix: str
) -> tuple[Section, ...]:
    """The clinician's own statements in the section they were written in, or in the last where it has gone."""
    keys = [section.key for section in built]
    more: dict[str, list[Statement]] = {keys[-1]: list(homeless)} if keys else {}
    for key, statement in hand.added:
        bare = key.removeprefix(prefix)
        mine = not prefix or key.startswith(prefix) or "." not in key
        flags = tuple(dict.fromkeys((*statement.flags, ADDED)))
        if mine and keys:
            there = more.setdefault(bare if bare in keys else keys[-1], [])
            there.append(msgspec.structs.replace(statement, flags=flags))
    return tuple(
        msgspec.structs.replace(section, statements=(*section.statements, *more.get(section.key, ())))
        for section in built
    )
