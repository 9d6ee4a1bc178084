"""What the coarse curve would be within its cells, if pixels differ there as cells do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter1d

from ...images.cells import Cells
from ...images.window import Window
from ...kernels.local_unmixing import solve
from .block_series import BlockSeries
from .coarse_curve import CoarseCurve
from .season_smoother import CoarseDay
from .temporal_modes import TemporalModes

_SIGMA, _RADIUS = 1.0, 3  # cells that tell how the curve hangs on the modes
_RIDGE = 0.1  # what is added to the modes' variance among cells: as that of pixels, it is 1

MARGIN = _RADIUS + 1
"""Cells around a block whose modes and curves are needed."""


class _Places(NamedTuple):
    """Between which two of a window's cells pixels lie on an axis, and how near to the second."""

    first: np.ndarray
    second: np.ndarray
    share: np.ndarray


@dataclass(frozen=True)
class ModeCurves:
    """How pixels depart from the coarse curve of their cells, by the modes of the season.

    modes: of the season. cells: the coarse ones. means: of the modes in a window of these, float32
    (modes, rows, columns), NaN unknown. share: of the departures that the fine images have shown
    to be there, 0 to 1.
    """

    modes: TemporalModes
    cells: Cells
    means: Callable[[Window], np.ndarray]
    share: float = 1.0

    def detailed(self, series: BlockSeries, window: Window, curve: CoarseCurve,
                 days: Sequence[int] = (), coarse: Sequence[CoarseDay] = (),
                 ) -> tuple[BlockSeries, list[CoarseDay]]:
        """Return a series, and other days, whose coarse curve departs from its cells.

        series: all fine images in a window of the fine grid. coarse: the curve on the days.
        """
        found = self.departures(series, window, (*series.days, *days), curve)
        there = np.stack([found[day] for day in series.days])
        return (replace(series, coarse=series.coarse + there),
                [each._replace(values=each.values + found[day])
                 for each, day in zip(coarse, days)])

    def departures(self, series: BlockSeries, window: Window, wanted: Iterable[int],
                   curve: CoarseCurve) -> dict[int, np.ndarray]:
        """Return what is to be added to the coarse curve on wanted days, (bands, rows, columns).

        series: all fine images in a window of the fine grid.
        """
        wanted = sorted({*wanted})
        wide = cells_holding(self.cells, window, MARGIN)
        near = wide.grow(-_RADIUS)
        inner = near.slices_in(wide)
        scores = self.modes.scores(series.days, series.fine)
        slopes = _Slopes(self.means(wide), np.isfinite(curve.cells(wanted[0], wide)[0]))
        rows = _places(window.row + self.cells.row_offset, window.rows, self.cells.ratio,
                       self.cells.rows, near.row, near.rows)
        columns = _places(window.column + self.cells.column_offset, window.columns,
                          self.cells.ratio, self.cells.columns, near.column, near.columns)
        own = np.nan_to_num(scores - _between(slopes.means[(..., *inner)], rows, columns))
        found = {}
        for day in wanted:
            slope = slopes.of(curve.cells(day, wide))[(..., *inner)]
            total = np.zeros((slope.shape[1], window.rows, window.columns), np.float32)
            for score, bands in zip(own, slope):
                for band, cells in enumerate(bands):
                    total[band] += score * _between(cells, rows, columns)
            total *= np.float32(self.share)
            found[day] = total
        return found


class _Slopes:
    """How the coarse curve hangs on the modes around each cell: a regression over near cells.

    means: of the modes, those that are unknown filled by their neighbours', (modes, rows, columns).
    """

    def __init__(self, means: np.ndarray, known: np.ndarray):
        self._known = known & np.isfinite(means).all(axis=0)
        self._cells = np.where(self._known, means, 0).astype(np.float64)
        self._weight = np.maximum(_near(self._known.astype(np.float64)), 1e-9)
        self._middle = self._mean(self._cells)
        self.means = np.where(np.isfinite(means), means, self._middle).astype(np.float32)
        modes = len(means)
        left = np.empty((modes, modes, *known.shape))
        for k in range(modes):
            left[k] = self._mean(self._cells[k] * self._cells) - self._middle[k] * self._middle
            left[k, k] += _RIDGE
        right = np.zeros_like(left)
        for k in range(modes):
            right[k, k] = 1
        self._inverse = solve(left, right)

    def of(self, curve: np.ndarray) -> np.ndarray:
        """Return the slopes of a day, float32 (modes, bands, rows, columns); 0 without any cell."""
        values = np.where(self._known, np.nan_to_num(curve), 0).astype(np.float64)
        middle = self._mean(values)
        right = [self._mean(cells * values) - own * middle
                 for cells, own in zip(self._cells, self._middle)]
        found = np.zeros((len(right), *values.shape))
        for k, row in enumerate(self._inverse):
            for inverse, side in zip(row, right):
                found[k] += inverse * side
        return found.astype(np.float32)

    def _mean(self, values: np.ndarray) -> np.ndarray:
        return _near(values) / self._weight


def _near(values: np.ndarray) -> np.ndarray:
    """Return the mean of near cells, the nearer the more; 0 beyond the edges."""
    for axis in (-2, -1):
        values = gaussian_filter1d(values, _SIGMA, axis=axis, mode="constant",
                                   truncate=_RADIUS / _SIGMA)
    return values


def cells_holding(cells: Cells, window: Window, margin: int) -> Window:
    """Return the window of the cells that hold a window of fine pixels, with a margin.

    It may reach beyond the lattice, as the window may reach beyond the scene.
    """
    n, row, column = cells.ratio, cells.row_offset, cells.column_offset
    return Window.between((window.row + row) // n, (window.column + column) // n,
                          -(-(window.last_row + row) // n),
                          -(-(window.last_column + column) // n)).grow(margin)


def _places(first: int, size: int, ratio: int, lattice: int, start: int, count: int) -> _Places:
    """Return where pixels lie between cells.

    first, size: of the pixels, counted from the first cell's edge. lattice: number of all cells.
    start, count: of those at hand; pixels beyond the scene may look for others, in vain.
    """
    centre = (np.arange(first, first + size) + 0.5) / ratio - 0.5
    low = np.floor(centre).astype(int)
    first_cell, second_cell = (each.clip(0, lattice - 1).clip(start, start + count - 1) - start
                               for each in (low, low + 1))
    return _Places(first_cell, second_cell, (centre - low).astype(np.float32))


def _between(cells: np.ndarray, rows: _Places, columns: _Places) -> np.ndarray:
    """Return values of cells (..., rows, columns) at fine pixels, by bilinear interpolation."""
    share = rows.share[:, None]
    lines = cells[..., rows.first, :] * (1 - share) + cells[..., rows.second, :] * share
    return (lines[..., columns.first] * (1 - columns.share)
            + lines[..., columns.second] * columns.share)
