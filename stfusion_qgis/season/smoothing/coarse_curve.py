"""The coarse images of a season as curves in time: robust, without gaps, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.ndimage import convolve1d

from ...images.alignment import Aligned
from ...images.cell_field import CellField
from ...images.grid import Grid
from ...images.image import Image
from ...images.window import Window
from ...progress import Progress
from .land_clock import clock_of, squared_changes
from .season_smoother import CoarseDay
from .whittaker import STIFFNESS, robust_whittaker

_MEAN_OF_BILINEAR = (0.125, 0.75, 0.125)  # the shares of a cell and its neighbours on each axis
_TINY_WEIGHT = 1e-6
_STRIP_BYTES = 48 * 2**20  # of the values that are smoothed at a time, in double precision


@dataclass(frozen=True)
class CoarseCurve:
    """The coarse curve on some days.

    fields: of each day, the bands and, last, the days to the nearest observation and the clock of
    the land; on the fine grid. walk: variance a day by which coarse images wander (bands,). first:
    the day on which that clock starts.
    """

    fields: dict[int, Aligned] = field(default_factory=dict)
    walk: np.ndarray = field(default_factory=lambda: np.zeros(0))
    first: int = 0

    @classmethod
    def of(cls, cells: Sequence[Image], when: Sequence[int], wanted: Iterable[int], grid: Grid,
           fine_grid: Grid, progress: Progress, stiffness: float = STIFFNESS, first: int = 0,
           ) -> CoarseCurve:
        """Smooth the coarse images of a season.

        cells: the images on `grid`. when: their days, ascending; several may have the same.
        wanted: the days of the curve. first: the day on which the clock of the land starts.
        """
        days = sorted({*wanted, *when})
        places = {day: i for i, day in enumerate(days)}
        bands, rows, columns = cells[0].values.shape
        wanted = sorted(set(wanted))
        seen = sorted(set(when))
        at_seen = [places[day] for day in seen]
        result = np.empty((len(wanted), bands + 2, rows, columns), np.float32)
        sums = np.empty((1 + len(wanted), bands, rows, columns), np.float32)
        strip = max(1, int(_STRIP_BYTES // (8 * len(days) * bands * columns)))
        change, number = np.zeros(bands), np.zeros(bands)
        for row in range(0, rows, strip):
            progress.report(row / rows)
            part = slice(row, min(row + strip, rows))
            series = np.full((len(days), bands, part.stop - row, columns), np.nan)
            for day, image in zip(when, cells):
                values = np.where(image.valid[part], image.values[:, part], np.nan)
                old = series[places[day]]
                both = np.isfinite(old) & np.isfinite(values)
                series[places[day]] = np.where(
                    both, (old + values) / 2, np.where(np.isfinite(old), old, values))
            curves = robust_whittaker(days, series.reshape(len(days), -1), stiffness)
            curves = curves.reshape(series.shape)
            known = np.isfinite(series[:, 0])
            curves[:, :, ~known.any(axis=0)] = np.nan
            result[:, :bands, part] = curves[[places[day] for day in wanted]]
            result[:, bands, part] = _away(days, known, wanted)
            sums[:, :, part] = squared_changes(seen, curves[at_seen], [seen[-1], *wanted])
            between = np.diff(days)[:, None, None, None]
            steps = np.diff(curves, axis=0) ** 2 / between
            change += np.nansum(steps, axis=(0, 2, 3))
            number += np.isfinite(steps).sum(axis=(0, 2, 3))
        result[:, -1] = clock_of(sums, seen, wanted, first)
        fields = {}
        for day, values in zip(wanted, result):
            valid = np.isfinite(values[0])
            if not grid.same_lattice(fine_grid):
                values[:bands] = _sharpened(values[:bands])
            image = Image(np.where(valid, values, 0), valid)
            fields[day] = Aligned(CellField(grid, image), fine_grid, "bilinear", 2 * len(wanted))
        return cls(fields, change / np.maximum(number, 1), first)

    def read(self, day: int, window: Window, bands: int) -> CoarseDay:
        """Return the curve on a day in a window of the fine grid."""
        shape, calendar = (window.rows, window.columns), np.float32(day - self.first)
        if day not in self.fields:
            return CoarseDay(np.full((bands, *shape), np.nan, np.float32),
                             np.full(shape, np.inf, np.float32), np.full(shape, calendar))
        *values, away, clock = self.fields[day].read(window).masked()
        return CoarseDay(np.stack(values), np.where(np.isfinite(away), away, np.inf),
                         np.where(np.isfinite(clock), clock, calendar))

    def cells(self, day: int, window: Window) -> np.ndarray:
        """Return the curve on a day in a window of its cells, (bands, ...), NaN where unknown."""
        return self.fields[day].raster.read(window).masked()[:-2]


def _away(days: Sequence[int], known: np.ndarray, wanted: Sequence[int]) -> np.ndarray:
    """Return the days from each wanted day to the nearest observation, (wanted, rows, columns)."""
    when = np.array(days, np.float32)
    found = np.full((len(wanted), *known.shape[1:]), np.inf, np.float32)
    for day, there in zip(when, known):
        for place, other in enumerate(wanted):
            found[place] = np.where(there, np.minimum(found[place], abs(other - day)),
                                    found[place])
    return found


def _sharpened(cells: np.ndarray) -> np.ndarray:
    """Return cells that keep their means when they are interpolated bilinearly (bands, ...).

    To first order: what the mean over a cell of the interpolated field lacks is added to it. More
    than once would sharpen noise.
    """
    known = np.isfinite(cells)
    blurred, weight = _blurred(np.where(known, cells, 0)), _blurred(known.astype(np.float32))
    return np.where(known, 2 * cells - blurred / np.maximum(weight, _TINY_WEIGHT), np.nan)


def _blurred(cells: np.ndarray) -> np.ndarray:
    """Return the means over cells of a field that is interpolated bilinearly between them."""
    for axis in (-2, -1):
        cells = convolve1d(cells, _MEAN_OF_BILINEAR, axis=axis, mode="nearest")
    return cells
