"""Interpolation of coarse cells to fine pixels by thin plate splines."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..images.window import Window
from .filling import fill_gaps
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
    half = neighbourhood // 2
    cells = _grid(range(-half, half + 1), range(-half, half + 1))
    places = (np.arange(ratio) + 0.5) / ratio - 0.5
    return _spline_weights(cells, _grid(places, places)).astype(np.float32)


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
    weights = _spline_weights(_grid(range(rows), range(columns)), np.array(places, np.float64))
    return dict(zip(places, weights.T.reshape(-1, rows, columns)))


def _spline_weights(points: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the weight of each point's value in the value of the spline at each place.

    The spline is a sum of phi(distance to a point), one for each point, and of a plane; the
    weights solve the equations which say that it passes through the points.

    points, places: (number, 2).

    Returns:
        float64 (points, places).
    """
    n = len(points)
    plane = [True, *(np.ptp(points, axis=0) > 0)]  # points in a line give no slope across it
    basis = _plane(points)[:, plane]
    parts = basis.shape[1]
    equations = np.block([[_phi(points, points), basis], [basis.T, np.zeros((parts, parts))]])
    at_places = np.hstack([_phi(places, points), _plane(places)[:, plane]])
    return np.linalg.solve(equations, at_places.T)[:n]


def _grid(rows: npt.ArrayLike, columns: npt.ArrayLike) -> np.ndarray:
    grid = np.meshgrid(np.asarray(rows), np.asarray(columns), indexing="ij")
    return np.stack(grid, axis=-1).reshape(-1, 2) * 1.0


def _phi(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Return the radial function r^2 log r of the distances r of points `p` to points `q`."""
    squared = ((p[:, None] - q[None]) ** 2).sum(axis=-1)
    return 0.5 * squared * np.log(np.where(squared > 0, squared, 1.0))


def _plane(p: np.ndarray) -> np.ndarray:
    return np.hstack([np.ones((len(p), 1)), p])
