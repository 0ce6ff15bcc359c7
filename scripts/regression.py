"""Ridge logistic regression, for what the reading of notes learns (the `train-` scripts)."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


def learned(
    features: NDArray[np.float64] | csr_matrix, positive: NDArray[np.bool_], ridge: float, weight: float = 1.0
) -> NDArray[np.float64]:
    """One weight for each feature and the constant last. `ridge`: of the squared weights beside the loss; `weight`: of
    a positive row beside another."""
    share = np.where(positive, weight, 1.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = features @ weights[:-1] + weights[-1]
        likely = 1 / (1 + np.exp(-odds))
        right = np.where(positive, likely, 1 - likely)
        slope = share * (likely - positive)
        value = -(share * np.log(right + 1e-9)).sum() + ridge / 2 * (weights[:-1] ** 2).sum()
        return float(value), np.append(features.T @ slope + ridge * weights[:-1], slope.sum())

    return np.asarray(minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B").x)
