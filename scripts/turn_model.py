# mypy: allow-subclassing-any
"""The network behind scribe/notes/reading/turn_reader.py, for the throw-away environment with torch.

all-MiniLM-L6-v2 (Apache-2.0) reads what was said before, what is said now, and what is said next, as one text; the mean
of the states of what is said now, and the first state, go through one linear layer to one number a label. The
embedding and the lowest layers stay as they came; the others were taught by scripts/train-turn-reader. What was taught
is kept as 8-bit numbers, one scale a row, in config/reading/turn_reader.weights.npz.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

HIDDEN = 384
LEVELS = 127
"""Largest of the 8-bit numbers."""
LABELS, LEARNED_FROM = "labels", "learned_from"


class TurnModel(torch.nn.Module):
    """Token numbers, mask and types [B, T] (type 1: what is said now) -> log odds [B, labels]."""

    def __init__(self, bert: Any, labels: int) -> None:
        super().__init__()
        self.bert = bert
        self.head = torch.nn.Linear(2 * HIDDEN, labels)
        self.dropped = 0.0
        """Share of what goes into the last layer that is left out while it learns."""

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        states = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        weight = (mask * types).unsqueeze(-1).float()
        now = (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        seen = torch.cat([now, states[:, 0]], dim=1)
        return self.head(torch.nn.functional.dropout(seen, self.dropped, self.training))


class SmallEmbedding(torch.nn.Module):
    """Words' vectors as 8-bit numbers with one scale a word: 12 MB where they were 47."""

    def __init__(self, weights: torch.Tensor) -> None:
        super().__init__()
        levels, scale = small(weights.numpy())
        self.register_buffer("levels", torch.from_numpy(levels))
        self.register_buffer("scale", torch.from_numpy(scale))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.levels[ids].float() * self.scale[ids]


def small(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """8-bit numbers and their scales, shape (rows, 1)."""
    scale = np.abs(weights).max(axis=1, keepdims=True) / LEVELS
    scale = np.where(scale > 0, scale, 1.0).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def save(taught: Mapping[str, torch.Tensor], labels: list[str], learned_from: str, path: Path) -> None:
    """What was taught, by the names of the model's parts. `learned_from`: sha256 of all that it was taught on."""
    arrays: dict[str, NDArray[Any]] = {LABELS: np.array(labels), LEARNED_FROM: np.array(learned_from)}
    for name, weights in taught.items():
        values = weights.detach().numpy().astype(np.float32)
        if values.ndim == 2 and not name.startswith("head"):
            arrays[f"{name}:levels"], arrays[f"{name}:scale"] = small(values)
        else:
            arrays[name] = values
    np.savez_compressed(path, allow_pickle=False, **arrays)


def load(path: Path) -> tuple[dict[str, torch.Tensor], list[str]]:
    """As `save` left it; nothing in the file is run."""
    with np.load(path, allow_pickle=False) as found:
        arrays = dict(found)
    labels = [str(label) for label in arrays.pop(LABELS)]
    del arrays[LEARNED_FROM]
    taught = {name: values for name, values in arrays.items() if ":" not in name}
    for name in (name.removesuffix(":levels") for name in arrays if name.endswith(":levels")):
        taught[name] = arrays[f"{name}:levels"].astype(np.float32) * arrays[f"{name}:scale"]
    return {name: torch.from_numpy(values) for name, values in taught.items()}, labels
