"""What similar neighbours tell of a pixel beneath a cloud, or in a missing line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from .random_walk import Known

REACH = 6
"""Fine pixels as far as which neighbours tell of a pixel."""

_SIGMA = 2.0
_SHARED = 0.5  # of the variance of an innovation, that a pixel has in common with its neighbours
_LEAST_WEIGHT = 0.02  # of all weights, below which neighbours are believed less


def with_neighbours(observed: np.ndarray, noise: np.ndarray, others: Known, labels: np.ndarray,
                    trust: np.ndarray, usual: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the observations of a day, and their variances, with what neighbours tell of gaps.

    The innovation of a pixel is what it differs by from what all other days tell of it. Pixels of
    a class near each other have most of it in common: in a gap, their weighted mean on top of
    what the other days tell is an observation, of a variance that leaves to the innovation what
    is not shared.

    observed, noise: (bands, rows, columns), NaN where not clear. others: what the other days tell.
    labels: classes (rows, columns). trust: weight of a clear pixel, 0 to 1, less beside clouds.
    usual: variance of an observation far from clouds (bands,).
    """
    innovation = observed - np.where(others.precision > 0, others.mean, np.nan)
    clear = np.isfinite(innovation[0])
    gap = ~np.isfinite(observed[0]) & (others.precision[0] > 0) & _within_reach(clear)
    part = _around(gap)
    if part is None:
        return observed, noise
    weight = np.where(clear, trust, 0).astype(np.float32)[part]
    sums = np.where(clear, innovation, 0)[(slice(None), *part)] * weight
    wide, wide_weight = _near(sums), _near(weight)
    mean, share = np.zeros_like(sums), np.zeros_like(weight)
    for label in np.unique(labels[part][gap[part]]):
        alike = labels[part] == label
        own, own_weight = _near(np.where(alike, sums, 0)), _near(np.where(alike, weight, 0))
        # Neighbours of all classes count as far as there are few of the pixel's own.
        told = own_weight + _LEAST_WEIGHT * wide_weight / (wide_weight + _LEAST_WEIGHT)
        total = own + _LEAST_WEIGHT * wide / (wide_weight + _LEAST_WEIGHT)
        mean = np.where(alike, total / np.maximum(told, 1e-12), mean)
        share = np.where(alike, _SHARED * told / (own_weight + _LEAST_WEIGHT), share)
    told = gap[part] & (share > 1e-3)
    place = (slice(None), *part)
    spread = 1 / np.where(told, others.precision[place], 1) + usual[:, None, None]
    observed, noise = observed.copy(), noise.copy()
    observed[place] = np.where(told, others.mean[place] + mean / _SHARED, observed[place])
    noise[place] = np.where(told, spread * (1 / np.where(told, share, 1) - 1), noise[place])
    return observed, noise


def _within_reach(clear: np.ndarray) -> np.ndarray:
    """Return the pixels of which a clear one can tell: the inside of large clouds costs nothing."""
    near = clear.astype(np.uint8)
    for axis in (-2, -1):
        near = maximum_filter1d(near, 2 * REACH + 1, axis=axis)
    return near > 0


def _around(gap: np.ndarray) -> tuple[slice, slice] | None:
    """Return the part of a block that holds all gaps and what is near them; None without any."""
    if not gap.any():
        return None
    rows, columns = (np.flatnonzero(gap.any(axis=axis)) for axis in (1, 0))
    return tuple(slice(max(found[0] - REACH, 0), found[-1] + REACH + 1)  # type: ignore[return-value]
                 for found in (rows, columns))


def _near(values: np.ndarray) -> np.ndarray:
    """Return the mean of the neighbours, the nearer the more; 0 beyond the edges."""
    for axis in (-2, -1):
        values = gaussian_filter1d(values, _SIGMA, axis=axis, mode="constant",
                                   truncate=REACH / _SIGMA)
    return values


def have_gaps(clear: Sequence[np.ndarray]) -> list[int]:
    """Return the places of images that are clear somewhere, but not all over what others show."""
    ever = np.logical_or.reduce(clear)
    return [i for i, each in enumerate(clear) if each.any() and (ever & ~each).any()]
