"""What a careful reader would flag in a finished note. Rules are data (config/cues/lint.toml); nothing is invented."""

import re
from collections.abc import Sequence

from scribe.events import Finding, Section, Statement
from scribe.notes.cues import Cues, compiled

_QUOTATION = re.compile(r"[\"“][^\"”]*[\"”]")
MAX_QUOTED = 0.5
"""Share of quoted words from which a note reads like a transcript."""


def lint(sections: Sequence[Section], cues: Cues, word_limit: int) -> tuple[Finding, ...]:
    statements = [statement for section in sections for statement in section.statements]
    found = [finding for statement in statements for finding in _statement(statement, cues)]
    return (*found, *_whole(statements, word_limit))


def _statement(statement: Statement, cues: Cues) -> list[Finding]:
    """The client's own words are no wording of the note's."""
    own = _QUOTATION.sub("", statement.text)
    return [
        Finding(rule=rule.key, text=f'"{match[0]}" in: {statement.text}', why=rule.why, statement=statement.id)
        for rule in cues.lint
        if (match := compiled(rule.patterns).search(own))
    ]


def _whole(statements: Sequence[Statement], word_limit: int) -> list[Finding]:
    text = " ".join(statement.text for statement in statements)
    words = len(text.split())
    quoted = sum(len(found[0].split()) for found in _QUOTATION.finditer(text))
    found = []
    if words > word_limit:
        why = "A reader needs the few things that matter; a transcript is not a note."
        found.append(Finding(rule="too_long", text=f"{words} words; at most {word_limit} are asked for.", why=why))
    if words and quoted / words > MAX_QUOTED:
        why = "Long quotations make a transcript, which the chart should not hold."
        found.append(Finding(rule="too_many_quotations", text=f"{quoted} of {words} words are quoted.", why=why))
    if not any(statement.kind in ("intervention",) for statement in statements):
        why = "Medical necessity rests on symptom, impairment and what was done about them."
        found.append(Finding(rule="necessity", text="No intervention is named.", why=why))
    return found
