"""Area-to-point kriging of coarse cells: the most likely fine pixels with these means."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .variogram import points_to_cells


def kriging_weights(variogram: Callable[[np.ndarray], np.ndarray], ratio: int,
                    neighbourhood: int) -> np.ndarray:
    """Return the weight of each cell around for each fine pixel of a cell.

    The weights of ordinary kriging from areas to points (Kyriakidis 2004,
    doi:10.1111/j.1538-4632.2004.tb01135.x): sum_b l_b g(a, b) + m = g(a, p) for each cell a, and
    sum_b l_b = 1, where g is the mean semivariance between two cells, or between a cell and the
    pixel p. On a grid they are the same for all cells. The mean of the pixels of a cell is the
    cell's value, whatever the values around are.

    variogram: semivariance of points by their distance in cells; its sill does not matter.
    neighbourhood: side of the square of cells around, odd.

    Returns:
        float64 (neighbourhood^2, ratio^2), for a `PhaseFilter`.
    """
    n, count = neighbourhood, neighbourhood ** 2
    to_points = points_to_cells(variogram, ratio, (n - 1, n - 1))
    between = to_points.mean(axis=(2, 3))
    row, column = (index.ravel() for index in np.indices((n, n)))
    equations = np.ones((count + 1, count + 1))
    equations[:-1, :-1] = between[row[:, None] - row + n - 1, column[:, None] - column + n - 1]
    equations[-1, -1] = 0
    around = slice(n // 2, n // 2 + n)
    right = np.ones((count + 1, ratio * ratio))
    right[:-1] = to_points[around, around].reshape(count, ratio * ratio)
    return np.linalg.solve(equations, right)[:-1]
