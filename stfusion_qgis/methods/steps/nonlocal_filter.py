"""The nonlocal filter: means over similar pixels, weighted by the distance of patches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from scipy.ndimage import convolve

from ...kernels.window_sums.of_dates import window_sums_of_dates

# Coarse values further from 0 than this many times the filter's strength count as this far: e^70
# and its inverse, summed over any window, are within float32.
_FARTHEST = 70


def nonlocal_filter(values: np.ndarray, before: np.ndarray, after: np.ndarray, valid: np.ndarray,
                    alike: SimilarOfDates, radius: int, check: Callable[[], None]) -> np.ndarray:
    """Return the mean of `values` over the similar pixels, weighted by exp(-|before - after|).

    exp(-|x - y|) is e^x e^-y where x < y, and e^-x e^y elsewhere: so the filter is two masked
    sums for each date and band, one over the neighbours with smaller values and one over those
    with larger ones.

    values: (bands, dates, rows, columns).
    before, after: coarse patches of the reference date (bands, rows, columns), taken at the
    neighbours, and of the prediction dates (bands, dates, rows, columns), taken at the pixel
    itself; in units of the filter's strength.
    valid: bool (rows, columns). alike: by what similar pixels are found. radius: of the window.
    check: called between steps; may raise to end the work.

    Returns:
        float32 (bands, dates, rows - 2 radius, columns - 2 radius).
    """
    bands = len(before)
    x = np.clip(before, -_FARTHEST, _FARTHEST)
    weights = np.concatenate([np.exp(x), np.exp(-x)]) * valid
    planes = np.empty((2 * bands, 1, *after.shape[1:]), np.float32)
    for half, signs in enumerate(np.split(weights, 2)):
        np.multiply(signs[:, None], values, out=planes[half * bands:(half + 1) * bands, 0])
    bounds = np.zeros((bands, 1, *after.shape[1:]), np.float32)  # nobody asks but for centres
    of_centres = without_margin(bounds, radius)
    y = np.clip(without_margin(after, radius), -_FARTHEST, _FARTHEST, out=of_centres[:, 0])
    others = equal_weights(radius)
    others[radius, radius] = 0
    # A neighbour of the same value is one of the larger ones.
    sums, _ = window_sums_of_dates(
        *alike, others, valid, common=weights[:, None], planes=planes, limits=x[:, None],
        bounds=bounds, both_sides=True, check=check)
    del planes
    result = np.empty((*values.shape[:2], *sums.shape[3:]), np.float32)
    x, values = without_margin(x, radius), without_margin(values, radius)
    exponential = np.exp(x, dtype=np.float64)
    for band, date in np.ndindex(*result.shape[:2]):
        result[band, date] = _weighted_mean(
            exponential[band], np.exp(y[band, date], dtype=np.float64),
            values[band, date], *sums[band::bands, :, date].astype(np.float64))
    return result


def _weighted_mean(x: np.ndarray, y: np.ndarray, own: np.ndarray, below: np.ndarray,
                   above: np.ndarray) -> np.ndarray:
    """Return the mean of a pixel's own value and of those in the sums over others (2, ...).

    x, y: exponentials of what the reference and the prediction date have.
    """
    weight, total = below / y + above * y
    own_weight = np.minimum(x / y, y / x)
    return (total + own_weight * own) / (weight + own_weight)


class SimilarOfDates(NamedTuple):
    """Planes in which similar pixels must be alike, and by how much they may differ.

    planes: of all dates (planes, rows, columns); own: of each date besides (planes, dates, rows,
    columns).
    """

    planes: np.ndarray
    thresholds: np.ndarray
    own: np.ndarray
    own_thresholds: np.ndarray

    def at(self, place: tuple[Any, ...]) -> SimilarOfDates:
        """Return those of a place, an index (..., rows, columns)."""
        return self._replace(planes=self.planes[place], own=self.own[place])

    def without_margin(self, margin: int) -> SimilarOfDates:
        """Return them without a margin."""
        inside = slice(margin, -margin or None)
        return self.at((..., inside, inside))


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
