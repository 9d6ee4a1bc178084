"""Fine pixels as weighted sums of the coarse cells around, by the place in the cell."""

from __future__ import annotations

import numpy as np

from ..images.window import Window
from ..matrix_products import matmul

TILE = 8
"""Cells a side of the tiles that are filtered by one matrix product each.

Their size and their place on the grid are fixed, so that a pixel comes out of the same product,
and with the same bits, in whatever window it is asked for.
"""


class PhaseFilter:
    """Coarse cells brought onto the fine grid by linear weights.

    As the cells are on a grid, the weights of a fine pixel depend only on where in its cell it
    lies, its phase: one small matrix serves the whole image.

    cells: (bands, rows + n - 1, columns + n - 1), of any unit, which the result has, too: the
        cells with a margin of (n - 1) / 2 on each side.
    weights: (n^2, ratio^2), or (bands, n^2, ratio^2), n odd: the weight of each cell of the
        n x n around a pixel, row by row, for each pixel of a cell, row by row.
    row_offset, column_offset: fine row r lies in the row (r + row_offset) // ratio of cells.
    """

    def __init__(self, cells: np.ndarray, weights: np.ndarray, row_offset: int = 0,
                 column_offset: int = 0):
        self._size, self._ratio = (round(count ** 0.5) for count in weights.shape[-2:])
        margin = self._size - 1
        self._shape = len(cells), cells.shape[1] - margin, cells.shape[2] - margin
        self._offsets = row_offset, column_offset
        weights = weights.astype(np.float32)
        self._weights = weights if weights.ndim == 2 else weights[:, None]
        full_tiles = [(0, 0)] + [(0, -size % TILE) for size in self._shape[1:]]
        self._cells = np.pad(cells, full_tiles).astype(np.float32)

    def at(self, window: Window) -> np.ndarray:
        """Return the fine pixels of `window`, float32 (bands, rows, columns); 0 off the cells."""
        ratio = self._ratio
        bands, cell_rows, cell_columns = self._shape
        row, column = window.row + self._offsets[0], window.column + self._offsets[1]
        top, bottom = max(row, 0), min(row + window.rows, cell_rows * ratio)
        left, right = max(column, 0), min(column + window.columns, cell_columns * ratio)
        result = np.zeros((bands, window.rows, window.columns), np.float32)
        if top >= bottom or left >= right:
            return result
        side = TILE * ratio
        first, last = left // side, -(-right // side)
        for tile_row in range(top // side, -(-bottom // side)):
            pixels = self._row_of_tiles(tile_row, first, last)
            above, below = max(top, tile_row * side), min(bottom, (tile_row + 1) * side)
            result[:, above - row:below - row, left - column:right - column] = pixels[
                :, above - tile_row * side:below - tile_row * side,
                left - first * side:right - first * side]
        return result

    def _row_of_tiles(self, tile_row: int, first: int, last: int) -> np.ndarray:
        """Return the fine pixels of the tiles `first` up to `last` of a row of tiles."""
        bands, ratio, tiles, n = self._shape[0], self._ratio, last - first, self._size
        cells = self._cells[:, tile_row * TILE:(tile_row + 1) * TILE + n - 1,
                            first * TILE:last * TILE + n - 1]
        around = np.lib.stride_tricks.sliding_window_view(cells, (1, n, n))[:, :, :, 0]
        around = around.reshape(bands, TILE, tiles, TILE, n * n).transpose(0, 2, 1, 3, 4)
        pixels = matmul(around.reshape(bands, tiles, TILE * TILE, n * n), self._weights)
        pixels = pixels.reshape(bands, tiles, TILE, TILE, ratio, ratio)
        return pixels.transpose(0, 2, 4, 1, 3, 5).reshape(bands, TILE * ratio, tiles * TILE * ratio)


def mirrored(cells: np.ndarray, margin: int) -> np.ndarray:
    """Return cells (bands, rows, columns) with a margin in which they are mirrored."""
    return np.pad(cells, ((0, 0), (margin, margin), (margin, margin)), mode="symmetric")


def separable(weights: np.ndarray) -> np.ndarray:
    """Return the weights of a `PhaseFilter` that are products of one for rows and for columns.

    weights: (ratio, n), along one axis: of each cell of the n around, for each pixel of a cell.

    Returns:
        (n^2, ratio^2).
    """
    ratio, n = weights.shape
    return np.einsum("pi,qj->ijpq", weights, weights).reshape(n * n, ratio * ratio)
