"""Resampling between grids of one CRS: rows and columns by themselves.

GDAL evaluates its kernel anew for each pixel and band; between grids whose axes are parallel
the weights of a row and of a column are the same for all, which is two matrix products: here
a hundred times as fast, and it is most of what a fast fusion waits for.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..matrix_products import matmul
from .grid import Grid

SEPARABLE = ("nearest", "bilinear", "cubic")
"""Interpolations that this module knows."""


def resampled(values: np.ndarray, grid: Grid, target: Grid, interpolation: str) -> np.ndarray:
    """Return pixels of `grid` on a grid of the same CRS.

    values: (bands, rows, columns); for "cubic" the coefficients of the cubic spline.
    interpolation: one of `SEPARABLE`.

    Returns:
        float32 (bands, target rows, target columns); NaN where a pixel's centre lies off `grid`.
    """
    top, left = grid.offset_of(target)
    of_rows = top, target.pixel_height / grid.pixel_height, target.rows
    of_columns = left, target.pixel_width / grid.pixel_width, target.columns
    rows, columns = _places(*of_rows), _places(*of_columns)
    if interpolation == "nearest":
        # One axis after the other: most of what is copied lies in one piece.
        result = values.take(_pixels(rows, grid.rows), axis=1).take(
            _pixels(columns, grid.columns), axis=2)
        result = result.astype(np.float32, copy=False)
    else:
        down = _weights_of(*of_rows, grid.rows, interpolation)
        across = _weights_of(*of_columns, grid.columns, interpolation).T
        result = matmul(down, matmul(values.astype(np.float64), across))
        result = result.astype(np.float32)
    result[:, (rows < 0) | (rows >= grid.rows)] = np.nan
    result[:, :, (columns < 0) | (columns >= grid.columns)] = np.nan
    return result


def _places(first: float, step: float, count: int) -> np.ndarray:
    """Return the centres of the target pixels, in source pixels from the grid's edge."""
    return first + (np.arange(count) + 0.5) * step


def _pixels(places: np.ndarray, size: int) -> np.ndarray:
    return np.floor(places).astype(int).clip(0, size - 1)


@lru_cache(maxsize=64)
def _weights_of(first: float, step: float, count: int, size: int,
                interpolation: str) -> np.ndarray:
    """Return `weights` of `_places`, which the images of all dates share."""
    found = weights(_places(first, step, count), size, interpolation)
    found.flags.writeable = False
    return found


def weights(places: np.ndarray, size: int, interpolation: str) -> np.ndarray:
    """Return the weight of each source row in each target row; the outermost counts beyond.

    places: of the target rows' centres, in source rows from the first one's edge. size: number of
    source rows. interpolation: "bilinear", or "cubic", whose weights are for the coefficients of
    the spline.
    """
    places = places - 0.5  # from the centre of the first source pixel
    first = np.floor(places).astype(int)
    t = places - first
    if interpolation == "bilinear":
        taps = {0: 1 - t, 1: t}
    else:  # the four cubic B-splines that are not 0 here
        taps = {-1: (1 - t) ** 3 / 6, 0: 2 / 3 - t ** 2 + t ** 3 / 2,
                1: 2 / 3 - (1 - t) ** 2 + (1 - t) ** 3 / 2, 2: t ** 3 / 6}
    weights = np.zeros((len(places), size))
    targets = np.arange(len(places))
    for offset, weight in taps.items():
        np.add.at(weights, (targets, (first + offset).clip(0, size - 1)), weight)
    return weights
