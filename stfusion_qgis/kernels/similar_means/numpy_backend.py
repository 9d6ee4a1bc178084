"""Means over similar pixels with NumPy alone: all pixels at once, one place after the other."""

from __future__ import annotations

import numpy as np


def means(guide: np.ndarray, values: np.ndarray, valid: np.ndarray, places: np.ndarray,
          radius: int, scale: np.float32) -> np.ndarray:
    """See `similar_means`; scale: factor of the sum of squared differences in the exponent."""
    rows, columns = (size - 2 * radius for size in valid.shape)

    def around(array: np.ndarray, row: int, column: int) -> np.ndarray:
        return array[..., radius + row:radius + row + rows,
                     radius + column:radius + column + columns]

    centre = around(guide, 0, 0)
    total = around(values, 0, 0).copy()
    count = np.ones((rows, columns), np.float32)
    for row, column in places:
        weight = np.zeros((rows, columns), np.float32)
        for here, there in zip(centre, around(guide, row, column)):
            difference = there - here
            difference *= difference
            weight += difference
        weight *= scale
        np.exp(weight, out=weight)
        weight *= around(valid, row, column)
        count += weight
        for plane, there in zip(total, around(values, row, column)):
            plane += weight * there
    return total / count
