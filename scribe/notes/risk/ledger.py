"""The list that the clinician watches: one entry for each kind of risk, person and status."""

from collections.abc import Sequence

import msgspec

from scribe.events import Risk, RiskKind, RiskStatus
from scribe.notes.risk.mentions import CERTAIN, Mention, one_after_another

TO_CHECK = " (to check)"
"""After what was heard by its meaning alone."""

_Key = tuple[RiskKind, str, RiskStatus, bool]
"""`Mention.meant` last: what was only heard by its meaning stands by itself."""


def ledger(found: list[Mention]) -> list[Risk]:
    entries: dict[_Key, Mention] = {}
    for mention in found:
        own: _Key = (mention.kind, mention.who, mention.status, mention.meant)
        key = _absorbing(entries, mention) or own
        entries[key] = _with(entries[key], mention) if key in entries else mention
    known = {key: one for key, one in entries.items() if not one.meant}
    settled = {key[0] for key in known if key[2] is not RiskStatus.ASKED}
    passive = {key[:2]: one for key, one in known.items() if key[2] is RiskStatus.PASSIVE}
    return [
        Risk(kind=one.kind, status=key[2], utterances=one.cites, text=_told(one))
        for key, one in entries.items()
        if not (key[2] is RiskStatus.ASKED and key[0] in settled and not one.clauses)
        and not (key[2] is RiskStatus.PRESENT and key[:2] in passive and _of_one_answer(one, passive[key[:2]]))
    ]


def _of_one_answer(present: Mention, passive: Mention) -> bool:
    """The wish alone, told in an answer that says 'yes' to more; what was told elsewhere stands beside it."""
    return {clause.utterance for clause in present.clauses} <= {clause.utterance for clause in passive.clauses}


def withdrawn(told: Sequence[Risk], now: Sequence[Risk]) -> bool:
    """An entry that was told holds no longer, and none that rests on the same words takes its place: the "no" that was
    heard first belonged to a question whose words came later."""
    return not all(any(_replaces(one, before) for one in now) for before in told)


def _replaces(one: Risk, before: Risk) -> bool:
    return one.kind == before.kind and set(before.utterances) <= set(one.utterances)


def _told(mention: Mention) -> str:
    """The speaker and the words: the question is the therapist's as long as nothing answers it."""
    if mention.status is RiskStatus.ASKED and not mention.clauses and mention.question:
        return f"Therapist: {mention.question.spoken}"
    return f"{mention.who}: {mention.text}" + (TO_CHECK if mention.meant else "")


def _with(before: Mention, mention: Mention) -> Mention:
    return msgspec.structs.replace(
        before,
        cites=tuple(dict.fromkeys(before.cites + mention.cites)),
        text=before.text if mention.text in before.text else one_after_another(before.text, mention.text),
        clauses=before.clauses + mention.clauses,
    )


def _absorbing(entries: dict[_Key, Mention], mention: Mention) -> _Key | None:
    """A 'no' to plan or intent belongs to the ideation that was affirmed, not beside it."""
    if mention.status is not RiskStatus.DENIED or mention.context not in (
        "plan",
        "intent",
        "means",
        "safety",
        "care",
        "commands",
    ):
        return None
    return next(
        (key for key in entries if key[:2] == (mention.kind, mention.who) and key[2] in CERTAIN and not key[3]),
        None,
    )
