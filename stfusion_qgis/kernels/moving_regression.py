"""Linear regression over a moving window."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .moving_sums import moving_sums, strips

STRIP_PIXELS = 1 << 17
CONSTANT = 1e-12  # where the variance of x is a smaller part of its mean square, it is rounding


class Regression(NamedTuple):
    """The line y = slope x + intercept that fits best in the window around each pixel.

    slope, intercept: float32 (bands, rows, columns).
    pixels: int32 (rows, columns), the number of valid pixels of the window.
    """

    slope: np.ndarray
    intercept: np.ndarray
    pixels: np.ndarray


def moving_regression(x: np.ndarray, y: np.ndarray, valid: np.ndarray, radius: int, *,
                      fallback_slope: float = 1.0, ridge: np.ndarray | None = None,
                      check: Callable[[], None] = lambda: None) -> Regression:
    """Fit y = slope x + intercept by least squares in the window around each pixel, per band.

    The window has 2 radius + 1 pixels a side and is truncated at the borders; invalid pixels do
    not count. Where a line is not defined, because x is constant in the window, the slope is
    `fallback_slope` and the intercept makes the line pass through the means of x and y; without
    any valid pixel the intercept is 0 and `pixels` is 0. Sums are float64 and those of a window
    do not depend on any other (`moving_sums`): a part of the images with `radius` pixels around
    it gives the same bits as the whole.

    x, y: (bands, rows, columns), finite; units are kept.
    ridge: (bands,), in the squared unit of x, or None: a variance of x that is added, as if n
        more pixels lay on a line with the fallback slope (ridge regression, Hoerl & Kennard
        1970, doi:10.1080/00401706.1970.10488634): where x hardly varies, the slope goes to it.
    valid: bool (rows, columns).
    check: called every few hundredths of a second; may raise to end the work.
    """
    bands, rows, columns = x.shape
    result = Regression(np.empty(x.shape, np.float32), np.empty(x.shape, np.float32),
                        np.empty((rows, columns), np.int32))
    for strip, seen, inner in strips(rows, STRIP_PIXELS // columns, radius):
        weight = valid[seen].astype(np.float64)
        n = moving_sums(weight, radius)[inner]
        result.pixels[strip] = n
        for band in range(bands):
            check()
            u = x[band, seen] * weight
            v = y[band, seen] * weight
            x_sum, y_sum, xx, xy = (moving_sums(plane, radius)[inner]
                                    for plane in (u, v, u * u, u * v))
            slope, intercept = _line(n, x_sum, y_sum, xx, xy, fallback_slope,
                                     0.0 if ridge is None else float(ridge[band]))
            result.slope[band, strip], result.intercept[band, strip] = slope, intercept
    return result


def _line(n: np.ndarray, x: np.ndarray, y: np.ndarray, xx: np.ndarray, xy: np.ndarray,
          fallback_slope: float, ridge: float) -> tuple[np.ndarray, np.ndarray]:
    n = np.maximum(n, 1)
    variation = xx - x * x / n
    covariation = xy - x * y / n
    defined = variation > CONSTANT * xx
    slope = np.full(x.shape, fallback_slope)
    np.divide(covariation + ridge * fallback_slope * n, variation + ridge * n, out=slope,
              where=defined)
    return slope, (y - slope * x) / n
