"""What a careful reader would flag in a finished note: rule, why, and a fix where one is safe. Nothing is invented."""

import re
from collections.abc import Mapping, Sequence

from scribe.events import Finding, Section, Statement
from scribe.notes.checking.lint_rules import LintRules, WordingRule, load_lint
from scribe.notes.formats.chart_facts import FROM_CHART
from scribe.notes.formats.note_format import NoteFormat, Reader

_QUOTATION = re.compile(r"([\"“][^\"”]*[\"”])")
MOST_MINUTES = 20.0
"""Up to here a longer session makes a longer note."""

_NECESSITY = (
    ("a symptom", ("symptom", "presentation", "measure", "risk")),
    ("an impairment in daily life", ("functioning",)),
    ("an intervention by name", ("intervention",)),
    ("the client's response or progress", ("response", "progress", "homework_review")),
)


def lint(
    sections: Sequence[Section],
    layout: NoteFormat,
    minutes: float,
    said: Mapping[str, str] | None = None,
    rules: LintRules | None = None,
) -> tuple[Finding, ...]:
    """`said`: utterance id to its words. A sentence that the chart made is not looked at."""
    rules = rules or load_lint()
    statements = [one for section in sections for one in section.statements if FROM_CHART not in one.flags]
    found = [finding for one in statements for finding in _wording(one, rules, said or {})]
    if layout.reader is Reader.MEMBER:
        return tuple(found)  # several notes: no length, no necessity of the whole
    return (*found, *_length(statements, layout, minutes, rules), *_necessity(statements, layout, rules))


def _wording(statement: Statement, rules: LintRules, said: Mapping[str, str]) -> list[Finding]:
    """The client's own words are no wording of the note's."""
    own = _QUOTATION.sub(" ", statement.text)
    heard = " ".join(said.get(cite, "") for cite in statement.cites).lower()
    found = []
    for rule in rules.rule:
        match = next((hit for pattern in rule.patterns if (hit := _search(pattern, own))), None)
        if match and not (rule.said and match[0].lower() in heard):
            text = f'"{match[0]}" in: {statement.text}'
            fix = _fixed(statement.text, rule)
            found.append(Finding(rule=rule.key, text=text, why=rule.why, statement=statement.id, fix=fix))
    return found


def _search(pattern: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<![\w])(?:{pattern})(?![\w])", text, re.IGNORECASE)


def _fixed(text: str, rule: WordingRule) -> str | None:
    """The statement with the safe words outside its quotations; None where none of them applies."""
    parts = _QUOTATION.split(text)
    for pattern, into in rule.fix.items():
        compiled = re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
        parts = [part if _QUOTATION.fullmatch(part) else compiled.sub(into, part) for part in parts]
    fixed = "".join(parts)
    return fixed[:1].upper() + fixed[1:] if fixed != text else None


def _length(statements: Sequence[Statement], layout: NoteFormat, minutes: float, rules: LintRules) -> list[Finding]:
    text = " ".join(statement.text for statement in statements)
    words, most = len(text.split()), layout.word_limit(minutes)
    quoted = sum(len(part.split()) for part in _QUOTATION.findall(text))
    found = []
    if (rule := rules.of("too_long")) and words > most:
        found.append(Finding(rule=rule.key, text=rule.text.format(words=words, most=most), why=rule.why))
    if (rule := rules.of("too_short")) and words < (rule.below or 0) * min(minutes, MOST_MINUTES):
        shown = rule.text.format(words=words, minutes=round(minutes))
        found.append(Finding(rule=rule.key, text=shown, why=rule.why))
    if (rule := rules.of("too_many_quotations")) and words and quoted / words > (rule.above or 1.0):
        found.append(Finding(rule=rule.key, text=rule.text.format(quoted=quoted, words=words), why=rule.why))
    return found


def _necessity(statements: Sequence[Statement], layout: NoteFormat, rules: LintRules) -> list[Finding]:
    """Why this service, now: symptom, impairment, intervention, response (CLINICAL 2). Only where a payer reads it."""
    rule = rules.of("necessity")
    kinds = {statement.kind for statement in statements}
    lacking = [name for name, wanted in _NECESSITY if not kinds & set(wanted) and set(wanted) - set(layout.leaves_out)]
    if rule is None or layout.reader is not Reader.CHART or not lacking:
        return []
    return [Finding(rule=rule.key, text=rule.text.format(lacking=", ".join(lacking)), why=rule.why)]
