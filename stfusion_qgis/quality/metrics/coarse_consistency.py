"""Consistency with the coarse image: the prediction averaged to its pixels, against it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...images.cells import Cells
from ...images.image import Image
from ...images.window import Window
from ...translation import mark
from .block_sums import centred, quotient
from .metric import Direction, Metric, Need, Unit
from .moments import Moments
from .pixel_errors import correlation, rmse


class CellSums(NamedTuple):
    """Sums over the pixels of a window that lie in each cell.

    rows, columns: which cells; seen, pixels: int (rows, columns), number of pixels, and of valid
    ones; values: float64 (bands, rows, columns), sums of the values minus a centre.
    """

    rows: slice
    columns: slice
    seen: np.ndarray
    pixels: np.ndarray
    values: np.ndarray


class CoarseCellSums:
    """Gathers the means of an image in all cells, window by window."""

    def __init__(self, cells: Cells, centre: np.ndarray):
        """Begin without any pixel; centre: (bands,), a value near the mean of each band."""
        self._cells, self._centre = cells, centre
        self._seen, self._pixels = np.zeros((2, cells.rows, cells.columns), np.int64)
        self._sums = np.zeros((len(centre), cells.rows, cells.columns))

    def sums_of(self, window: Window, image: Image) -> CellSums:
        """Return the sums of an image that covers a window; from several threads at once."""
        rows, columns = self._cells.indices(window)
        row_starts, column_starts = (np.flatnonzero(np.diff(index, prepend=-1))
                                     for index in (rows, columns))

        def add_up(plane: np.ndarray) -> np.ndarray:
            by_row = np.add.reduceat(plane, row_starts, axis=0)
            return np.add.reduceat(by_row, column_starts, axis=1)

        values = [add_up(centred(plane, image.valid, c))
                  for plane, c in zip(image.values, self._centre)]
        return CellSums(slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1),
                        add_up(np.ones(image.valid.shape, np.int64)),
                        add_up(image.valid.astype(np.int64)), np.array(values))

    def add(self, part: CellSums) -> None:
        """Add the pixels of a window."""
        self._seen[part.rows, part.columns] += part.seen
        self._pixels[part.rows, part.columns] += part.pixels
        self._sums[:, part.rows, part.columns] += part.values

    def moments(self, coarse: Image) -> Moments:
        """Return the moments of the cell means (x) and the coarse image (y).

        A cell counts if all of its pixels lie in the windows that were added, if at least half of
        them are valid, and if the coarse image is valid there.
        """
        whole = self._cells.ratio ** 2
        counts = coarse.valid & (self._seen == whole) & (2 * self._pixels >= whole)
        means = quotient(self._sums, self._pixels) + self._centre[:, np.newaxis, np.newaxis]
        return Moments.of_pixels(means, coarse.values, counts, self._centre)


COARSE_RMSE = Metric(
    "COARSE_RMSE", mark("RMSE to the coarse image"),
    mark("RMSE of the prediction averaged to the coarse pixels against the coarse image."),
    Direction.LOWER, Unit.DATA, Need.COARSE, Moments, lambda m, _: rmse(m))

COARSE_CORRELATION = Metric(
    "COARSE_CORRELATION", mark("Correlation with the coarse image"),
    mark("Correlation of the prediction averaged to the coarse pixels with the coarse image."),
    Direction.HIGHER, Unit.NONE, Need.COARSE, Moments, lambda m, _: correlation(m))
