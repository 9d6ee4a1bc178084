"""Similarity as a range of whole numbers, so that one subtraction and one comparison tell of it.

The *order* of a float is the int32 of its bits, turned so that orders compare as floats do; those
of NaN lie beyond those of the infinities. |pixel - centre|, rounded to a float, does not exceed a
threshold just where the pixel lies between two floats, which depend on the centre. So their orders
are found once for each centre, exactly, and a pixel's order is tested against them.
"""

from __future__ import annotations

import numpy as np

from ..compiling import kernel

_SIGN = np.int32(31)
_ALL_BUT_SIGN = np.int32(0x7fffffff)
_LARGEST = 0x7fffffff


def orders_of(planes: np.ndarray) -> np.ndarray:
    """Return the orders of float32 planes, as float32 of the same bits."""
    bits = planes.view(np.int32)
    return (bits ^ ((bits >> _SIGN) & _ALL_BUT_SIGN)).view(np.float32)


def similar_ranges(centres: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """Return what `all_in_ranges` tests the orders of pixels against, for each centre.

    centres: float32 (groups, planes, rows, columns); thresholds: (groups, planes). Nothing is
    similar to a centre that is NaN or infinite, or by a threshold that is NaN. Returns int32 as
    float32 of the same bits (groups, 2 * planes, rows, columns): the shifts of all planes of a
    group, then the limits.
    """
    groups, count = thresholds.shape
    ranges = np.empty((groups, 2, *centres.shape[1:]), np.int32)
    for g in range(groups):
        for i in range(count):
            threshold = thresholds[g, i]
            farthest = 0.5 * (np.float64(threshold) + np.nextafter(
                threshold, np.float32(np.inf), dtype=np.float32))
            odd = bool(threshold.view(np.int32) & 1)
            _fill_ranges(centres[g, i].ravel(), farthest, odd, ranges[g, 0, i].ravel(),
                         ranges[g, 1, i].ravel())
    return ranges.reshape(groups, 2 * count, *centres.shape[2:]).view(np.float32)


@kernel
def _highest_order(centre, farthest, exclusive):
    """Return the order of the largest float32 not above centre + farthest, as an int64.

    centre, farthest: float64. exclusive: whether it must be below.
    """
    total = centre + farthest
    part = total - centre
    lost = (centre - (total - part)) + (farthest - part)  # what rounding the total took from it
    highest = np.float32(total)
    bits = np.int64(highest.view(np.int32))
    order = bits if bits >= 0 else bits ^ _LARGEST
    rounded = np.float64(highest)
    above = rounded > total or (rounded == total and (lost < 0 or (exclusive and lost == 0)))
    return order - 1 if above else order


@kernel
def _fill_ranges(centres, farthest, exclusive, shifts, limits):
    """Write the shift and the limit of each centre of a plane.

    farthest: of all differences that are rounded to the threshold, the largest, or, where that
    one is rounded up (`exclusive`), what they stay below.
    """
    for n in range(centres.size):
        centre = np.float64(centres[n])
        highest = _highest_order(centre, farthest, exclusive)
        lowest = -1 - _highest_order(-centre, farthest, exclusive)
        some = np.isfinite(centre) and not np.isnan(farthest) and lowest <= highest
        shifts[n] = np.int32(_LARGEST - highest)
        limits[n] = np.int32(_LARGEST - 1 - (highest - lowest) if some else _LARGEST)
