"""Sums of features of fine pixels times factors that are known at the centres of cells."""

from __future__ import annotations

import numpy as np

from ....images.cells import Cells
from ....images.window import Window
from ....kernels.feature_products import BetweenCentres, feature_products


def cells_around(window: Window, cells: Cells) -> Window:
    """Return the cells between whose centres the pixels of a window lie."""
    down, right = _between(window, cells)
    return Window.between(int(down.before[0]), int(right.before[0]), int(down.after[-1]) + 1,
                          int(right.after[-1]) + 1)


def sum_of_products(factors: np.ndarray, around: Window, features: np.ndarray, window: Window,
                    cells: Cells) -> np.ndarray:
    """Return the sums of features times factors, which are linear between centres of cells.

    factors: (bands, features, rows, columns) at the centres of the cells `around`. features:
    (features, rows, columns) of the fine pixels of `window`; where the factors have one more, the
    first is that of 1.

    Returns:
        float32 (bands, rows, columns).
    """
    down, right = (BetweenCentres(axis.before - first, axis.after - first, axis.part)
                   for axis, first in zip(_between(window, cells), around[:2]))
    return feature_products(factors, features, down, right)


def interpolated(planes: np.ndarray, window: Window, cells: Cells) -> np.ndarray:
    """Return planes of the cells at fine pixels, linear between the centres of cells.

    planes: (bands, cell rows, cell columns).

    Returns:
        float32 (bands, rows, columns).
    """
    down, right = _between(window, cells)
    planes = planes.astype(np.float32, copy=False)
    line = planes[:, down.before]
    line += down.part[:, None] * (planes[:, down.after] - line)
    result = line[..., right.before]
    result += right.part * (line[..., right.after] - result)
    return result


def linear_weights(count: int, parts: int) -> np.ndarray:
    """Return the weights of cells at parts of them, which are linear between the cells' centres.

    Returns:
        float64 (cells * parts, cells), along an axis.
    """
    before, after, behind = _along(0, count * parts, 0, parts, count)
    weights, index = np.zeros((count * parts, count)), np.arange(count * parts)
    weights[index, before] += 1 - behind
    weights[index, after] += behind
    return weights


def _between(window: Window, cells: Cells) -> tuple[BetweenCentres, BetweenCentres]:
    """Return where the rows and the columns of a window of pixels lie."""
    return (_along(window.row, window.rows, cells.row_offset, cells.ratio, cells.rows),
            _along(window.column, window.columns, cells.column_offset, cells.ratio, cells.columns))


def _along(first: int, count: int, offset: int, ratio: int, cells: int) -> BetweenCentres:
    place = (np.arange(count) + first + offset + 0.5) / ratio - 0.5
    before = np.clip(np.floor(place).astype(int), 0, cells - 1)
    return BetweenCentres(before, np.minimum(before + 1, cells - 1),
                          (place - before).clip(0, 1).astype(np.float32))
