"""From when to when somebody spoke an utterance. Pure.

Aligned words begin late and end early: the model times what it is sure of. The turns know when a voice was heard, so an
utterance reaches to the edges of its speaker's turn where those are near; no word of it is left out.
"""

from collections.abc import Sequence

from scribe.speech.attribution import Complete
from scribe.speech.turns import Turn

NEAR_S = 1.0
"""An edge farther from the words than this belongs to other words of the same turn."""


def bounds(said: Complete, turns: Sequence[Turn], not_before: float = 0.0) -> tuple[float, float]:
    """Seconds. `not_before`: where the speaker's utterance before this one ended."""
    start, end = said.start, said.end
    for turn in turns:
        if turn.speaker != said.speaker:
            continue
        begun = max(turn.start, not_before)
        if turn.start <= said.start <= turn.end and said.start - begun <= NEAR_S:
            start = min(start, begun)
        if turn.start <= said.end <= turn.end and turn.end - said.end <= NEAR_S:
            end = max(end, turn.end)
    return round(start, 3), round(end, 3)
