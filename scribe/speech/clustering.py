"""Voiceprints to people, again and again as more is heard, with names that stay. Pure.

Average linkage over all pieces decides how many people there are; rounds of centroids weighted by seconds then move
each piece to its nearest person. A person keeps the label that most of their speech already carries.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

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
NEAR = 0.35
"""Distance up to which pieces are one voice whatever else speaks for or against it."""
TOLD_APART = 0.4
"""Distance that it is worth when segmentation always had two groups on different tracks."""
DOUBT = 3.0
"""Seconds in sight of each other that leave half of that in doubt."""
HINT = 0.05
"""How far the expected number of people moves the cut: enough to decide a near tie, too little to do harm."""
ROUNDS = 3
MOST = 2000
"""Pieces that linkage looks at, the longest ones: bounds time and memory (4 million distances) in a long session."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What segmentation knows: pairs of pieces in sight of each other, one entry each in all four arrays."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    seconds: NDArray[np.float32]
    different: NDArray[np.bool_]
    """True where it had them on different tracks."""

    def among(self, chosen: NDArray[np.intp]) -> "Apart":
        """The pairs of the chosen pieces (indices in ascending order), renumbered."""
        keep = np.isin(self.first, chosen) & np.isin(self.second, chosen)
        first, second = np.searchsorted(chosen, self.first[keep]), np.searchsorted(chosen, self.second[keep])
        return Apart(first, second, self.seconds[keep], self.different[keep])


def people(prints: Prints, seconds: NDArray[np.float32], apart: Apart, expected: int | None = None) -> Prints:
    """One centroid a person, shape (people, size), from pieces that last `seconds` each, shape (n,), n > 0."""
    longest = np.sort(np.argsort(-seconds, kind="stable")[:MOST])
    groups = _linked(prints[longest], seconds[longest], apart.among(longest), expected)
    least = least_seconds(float(seconds.sum()))
    weights = np.zeros((len(longest), int(groups.max()) + 1), np.float32)
    weights[np.arange(len(longest)), groups] = seconds[longest]
    kept = weights[:, weights.sum(axis=0) >= least]
    if kept.shape[1] == 0:
        kept = seconds[longest][:, None]
    return _refined(_unit(kept.T @ prints[longest]), prints, seconds)


def least_seconds(total: float) -> float:
    """Speech that makes a person, when `total` seconds were heard."""
    return max(LEAST_SECONDS, min(LEAST_SHARE * total, LEAST_CAP))


def nearest(prints: Prints, centroids: Prints) -> NDArray[np.intp]:
    """Index of the nearest centroid of each print."""
    found: NDArray[np.intp] = (prints @ centroids.T).argmax(axis=1)
    return found


def renamed(groups: Sequence[int], seconds: Sequence[float], names: Sequence[str]) -> dict[int, str]:
    """A name for each group: the one that most of its seconds carry already, as one-to-one as can be; else the first
    free one of S1, S2, ….

    `groups` and `names` are the new group and the present name of each piece, in order of time.
    """
    order = list(dict.fromkeys(groups))
    known = sorted(set(names))
    shared = np.zeros((len(order), len(known)))
    for group, length, name in zip(groups, seconds, names, strict=True):
        shared[order.index(group), known.index(name)] += length
    rows, columns = linear_sum_assignment(-shared)
    found = {order[r]: known[c] for r, c in zip(rows, columns, strict=True) if shared[r, c] > 0}
    for group in order:
        if group not in found:
            found[group] = next(name for n in itertools.count(1) if (name := f"S{n}") not in found.values())
    return found


def _linked(prints: Prints, seconds: NDArray[np.float32], apart: Apart, expected: int | None) -> NDArray[np.intp]:
    """Group of each print, from 0: near ones by linkage, the groups then one by one while they are near enough."""
    if len(prints) < 2:
        return np.zeros(len(prints), np.intp)
    distance = np.clip(1 - prints @ prints.T, 0, 2).astype(np.float64)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    groups: NDArray[np.intp] = fcluster(tree, NEAR, "distance").astype(np.intp) - 1
    member = np.zeros((len(prints), int(groups.max()) + 1))
    member[np.arange(len(prints)), groups] = 1
    weight = member * seconds[:, None]
    return _merged(groups, weight.T @ distance @ weight, weight.sum(axis=0), *_sights(member, apart), expected)


def _sights(member: NDArray[np.float64], apart: Apart) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Seconds in which pieces of two groups were in sight of each other, and of these those on different tracks."""
    if not len(apart.first):
        return np.zeros((member.shape[1],) * 2), np.zeros((member.shape[1],) * 2)
    one, other = member[apart.first], member[apart.second]
    seen = one.T @ (other * apart.seconds[:, None])
    told = one.T @ (other * (apart.seconds * apart.different)[:, None])
    return seen + seen.T, told + told.T


def _merged(
    groups: NDArray[np.intp],
    distance: NDArray[np.float64],
    weight: NDArray[np.float64],
    seen: NDArray[np.float64],
    told: NDArray[np.float64],
    expected: int | None,
) -> NDArray[np.intp]:
    alive = list(range(len(weight)))
    groups = groups.copy()
    total = weight.sum()
    while len(alive) > 1:
        at = np.ix_(alive, alive)
        far = distance[at] / np.outer(weight[alive], weight[alive]) + TOLD_APART * told[at] / (seen[at] + DOUBT)
        np.fill_diagonal(far, np.inf)
        i, j = np.unravel_index(int(far.argmin()), far.shape)
        large = sum(weight[k] >= least_seconds(total) for k in alive)
        if far[i, j] >= _cut(large, expected):
            break
        keep, gone = alive[i], alive[j]
        for table in (distance, seen, told):
            table[keep] += table[gone]
            table[:, keep] += table[:, gone]
        weight[keep] += weight[gone]
        groups[groups == gone] = keep
        alive.remove(gone)
    found: NDArray[np.intp] = np.unique(groups, return_inverse=True)[1].astype(np.intp)
    return found


def _cut(people: int, expected: int | None) -> float:
    """Where to stop merging: a little earlier once no more people than expected are left, a little later before."""
    if expected is None:
        return CUT
    return CUT + HINT if people > expected else CUT - HINT


def _refined(centroids: Prints, prints: Prints, seconds: NDArray[np.float32]) -> Prints:
    for _ in range(ROUNDS):
        mine = nearest(prints, centroids)
        moved = [(prints[mine == k] * seconds[mine == k, None]).sum(axis=0) for k in range(len(centroids))]
        centroids = np.stack([_unit(m[None])[0] if (mine == k).any() else centroids[k] for k, m in enumerate(moved)])
    return centroids


def _unit(vectors: Prints) -> Prints:
    found: Prints = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return found
