"""Linear regression over a moving window, in NumPy: sums of a strip of rows at a time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..moving_sums import moving_sums, strips
from .regression_inputs import CONSTANT, Regression, RegressionInputs

STRIP_PIXELS = 1 << 17


def moving_regression(inputs: RegressionInputs, check: Callable[[], None]) -> Regression:
    """Return the lines; see the facade."""
    x, y, valid, radius = inputs.x, inputs.y, inputs.valid, inputs.radius
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
            slope, intercept = _line(n, x_sum, y_sum, xx, xy, inputs.fallback_slope,
                                     float(inputs.ridge[band]))
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
