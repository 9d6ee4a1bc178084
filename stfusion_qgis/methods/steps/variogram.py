"""Variograms of cells, and the variogram of the points in them (deconvolution).

All distances are in cells.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ...translation import mark

MODELS = {"exponential": mark("Exponential"), "spherical": mark("Spherical")}

# What the range of the points' variogram is chosen from, from detail that cells hide to trends.
_RANGES = np.geomspace(0.1, 50, 63)

# Points a side by which a cell is discretised where only a range is looked for.
_POINTS = 10


def point_variogram(model: str, range_: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return the semivariance of points, of sill 1, as a function of their distance.

    model: one of `MODELS`. range_: distance at which the exponential model has reached 95 % of
    its sill, and the spherical one all of it.
    """
    if model == "exponential":
        return lambda distance: -np.expm1(-3 * distance / range_)

    def spherical(distance: np.ndarray) -> np.ndarray:
        t = np.minimum(distance / range_, 1)
        return 1.5 * t - 0.5 * t ** 3

    return spherical


def experimental_variogram(values: np.ndarray, valid: np.ndarray,
                           lags: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the semivariance of cells 1 to `lags` cells apart along rows and columns.

    values, valid: (rows, columns).

    Returns:
        semivariances, in the square of the values' unit, 0 where there is no pair; and the
        number of pairs of valid cells.
    """
    sums, counts = np.zeros(lags), np.zeros(lags)
    for lag in range(1, lags + 1):
        for v, known in ((values, valid), (values.T, valid.T)):
            pairs = known[lag:] & known[:-lag]
            sums[lag - 1] += 0.5 * ((v[lag:] - v[:-lag])[pairs] ** 2).sum()
            counts[lag - 1] += pairs.sum()
    return sums / np.maximum(counts, 1), counts


def deconvoluted_range(values: np.ndarray, valid: np.ndarray, model: str, lags: int) -> float:
    """Return the range of the points' variogram that explains the variogram of the cells.

    For each range that is tried, the points' variogram is averaged over cells (regularised:
    the mean between two cells less the mean within one), given the sill that suits best, and
    compared with the cells' variogram, each lag weighted by its number of pairs.

    values, valid: (rows, columns).
    """
    semivariances, counts = experimental_variogram(values, valid, lags)
    candidates = _regularised_variograms(model, lags)
    sills = (counts * semivariances * candidates).sum(axis=1) / np.maximum(
        (counts * candidates ** 2).sum(axis=1), 1e-30)
    misfit = (counts * (semivariances - sills[:, None] * candidates) ** 2).sum(axis=1)
    return float(_RANGES[misfit.argmin()])


def points_to_cells(variogram: Callable[[np.ndarray], np.ndarray], ratio: int,
                    reach: tuple[int, int]) -> np.ndarray:
    """Return the mean semivariance between each point of a cell and all points of cells around.

    A cell holds ratio x ratio points, the centres of its fine pixels.

    reach: rows and columns of cells around on each side.

    Returns:
        float64 (2 reach[0] + 1, 2 reach[1] + 1, ratio, ratio): row and column of the other cell,
        counted from `reach` cells before, row and column of the point.
    """
    rows, columns = (np.arange(1 - (cells + 1) * ratio, (cells + 1) * ratio) / ratio
                     for cells in reach)
    sums = variogram(np.hypot(rows[:, None], columns))
    for cells in reach:
        # Where the steps from each point of the cell to the points of another cell begin.
        start = np.arange(1, 2 * cells + 2)[:, None] * ratio - 1 - np.arange(ratio)
        running = np.concatenate([np.zeros((1, *sums.shape[1:])), sums.cumsum(axis=0)])
        sums = np.moveaxis(running[start + ratio] - running[start], (0, 1), (-2, -1))
    return sums.transpose(0, 2, 1, 3) / ratio ** 2


@lru_cache(maxsize=8)
def _regularised_variograms(model: str, lags: int) -> np.ndarray:
    """Return the cells' variograms, of the points' sill 1, (ranges, lags)."""
    result = []
    for range_ in _RANGES:
        row = points_to_cells(point_variogram(model, range_), _POINTS, (0, lags))[0]
        between = row.mean(axis=(1, 2))
        result.append(between[lags + 1:] - between[lags])
    return np.array(result)
