"""An amount that the next breath takes back: of 'I get five hours. No, be honest, six.' only six hours are told."""

import re
from collections.abc import Sequence

from scribe.notes.language.values import NUMBER, first_number, numbers
from scribe.notes.reading.conversation import Clause

_AMOUNT = re.compile(
    r"^(?P<takes_back>(?:(?:no|nope|well|wait|sorry|actually|honestly|rather|I mean|hang on|hold on|"
    r"(?:let's |to |I'll )?be honest|call it|make (?:it|that)|more like|let's say|I tell a lie)\b[,.]?\s+)*)"
    rf"(?:(?:maybe|perhaps|about|it was|it's)\s+)?(?P<value>{NUMBER}(?:-?ish)?)\W*$",
    re.IGNORECASE,
)
_MEANT = re.compile(r"\b(?:no|nope|wait|actually|rather|honest|honestly|call|make|more like|lie)\b", re.IGNORECASE)
_NUMBERS = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)


def corrected(stretch: Sequence[Clause]) -> list[tuple[list[Clause], str]]:
    """Each clause of one answer that is told, with those that correct it, and its text as corrected."""
    found: list[tuple[list[Clause], str]] = []
    for clause in stretch:
        if (place := _takes_back(found, clause)) is not None:
            clauses = [one for group, _ in found[place:] for one in group]
            found[place:] = [([*clauses, clause], _with(found[place][1], clause.text))]
        elif not (found and _says_again(found[-1][1], clause)):
            found.append(([clause], clause.text))
        else:
            found[-1][0].append(clause)
    return found


def _takes_back(found: Sequence[tuple[list[Clause], str]], clause: Clause) -> int | None:
    """Which of them it corrects: the last that holds more than an amount, and only one."""
    amount = _AMOUNT.match(clause.text)
    if not amount or not _MEANT.search(amount["takes_back"]):
        return None
    place = next((at for at in range(len(found) - 1, -1, -1) if not _AMOUNT.match(found[at][1])), None)
    if place is None or len(_NUMBERS.findall(found[place][1])) != 1:
        return None
    return place


def _with(text: str, amount: str) -> str:
    found, now = _AMOUNT.match(amount), first_number(text)
    assert found is not None
    assert now is not None
    return text.replace(now, found["value"], 1)


def _says_again(text: str, clause: Clause) -> bool:
    """'Six-ish' after six."""
    amount = _AMOUNT.match(clause.text)
    return bool(amount) and numbers(clause.text) <= numbers(text) and clause.text != text
