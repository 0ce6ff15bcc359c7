"""Recognised speech in usual spelling: apostrophes, the capital I and the mark of a question that was left out.

Some recognisers write 'i dont' and no punctuation at all. What reads the words relies on 'not' and on question marks,
and the loss of either turns a denial or a question into a report.
"""

import re

from scribe.events import Role

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

_MARKED = re.compile(r"[.?!…]")
_LEAD = r"^(?:(?:so|and|okay|ok|right|um+|uh+|er+|well|now|but|then)[, ]+)*"
_INVERTED = re.compile(
    rf"{_LEAD}(?:do|did|does|are|were|is|was|have|has|had|can|could|would|will|should|shall) "
    r"(?:you|we|i|it|that|there|they|he|she|your|the|any\w*)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    rf"{_LEAD}(?:(?:what|how|why|where|when|who)(?:'s| is| are| did| do| does| was| were| have| has| would| could| will"
    r"| about| many| much| often| long| went)\b|any\b)",
    re.IGNORECASE,
)


_ASKS_ON = re.compile(
    r"(?:^|[.?!]\s+)(?:and|or)\s+(?!(?:rest|breathe|relax|notice|open|close|stop|go|good|great|awake|again|hold|then|"
    r"exhale|inhale|push|let|just|now|out|in|we|i|you|it|that's|it's)\b)(?:(?:the|your|that|this|those|since|how|what)\s)?"
    r"[\w']+(?:\s(?!(?:is|was|are|were|has|had|will|can|came|went|got|said|left|\w+ed)\b)[\w']+){0,2}(\.)\s*$",
    re.IGNORECASE,
)
"""'And the highway.' 'And work.': a therapist's next subject, whose mark was misheard."""


def spelled(text: str, role: Role) -> str:
    """`text` with what its recogniser left out; the words and their order stay."""
    text = _BROKEN_HYPHEN.sub("-", text.replace("’", "'"))
    for pattern, into in _CONTRACTIONS:
        text = pattern.sub(into, text)
    if role is Role.THERAPIST and (found := _ASKS_ON.search(text)):
        return f"{text[: found.start(1)]}?{text[found.end(1) :]}"
    return f"{text.rstrip()}?" if _asks(text, role) else text


def _asks(text: str, role: Role) -> bool:
    """No mark anywhere, and it begins as a question. A client's 'any time I go out' or 'what hurts' begins a report."""
    if _MARKED.search(text):
        return False
    return bool(_INVERTED.match(text) or (role is Role.THERAPIST and _QUESTION_WORD.match(text)))
