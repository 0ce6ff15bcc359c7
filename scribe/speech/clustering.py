"""Voiceprints to people, again and again as more is heard, with names that stay. Pure.

Average linkage over all pieces decides how many people there are; rounds of centroids weighted by seconds then move
each piece to its nearest person. A person keeps the label that most of their speech already carries.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import squareform

Prints = NDArray[np.float32]
"""Voiceprints of length 1, shape (n, size)."""

CUT = 0.7
"""Cosine distance up to which groups of pieces are one person: at 0.8 like voices merge, at 0.5 short noisy pieces
of one person split (measured on mock sessions and real meetings)."""
LEAST_SECONDS = 0.8
LEAST_SHARE = 0.04
LEAST_CAP = 5.0
"""A person has spoken LEAST_SECONDS, or LEAST_SHARE of all speech up to LEAST_CAP seconds; less is a noise or a laugh.
The cap lets someone be heard who joins in the last minutes of a long session."""
ROUNDS = 3
MOST = 2000
"""Pieces that linkage looks at, the longest ones: it bounds time and memory (4 million distances) in a day-long session."""


def people(prints: Prints, seconds: NDArray[np.float32], expected: int | None = None) -> Prints:
    """One centroid a person, shape (people, size), from pieces that last `seconds` each, shape (n,), n > 0."""
    longest = np.sort(np.argsort(-seconds, kind="stable")[:MOST])
    groups = _linked(prints[longest], expected)
    total = float(seconds.sum())
    least = max(LEAST_SECONDS, min(LEAST_SHARE * total, LEAST_CAP))
    weights = np.zeros((len(longest), int(groups.max()) + 1), np.float32)
    weights[np.arange(len(longest)), groups] = seconds[longest]
    kept = weights[:, weights.sum(axis=0) >= least]
    if kept.shape[1] == 0:
        kept = seconds[longest][:, None]
    return _refined(_unit(kept.T @ prints[longest]), prints, seconds)


def nearest(prints: Prints, centroids: Prints) -> NDArray[np.intp]:
    """Index of the nearest centroid of each print."""
    found: NDArray[np.intp] = (prints @ centroids.T).argmax(axis=1)
    return found


def renamed(groups: Sequence[int], seconds: Sequence[float], names: Sequence[str | None], fresh: int) -> dict[int, str]:
    """A name for each group: the one that most of its seconds carry already, as one-to-one as can be; else S`fresh`, ….

    `groups` and `names` (None: not named before) are the new group and the present name of each piece, in order of time.
    """
    order = list(dict.fromkeys(groups))
    known = sorted({name for name in names if name is not None})
    shared = np.zeros((len(order), len(known)))
    for group, length, name in zip(groups, seconds, names, strict=True):
        if name is not None:
            shared[order.index(group), known.index(name)] += length
    rows, columns = linear_sum_assignment(-shared) if known else ([], [])
    found = {order[r]: known[c] for r, c in zip(rows, columns, strict=True) if shared[r, c] > 0}
    for group in order:
        if group not in found:
            found[group] = f"S{fresh}"
            fresh += 1
    return found


def _linked(prints: Prints, expected: int | None) -> NDArray[np.intp]:
    """Group of each print, from 0."""
    if len(prints) < 2:
        return np.zeros(len(prints), np.intp)
    distance = np.clip(1 - prints @ prints.T, 0, 2).astype(np.float64)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    groups: NDArray[np.intp] = fcluster(tree, CUT, "distance").astype(np.intp) - 1
    return groups


def _refined(centroids: Prints, prints: Prints, seconds: NDArray[np.float32]) -> Prints:
    for _ in range(ROUNDS):
        mine = nearest(prints, centroids)
        moved = [(prints[mine == k] * seconds[mine == k, None]).sum(axis=0) for k in range(len(centroids))]
        centroids = np.stack(
            [_unit(m[None])[0] if (mine == k).any() else centroids[k] for k, m in enumerate(moved)]
        )
    return centroids


def _unit(vectors: Prints) -> Prints:
    found: Prints = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return found
