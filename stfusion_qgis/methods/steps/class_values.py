"""Values of classes, known for each coarse cell, at fine pixels."""

from __future__ import annotations

import numpy as np

from ...images.cells import Cells
from ...images.window import Window


def class_values_at(values: np.ndarray, labels: np.ndarray, cells: Cells,
                    window: Window) -> np.ndarray:
    """Return the value of each fine pixel's class, interpolated between cell centres.

    values: (classes, bands, cell rows, cell columns). labels: class of each pixel of
    `window` (rows, columns); -1 gives 0.

    The interpolation is bilinear; beyond the outermost centres the nearest ones count.

    Returns:
        float32 (bands, rows, columns).
    """
    rows, row_weights = _neighbours(window.row + cells.row_offset, window.rows, cells.ratio,
                                    cells.rows)
    columns, column_weights = _neighbours(window.column + cells.column_offset, window.columns,
                                          cells.ratio, cells.columns)
    known = np.maximum(labels, 0)
    result = np.zeros((values.shape[1], *labels.shape), np.float32)
    for row, row_weight in zip(rows, row_weights):
        for column, column_weight in zip(columns, column_weights):
            corner = values[known, :, row[:, None], column[None, :]]
            weight = row_weight[:, None] * column_weight
            result += np.moveaxis(corner, -1, 0) * weight
    return np.where(labels < 0, np.float32(0), result)


def _neighbours(first: int, count: int, ratio: int, cells: int) -> tuple:
    """Return the two nearest cells of each fine row or column, and their weights."""
    place = (np.arange(first, first + count) + 0.5) / ratio - 0.5
    lower = np.floor(place)
    upper_weight = (place - lower).astype(np.float32)
    lower = lower.astype(int)
    return ((lower.clip(0, cells - 1), (lower + 1).clip(0, cells - 1)),
            (1 - upper_weight, upper_weight))
