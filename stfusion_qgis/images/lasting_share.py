"""Which share of the difference between the sensors of a pair is there at another date, too.

The coarse image of a pair, C_k, differs from the mean A F_k of the fine one over its pixels by a
mean in each band, and by anomalies a_k about it. Where anomalies return at the prediction date p,
C_p - A F_k is high where they are high: so one pair tells how much of them returns. Their mean
cannot be told apart from a change of the land.
"""

from __future__ import annotations

import numpy as np

from .weighted_cells import weighted_correlation

ONE_PAIR = 0.6, 0.5
"""The share that is expected beforehand with one pair, and the deviation of that belief."""

SEVERAL_PAIRS = 0.3
"""The deviation of the belief in what several pairs have in common."""

_CELLS_A_COEFFICIENT = 10  # with fewer a regression on several bands explains noise


def lasting_share(fine: np.ndarray, band: int, anomalies: np.ndarray, difference: np.ndarray,
                  weight: np.ndarray, prior: float,
                  deviation: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the factors (pairs,) of the anomalies that return, and their covariance.

    A regression of C_p - A F on them, beside the bands of A F, which stand for the land's change.
    It is drawn to what is believed beforehand, as far as the scene leaves it open: cells count for
    less the more neighbours are alike.

    fine: A F of all bands (bands, rows, columns). anomalies: of one band (pairs, rows, columns).
    difference: C_p - A F of that band. weight: of each cell, 0 to 1; where it is above 0, all are
    known. prior, deviation: of a factor, beforehand.

    Returns:
        factors of 0 to 1, and a covariance of (pairs, pairs).
    """
    used = weight > 0
    if weight.sum() < _CELLS_A_COEFFICIENT * (len(fine) + len(anomalies)):
        fine = fine[band:band + 1]
    root = np.sqrt(weight[used])
    beside = np.stack([np.ones(used.sum()), *fine[:, used]], axis=1) * root[:, None]
    beside /= np.sqrt((beside ** 2).sum(axis=0)) + 1e-300
    left_vectors, sizes, _ = np.linalg.svd(beside, full_matrices=False)
    basis = left_vectors[:, sizes > 1e-6 * sizes.max()]

    def rest(plane: np.ndarray) -> np.ndarray:
        flat = plane[used] * root
        return flat - basis @ (basis.T @ flat)

    x, y = np.stack([rest(one) for one in anomalies], axis=1), rest(difference)
    count = len(anomalies)
    precision = np.eye(count) / deviation ** 2
    factors, doubt = np.full(count, prior), np.eye(count) * deviation ** 2
    free = float(weight.sum()) - basis.shape[1] - count
    if free < 1:
        return factors, doubt
    for _ in range(3):
        left = y - x @ factors
        variance = (left ** 2).sum() / free
        if not variance > 0:
            break
        variance *= _likeness_of_neighbours(left, x, used)
        doubt = np.linalg.inv(x.T @ x / variance + precision)
        factors = doubt @ (x.T @ y / variance + precision @ np.full(count, prior))
    return factors.clip(0, 1), doubt


def _likeness_of_neighbours(left: np.ndarray, x: np.ndarray, used: np.ndarray) -> float:
    """Return of how many cells one tells something new, for a regression of some residuals."""
    def plane(values: np.ndarray) -> np.ndarray:
        whole = np.zeros(used.shape)
        whole[used] = values
        return whole

    residual = _neighbours(plane(left), used)
    alike = np.mean([_neighbours(plane(one), used) for one in x.T], axis=0)
    product = np.clip(residual * alike, 0, 0.9)
    return float(np.prod((1 + product) / (1 - product)))


def _neighbours(plane: np.ndarray, used: np.ndarray) -> np.ndarray:
    """Return the correlation of neighbours along rows and along columns."""
    weight = used.astype(np.float64)
    return np.array([
        weighted_correlation(plane[:, 1:], plane[:, :-1], weight[:, 1:] * weight[:, :-1]),
        weighted_correlation(plane[1:], plane[:-1], weight[1:] * weight[:-1])])


def common_share(covariance: np.ndarray) -> np.ndarray:
    """Return the part of the mean anomaly that several pairs have in common (bands,).

    covariance: of the anomalies (bands, pairs, pairs).
    """
    count = covariance.shape[1]
    of_mean = covariance.sum(axis=(1, 2)) / count ** 2
    of_one = covariance.trace(axis1=1, axis2=2) / count
    common = (count * of_mean - of_one) / (count - 1)
    return np.divide(common, of_mean, out=np.ones_like(common), where=of_mean > 0).clip(0, 1)
