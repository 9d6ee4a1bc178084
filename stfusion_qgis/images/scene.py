"""The images of a fusion on one grid."""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .alignment import Aligned
from .area_pixels import AreaPixels
from .cells import CellMeans, Cells, aggregate, warn_of_cut_cells
from .grid import Grid
from .guide import Guide
from .image import Block, Image
from .image_options import ImageOptions
from .polygon_labels import PolygonLabels
from .raster import Raster
from .roles import GUIDE, Role
from .sampling import Sample, Statistics, sample_of
from .window import Window


@dataclass(frozen=True, eq=False)
class Scene:
    """Reference pairs and coarse images of prediction dates, on the common grid of the fine ones.

    `scene_opening.open_scene` makes it and checks it; nobody changes it afterwards.

    fine, coarse: rasters of the reference pairs. coarse_predictions: coarse rasters of the
    prediction dates. grid: the fine grid.
    ratio: side of a coarse pixel in fine pixels, or None where the coarse images come
    resampled onto the fine grid and the ratio was not given.
    options: how the images were brought together.
    shift: rows and columns, in fine pixels, by which the coarse images lay too far down and right,
    and were moved back.
    area: the pixels that are to be predicted, None for all. Statistics are those of the scene.
    guide: what tells land apart besides, None for nothing.
    threads: how many threads may work on it at a time.
    """

    fine: tuple[Raster, ...]
    coarse: tuple[Raster, ...]
    coarse_predictions: tuple[Raster, ...]
    grid: Grid
    ratio: float | None
    options: ImageOptions = field(default_factory=ImageOptions)
    shift: tuple[float, float] = (0.0, 0.0)
    area: AreaPixels | None = None
    guide: Guide | None = None
    threads: int = field(default_factory=lambda: os.cpu_count() or 1)
    _observed: tuple[Raster, ...] = field(default=(), init=False, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False)
    _aligned: dict[tuple[Raster, str], Aligned] = field(
        default_factory=dict, init=False, repr=False)
    _cells: dict[Raster, Image] = field(default_factory=dict, init=False, repr=False)
    _means: dict[Raster, CellMeans] = field(default_factory=dict, init=False, repr=False)
    _empty: dict[Raster, set[Window]] = field(default_factory=dict, init=False, repr=False)
    _windows: dict[tuple[Raster, ...], list[Window]] = field(
        default_factory=dict, init=False, repr=False)

    def used_by(self, threads: int) -> Scene:
        """Return the scene for another number of threads; both share what they have read."""
        other = copy.copy(self)
        object.__setattr__(other, "threads", threads)
        return other

    def with_corrected(self, coarse: Sequence[Raster]) -> Scene:
        """Return the scene with other coarse images of the pairs; what is read is shared."""
        other = copy.copy(self)
        object.__setattr__(other, "coarse", tuple(coarse))
        object.__setattr__(other, "_observed", self.coarse)
        return other

    def as_observed(self) -> Scene:
        """Return the scene with the coarse images of the pairs as the sensor has seen them.

        For methods that find out themselves what of the sensors' difference lasts.
        """
        if not self._observed:
            return self
        other = copy.copy(self)
        object.__setattr__(other, "coarse", self._observed)
        return other

    @property
    def wanted(self) -> AreaPixels:
        """Return the pixels that are to be predicted."""
        return self.area or AreaPixels.whole(self.grid)

    @property
    def lead(self) -> Raster:
        """Return the raster that gives the output its bands: fine 1, or the coarse one."""
        return (self.fine + self.coarse_predictions)[0]

    @property
    def references(self) -> tuple[Role, ...]:
        """Return the roles of the images of reference dates."""
        return (*(Role.fine(k + 1) for k in range(len(self.fine))),
                *(Role.coarse(k + 1) for k in range(len(self.coarse))))

    @property
    def given(self) -> tuple[Role, ...]:
        """Return the roles of the images of reference dates, and of the guide."""
        return self.references if self.guide is None else (*self.references, GUIDE)

    @property
    def rasters(self) -> tuple[Raster, ...]:
        """Return all rasters: fine, coarse, and those of the prediction dates."""
        return self.fine + self.coarse + self.coarse_predictions

    @property
    def masks(self) -> list[Raster]:
        """Return the rasters of the masks."""
        masks = [raster.mask.raster for raster in (*self.rasters, *self._guides)
                 if isinstance(raster, Raster) and isinstance(raster.mask, Aligned)]
        return [mask for mask in masks if isinstance(mask, Raster)]

    @property
    def layers_read(self) -> list[Raster | PolygonLabels]:
        """Return all that is read from files: rasters, masks, and the guide."""
        return [*self.rasters, *self.masks, *self._guides]

    @property
    def _guides(self) -> list[Raster | PolygonLabels]:
        return [] if self.guide is None else [self.guide.layer]

    @property
    def bands(self) -> int:
        """Return the number of bands."""
        return len(self.lead.selection)

    @property
    def coarse_grid(self) -> Grid:
        """Return the fine grid at its place in the coarse images, which may be shifted."""
        return self.grid.moved(*self.shift)

    def raster(self, role: Role, date: int = 0) -> Raster:
        """Return the image of a role; date: which of the prediction dates."""
        if role.pair is None:
            return self.coarse_predictions[date]
        return (self.fine if role.is_fine else self.coarse)[role.pair - 1]

    # Blocks of the fine grid

    def read(self, window: Window, halo: int, interpolation: str,
             check: Callable[[], None] = lambda: None) -> Block:
        """Return all images in `window` and `halo` pixels around it.

        interpolation: of the coarse images, "nearest", "bilinear", "cubic" or "lanczos".
        """
        wide = window.grow(halo)
        fine, coarse, predictions = (
            self.read_images(rasters, wide, interpolation)
            for rasters in (self.fine, self.coarse, self.coarse_predictions))
        return Block(window, halo, fine, coarse, predictions, check=check)

    def read_images(self, rasters: Sequence[Raster], window: Window,
                    interpolation: str) -> list[Image]:
        """Return some of the images in `window`; interpolation: as for `read`."""
        return [self.aligned(raster, interpolation).read(window) for raster in rasters]

    def aligned(self, raster: Raster, interpolation: str) -> Aligned:
        """Return `raster` on the fine grid; the same object each time, as it caches tiles."""
        if raster in self.fine:
            interpolation = "bilinear"
        with self._lock:
            key = raster, interpolation
            if key not in self._aligned:
                grid = self.grid if raster in self.fine else self.coarse_grid
                self._aligned[key] = Aligned(raster, grid, interpolation, len(self.rasters))
            return self._aligned[key]

    def forget_tiles(self, but: str | None = None) -> None:
        """Let go of what was read onto the fine grid; it is read again when it is needed.

        but: an interpolation of coarse images, of which it is kept.
        """
        with self._lock:
            for key in [key for key in self._aligned if key[1] != but]:
                del self._aligned[key]

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
                    layer=self.coarse_predictions[0].name))
        coarse = (*self.coarse_predictions, *self.coarse)[0]  # a training predicts no date
        return Cells.of(self.coarse_grid, coarse.grid, round(self.ratio))

    def coarse_cells(self, raster: Raster) -> Image:
        """Return a coarse raster on the cells: float32 (bands, cell rows, cell columns).

        Where the raster's pixels are the cells they come as they are, otherwise as the mean
        over the area of the cell.
        """
        with self._lock:
            if raster not in self._cells:
                grid = self.cells.grid(self.coarse_grid)
                self._cells[raster] = Aligned(raster, grid, "average").read(grid.whole())
            return self._cells[raster]

    def fine_cells(self, raster: Raster, progress: Progress | None = None) -> CellMeans:
        """Return the mean of a fine raster in each cell, in one streaming pass."""
        progress = progress or Progress()
        with self._lock:
            if raster not in self._means:
                self._means[raster] = self._aggregated(
                    self.aligned(raster, "bilinear").read, self.bands, progress)
                warn_of_cut_cells(self._means[raster].share, progress)
            return self._means[raster]

    def guide_cells(self, guide: Guide, progress: Progress | None = None) -> CellMeans:
        """Return the mean of the guide's values in each cell, in one streaming pass."""
        return self._aggregated(guide.values, guide.bands, progress or Progress())

    def _aggregated(self, read: Callable[[Window], Image], bands: int,
                    progress: Progress) -> CellMeans:
        cells = self.cells
        result = CellMeans(np.zeros((bands, cells.rows, cells.columns), np.float32),
                           np.zeros((cells.rows, cells.columns), np.float32))
        strip = max(1, 256 // cells.ratio)
        for row in range(0, cells.rows, strip):
            progress.report(row / cells.rows)
            rows = min(strip, cells.rows - row)
            window = cells.fine_window(Window(row, 0, rows, cells.columns))
            image = read(window)
            if not image.valid.any():
                continue
            means, count = aggregate(image, cells.ratio)
            result.share[row:row + rows] = count / cells.ratio ** 2
            result.values[:, row:row + rows] = means
        return result

    # Statistics

    def sample(self, rasters: Sequence[Raster], interpolation: str = "nearest",
               progress: Progress | None = None) -> list[np.ndarray]:
        """Return a fixed sample of the fine grid: the pixels valid in all of `rasters`.

        progress: only checked, as this takes seconds at most.

        Returns:
            One float32 array (bands, n) a raster; the same pixels in all.
        """
        return self._sample(rasters, interpolation, progress).of_images()

    def sample_windows(self, rasters: Sequence[Raster],
                       progress: Progress | None = None) -> list[Window]:
        """Return the windows in which the sample of some rasters lies."""
        with self._lock:
            key = tuple(rasters)
            if key not in self._windows:
                self._sample(rasters, "nearest", progress)
            return self._windows[key]

    def _sample(self, rasters: Sequence[Raster], interpolation: str,
                progress: Progress | None) -> Sample:
        with self._lock:
            empty = [self._empty.setdefault(raster, set()) for raster in rasters]
        sample = sample_of([self.aligned(raster, interpolation) for raster in rasters],
                           self.grid.rows, self.grid.columns, self.bands, progress, empty)
        with self._lock:
            self._windows[tuple(rasters)] = sample.windows
        return sample

    def statistics(self, raster: Raster, progress: Progress | None = None) -> Statistics:
        """Return mean, deviation and range of each band of a raster, from a fixed sample."""
        return Statistics.of(self.sample([raster], progress=progress)[0])
