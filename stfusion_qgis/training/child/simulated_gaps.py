"""Gaps as clouds leave them, for networks that learn to do with some."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import zoom

GAPPED_SHARE = 0.5
"""Of the references that get gaps."""

_KNOTS = 6  # of the smooth noise, along a side
_MOST = 0.6  # of the pixels


def cloud_gaps(side: int, generator: np.random.Generator) -> np.ndarray:
    """Return the pixels that clouds hide: smooth noise above a height, bool (side, side)."""
    if generator.random() >= GAPPED_SHARE:
        return np.zeros((side, side), bool)
    noise = zoom(generator.standard_normal((_KNOTS, _KNOTS)), side / _KNOTS, order=1)
    return noise > np.quantile(noise, 1 - generator.uniform(0, _MOST))
