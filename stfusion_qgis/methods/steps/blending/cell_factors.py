"""Sums of features of fine pixels times factors that are known at the centres of cells."""

from __future__ import annotations

import numpy as np

from ....images.cells import Cells
from ....images.window import Window
from ....kernels.feature_products import BetweenCentres, feature_products


def cells_around(window: Window, cells: Cells) -> Window:
    """Return the cells between whose centres the pixels of a window lie."""
    rows, _ = _places(window.row, window.rows, cells.row_offset, cells.ratio, cells.rows)
    columns, _ = _places(window.column, window.columns, cells.column_offset, cells.ratio,
                         cells.columns)
    return Window.between(int(rows.min()), int(columns.min()),
                          min(int(rows.max()) + 2, cells.rows),
                          min(int(columns.max()) + 2, cells.columns))


def sum_of_products(factors: np.ndarray, around: Window, features: np.ndarray, window: Window,
                    cells: Cells) -> np.ndarray:
    """Return the sums of features times factors, which are linear between centres of cells.

    factors: (bands, features, rows, columns) at the centres of the cells `around`. features:
    (features, rows, columns) of the fine pixels of `window`; where the factors have one more, the
    first is that of 1.

    Returns:
        float32 (bands, rows, columns).
    """
    rows, down = _places(window.row, window.rows, cells.row_offset, cells.ratio, cells.rows)
    columns, right = _places(window.column, window.columns, cells.column_offset, cells.ratio,
                             cells.columns)
    above, below = (np.clip(rows + i, 0, cells.rows - 1) - around.row for i in (0, 1))
    before, after = (np.clip(columns + i, 0, cells.columns - 1) - around.column for i in (0, 1))
    return feature_products(factors, features, BetweenCentres(above, below, down),
                            BetweenCentres(before, after, right))


def interpolated(planes: np.ndarray, window: Window, cells: Cells) -> np.ndarray:
    """Return planes of the cells at fine pixels, linear between the centres of cells.

    planes: (bands, cell rows, cell columns).

    Returns:
        float32 (bands, rows, columns).
    """
    rows, down = _places(window.row, window.rows, cells.row_offset, cells.ratio, cells.rows)
    columns, right = _places(window.column, window.columns, cells.column_offset, cells.ratio,
                             cells.columns)
    above, below = (np.clip(rows + i, 0, cells.rows - 1) for i in (0, 1))
    before, after = (np.clip(columns + i, 0, cells.columns - 1) for i in (0, 1))
    planes = planes.astype(np.float32, copy=False)
    line = planes[:, above]
    line += down[:, None] * (planes[:, below] - line)
    result = line[..., before]
    result += right * (line[..., after] - result)
    return result


def linear_weights(count: int, parts: int) -> np.ndarray:
    """Return the weights of cells at parts of them, which are linear between the cells' centres.

    Returns:
        float64 (cells * parts, cells), along an axis.
    """
    before, behind = _places(0, count * parts, 0, parts, count)
    weights, index = np.zeros((count * parts, count)), np.arange(count * parts)
    weights[index, before] += 1 - behind
    weights[index, np.minimum(before + 1, count - 1)] += behind
    return weights


def _places(first: int, count: int, offset: int, ratio: int,
            cells: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the cell whose centre lies before each pixel, and how far that lies behind it."""
    place = (np.arange(count) + first + offset + 0.5) / ratio - 0.5
    before = np.clip(np.floor(place).astype(int), 0, cells - 1)
    return before, (place - before).clip(0, 1).astype(np.float32)
