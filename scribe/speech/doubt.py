"""Which finished utterances are worth a second hearing, and why. Pure."""

from collections.abc import Iterable, Sequence

from scribe.events import Utterance, Word
from scribe.speech.critical import NAME, Critical
from scribe.speech.likeness import alike
from scribe.speech.mistakable import mistakable

LOW_P = 0.4
"""A word less probable than this is doubtful: about one in twenty is, and more than half of the wrong ones are."""
OVERLAP_S = 0.3
"""Seconds in which somebody else speaks as well, from which on words get mixed up."""
MARGIN_S = 0.5
"""Sound before and after an utterance that is heard with it: a word's edges are not exact."""
LONGEST_S = 25.0
"""A longer one is not heard again: the model hears 30 s at a time."""
LOW, OVERLAP, NUMBER = "low-confidence", "overlap", "number"
REASONS = frozenset({"negation", NUMBER, "date", "name", LOW, OVERLAP})


def reason(
    utterance: Utterance,
    words: Sequence[Word],
    near: Iterable[Utterance],
    critical: Critical,
    reasons: frozenset[str],
    before: str = "",
) -> str | None:
    """The first of the `reasons` that holds: a critical word's kind, LOW, OVERLAP, or NAME where something sounds like
    one, NUMBER where something may be another number; None: it stands as it is.

    `near`: finished utterances around it; `before`: what was said before it.
    """
    told = _told(utterance, words, near, critical) if len(words) > 1 else []  # one alone tells no context
    found = next((each for each in told if each in reasons), None)
    texts = [word.text for word in words]
    if found is None and NAME in reasons and alike(texts, critical.names):
        return NAME
    return NUMBER if found is None and NUMBER in reasons and mistakable(texts, before) else found


def urgency(reason: str) -> int:
    """The lower the sooner: a critical word before a doubtful one, and that before speech of two at once, of which less
    was ever set right."""
    return {LOW: 1, OVERLAP: 2}.get(reason, 0)


def _told(utterance: Utterance, words: Sequence[Word], near: Iterable[Utterance], critical: Critical) -> list[str]:
    kinds = dict.fromkeys(kind for kind in critical.kinds([word.text for word in words]) if kind)
    holds = [*kinds, *([LOW] if any(word.p < LOW_P for word in words) else ())]
    if any(_overlap(utterance, other) >= OVERLAP_S for other in near if other.speaker != utterance.speaker):
        holds.append(OVERLAP)
    return holds


def _overlap(one: Utterance, other: Utterance) -> float:
    return min(one.end, other.end) - max(one.start, other.start)
