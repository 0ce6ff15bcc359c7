"""Tasks of one talk in a row: what was one sentence stays one, with the word that joined its parts.

'The almonds in the bag before you leave, so the gap stays short.' is one thing to do with its reason, not two tasks.
"""

import re
from collections.abc import Sequence

from scribe.notes.language.content import stems
from scribe.notes.language.phrasing import capital
from scribe.notes.language.sentences import subject_left_out, whole
from scribe.notes.language.tagging import tags
from scribe.notes.language.values import numbers
from scribe.notes.telling.offers import QUANTITY
from scribe.notes.telling.tasks import Task

_JOINS = re.compile(r"^\W*(?P<word>and|so|or|but|then)\b", re.IGNORECASE)
_GOES_WITH = re.compile(
    r"^(?:even|especially|including|only|just|not|no|with|without|about|in|on|at|by|for|from)\b", re.I
)
"""'Even a bad Sunday': goes with the task before it."""
_STRESS = re.compile(r"^(?:even|especially|including|only|just)\s+", re.IGNORECASE)
_ORDERS = frozenset(["VVB", "VDB", "VBB", "VVI"])


def in_a_row(tasks: Sequence[Task]) -> str:
    """Each task once, in the order in which they were named."""
    told: list[Task] = []
    text = ""
    for task in tasks:
        if any(_says_as_much(before.text, task.text) for before in told):
            continue
        text = _after(text, told[-1], task) if told else task.text
        told.append(task)
    return text


def _says_as_much(before: str, text: str) -> bool:
    """'Especially a bad Sunday', after 'even a bad Sunday'."""
    return stems(_STRESS.sub("", text)) <= stems(before) and numbers(text) <= numbers(before)


def _after(text: str, before: Task, task: Task) -> str:
    if before.clause is task.clause:
        return f"{text}, and {task.text}"
    word = _JOINS.match(task.clause.raw)
    joined = f"{text}, {word['word'].lower()} {task.text}" if word else f"{text}, {task.text}"
    goes_with = QUANTITY.match(task.text) or _GOES_WITH.match(task.text)
    reason = word is not None and word["word"].lower() == "so"
    follows = task.clause.is_after(before.clause)
    if follows and (goes_with or reason or before.clause.sentence == task.clause.sentence):
        return joined
    if goes_with:
        return f"{text}, {task.text}"
    return f"{text}. {capital(task.text)}" if _stands_alone(task.text) else f"{text}; {task.text}"


def _stands_alone(text: str) -> bool:
    """Says what is done, as an order or a sentence."""
    return whole(text) or subject_left_out(text) or next(iter(tags(text)), "") in _ORDERS
