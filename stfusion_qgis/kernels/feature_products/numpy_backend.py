"""Features times factors with NumPy alone: a row of pixels after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from . import BetweenCentres


def products(factors: np.ndarray, features: np.ndarray, down: BetweenCentres,
             right: BetweenCentres) -> np.ndarray:
    """See `feature_products`."""
    rows, columns = features.shape[1:]
    constant = factors.shape[1] - len(features)
    result = np.empty((len(factors), rows, columns), np.float32)
    for row in range(rows):
        line = factors[:, :, down.before[row]]
        line = line + down.part[row] * (factors[:, :, down.after[row]] - line)
        start = line[..., right.before]
        start += right.part * (line[..., right.after] - start)
        start[:, constant:] *= features[:, row]
        np.add.reduce(start, axis=1, out=result[:, row])
    return result
