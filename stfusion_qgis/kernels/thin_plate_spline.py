"""Interpolation of coarse cells to fine pixels by thin plate splines."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..images.window import Window
from .filling import fill_gaps
from .grid_spline import grid_spline_weights
from .phase_filter import PhaseFilter

BORDER_BLOCK = 48  # cells a side of the blocks whose splines run out beyond the border


class ThinPlateSpline:
    """Coarse cells, taken as points at their centres, interpolated on the fine grid.

    A thin plate spline through all cells costs the cube of their number; this one goes through
    the `neighbourhood` x `neighbourhood` cells nearest to each fine pixel, which is the same
    within a small part of the signal as the influence of a cell fades out quickly. As the cells
    are on a grid, its weights depend only on where in its cell a fine pixel lies: they are found
    once for the ratio x ratio places in a cell. Beyond the border go cells that lie on the spline
    through a wide block of those within, so that the spline runs out as the whole one does;
    invalid cells are filled smoothly from around. Interpolation as in FSDAF (Zhu et al. 2016,
    doi:10.1016/j.rse.2015.11.016, the fourth step); splines: Duchon 1977.

    cells: (bands, rows, columns), of any unit, which the result has, too.
    valid: bool (rows, columns).
    ratio: fine pixels in a cell, a side.
    row_offset, column_offset: fine row r lies in the row (r + row_offset) // ratio of cells.
    neighbourhood: odd.
    """

    def __init__(self, cells: np.ndarray, valid: np.ndarray, ratio: int,
                 row_offset: int = 0, column_offset: int = 0, neighbourhood: int = 9):
        filled = np.array([fill_gaps(band, valid) for band in cells], np.float32)
        around = _extrapolate(filled, neighbourhood // 2)
        self._filter = PhaseFilter(around, _interpolation_weights(ratio, neighbourhood),
                                   row_offset, column_offset)

    def at(self, window: Window) -> np.ndarray:
        """Return the fine pixels of `window`, float32 (bands, rows, columns); 0 off the cells."""
        return self._filter.at(window)


@lru_cache(maxsize=8)
def _interpolation_weights(ratio: int, neighbourhood: int) -> np.ndarray:
    """Return the weight of each cell around for each place in a cell.

    Returns:
        float32 (neighbourhood^2, ratio^2).
    """
    along = (np.arange(ratio) + 0.5) / ratio - 0.5 + neighbourhood // 2
    places = np.stack(np.meshgrid(along, along, indexing="ij"), axis=-1).reshape(-1, 2)
    weights = grid_spline_weights(neighbourhood, neighbourhood, places)
    return weights.reshape(-1, len(places)).astype(np.float32)


def _extrapolate(cells: np.ndarray, margin: int) -> np.ndarray:
    """Return the cells with `margin` more on each side, on the spline through those nearby."""
    rows, columns = cells.shape[1:]
    block_rows, block_columns = min(rows, BORDER_BLOCK), min(columns, BORDER_BLOCK)
    weights = _extrapolation_weights(block_rows, block_columns, margin)
    result = np.pad(cells, ((0, 0), (margin, margin), (margin, margin)))
    for row in range(-margin, rows + margin):
        beyond = not 0 <= row < rows
        outer = [*range(-margin, 0), *range(columns, columns + margin)]
        top = min(max(row - block_rows // 2, 0), rows - block_rows)
        for column in range(-margin, columns + margin) if beyond else outer:
            left = min(max(column - block_columns // 2, 0), columns - block_columns)
            block = cells[:, top:top + block_rows, left:left + block_columns]
            result[:, row + margin, column + margin] = np.einsum(
                "brc,rc->b", block, weights[row - top, column - left])
    return result


@lru_cache(maxsize=4)
def _extrapolation_weights(rows: int, columns: int,
                           margin: int) -> dict[tuple[int, int], np.ndarray]:
    """Return the weights of a block of cells for each cell around it and each place beside.

    Where the grid ends, the block that is nearest to a cell beyond its border lies beside it in
    any row or column; so the keys are all cells of the block with its margin that are not inside.
    """
    places = [(row, column) for row in range(-margin, rows + margin)
              for column in range(-margin, columns + margin)
              if not (0 <= row < rows and 0 <= column < columns)]
    weights = grid_spline_weights(rows, columns, np.array(places, np.float64))
    return dict(zip(places, np.ascontiguousarray(np.moveaxis(weights, -1, 0))))
