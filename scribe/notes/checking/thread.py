"""The golden thread from the treatment plan to today's statements and back (CLINICAL 3): suggestions for a person.

Statement -> goal, objective and planned intervention; then what the plan has and the sessions have not, and the other
way round.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from scribe.chart import Chart
from scribe.events import Finding, Section, Statement
from scribe.notes.checking.lint_rules import LintRules, ThreadRules, load_lint, load_thread
from scribe.notes.language.cues import Cues
from scribe.notes.note import Earlier
from scribe.notes.telling.interventions import NAMED

STEM = 4
"""Letters that tell words of one family: 'mapping' and 'mapped'."""


def earlier_of(report: dict[str, object]) -> Earlier:
    """Of a stored report."""
    sections = msgspec.convert(report.get("sections", ()), tuple[Section, ...])
    statements = [one for section in sections for one in section.statements]
    return Earlier(
        statements=tuple(one.text for one in statements),
        goals=tuple(dict.fromkeys(one.goal for one in statements if one.goal)),
    )


def used(text: str, cues: Cues) -> list[str]:
    """Names of the interventions that a statement says were done."""
    return [one.name for one in cues.interventions if one.does.split(" (")[0] in text]


def planned_for(name: str, planned: Iterable[str], rules: ThreadRules | None = None) -> str | None:
    """The planned intervention that the named one is: by its family's name or by the words they share."""
    rules = rules or load_thread()
    for entry in planned:
        specific = entry.partition(":")[2] or entry  # 'EFT: cycle mapping' does not plan all of EFT
        families = [key for key in rules.families if re.search(rf"\b{re.escape(key)}\b", specific, re.IGNORECASE)]
        if _shares(name, specific) or any(name in rules.families[key] for key in families):
            return entry
    return None


def _shares(name: str, entry: str) -> bool:
    """Every telling word of the shorter one stands in the other."""
    one, other = _stems(name), _stems(entry)
    small, large = sorted((one, other), key=len)
    return bool(small) and small <= large


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"[a-z]{3,}", text.lower())} - {"and", "the", "with", "work", "skil"}


def threaded(statement: Statement, cues: Cues, planned: Sequence[str]) -> Statement:
    """The statement with the planned intervention that it carries out."""
    if statement.kind != "intervention" or not planned:
        return statement
    found = next((entry for name in used(statement.text, cues) if (entry := planned_for(name, planned))), None)
    return msgspec.structs.replace(statement, intervention=found) if found else statement


def thread_findings(
    sections: Sequence[Section], chart: Chart, earlier: Sequence[Earlier], cues: Cues, rules: LintRules | None = None
) -> tuple[Finding, ...]:
    """`earlier`: the client's notes before this one, newest first."""
    rules = rules or load_lint()
    statements = [one for section in sections for one in section.statements]
    return (*_untouched(statements, chart, earlier, rules), *_not_in_plan(statements, chart, cues, rules))


def _untouched(
    statements: Sequence[Statement], chart: Chart, earlier: Sequence[Earlier], rules: LintRules
) -> Iterable[Finding]:
    rule = rules.of("goal_untouched")
    sessions = int(rule.above or 0) if rule else 0
    if rule is None or sessions < 1 or len(earlier) + 1 < sessions:
        return
    touched = {one.goal for one in statements} | {goal for one in earlier[: sessions - 1] for goal in one.goals}
    for goal in chart.goals:
        if goal.id not in touched:
            text = rule.text.format(goal=goal.id, sessions=sessions, statement=goal.text)
            yield Finding(rule=rule.key, text=text, why=rule.why)


def _not_in_plan(statements: Sequence[Statement], chart: Chart, cues: Cues, rules: LintRules) -> Iterable[Finding]:
    """Of named work; what belongs to any treatment is in every plan."""
    rule, thread = rules.of("not_in_plan"), load_thread()
    if rule is None or not chart.planned_interventions:
        return
    named = {one.name for one in cues.interventions if one.weight >= NAMED} - set(thread.always)
    done = {name: one.id for one in statements if one.kind == "intervention" for name in used(one.text, cues)}
    for name, id in done.items():
        if name in named and planned_for(name, chart.planned_interventions, thread) is None:
            yield Finding(rule=rule.key, text=rule.text.format(intervention=name), why=rule.why, statement=id)
