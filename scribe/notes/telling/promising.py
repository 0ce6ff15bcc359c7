"""What the therapist takes on, as it stands in the plan: 'Therapist will write to Dr. Ray about the shakes.'"""

import re

from scribe.notes.language.tagging import tags

_LEAVE = re.compile(
    r"(?:^|,)\s*(?:and )?(?:(?:is|if) (?:that|it)(?:'s|'d be| is| would be)? |"
    r"if you(?:'re| are|'d be| would be)? |you )"
    r"(?:okay|ok|right|all right|alright|fine|good|happy|agreeable|willing|welcome|allow|agree|like|don't mind|"
    r"up for)(?: (?:it|to))?(?: (?:with|by|for) (?:that|this|it|you|me)(?: both| two)?)?\W*$",
    re.IGNORECASE,
)
_LEAVE_FIRST = re.compile(
    r"^(?:(?:so|and|now|then|okay|good|right)[,.]? )*with (?:your|their) "
    r"(?:leave|okay|consent|permission|say-so|blessing)(?:,? [A-Z]\w+)?,?\s+",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^therapist (?:to|would (?:be (?:glad|happy) to|like to)|is (?:also )?going to)\s+(?=\w)|"
    r"^have therapist\s+(?=\w)",
    re.IGNORECASE,
)
_BASE = frozenset(["VVB", "VVI", "VDB"])
_WILL_ALSO = re.compile(r"^therapist will also ", re.IGNORECASE)


def without_leave(text: str) -> str:
    """Without the words that ask for leave: what is written is what was agreed."""
    return _LEAVE.sub("", _LEAVE_FIRST.sub("", text)).strip(" ,")


def promised(text: str) -> str:
    """'therapist will write to Dr. Ray' of 'write to Dr. Ray', 'therapist to write to Dr. Ray'."""
    if next(iter(tags(text)), "") in _BASE:
        text = f"therapist to {text}"
    return _WILL_ALSO.sub("therapist will ", _LEADS.sub("therapist will ", text, count=1))
