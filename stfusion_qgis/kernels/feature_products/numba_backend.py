"""Features times factors, compiled: vectors over the pixels between two centres of cells.

Their factors are start + part * step: so features times starts and times steps are summed, each a
number for all of these pixels, and only the sums are put together pixel by pixel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..compiling import kernel

if TYPE_CHECKING:
    from . import BetweenCentres


@kernel
def _products(factors, features, above, below, down, before, after, right, result):
    bands, rows, columns = result.shape
    count, cells = factors.shape[1], factors.shape[3]
    constant = count - len(features)
    line = np.empty((count, cells), np.float32)
    starts, steps = np.empty(columns, np.float32), np.empty(columns, np.float32)
    for row in range(rows):
        for band in range(bands):
            for k in range(count):
                upper, lower = factors[band, k, above[row]], factors[band, k, below[row]]
                for cell in range(cells):
                    line[k, cell] = upper[cell] + down[row] * (lower[cell] - upper[cell])
            first = 0
            while first < columns:
                one, other = before[first], after[first]
                end = first + 1
                while end < columns and before[end] == one and after[end] == other:
                    end += 1
                start, step = starts[first:end], steps[first:end]
                start[:] = line[0, one] if constant else 0
                step[:] = line[0, other] - line[0, one] if constant else 0
                for k in range(constant, count):
                    value, change = line[k, one], line[k, other] - line[k, one]
                    feature = features[k - constant, row, first:end]
                    for i in range(end - first):
                        start[i] += value * feature[i]
                        step[i] += change * feature[i]
                first = end
            total = result[band, row]
            for i in range(columns):
                total[i] = starts[i] + right[i] * steps[i]


def products(factors: np.ndarray, features: np.ndarray, down: BetweenCentres,
             right: BetweenCentres) -> np.ndarray:
    """See `feature_products`."""
    result = np.empty((len(factors), *features.shape[1:]), np.float32)
    _products(np.ascontiguousarray(factors), np.ascontiguousarray(features), *down[:2], down.part,
              *right[:2], right.part, result)
    return result
