"""Which utterances a struck span takes back. Pure."""

from collections.abc import Collection, Iterable, Sequence

from scribe.session.transcript import Said

Span = tuple[float, float]


def covered(said: Iterable[Said], spans: Sequence[Span], only: Collection[str] | None = None) -> tuple[str, ...]:
    """Ids of the utterances of which at least one word was spoken inside a span.

    A word counts when its middle lies inside: a neighbour whose aligned edge merely touches the span is kept. The
    whole utterance goes, since half of a sentence may say the opposite of all of it.
    """
    chosen = (s for s in said if not s.struck and (only is None or s.id in only))
    return tuple(s.id for s in chosen if any(_inside(middle, spans) for middle in _middles(s)))


def _middles(said: Said) -> list[float]:
    if said.words:
        return [(word.start + word.end) / 2 for word in said.words]
    return [(said.start + said.end) / 2] if said.text else []


def _inside(moment: float, spans: Sequence[Span]) -> bool:
    return any(start <= moment <= end for start, end in spans)
