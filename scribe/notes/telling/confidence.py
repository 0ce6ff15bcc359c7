"""How sure the client is of what they took on belongs to what they took on: 'four walks … Confidence: eight.'"""

from collections.abc import Sequence

import msgspec

from scribe.notes.note import Candidate
from scribe.notes.reading.conversation import Session
from scribe.notes.telling.rating_asked import CONFIDENCE

GAP = 2
"""Exchanges from the last thing agreed to the question of how likely it is."""
_LEAD = f"Client rated {CONFIDENCE} "


def with_confidence(
    agreed: Sequence[Candidate], rated: Sequence[Candidate], session: Session
) -> tuple[list[Candidate], list[Candidate]]:
    """(agreements, ratings): a rating of confidence alone, right after homework was agreed, is told with it."""
    homework = list(agreed)
    left: list[Candidate] = []
    for rating in rated:
        place = _homework_before(rating, homework, session)
        if place is None:
            left.append(rating)
        else:
            homework[place] = _with(homework[place], rating)
    return homework, left


def _homework_before(rating: Candidate, agreed: Sequence[Candidate], session: Session) -> int | None:
    if not rating.text.startswith(_LEAD) or ", then " in rating.text:
        return None
    near = [
        (last, place)
        for place, one in enumerate(agreed)
        if one.text.startswith("Homework: ") and 0 <= rating.at - (last := _last(one, session)) <= GAP
    ]
    return max(near)[1] if near else None


def _last(candidate: Candidate, session: Session) -> int:
    """The last exchange that it rests on."""
    cited = set(candidate.cites)
    turns = (
        (exchange.index, turn)
        for exchange in session.exchanges
        for turn in (*((exchange.prompt,) if exchange.prompt else ()), *exchange.answers)
    )
    return max((index for index, turn in turns if cited & set(turn.ids)), default=candidate.at)


def _with(agreed: Candidate, rating: Candidate) -> Candidate:
    """In each of its forms."""
    told = rating.text.removeprefix(_LEAD)
    return msgspec.structs.replace(
        agreed,
        text=f"{agreed.text} Confidence: {told}",
        cites=tuple(dict.fromkeys(agreed.cites + rating.cites)),
        weight=max(agreed.weight, rating.weight),
        optional=False,
        shorter=_with(agreed.shorter, rating) if agreed.shorter else None,
    )
