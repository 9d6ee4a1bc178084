"""Coarse pixels that were repeated onto the fine grid, brought back to their cells."""

from __future__ import annotations

import numpy as np

from .cells import Cells, aggregate
from .image import Image


def find_cells(values: np.ndarray, ratio: float) -> Cells:
    """Return the lattice of cells that fits best to where a repeated coarse image changes.

    values: (bands, rows, columns), NaN where invalid: each coarse pixel as often as it has
        fine ones. The cells are exactly the coarse pixels where these are whole fine pixels
        large; otherwise as near to them as cells of whole pixels can be.
    ratio: coarse pixel size / fine pixel size, at least 1.5.

    Raises:
        ValueError: the ratio is too small for cells.
    """
    size = round(ratio)
    if size < 2:
        raise ValueError("cells are at least two pixels large")
    _, rows, columns = values.shape
    row_offset = _offset(_steps(values, axis=1), size)
    column_offset = _offset(_steps(values, axis=2), size)
    return Cells(size, row_offset, column_offset, -(-(rows + row_offset) // size),
                 -(-(columns + column_offset) // size))


def means_in_cells(values: np.ndarray, cells: Cells) -> Image:
    """Return the means of an image in the cells that cover it.

    values: (bands, rows, columns), NaN where invalid. A cell is valid if at least half of
    its pixels are; those outside of the image are not.
    """
    bands, rows, columns = values.shape
    n = cells.ratio
    whole = Image.empty(bands, cells.rows * n, cells.columns * n)
    here = np.s_[cells.row_offset:cells.row_offset + rows,
                 cells.column_offset:cells.column_offset + columns]
    whole.valid[here] = np.isfinite(values).all(axis=0)
    whole.values[(slice(None), *here)] = np.where(whole.valid[here], values, 0)
    means, count = aggregate(whole, n)
    valid = 2 * count >= n ** 2
    return Image(np.where(valid, means, 0).astype(np.float32), valid)


def _steps(values: np.ndarray, axis: int) -> np.ndarray:
    """Return the change of the image from each row (axis 1) or column (2) to the next."""
    change = np.abs(np.diff(values, axis=axis))
    known = np.isfinite(change)
    across = (0, 3 - axis)
    return np.where(known, change, 0).sum(axis=across) / np.maximum(known.sum(axis=across), 1)


def _offset(steps: np.ndarray, size: int) -> int:
    """Return the number of pixels by which the cells begin before the first, 0 to size - 1."""
    edges = np.arange(1, len(steps) + 1)
    sums = [steps[(edges + offset) % size == 0].sum() for offset in range(size)]
    return int(np.argmax(sums))
