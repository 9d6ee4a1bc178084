"""Sums over the most similar pixels, in NumPy: whole windows of some centres at a time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .similar_inputs import SimilarInputs

_PAIRS_AT_ONCE = 1 << 18


def similar_sums(inputs: SimilarInputs, check: Callable[[], None]) -> np.ndarray:
    """Return the weighted sums of the planes over the most similar pixels of each centre.

    check: called every few tenths of a second.

    Returns:
        float32 (planes, rows, columns), 0 where the centre is invalid.
    """
    features, planes, weights, count = (
        inputs.features, inputs.planes, inputs.weights, inputs.count)
    rows, columns = inputs.shape
    size = weights.shape[0]
    radius = size // 2
    windows = np.lib.stride_tricks.sliding_window_view(features, (1, size, size))[:, :, :, 0]
    outside = weights == 0
    flat_weights = weights.ravel()
    sums = np.empty((len(planes), rows, columns), np.float32)
    step = max(1, _PAIRS_AT_ONCE // weights.size)
    for row in range(rows):
        for first in range(0, columns, step):
            check()
            last = min(first + step, columns)
            distances = np.zeros((last - first, size, size), np.float32)
            for band in windows[:, row, first:last]:
                difference = band - band[:, radius, radius, None, None]
                distances += difference * difference
            distances[:, outside] = np.nan
            centre, neighbour = np.nonzero(_most_similar(distances.reshape(len(distances), -1),
                                                         count))
            weight = flat_weights[neighbour]
            y, x = row + neighbour // size, first + centre + neighbour % size
            for plane, plane_sums in zip(planes, sums):
                plane_sums[row, first:last] = np.bincount(
                    centre, weight * plane[y, x], last - first)
    return sums


def _most_similar(distances: np.ndarray, count: int) -> np.ndarray:
    """Return the places of the `count` smallest numbers of each row; of equal ones the first."""
    last = min(count, distances.shape[1]) - 1
    limits = np.partition(distances, last, axis=1)[:, last, None]  # NaN comes last
    limits[np.isnan(limits)] = np.inf
    chosen = distances <= limits
    too_many = np.flatnonzero(np.count_nonzero(chosen, axis=1) > count)
    smaller = distances[too_many] < limits[too_many]
    equal = distances[too_many] == limits[too_many]
    wanted = count - smaller.sum(axis=1, keepdims=True)
    chosen[too_many] = smaller | (equal & (equal.cumsum(axis=1) <= wanted))
    return chosen
