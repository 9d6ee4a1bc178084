"""The mixture of pairs that is nearest to the prediction date."""

from __future__ import annotations

import numpy as np
from scipy.optimize import nnls

_EQUAL = 1e-6  # of the variance: draws the mixture to equal parts where the images leave it open
_SUM = 1e3  # by which the parts are held to their sum


def mixture(before: np.ndarray, after: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the part of each pair in each band, at least 0 and of sum 1.

    It makes the coarse images of the pairs most like that of the prediction date, but for means.

    before: (pairs, bands, rows, columns). after: (bands, rows, columns). weight: of each cell.

    Returns:
        float64 (pairs, bands).
    """
    pairs, bands = before.shape[:2]
    if pairs == 1:
        return np.ones((1, bands))
    used = weight > 0
    root = np.sqrt(weight[used])
    parts = np.empty((pairs, bands))
    for band in range(bands):
        known = _centred(before[:, band][:, used], weight[used]) * root
        wanted = _centred(after[band][used], weight[used]) * root
        size = np.sqrt((known ** 2).sum() / pairs) or 1.0
        system = np.concatenate([known.T / size, np.sqrt(_EQUAL) * np.eye(pairs),
                                 np.full((1, pairs), _SUM)])
        target = np.concatenate([wanted / size, np.full(pairs, np.sqrt(_EQUAL) / pairs), [_SUM]])
        found = nnls(system, target)[0]
        parts[:, band] = found / found.sum()
    return parts


def _centred(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    mean = (values * weight).sum(axis=-1, keepdims=True) / max(float(weight.sum()), 1e-30)
    return (values - mean).astype(np.float64)
