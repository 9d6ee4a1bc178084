"""Means over similar pixels, compiled: a row after the other, vectors over its pixels."""

from __future__ import annotations

import numpy as np

from ..compiling import kernel
from ..exponential import exponentiate


@kernel
def _means(guide, values, valid, places, radius, scale, result):
    bands, rows, columns = result.shape
    weight, count = np.empty(columns, np.float32), np.empty(columns, np.float32)
    bits = np.empty(columns, np.int32)
    powers = bits.view(np.float32)
    # Rows are cut out before each loop, which numba makes vectors of only where it need not ask
    # whether an index is negative.
    for row in range(rows):
        y = row + radius
        count[:] = 1
        for band in range(bands):
            result[band, row] = values[band, y, radius:radius + columns]
        for place in range(len(places)):
            other, first = y + places[place, 0], radius + places[place, 1]
            weight[:] = 0
            for band in range(len(guide)):
                here = guide[band, y, radius:radius + columns]
                there = guide[band, other, first:first + columns]
                for i in range(columns):
                    difference = there[i] - here[i]
                    weight[i] += difference * difference
            for i in range(columns):
                weight[i] *= scale
            exponentiate(weight, bits, powers)
            counts = valid[other, first:first + columns]
            for i in range(columns):
                weight[i] *= counts[i]
                count[i] += weight[i]
            for band in range(bands):
                there, total = values[band, other, first:first + columns], result[band, row]
                for i in range(columns):
                    total[i] += weight[i] * there[i]
        for band in range(bands):
            total = result[band, row]
            for i in range(columns):
                total[i] /= count[i]


def means(guide: np.ndarray, values: np.ndarray, valid: np.ndarray, places: np.ndarray,
          radius: int, scale: np.float32) -> np.ndarray:
    """See `numpy_backend.means`."""
    rows, columns = (size - 2 * radius for size in valid.shape)
    result = np.empty((len(values), rows, columns), np.float32)
    _means(np.ascontiguousarray(guide), np.ascontiguousarray(values), valid.astype(np.float32),
           places, radius, scale, result)
    return result
