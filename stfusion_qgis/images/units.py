"""Comparison of the units of two images."""

from __future__ import annotations

import math

import numpy as np

# Reflectance is delivered as 0-1, in percent, or times 10000 and the like. Two dates or two
# sensors of the same land differ by less than this: snow beside summer fields is 5 times as bright.
_LARGEST_NATURAL_QUOTIENT = 20.0

_ENOUGH = 100_000  # pixels for a median


def unit_factor(fine: np.ndarray, coarse: np.ndarray) -> float:
    """Return the power of ten that brings `coarse` to the units of `fine`; 1 if they agree.

    fine, coarse: samples (bands, pixels) of the same land, valid pixels only.
    """
    if not fine.size or not coarse.size:
        return 1.0
    step = -(-fine.shape[1] // _ENOUGH)
    sizes = [np.median(np.abs(pixels[:, ::step]), axis=1) for pixels in (fine, coarse)]
    known = (sizes[0] > 0) & (sizes[1] > 0)
    if not known.any():
        return 1.0
    quotient = float(np.median(sizes[0][known] / sizes[1][known]))
    if 1 / _LARGEST_NATURAL_QUOTIENT < quotient < _LARGEST_NATURAL_QUOTIENT:
        return 1.0
    return 10.0 ** round(math.log10(quotient))
