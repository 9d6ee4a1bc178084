"""Sums over the most similar pixels, in NumPy: all neighbours of some hundred centres at a time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_PAIRS_AT_ONCE = 1 << 20


def similar_sums(features: np.ndarray, planes: np.ndarray, weights: np.ndarray, count: int,
                 check: Callable[[], None]) -> np.ndarray:
    """Return the weighted sums of the planes over the most similar pixels of each centre.

    features: float32 (bands, rows + 2 radius, columns + 2 radius), NaN where invalid.
    planes: float32 (planes, rows + 2 radius, columns + 2 radius), finite.
    weights: float32 (2 radius + 1, 2 radius + 1); a neighbour of weight 0 is never chosen.
    count: how many similar pixels are chosen, at least 1.
    check: called every few tenths of a second.

    Returns:
        float32 (planes, rows, columns), 0 where the centre is invalid.
    """
    radius = weights.shape[0] // 2
    rows, columns = (size - 2 * radius for size in features.shape[1:])
    stride = features.shape[2]
    window_rows, window_columns = np.nonzero(weights)
    offsets = window_rows * stride + window_columns
    flat_features = features.reshape(len(features), -1)
    flat_planes = planes.reshape(len(planes), -1)
    sums = np.empty((len(planes), rows * columns), np.float32)
    step = max(1, _PAIRS_AT_ONCE // len(offsets))
    for first in range(0, rows * columns, step):
        check()
        centres = np.arange(first, min(first + step, rows * columns))
        corners = centres // columns * stride + centres % columns
        distances = np.zeros((len(corners), len(offsets)), np.float32)
        for band in flat_features:
            own = band[corners + radius * stride + radius]
            distances += (band[corners[:, None] + offsets] - own[:, None]) ** 2
        centre, neighbour = np.nonzero(_most_similar(distances, count))
        weight = weights[window_rows[neighbour], window_columns[neighbour]]
        pixel = corners[centre] + offsets[neighbour]
        for i, plane in enumerate(flat_planes):
            sums[i, centres] = np.bincount(centre, weight * plane[pixel], len(centres))
    return sums.reshape(-1, rows, columns)


def _most_similar(distances: np.ndarray, count: int) -> np.ndarray:
    """Return where the `count` smallest numbers of each row are; of equal ones the first."""
    distances = np.where(np.isnan(distances), np.inf, distances)
    last = min(count, distances.shape[1]) - 1
    limit = np.partition(distances, last, axis=1)[:, last, None]
    smaller = distances < limit
    equal = distances == limit
    wanted = count - smaller.sum(axis=1, keepdims=True)
    return (smaller | (equal & (equal.cumsum(axis=1) <= wanted))) & np.isfinite(distances)
