"""Linear regression over a moving window."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..backends import compute
from .regression_inputs import Regression, RegressionInputs


def moving_regression(x: np.ndarray, y: np.ndarray, valid: np.ndarray, radius: int, *,
                      fallback_slope: float = 1.0, ridge: np.ndarray | None = None,
                      check: Callable[[], None] = lambda: None,
                      backend: str | None = None) -> Regression:
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
    backend: "opencl" or "numpy" instead of the chosen one (for tests and benchmarks).
    """
    inputs = RegressionInputs(x, y, valid, radius, fallback_slope, np.asarray(
        np.zeros(len(x)) if ridge is None else ridge, np.float64))
    return compute(__name__, "moving_regression", inputs, check, backend)
