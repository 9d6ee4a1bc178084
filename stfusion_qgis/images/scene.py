"""The images of a fusion on one grid."""

from __future__ import annotations

import datetime
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .alignment import Aligned
from .cells import Cells, aggregate
from .checks import (
    check_bands,
    check_distinct,
    check_overlap,
    check_resolution,
    check_units,
    fine_grid,
)
from .coregistration import find_shift
from .grid import Grid
from .image import Block, Image
from .raster import Raster
from .sampling import Statistics, sample_windows, valid_pixels
from .window import Window

# Side of the window in which a shift is looked for, in coarse pixels, and at most in fine ones.
_SHIFT_SEEN_IN = 64
_SHIFT_WINDOW = 2400

# Gain of correlation that is worth a warning.
_NOTABLE_SHIFT = 0.02


@dataclass(frozen=True)
class Source:
    """An image as the user gives it.

    path: what GDAL opens. name: what the user calls it. mask: what GDAL opens of an optional
    mask, whose pixels above 0 say which pixels may be used. date: of the image, or None to
    find it in the metadata or the name.
    """

    path: str
    name: str = ""
    mask: str | None = None
    date: datetime.date | None = None


class Scene:
    """Reference pairs and coarse images of prediction dates, on the common grid of the fine ones.

    grid: the fine grid. bands: number of bands. fine, coarse: rasters of the reference
    pairs. predictions: coarse rasters of the prediction dates.
    ratio: side of a coarse pixel in fine pixels, or None where the coarse images come
    resampled onto the fine grid and the ratio was not given.
    band_matching: how the bands of an image were found. shift: rows and columns by which the
    coarse images were moved back.
    threads: how many threads may work on it at a time.
    """

    def __init__(self, fine: list[Source], coarse: list[Source], predictions: list[Source], *,
                 band_matching: str = "number", scale_coarse: bool = False,
                 coregister: bool = False, ratio: float | None = None, upscaling: int | None = None,
                 progress: Progress | None = None):
        """Open and check the images.

        band_matching: one of `bands.BAND_MATCHING`.
        scale_coarse: bring coarse images in other units to those of the fine ones.
        coregister: move the coarse images by the shift of the first one against fine 1.
        ratio: side of a coarse pixel in fine pixels; needed where the coarse images come
            resampled onto the fine grid, otherwise found from the images.
        upscaling: without fine images, the ratio of the fine grid to make.

        Raises:
            InputError: an image cannot be used or does not fit the others.
        """
        progress = progress or Progress()
        self.threads = os.cpu_count() or 1
        self._lock = threading.RLock()
        self._aligned: dict[tuple[Raster, str], Aligned] = {}
        self._cells: dict[Raster, Image] = {}
        self.band_matching = band_matching
        self.shift = (0.0, 0.0)
        self.fine = [open_source(source) for source in fine]
        self.coarse = [open_source(source) for source in coarse]
        self.predictions = [open_source(source) for source in predictions]
        check_distinct(self.fine + self.coarse + self.predictions)
        self.grid: Grid = fine_grid(self.fine, self.predictions, upscaling, progress)
        self._coarse_grid = self.grid  # where the pixels of the fine grid lie in coarse images
        check_bands(self.lead, self.rasters, band_matching)
        coarse_rasters = self.coarse + self.predictions
        self.ratio = check_resolution(self.grid, coarse_rasters, ratio, self.lead.name)
        check_overlap(self.grid, self.rasters, self.lead.name)
        if self.fine:
            check_units(self, scale_coarse, progress)
            self._aligned.clear()  # it holds values from before they were scaled
        if self.fine and coarse_rasters:
            self._coregister(coregister, progress)
        self._report(progress)

    @property
    def lead(self) -> Raster:
        """Return the raster that gives the output its bands: fine 1, or the coarse one."""
        return (self.fine + self.predictions)[0]

    @property
    def references(self) -> tuple[str, ...]:
        """Return the images of reference dates by role: "fine_1", "fine_2", "coarse_1", ..."""
        return tuple(f"{kind}_{k + 1}" for kind, rasters in (("fine", self.fine),
                                                             ("coarse", self.coarse))
                     for k in range(len(rasters)))

    @property
    def rasters(self) -> list[Raster]:
        """Return all rasters: fine, coarse, and those of the prediction dates."""
        return self.fine + self.coarse + self.predictions

    @property
    def masks(self) -> list[Raster]:
        """Return the rasters of the masks."""
        return [raster.mask.raster for raster in self.rasters if raster.mask is not None]

    @property
    def bands(self) -> int:
        """Return the number of bands."""
        return len(self.lead.selection)

    # Blocks of the fine grid

    def read(self, window: Window, halo: int, interpolation: str,
             check: Callable[[], None] = lambda: None) -> Block:
        """Return all images in `window` and `halo` pixels around it.

        interpolation: of the coarse images, "nearest", "bilinear", "cubic" or "lanczos".
        """
        wide = window.grow(halo)

        def images(rasters: list[Raster], how: str) -> list[Image]:
            return [self.aligned(raster, how).read(wide) for raster in rasters]

        return Block(window, halo, images(self.fine, "bilinear"),
                     images(self.coarse, interpolation),
                     images(self.predictions, interpolation), check=check)

    def aligned(self, raster: Raster, interpolation: str) -> Aligned:
        """Return `raster` on the fine grid; the same object each time, as it caches tiles."""
        if raster in self.fine:
            interpolation = "bilinear"
        with self._lock:
            key = raster, interpolation
            if key not in self._aligned:
                grid = self.grid if raster in self.fine else self._coarse_grid
                self._aligned[key] = Aligned(raster, grid, interpolation, len(self.rasters))
            return self._aligned[key]

    def forget_tiles(self) -> None:
        """Let go of what was read onto the fine grid; it is read again when it is needed."""
        with self._lock:
            self._aligned.clear()

    # Coarse cells

    @cached_property
    def cells(self) -> Cells:
        """Return the lattice of coarse cells that covers the fine grid.

        Raises:
            InputError: the coarse images come on the fine grid and the ratio is unknown.
        """
        if self.ratio is None or round(self.ratio) < 2:
            raise InputError(tr(
                "{layer} has the same pixel size as the fine image. If it was resampled, give the "
                "scale ratio of the original coarse pixels to the fine ones.").format(
                    layer=self.predictions[0].name))
        return Cells.of(self._coarse_grid, self.predictions[0].grid, round(self.ratio))

    def coarse_cells(self, raster: Raster) -> Image:
        """Return a coarse raster on the cells: float32 (bands, cell rows, cell columns).

        Where the raster's pixels are the cells they come as they are, otherwise as the mean
        over the area of the cell.
        """
        with self._lock:
            if raster not in self._cells:
                grid = self.cells.grid(self._coarse_grid)
                self._cells[raster] = Aligned(raster, grid, "average").read(grid.whole())
            return self._cells[raster]

    def fine_cells(self, raster: Raster, progress: Progress | None = None) -> Image:
        """Return the mean of a fine raster in each cell, in one streaming pass.

        A cell is valid if at least half of its area is; cells cut by the edge of the scene
        seldom are.
        """
        progress = progress or Progress()
        with self._lock:
            if raster not in self._cells:
                self._cells[raster] = self._aggregated(raster, progress)
            return self._cells[raster]

    def _aggregated(self, raster: Raster, progress: Progress) -> Image:
        cells, aligned = self.cells, self.aligned(raster, "bilinear")
        image = Image.empty(self.bands, cells.rows, cells.columns)
        strip = max(1, 256 // cells.ratio)
        for row in range(0, cells.rows, strip):
            progress.report(row / cells.rows)
            rows = min(strip, cells.rows - row)
            window = cells.fine_window(Window(row, 0, rows, cells.columns))
            means, count = aggregate(aligned.read(window), cells.ratio)
            image.valid[row:row + rows] = 2 * count >= cells.ratio ** 2
            image.values[:, row:row + rows] = means
        image.values[:, ~image.valid] = 0
        return image

    # Statistics

    def sample(self, rasters: list[Raster], interpolation: str = "nearest",
               progress: Progress | None = None) -> list[np.ndarray]:
        """Return a fixed sample of the fine grid: the pixels valid in all of `rasters`.

        progress: only checked, as this takes seconds at most.

        Returns:
            One float32 array (bands, n) a raster; the same pixels in all.
        """
        progress = progress or Progress()
        parts = []
        for window in sample_windows(self.grid.rows, self.grid.columns):
            progress.check()
            parts.append(valid_pixels(
                [self.aligned(raster, interpolation).read(window) for raster in rasters]))
        return [np.concatenate(arrays, axis=1) for arrays in zip(*parts)]

    def statistics(self, raster: Raster, progress: Progress | None = None) -> Statistics:
        """Return mean, deviation and range of each band of a raster, from a fixed sample."""
        return Statistics.of(self.sample([raster], progress=progress)[0])

    def _coregister(self, wanted: bool, progress: Progress) -> None:
        """Find the shift of the first coarse image; report it, and correct it if wanted."""
        fine, coarse = self.fine[0], (self.coarse + self.predictions)[0]
        ratio = self.ratio or 1 / self.grid.pixel_side_in(coarse.grid)
        window = self._centre(min(round(_SHIFT_SEEN_IN * ratio), _SHIFT_WINDOW))
        shift = find_shift(self.aligned(fine, "bilinear").read(window),
                           self.aligned(coarse, "bilinear").read(window), ratio)
        described = tr(
            "{coarse} lies {rows:.1f} fine pixels too far down and {columns:.1f} too far right of "
            "{fine} (correlation {before:.3f}, {after:.3f} when moved)").format(
                coarse=coarse.name, fine=fine.name, rows=shift.rows, columns=shift.columns,
                before=shift.correlation, after=shift.corrected)
        if wanted:
            self.shift = (shift.rows, shift.columns)
            self._coarse_grid = self.grid.moved(*self.shift)
            self._aligned.clear()
            progress.info(tr("{shift}: corrected").format(shift=described))
        elif shift.corrected - shift.correlation > _NOTABLE_SHIFT:
            progress.warn(tr("{shift}: consider to turn on 'Correct a shift of the coarse images'"
                             ).format(shift=described))

    def _centre(self, size: int) -> Window:
        rows, columns = min(size, self.grid.rows), min(size, self.grid.columns)
        return Window((self.grid.rows - rows) // 2, (self.grid.columns - columns) // 2, rows,
                      columns)

    def _report(self, progress: Progress) -> None:
        progress.info(tr("Fine grid: {rows} x {columns} pixels of {size:g} units, {bands} bands"
                         ).format(rows=self.grid.rows, columns=self.grid.columns,
                                  size=self.grid.pixel_size, bands=self.bands))
        for raster in self.coarse + self.predictions:
            if self.grid.same_lattice(raster.grid):
                text = tr("{layer}: already on the fine grid")
            elif self.grid.same_crs(raster.grid):
                text = tr("{layer}: on its own grid, interpolated block by block")
            else:
                text = tr("{layer}: in another coordinate reference system, reprojected and "
                          "interpolated block by block")
            progress.info(text.format(layer=raster.name))


def open_source(source: Source) -> Raster:
    """Open an image with its mask.

    Raises:
        InputError: the image or the mask cannot be used.
    """
    raster = Raster(source.path, source.name, source.date)
    if source.mask:
        mask = Raster(source.mask)
        mask.selection = [0]
        raster.mask = Aligned(mask, raster.grid, "nearest")
    return raster
