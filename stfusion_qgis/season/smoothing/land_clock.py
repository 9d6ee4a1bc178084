"""A clock of the land: it goes faster where and when the coarse images change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ACTIVITY = 0.4
"""Share of the clock that goes by the squared changes of the coarse curve, the rest by days.

Errors of the Salton Sea, Itoiz and Kranj series change by less than 0.3 % between 0.2 and 0.6.
"""


def squared_changes(days: Sequence[int], curves: np.ndarray, wanted: Sequence[int]) -> np.ndarray:
    """Return the sum of squared changes a day of curves, from their first day to wanted ones.

    days: of the curves, ascending. curves: (days, ...). wanted: days; beyond the ends of the
    curves nothing is added.

    Returns:
        float32 (wanted, ...), each change / day squared, times its days.
    """
    between = np.maximum(np.diff(days), 1).reshape(-1, *[1] * (curves.ndim - 1))
    steps = np.diff(curves, axis=0) ** 2 / between
    sums = np.concatenate([np.zeros_like(curves[:1]), np.cumsum(steps, axis=0)])
    found = np.empty((len(wanted), *curves.shape[1:]), np.float32)
    for place, day in enumerate(wanted):
        last = int(np.searchsorted(days, day, "right")) - 1
        found[place] = sums[max(last, 0)]
        if 0 <= last < len(days) - 1:
            found[place] += steps[last] * ((day - days[last]) / (days[last + 1] - days[last]))
    return found


def clock_of(sums: np.ndarray, days: Sequence[int], wanted: Sequence[int], first: int,
             ) -> np.ndarray:
    """Return what the clock of the land shows in each cell on wanted days.

    On the mean of all cells it goes as fast as the calendar: it is 0 about the first day.
    sums: of `squared_changes` of the last of the days (1, bands, ...), then of the wanted ones.

    Returns:
        float32 (wanted, ...) in days.
    """
    span = days[-1] - days[0]
    squares = sums[0].reshape(sums.shape[1], -1)
    mean = np.asarray(np.nanmean(squares, axis=1, dtype=np.float64)) / max(span, 1)
    changing = [band for band, rate in enumerate(mean) if rate > 0]
    clock = np.empty((len(wanted), *sums.shape[2:]), np.float32)
    for place, day in enumerate(wanted):
        calendar = np.float32(day - first)
        if not changing:
            clock[place] = calendar
            continue
        active = sum(sums[place + 1, band] / mean[band] for band in changing) / len(changing)
        beyond = min(day - days[0], 0) + max(day - days[-1], 0) + days[0] - first
        clock[place] = (1 - ACTIVITY) * calendar + ACTIVITY * (active + beyond)
    return np.where(np.isfinite(clock), clock, (np.array(wanted) - first).astype(
        np.float32).reshape(-1, *[1] * (clock.ndim - 1)))
