"""Labels as points, so that they can be compared like values."""

from __future__ import annotations

import numpy as np


def codes_of(labels: np.ndarray, count: int) -> np.ndarray:
    """Return a point for each label, so that different labels lie about equally far apart.

    A label's point is a random unit vector that hangs on the label alone: nobody has to know all
    labels of a scene before the first one is met.

    labels: whole numbers (rows, columns). count: of the coordinates.

    Returns:
        float32 (count, rows, columns).
    """
    with np.errstate(over="ignore"):
        seed = labels.astype(np.int64).astype(np.uint64)
        points = np.empty((count, *labels.shape), np.float32)
        for k in range(count):
            points[k] = np.sqrt(-2 * np.log(_uniform(seed, 2 * k))) * np.cos(
                2 * np.pi * _uniform(seed, 2 * k + 1))
    return points / np.sqrt((points ** 2).sum(axis=0))


def _uniform(seed: np.ndarray, number: int) -> np.ndarray:
    """Return a random number in (0, 1) for each seed: the hash SplitMix64 of seed and number."""
    x = seed * np.uint64(0x9E3779B97F4A7C15) + np.uint64((number + 1) * 0xD1342543DE82EF95 % 2**64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x = x ^ (x >> np.uint64(31))
    return ((x >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53
