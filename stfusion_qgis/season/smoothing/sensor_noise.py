"""How much noisier the images of one sensor are than those of another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .block_series import BlockSeries
from .spikes import MEDIAN_SQUARE, middles_of, usual_walk

_DEVIATION = 1.4826  # of a normal distribution, in median absolute residuals
_FEWEST = 2  # images of either sensor


def noise_beyond(sample: Sequence[BlockSeries], sensors: Sequence[str], reference: str,
                 ) -> np.ndarray:
    """Return the variance of each image's sensor beyond the reference sensor's, (images, bands).

    By what images lie off the line between the clear ones before and after them, less what the
    walk of the land explains, as the reference sensor's do: drawn to zero by its own uncertainty.
    """
    beyond = np.zeros((len(sensors), sample[0].fine.shape[1]), np.float32)
    others = {*sensors} - {reference}
    if not others:
        return beyond
    left = _unexplained(sample)
    usual, doubt, count = _typical(left[[s == reference for s in sensors]])
    for other in others:
        own = np.array([sensor == other for sensor in sensors])
        more, own_doubt, own_count = _typical(left[own])
        if min(count, own_count) < _FEWEST:
            continue
        found, doubts = np.maximum(more - usual, 0), doubt + own_doubt
        told = found ** 2 > doubts
        beyond[own] = np.where(told, found - doubts / np.where(told, found, 1), 0)
    return beyond


def _unexplained(sample: Sequence[BlockSeries]) -> np.ndarray:
    """Return the usual square of what each image is off, less that of a walk; NaN where unknown."""
    walk = usual_walk(sample)
    found: list[list[np.ndarray]] = [[] for _ in sample[0].days]
    for series in sample:
        for middle in middles_of(series):
            square = middle.off ** 2 - MEDIAN_SQUARE * walk[:, None, None] * middle.days
            found[middle.image].append(square[:, np.isfinite(middle.off[0])])
    whole = [np.concatenate(parts, axis=1) for parts in found]
    return np.array([np.median(each, axis=1) / MEDIAN_SQUARE if each.size else
                     np.full(len(walk), np.nan) for each in whole])


def _typical(images: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the median of images, the variance of that, and how many there are."""
    known = images[np.isfinite(images[:, 0])]
    if not len(known):
        return np.zeros(images.shape[1]), np.zeros(images.shape[1]), 0
    middle = np.median(known, axis=0)
    spread = _DEVIATION * np.median(np.abs(known - middle), axis=0)
    return middle, 1.57 * spread ** 2 / len(known), len(known)
