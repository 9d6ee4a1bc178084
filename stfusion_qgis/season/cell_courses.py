"""The mean course of the fine pixels in each coarse cell, and what it has of a season's modes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ..caches import Latest
from ..images.cells import Cells
from ..images.window import Window, tiles
from .season_scene import SeasonScene
from .smoothing.temporal_modes import TemporalModes, filled_images

_SIDE = 256  # fine pixels that are read at a time, or a cell
_CACHE_BYTES = 64 * 2**20


@dataclass(frozen=True, eq=False)
class CellModes:
    """The mean modes of the pixels in cells, which are read when they are asked for.

    Parts of a fixed size are read and kept: so a cell has the same modes in every window.
    """

    season: SeasonScene
    modes: TemporalModes
    _parts: Latest[tuple[int, int], np.ndarray] = field(
        default_factory=lambda: Latest(_CACHE_BYTES, lambda part: part.nbytes))

    def __call__(self, window: Window) -> np.ndarray:
        """Return the modes of a window of cells (modes, rows, columns); NaN where unknown."""
        cells = self.season.cells
        if cells is None:
            raise ValueError("a season whose coarse images are no cells")
        found = np.full((len(self.modes.weights), window.rows, window.columns), np.nan, np.float32)
        shared = window.overlap(Window(0, 0, cells.rows, cells.columns))
        if shared.is_empty:
            return found
        size = _side(cells)
        for i in range(shared.row // size, (shared.last_row - 1) // size + 1):
            for j in range(shared.column // size, (shared.last_column - 1) // size + 1):
                here = Window(i * size, j * size, min(size, cells.rows - i * size),
                              min(size, cells.columns - j * size))
                part = self._parts.get_or_make((i, j), partial(self._read, here))
                seen = here.overlap(window)
                found[(..., *seen.slices_in(window))] = part[(..., *seen.slices_in(here))]
        return found

    def _read(self, window: Window) -> np.ndarray:
        return self.modes.of_means(mean_courses(self.season, self.modes.images, window))


def mean_courses(season: SeasonScene, images: Sequence[int], window: Window) -> np.ndarray:
    """Return the mean of fine images, their gaps interpolated in time, in a window of cells.

    images: their places.

    Returns:
        float32 (images, bands, rows, columns), NaN where no pixel of a cell is seen.

    Raises:
        BrokenImage: one cannot be read.
    """
    cells = season.cells
    if cells is None:
        raise ValueError("a season whose coarse images are no cells")
    days = [season.days[i] for i in images]
    found = np.empty((len(images), season.bands, window.rows, window.columns), np.float32)
    for tile in tiles(window.rows, window.columns, _side(cells)):
        fine = season.fine_values(cells.fine_window(tile.moved(window.row, window.column)), images)
        count = _sums(np.isfinite(fine[:, 0]).any(axis=0).astype(np.float32), cells)
        for place, image in enumerate(filled_images(days, fine)):
            mean = _sums(image, cells) / np.maximum(count, 1)
            found[(place, slice(None), *tile.slices)] = np.where(count > 0, mean, np.nan)
    return found


def _side(cells: Cells) -> int:
    """Return the side of what is read at a time, in cells."""
    return max(1, _SIDE // cells.ratio)


def _sums(values: np.ndarray, cells: Cells) -> np.ndarray:
    """Return the sums over cells of pixels (..., rows, columns), of whole cells."""
    n = cells.ratio
    shape = *values.shape[:-2], values.shape[-2] // n, n, values.shape[-1] // n, n
    return np.asarray(values.reshape(shape).sum(axis=(-3, -1), dtype=np.float64))
