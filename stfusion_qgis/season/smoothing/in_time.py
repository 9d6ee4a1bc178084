"""Interpolation in time between the nearest clear images."""

from __future__ import annotations

import numpy as np

from .block_series import BlockSeries


def in_time(series: BlockSeries, day: int) -> tuple[np.ndarray, np.ndarray]:
    """Return interpolation in time between the nearest clear images, and the nearest of them."""
    shape = series.fine.shape[1:]
    sides = []
    for backward in (True, False):
        values, away = np.full(shape, np.nan, np.float32), np.full(shape[1:], np.inf, np.float32)
        for i, other in enumerate(series.days):
            if (other <= day) != backward:
                continue
            nearer = series.clear(i) & (abs(other - day) < away)
            values = np.where(nearer, series.fine[i], values)
            away = np.where(nearer, np.float32(abs(other - day)), away)
        sides.append((values, away))
    (before, since), (after, until) = sides
    both = np.isfinite(since) & np.isfinite(until)
    share = np.where(both, since / np.where(both, since + until, 1), np.where(
        np.isfinite(since), 0, 1)).astype(np.float32)
    line = np.where(share < 1, np.nan_to_num(before) * (1 - share), 0) + np.where(
        share > 0, np.nan_to_num(after) * share, 0)
    seen = np.isfinite(since) | np.isfinite(until)
    return np.where(seen, line, np.nan), np.where(since <= until, before, after)


def images_in_time(series: BlockSeries, day: int) -> list[int]:
    """Return the places of the images that any pixel is interpolated between."""
    found = []
    for backward in (True, False):
        left = np.ones(series.fine.shape[2:], bool)
        side = [i for i, other in enumerate(series.days) if (other <= day) == backward]
        for i in sorted(side, key=lambda i: abs(series.days[i] - day)):
            clear = series.clear(i) & left
            if clear.any():
                found.append(i)
                left &= ~clear
    return sorted(found)
