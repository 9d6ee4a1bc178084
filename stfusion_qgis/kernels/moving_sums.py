"""Sums over a moving window, truncated at the borders."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


def moving_sums(planes: np.ndarray, radius: int) -> np.ndarray:
    """Return the sums of `planes` over the window of 2 radius + 1 pixels around each pixel.

    Pixels outside of the planes count as zero. Sums of runs of 1, 2, 4, 8, ... pixels are made
    of each other, and the window of the binary digits of its size: unlike in a running sum, no
    rounding error is carried along, and a sum depends, to the last bit, on the pixels of its own
    window alone.

    planes: float64 (..., rows, columns), of any unit.
    """
    return _sums_along(_sums_along(planes, radius, -2), radius, -1)


def _sums_along(planes: np.ndarray, radius: int, axis: int) -> np.ndarray:
    margins = [(0, 0)] * planes.ndim
    margins[axis] = (radius, radius)
    runs = np.moveaxis(np.pad(planes, margins), axis, 0)
    size, window = planes.shape[axis], 2 * radius + 1
    total = runs[:size].copy()
    start = length = 1
    while start < window:
        runs = runs[:-length] + runs[length:]
        length *= 2
        if window & length:
            total += runs[start:start + size]
            start += length
    return np.moveaxis(total, 0, axis)


def strips(rows: int, strip_rows: int, radius: int) -> Iterator[tuple[slice, slice, slice]]:
    """Cut `rows` into strips of about `strip_rows` rows, but no fewer than 2 radius.

    (Fewer would spend more time on the rows around a strip than on its own.)
    Yields the rows of a strip, the rows that its windows see, and where the strip lies in these.
    """
    step = max(1, strip_rows, 2 * radius)
    for first in range(0, rows, step):
        last = min(first + step, rows)
        top = max(first - radius, 0)
        bottom = min(last + radius, rows)
        yield slice(first, last), slice(top, bottom), slice(first - top, last - top)
