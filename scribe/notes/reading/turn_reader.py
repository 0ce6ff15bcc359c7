"""What a passage says of risk, by its meaning and what it answers.

A second reader beside the cues: 'I dig my nails in till the skin breaks, it quietens the noise.' holds no word that a
cue would know. MiniLM whose upper layers were taught on mock talks and exchanges that were written for it
(examples/talks, examples/exchanges; scripts/train-turn-reader). What of it is surfaced is for `risk/overlooked.py` to
say; without it the cues stand alone.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

from scribe.errors import ModelError
from scribe.events import RiskKind, RiskStatus
from scribe.notes.reading.conversation import Meant
from scribe.notes.reading.encoder import tokenizer
from scribe.notes.reading.passages import Passage

TOKENS_BEFORE, TOKENS_SAID, TOKENS_AFTER = 72, 88, 24
"""As it was taught. Of what was said before, the last; of what is said, both ends; of what comes next, the first."""
_TAUGHT_BESIDE = frozenset({"kept", "aside"})
"""Labels that only helped it to learn: whether a note holds the turn, whether it must not."""


class TurnReader:
    """`read(passage)`: about 7 ms on one thread. What it read is remembered as long as it lives, by the words."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds turns.onnx and tokenizer.json. Raises ModelError where one is missing or unreadable."""
        from scribe.models.onnx_session import onnx_session

        self._model = onnx_session(folder / "turns.onnx")
        self._labels = self._model.get_modelmeta().custom_metadata_map.get("labels", "").split()
        if not self._labels:
            raise ModelError(f"{folder}: no reader of turns.", "Run: scribe models check")
        self._tokenizer = tokenizer(folder)
        self._cached = lru_cache(maxsize=4096)(self._read)

    def read(self, passage: Passage) -> Meant:
        risk = self._cached(passage.before, passage.said, passage.after)
        return Meant(turn=passage.turn, clauses=passage.clauses, risk=risk)

    def _read(self, before: str, said: str, after: str) -> dict[tuple[RiskKind, RiskStatus], float]:
        first = self._numbers(before)[-TOKENS_BEFORE:]
        now = _ends(self._numbers(said))
        then = self._numbers(after)[:TOKENS_AFTER]
        begin, between = self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")
        ids = [begin, *first, between, *now, between, *then, between]
        types = [0] * (len(first) + 2) + [1] * (len(now) + 1) + [0] * (len(then) + 1)
        feed = {"ids": ids, "mask": [1] * len(ids), "types": types}
        (odds,) = self._model.run(["odds"], {name: np.array([row], dtype=np.int64) for name, row in feed.items()})
        likely = dict(zip(self._labels, (1 / (1 + np.exp(-np.asarray(odds[0])))).tolist(), strict=True))
        return {_of(label): found for label, found in likely.items() if label not in _TAUGHT_BESIDE}

    def _numbers(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


def _ends(tokens: list[int]) -> list[int]:
    half = TOKENS_SAID // 2
    return tokens if len(tokens) <= TOKENS_SAID else tokens[:half] + tokens[-half:]


def _of(label: str) -> tuple[RiskKind, RiskStatus]:
    kind, _, status = label.partition(":")
    return RiskKind(kind), RiskStatus(status)
