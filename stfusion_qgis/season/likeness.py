"""How much alike two coarse images are: a pair suits a date whose coarse image is like its own."""

from __future__ import annotations

import numpy as np

_LEAST_POINTS = 20


def likeness(one: np.ndarray, other: np.ndarray) -> float | None:
    """Return the correlation of two images (bands, rows, columns), the mean of their bands.

    NaN is what is not clear. None if they are of different shape, or too little is clear in both.
    """
    if one.shape != other.shape:
        return None
    both = np.isfinite(one).all(axis=0) & np.isfinite(other).all(axis=0)
    if both.sum() < _LEAST_POINTS:
        return None
    a, b = one[:, both].astype(float), other[:, both].astype(float)
    a -= a.mean(axis=1, keepdims=True)
    b -= b.mean(axis=1, keepdims=True)
    spread = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    varied = spread > 0
    if not varied.any():
        return None
    return float(((a * b).sum(axis=1)[varied] / spread[varied]).mean())
