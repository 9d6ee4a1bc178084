"""The nonlocal filter: means over similar pixels, weighted by the distance of patches."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.ndimage import convolve

from ...kernels.window_sums import window_sums

# Coarse values further from 0 than this many times the filter's strength count as this far: e^70
# and its inverse, summed over any window, are within float32.
_FARTHEST = 70


def nonlocal_filter(values: np.ndarray, before: np.ndarray, after: np.ndarray, valid: np.ndarray,
                    similar: np.ndarray, thresholds: np.ndarray, radius: int,
                    check: Callable[[], None]) -> np.ndarray:
    """Return the mean of `values` over the similar pixels, weighted by exp(-|before - after|).

    exp(-|x - y|) is e^x e^-y where x < y, and e^-x e^y elsewhere: so the filter is two masked
    sums for each date and band, one over the neighbours with smaller values and one over those
    with larger ones.

    values: (dates, bands, rows, columns).
    before, after: coarse patches of the reference date (bands, rows, columns), taken at the
    neighbours, and of the prediction dates (dates, bands, rows, columns), taken at the pixel
    itself; in units of the filter's strength.
    valid: bool (rows, columns). similar: planes in which similar pixels are found (planes, rows,
    columns); thresholds: by how much they may differ (planes,). radius: of the window.
    check: called between steps; may raise to end the work.

    Returns:
        float32 (dates, bands, rows - 2 radius, columns - 2 radius).
    """
    x, y = (np.clip(array, -_FARTHEST, _FARTHEST) for array in (before, after))
    planes = [np.stack(np.broadcast_arrays(weight, weight * values), axis=2) * valid
              for weight in (np.exp(x), np.exp(-x))]
    # A neighbour of the same value is one of the larger ones.
    smaller, larger = y, -np.nextafter(y, np.float32(-np.inf))
    others = equal_weights(radius)
    others[radius, radius] = 0
    sums, _ = window_sums(
        similar, thresholds, np.concatenate(np.concatenate(planes)), others, valid,
        limits=np.concatenate([*len(y) * [x], *len(y) * [-x]])[:, None],
        margins=np.zeros((2 * len(y) * len(x), 1), np.float32),
        limit_centres=np.concatenate([*smaller, *larger])[:, None], check=check)
    x, y, own = (without_margin(array, radius).astype(np.float64) for array in (x, y, values))
    below, above = sums.astype(np.float64).reshape(2, *y.shape[:2], *sums.shape[1:])
    own_weight = np.exp(-np.abs(x - y))
    weight, total = np.moveaxis(
        below * np.exp(-y)[:, :, None] + above * np.exp(y)[:, :, None], 2, 0)
    return ((total + own_weight * own) / (weight + own_weight)).astype(np.float32)


def patch_means(values: np.ndarray, valid: np.ndarray, radius: int) -> np.ndarray:
    """Return the weighted mean (bands, rows, columns) of the patch around each pixel.

    The weights fall from square to square around the pixel: they are the sums of 1 / (2 m + 1)^2
    over the squares of 2 m + 1 pixels that a place lies in, as in the nonlocal means of Buades et
    al. 2005.

    radius: of the patch, in pixels. valid: bool (rows, columns).
    """
    if radius == 0:
        return values
    kernel = np.zeros((2 * radius + 1, 2 * radius + 1), np.float32)
    for m in range(radius + 1):
        square = slice(radius - m, radius + m + 1)
        kernel[square, square] += 1 / (2 * m + 1) ** 2
    count = convolve(valid.astype(np.float32), kernel, mode="constant")
    sums = np.stack([convolve(band * valid, kernel, mode="constant") for band in values])
    return np.divide(sums, count, out=np.zeros_like(sums), where=valid)


def equal_weights(radius: int) -> np.ndarray:
    """Return the weights of a window of 2 radius + 1 pixels a side in which all count alike."""
    return np.ones((2 * radius + 1, 2 * radius + 1), np.float32)


def without_margin(values: np.ndarray, margin: int) -> np.ndarray:
    """Return the values (..., rows, columns) without a margin, as a view."""
    inside = slice(margin, -margin or None)
    return values[..., inside, inside]
