"""Residuals of coarse cells, shared out among their fine pixels."""

from __future__ import annotations

import numpy as np

from ...images.cells import Cells
from ...images.window import Window

_MOST_WEIGHT = 10.0  # of the mean weight in a cell; above, a weight is taken for an error
_EQUAL_WEIGHT = 1e-6  # of the residual: shares it equally where the errors give no weight


def distribute_residual(residual: np.ndarray, error: np.ndarray, homogeneity: np.ndarray,
                        valid: np.ndarray, ratio: int) -> np.ndarray:
    """Return the share of each fine pixel in its cell's residual.

    Zhu et al. 2016 (doi:10.1016/j.rse.2015.11.016), fifth step: on homogeneous land a pixel's
    share follows the difference between spatial and temporal prediction, on heterogeneous land
    all pixels share alike, CW = E_ho HI + R (1 - HI). As in the authors' program, only
    differences of the residual's sign count, and weights above ten times their mean become the
    mean. The mean of the shares of a cell's valid pixels is its residual.

    residual: R of the cell of each fine pixel (bands, rows, columns); the arrays hold whole cells
    of `ratio` x `ratio` pixels. error: spatial less temporal prediction, E_ho, likewise.
    homogeneity: HI, 0 to 1 (rows, columns). valid: bool, likewise.

    Returns:
        float32 (bands, rows, columns).
    """
    count = np.maximum(_cell_sums(valid[None].astype(np.float32), ratio), 1)

    def relative(weight: np.ndarray) -> np.ndarray:
        mean = _cell_sums(weight, ratio) / count
        mean = np.where(mean > 0, mean, 1).astype(np.float32)
        return weight / mean.repeat(ratio, -2).repeat(ratio, -1)

    favoured = np.maximum(error * np.sign(residual), 0)
    weight = favoured * homogeneity \
        + np.abs(residual) * (1 - homogeneity + np.float32(_EQUAL_WEIGHT))
    weight = relative(np.where(valid, weight, 0))
    return residual * relative(np.where(weight > _MOST_WEIGHT, np.float32(1), weight))


def whole_cells(window: Window, cells: Cells) -> Window:
    """Return the smallest window of whole cells that contains `window`."""
    n = cells.ratio
    top = (window.row + cells.row_offset) // n
    left = (window.column + cells.column_offset) // n
    bottom = -(-(window.row + window.rows + cells.row_offset) // n)
    right = -(-(window.column + window.columns + cells.column_offset) // n)
    return cells.fine_window(Window(top, left, bottom - top, right - left))


def _cell_sums(values: np.ndarray, ratio: int) -> np.ndarray:
    """Return float64 sums, added in the same order whatever the size of the array."""
    bands, rows, columns = values.shape
    tiles = values.reshape(bands, rows // ratio, ratio, columns)
    sums = np.zeros((bands, rows // ratio, columns))
    for i in range(ratio):
        sums += tiles[:, :, i]
    tiles = sums.reshape(bands, rows // ratio, columns // ratio, ratio)
    sums = np.zeros(tiles.shape[:3])
    for i in range(ratio):
        sums += tiles[..., i]
    return sums
