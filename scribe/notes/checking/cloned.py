"""Text that an earlier note of the same client holds already: what payers deny as cloned."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from scribe.events import Finding, Section, Statement
from scribe.notes.checking.lint_rules import LintRules, load_lint

NAMED_WORK = frozenset({"intervention", "session_info"})
"""Kinds whose words are the same because the same thing was done or checked."""


def cloned(sections: Sequence[Section], earlier: Sequence[str], rules: LintRules | None = None) -> tuple[Finding, ...]:
    """`earlier`: statements of the client's earlier notes."""
    rule = (rules or load_lint()).of("cloned")
    if rule is None or not earlier:
        return ()
    before = [_words(text) for text in earlier]
    statements = [one for section in sections for one in section.statements if one.kind not in NAMED_WORK]
    return tuple(
        Finding(rule=rule.key, text=rule.text.format(statement=one.text), why=rule.why, statement=one.id)
        for one in statements
        if _is_copied(one, before, rule.above or 1.0, rule.below or 0.0)
    )


def _is_copied(statement: Statement, before: Sequence[list[str]], above: float, least: float) -> bool:
    own = _words(statement.text)
    return len(own) >= least and any(alike(own, other, above) for other in before)


def alike(one: list[str], other: list[str], above: float) -> bool:
    """At least this share of the words stands in both, in the same order."""
    if not one or not other or min(len(one), len(other)) < above * max(len(one), len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= above and matcher.ratio() >= above


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())
