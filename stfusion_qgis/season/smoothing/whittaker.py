"""Whittaker's smoother: the curve in time that is near to values and bends little."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

STIFFNESS = 100.0
"""Days^3 by which bending counts: details of about a week are left out of daily values."""

_STEPS = 3  # of the robust fit
_BISQUARE = 4.685  # deviations from which on a value does not count
_DEVIATION = 1.4826  # of a normal distribution, in median absolute residuals
_LEAST_SPREAD = 0.1  # of the values' own, so that a curve through all of them keeps them
_TINY = 1e-9  # keeps the equations solvable where no value is known


def whittaker(days: Sequence[int], values: np.ndarray, stiffness: float = STIFFNESS,
              weights: np.ndarray | None = None) -> np.ndarray:
    """Return the curves that are near to values and bend little (Eilers 2003).

    Minimises sum(w (y - z)^2) + stiffness * integral(z''^2), with second differences of days that
    need not be evenly spaced: in gaps a curve goes on smoothly, beyond its ends straight.

    days: ascending (times,). values: (times, n), NaN where unknown. weights: of the values, 1 if
    None.

    Returns:
        float64 (times, n); what nobody should use where a column has no value at all.
    """
    known = np.isfinite(values)
    weight = known * 1.0 if weights is None else np.where(known, weights, 0.0)
    bands = stiffness * _bending(np.asarray(days, float))
    return _solved(weight, np.where(known, values, 0.0), bands)


def robust_whittaker(days: Sequence[int], values: np.ndarray,
                     stiffness: float = STIFFNESS) -> np.ndarray:
    """Return the curves of `whittaker`, for which values far off, as of clouds, do not count."""
    middle = _median(values)
    least = _LEAST_SPREAD * _DEVIATION * _median(np.abs(values - middle))
    weights = None
    for _ in range(_STEPS):
        residuals = np.abs(values - whittaker(days, values, stiffness, weights))
        spread = np.maximum(_DEVIATION * _median(residuals), least)
        size = np.where(spread > 0, residuals / np.where(spread > 0, _BISQUARE * spread, 1), 0)
        weights = np.where(np.isfinite(size) & (size < 1), (1 - size ** 2) ** 2, 0.0)
    return whittaker(days, values, stiffness, weights)


def _median(values: np.ndarray) -> np.ndarray:
    """Return the median along the first axis of what is known; 0 where nothing is."""
    ordered = np.sort(values, axis=0)  # NaN come last
    count = np.isfinite(values).sum(axis=0)
    low, high = (np.take_along_axis(ordered, np.maximum(place, 0)[None], axis=0)[0]
                 for place in ((count - 1) // 2, count // 2))
    return np.where(count > 0, (low + high) / 2, 0.0)


def _bending(days: np.ndarray) -> np.ndarray:
    """Return the three upper bands (3, times) of the matrix of squared second differences."""
    times = len(days)
    bands = np.zeros((3, times))
    for i in range(1, times - 1):
        before, after = days[i] - days[i - 1], days[i + 1] - days[i]
        middle = (before + after) / 2
        row = np.array([1 / before, -1 / before - 1 / after, 1 / after]) / np.sqrt(middle)
        for first in range(3):
            for second in range(first, 3):
                bands[second - first, i - 1 + first] += row[first] * row[second]
    return bands


def _solved(weight: np.ndarray, values: np.ndarray, bands: np.ndarray) -> np.ndarray:
    """Return the solution of (diagonal(weight) + bands) z = weight * values, column by column."""
    times = len(values)
    diagonal, first, second = (np.zeros_like(values, np.float64) for _ in range(3))
    result = weight * values
    for i in range(times):  # Cholesky's factors without roots
        diagonal[i] = weight[i] + bands[0, i] + _TINY
        upper = np.full(values.shape[1:], bands[1, i])
        if i >= 1:
            diagonal[i] -= first[i - 1] ** 2 * diagonal[i - 1]
            upper -= first[i - 1] * second[i - 1] * diagonal[i - 1]
            result[i] -= first[i - 1] * result[i - 1]
        if i >= 2:
            diagonal[i] -= second[i - 2] ** 2 * diagonal[i - 2]
            result[i] -= second[i - 2] * result[i - 2]
        first[i], second[i] = upper / diagonal[i], bands[2, i] / diagonal[i]
    result /= diagonal
    for i in range(times - 2, -1, -1):
        result[i] -= first[i] * result[i + 1]
        if i + 2 < times:
            result[i] -= second[i] * result[i + 2]
    return result


def stiffness_for(period: float, days: Sequence[int]) -> float:
    """Return the stiffness by which waves of a period, in days, lose half of their height.

    days: of the values, ascending.
    """
    step = float(np.median(np.diff(days))) if len(days) > 1 else 1.0
    return (period / (2 * np.pi)) ** 4 / max(step, 1.0)
