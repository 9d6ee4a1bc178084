"""The inputs of the backends of the moving regression, and what they return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..cards.case import example_planes

CONSTANT = 1e-12  # where the variance of x is a smaller part of its mean square, it is rounding


class Regression(NamedTuple):
    """The line y = slope x + intercept that fits best in the window around each pixel.

    slope, intercept: float32 (bands, rows, columns).
    pixels: int32 (rows, columns), the number of valid pixels of the window.
    """

    slope: np.ndarray
    intercept: np.ndarray
    pixels: np.ndarray


@dataclass(frozen=True)
class RegressionInputs:
    """What the facade is given.

    x, y: (bands, rows, columns). valid: bool (rows, columns). ridge: float64 (bands,).
    """

    x: np.ndarray
    y: np.ndarray
    valid: np.ndarray
    radius: int
    fallback_slope: float
    ridge: np.ndarray

    @property
    def case(self) -> tuple[int, ...]:
        return len(self.x), self.radius

    def example(self, side: int) -> RegressionInputs:
        """Return inputs of the same case, of side x side pixels, of made-up values."""
        x, y = example_planes(2, len(self.x), side, side)
        return RegressionInputs(x, y, np.ones((side, side), bool), self.radius,
                                self.fallback_slope, self.ridge)
