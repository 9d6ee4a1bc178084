"""Cubic splines of coarse cells: through their centres, or with their means.

Such a spline is a sum of cubic B-splines b3, one a cell, so a phase filter brings its
coefficients to fine pixels (Unser 1999, https://doi.org/10.1109/79.799930). Beyond the border
the cells are mirrored.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import BSpline
from scipy.ndimage import spline_filter

from ...kernels.phase_filter import mirrored

REACH = 2
"""Half of the support of a cubic B-spline, in cells."""

# SciPy is inexact in images of a few pixels. A coefficient depends on cells at any distance, with a
# factor of at most -0.36 a cell: beyond this margin that is below the resolution of float64.
_MARGIN = 40

_B3 = BSpline.basis_element(np.arange(-REACH, REACH + 1))


def point_coefficients(cells: np.ndarray) -> np.ndarray:
    """Return the coefficients of the spline whose value at the centre of each cell is the cell's.

    cells: (bands, rows, columns), of any unit, without gaps.

    Returns:
        float64, of the same shape.
    """
    return _coefficients(cells, 3)


def mean_coefficients(cells: np.ndarray) -> np.ndarray:
    """Return the coefficients of the spline whose mean over each cell is the cell's value.

    The mean of b3 over a cell is the B-spline of degree 4 at its centre: the coefficients are
    those of the spline of degree 4 through the centres. Shapes as for `point_coefficients`.
    """
    return _coefficients(cells, 4)


def point_weights(ratio: int) -> np.ndarray:
    """Return the weights (ratio, 5) of the coefficients around in the values at pixel centres."""
    centres = (np.arange(ratio) + 0.5) / ratio - 0.5
    return _B3(_from_cells(centres))


def mean_weights(ratio: int) -> np.ndarray:
    """Return the weights (ratio, 5) of the coefficients around in the means over pixels."""
    edges = np.arange(ratio + 1) / ratio - 0.5
    return ratio * np.diff(_B3.antiderivative()(_from_cells(edges)), axis=0)


def _coefficients(cells: np.ndarray, degree: int) -> np.ndarray:
    wide = mirrored(cells, _MARGIN)
    coefficients = [spline_filter(band, degree, np.float64, mode="reflect") for band in wide]
    return np.stack(coefficients)[:, _MARGIN:-_MARGIN, _MARGIN:-_MARGIN]


def _from_cells(places: np.ndarray) -> np.ndarray:
    """Return the distance of each place to the centres of the cells around, within the reach."""
    cells = np.arange(-REACH, REACH + 1)
    return (places[:, None] - cells).clip(-REACH, REACH)
