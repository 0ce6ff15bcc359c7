"""The golden thread: which goal of the treatment plan a statement serves.

By shared words or, where there is an encoder, by meaning.
"""

from collections.abc import Sequence

from scribe.chart import Chart
from scribe.notes.language.content import stems
from scribe.notes.reading.candidates import Candidate
from scribe.notes.reading.encoder import SentenceEncoder

SIMILAR = 0.42
"""Cosine of MiniLM vectors from which a statement counts as work on a goal; unrelated sentences stay below 0.3."""
SHARED = 2
"""Content stems that a statement and a goal must share without an encoder."""


class GoalLinker:
    def __init__(self, chart: Chart, encoder: SentenceEncoder | None) -> None:
        self._texts = {
            goal.id: " ".join([goal.text, *(objective.text for objective in goal.objectives)]) for goal in chart.goals
        }
        self._stems = {key: _stems(text) for key, text in self._texts.items()}
        self._objectives = {
            goal.id: {objective.id: _stems(objective.text) for objective in goal.objectives} for goal in chart.goals
        }
        self._encoder = encoder
        self._known: dict[str, str | None] = {}
        """Statement text to its goal: the live note asks for the same ones again and again."""

    def link(self, candidates: Sequence[Candidate]) -> dict[str, str]:
        """Statement text to goal id, for those that serve one."""
        for candidate in candidates:
            if candidate.text not in self._known:
                self._known[candidate.text] = self._goal(candidate.text)
        linked = ((candidate.text, self._known[candidate.text]) for candidate in candidates)
        return {text: goal for text, goal in linked if goal}

    def objectives(self, linked: dict[str, str]) -> dict[str, str]:
        """Statement text to the id of the objective, of the goal it serves, that it shares most words with."""
        found: dict[str, str] = {}
        for text, goal in linked.items():
            shared = {key: len(stems & _stems(text)) for key, stems in self._objectives.get(goal, {}).items()}
            best = max(shared, key=lambda key: shared[key], default="")
            if best and shared[best] >= SHARED:
                found[text] = best
        return found

    def _goal(self, text: str) -> str | None:
        if not self._texts:
            return None
        shared = {key: len(stems & _stems(text)) for key, stems in self._stems.items()}
        best = max(shared, key=lambda key: shared[key])
        if shared[best] >= SHARED:
            return best
        return self._by_meaning(text) if self._encoder else None

    def _by_meaning(self, text: str) -> str | None:
        if self._encoder is None:
            return None
        near = {key: self._encoder.similarity(text, goal) for key, goal in self._texts.items()}
        best = max(near, key=lambda key: near[key])
        return best if near[best] >= SIMILAR else None


def _stems(text: str) -> set[str]:
    return stems(text) - _EVERYWHERE


_EVERYWHERE = frozenset(
    ["clien", "thera", "repor", "said", "asked", "deni", "end", "week", "time", "least", "withi", "rated", "level"]
)
