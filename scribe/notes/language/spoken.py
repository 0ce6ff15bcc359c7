"""Recognised speech in usual spelling: apostrophes, the capital I and the marks that were left out.

Some recognisers write 'i dont' and no punctuation at all. What reads the words relies on 'not' and on question marks,
and the loss of either turns a denial or a question into a report.
"""

import re

from scribe.events import Role
from scribe.notes.language.marks import marked

_NOT = r"do|does|did|is|are|was|were|have|has|had|would|could|should|ai|ca|wo"
_CONTRACTIONS = (
    (re.compile(rf"\b({_NOT})nt\b", re.IGNORECASE), r"\1n't"),
    (re.compile(r"\bim\b", re.IGNORECASE), "I'm"),
    (re.compile(r"\bive\b", re.IGNORECASE), "I've"),
    (re.compile(r"\b(you|they)(re|ve|ll|d)\b", re.IGNORECASE), r"\1'\2"),
    (re.compile(r"\b(that|what|there|he|she|how|who)s\b(?! the (?:whole|only) \w+s\b)", re.IGNORECASE), r"\1's"),
    (re.compile(r"\bid (?=like|love|rather|be|have|say|go|just|never|been|want|kill|feel)", re.IGNORECASE), "I'd "),
    (re.compile(r"\bill (?=do|be|try|go|call|keep|take|just|never|see|think|write|get|make|tell|put)\b"), "I'll "),
    (re.compile(r"\bi\b(?!\.e)"), "I"),
)
"""'were', 'well', 'its', 'shell' and 'ill' alone are words of their own and stay."""

_BROKEN_HYPHEN = re.compile(r"(?<=\w) -(?=\w)")
"""A word that was confirmed before its hyphenated rest was heard: 'twenty -eighth'."""


def spelled(text: str, role: Role) -> str:
    """`text` with what its recogniser left out; the words and their order stay."""
    text = _BROKEN_HYPHEN.sub("-", text.replace("’", "'"))
    for pattern, into in _CONTRACTIONS:
        text = pattern.sub(into, text)
    return marked(text, role)
