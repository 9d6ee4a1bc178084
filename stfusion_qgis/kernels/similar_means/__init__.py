"""Means over some places around each pixel, weighted by likeness."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..backends import implementation


def similar_means(guide: np.ndarray, values: np.ndarray, valid: np.ndarray,
                  places: Sequence[tuple[int, int]], radius: int, width: float, *,
                  backend: str | None = None) -> np.ndarray:
    """Return means of `values` at a pixel and at some places around it, weighted by likeness.

    The pixel itself counts 1, another one exp(-d^2 / 2 w^2), d^2 being the mean of the squared
    differences of the guide's bands; invalid ones do not count.

    guide: float32 (bands, rows + 2 radius, columns + 2 radius), of any unit. values: likewise,
    of any bands, 0 where invalid. valid: bool, without bands. places: rows and columns from the
    pixel, within the radius. width: w, in the guide's unit.
    backend: "numba" or "numpy" instead of the chosen one (for tests and benchmarks).

    Returns:
        float32 (bands, rows, columns). A pixel is the same, to the last bit, in any block.
    """
    scale = np.float32(-0.5 / width ** 2 / len(guide))
    return implementation(__name__, backend).means(
        guide, values, valid, np.array(places, np.int64).reshape(-1, 2), radius, scale)
