"""Sums of features of fine pixels times factors that are linear between centres of cells."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..backends import implementation


class BetweenCentres(NamedTuple):
    """Where pixels lie between the centres of cells, along an axis.

    before, after: the cells whose centres lie before and behind each pixel, int64 (pixels,), in
    order. part: how far it lies behind the first one, float32 (pixels,), 0 to 1.
    """

    before: np.ndarray
    after: np.ndarray
    part: np.ndarray


def feature_products(factors: np.ndarray, features: np.ndarray, down: BetweenCentres,
                     right: BetweenCentres, *, backend: str | None = None) -> np.ndarray:
    """Return the sums of features times factors at fine pixels.

    factors: float32 (bands, factors, cell rows, cell columns), at the centres of cells. features:
    float32 (features, rows, columns); where there is one factor more, the first is that of 1.
    down, right: the places of the pixels' rows and columns.
    backend: "numba" or "numpy" instead of the chosen one (for tests and benchmarks).

    Returns:
        float32 (bands, rows, columns). A pixel is the same, to the last bit, in any block.
    """
    return implementation(__name__, backend).products(factors, features, down, right)
