"""The prediction averaged to the coarse pixels, to be compared with the coarse image."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..images.cells import Cells
from ..images.image import Image
from ..images.window import Window
from .moments import Moments
from .sums import centred, quotient


class CellSums(NamedTuple):
    """Sums over the pixels of a window that lie in each cell.

    rows, columns: which cells; pixels: int (rows, columns), number of valid pixels;
    values: float64 (bands, rows, columns), sums of the values minus a centre.
    """

    rows: slice
    columns: slice
    pixels: np.ndarray
    values: np.ndarray


def cell_sums(cells: Cells, window: Window, image: Image, centre: np.ndarray) -> CellSums:
    """Return the sums of an image that covers `window`; centre: (bands,) near its means."""
    rows, columns = cells.indices(window)
    row_starts, column_starts = (np.flatnonzero(np.diff(index, prepend=-1))
                                 for index in (rows, columns))

    def add_up(plane: np.ndarray) -> np.ndarray:
        return np.add.reduceat(np.add.reduceat(plane, row_starts, axis=0), column_starts, axis=1)

    values = [add_up(centred(plane, image.valid, c))
              for plane, c in zip(image.values, centre)]
    return CellSums(slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1),
                    add_up(image.valid.astype(np.int64)), np.array(values))


class CellMeans:
    """Gathers the means of an image in all cells, window by window."""

    def __init__(self, cells: Cells, centre: np.ndarray):
        """Begin without any pixel; centre: (bands,), the same as of `cell_sums`."""
        self._cells, self._centre = cells, centre
        self._pixels = np.zeros((cells.rows, cells.columns), np.int64)
        self._sums = np.zeros((len(centre), cells.rows, cells.columns))

    def add(self, part: CellSums) -> None:
        """Add the pixels of a window."""
        self._pixels[part.rows, part.columns] += part.pixels
        self._sums[:, part.rows, part.columns] += part.values

    def moments(self, coarse: Image, rows: int, columns: int) -> Moments:
        """Return the moments of the cell means (x) and the coarse image (y).

        A cell counts if it lies wholly in the fine image of `rows` x `columns` pixels, if
        at least half of its pixels are valid, and if the coarse image is valid there.
        """
        cells = self._cells
        counts = (coarse.valid & (2 * self._pixels >= cells.ratio ** 2)
                  & _inside(cells.rows, cells.row_offset, cells.ratio, rows)[:, np.newaxis]
                  & _inside(cells.columns, cells.column_offset, cells.ratio, columns))
        means = quotient(self._sums, self._pixels) + self._centre[:, np.newaxis, np.newaxis]
        return Moments.of(means, coarse.values, counts, self._centre)


def _inside(cells: int, offset: int, ratio: int, pixels: int) -> np.ndarray:
    """Return which cells lie wholly on the pixels 0 to `pixels`."""
    begin = np.arange(cells) * ratio - offset
    return (begin >= 0) & (begin + ratio <= pixels)
