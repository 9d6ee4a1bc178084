"""Coarse pixels as cells of whole fine pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..progress import Progress
from ..translation import tr
from .grid import TOLERANCE, Grid
from .image import Image
from .window import Window


@dataclass(frozen=True)
class Cells:
    """A lattice of cells of `ratio` x `ratio` fine pixels that covers a fine grid.

    Fine pixel (row, column) lies in cell ((row + row_offset) // ratio,
    (column + column_offset) // ratio); cells at the edge may reach beyond the fine grid.
    """

    ratio: int
    row_offset: int
    column_offset: int
    rows: int
    columns: int

    @classmethod
    def of(cls, fine: Grid, coarse: Grid, ratio: int) -> Cells:
        """Return cells that coincide with the pixels of `coarse` where these fit.

        They fit when they have the same CRS, are `ratio` fine pixels large and begin at the
        edge of a fine pixel. Otherwise the cells begin at the first fine pixel.
        """
        row_offset = column_offset = 0
        drift = max(abs(coarse.pixel_width / fine.pixel_width - ratio) * coarse.columns,
                    abs(coarse.pixel_height / fine.pixel_height - ratio) * coarse.rows)
        row, column = fine.offset_of(coarse) if fine.same_crs(coarse) else (0.5, 0.5)
        shift = max(abs(row - round(row)), abs(column - round(column)))
        if max(drift, shift) <= TOLERANCE * ratio:
            row_offset, column_offset = -round(row) % ratio, -round(column) % ratio
        return cls(ratio, row_offset, column_offset,
                   -(-(fine.rows + row_offset) // ratio),
                   -(-(fine.columns + column_offset) // ratio))

    def grid(self, fine: Grid) -> Grid:
        """Return the cells as a grid; `fine` is the grid that they cover."""
        return fine.coarsened(self.ratio, self.row_offset, self.column_offset)

    def fine_window(self, window: Window) -> Window:
        """Return the fine pixels of a window of cells."""
        n = self.ratio
        return Window(window.row * n - self.row_offset, window.column * n - self.column_offset,
                      window.rows * n, window.columns * n)

    def indices(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Return the row and column of the cell of each row and column of a fine window.

        They are limited to the lattice, so that pixels outside of the scene get the cell at
        the edge.
        """
        rows = (np.arange(window.rows) + window.row + self.row_offset) // self.ratio
        columns = (np.arange(window.columns) + window.column + self.column_offset) // self.ratio
        return rows.clip(0, self.rows - 1), columns.clip(0, self.columns - 1)

    def spread(self, values: np.ndarray, window: Window) -> np.ndarray:
        """Return cell values (..., rows, columns) at each fine pixel of `window`."""
        rows, columns = self.indices(window)
        return values[..., rows[:, None], columns[None, :]]


@dataclass(frozen=True)
class CellMeans:
    """Means of fine pixels over coarse cells, and how much of each cell they tell of.

    values: float32 (bands, rows, columns), 0 where a cell has no valid pixel.
    share: float32 (rows, columns), the part of the cell's area that is valid, 0 to 1: how much
    the cell counts where several are compared.
    """

    values: np.ndarray
    share: np.ndarray


def mostly_seen(share: np.ndarray) -> np.ndarray:
    """Return the cells that speak for themselves: those of which at least half is valid.

    Where there is none, as in a field smaller than coarse pixels, those of which any part is.

    share: part of each cell's area that is valid (rows, columns).
    """
    half = share >= 0.5
    return half if half.any() else share > 0


def warn_of_cut_cells(share: np.ndarray, progress: Progress) -> None:
    """Warn if no coarse cell is covered by half or more by valid fine pixels."""
    if 0 < share.max(initial=0) < 0.5:
        progress.warn(tr(
            "Valid fine pixels cover at most {share:.0%} of any coarse pixel: the prediction rests "
            "on coarse pixels that show other land, too ({count} of them). Use a larger area if "
            "you can."
        ).format(share=float(share.max()), count=int((share > 0).sum())))


def aggregate(image: Image, ratio: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of the valid pixels of each cell and how many there are.

    image: of whole cells: rows and columns are multiples of `ratio`.

    Returns:
        means: float64 (bands, rows / ratio, columns / ratio); 0 where no pixel is valid.
        count: int64 (rows / ratio, columns / ratio).
    """
    bands, rows, columns = image.values.shape
    shape = (rows // ratio, ratio, columns // ratio, ratio)
    count = image.valid.reshape(shape).sum(axis=(1, 3))
    sums = image.values.reshape(bands, *shape).sum(axis=(2, 4), dtype=np.float64)
    return sums / np.maximum(count, 1), count
