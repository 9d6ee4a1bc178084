"""Homogeneity of the land around each fine pixel."""

from __future__ import annotations

import numpy as np


def homogeneity_index(labels: np.ndarray, classes: int, radius: int) -> np.ndarray:
    """Return the fraction of the pixels around each pixel that are of its class.

    Zhu et al. 2016 (doi:10.1016/j.rse.2015.11.016), fifth step. The window of 2 radius + 1
    pixels a side is truncated at the borders, and pixels without a class do not count.

    labels: class of each pixel (rows, columns); -1 for none.

    Returns:
        float32 (rows, columns), 0 to 1; 0 where a pixel has no class.
    """
    same = np.zeros(labels.shape, np.int32)
    known = np.zeros(labels.shape, np.int32)
    for k in range(classes):
        members = labels == k
        count = _window_counts(members, radius)
        known += count
        same[members] = count[members]
    return same.astype(np.float32) / np.maximum(known, 1)


def _window_counts(members: np.ndarray, radius: int) -> np.ndarray:
    """Return the number of pixels of the window around each pixel that are `members`."""
    counts = members
    for axis in (0, 1):
        size = counts.shape[axis]
        sums = np.cumsum(counts, axis=axis, dtype=np.int32)
        sums = np.insert(sums, 0, 0, axis=axis)
        places = np.arange(size)
        counts = sums.take((places + radius + 1).clip(max=size), axis) \
            - sums.take((places - radius).clip(min=0), axis)
    return counts
