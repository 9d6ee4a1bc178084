"""Where the fine images of a fusion come from: a scene, or arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ....images.cells import Cells, aggregate
from ....images.image import Image
from ....images.raster import Raster
from ....images.scene import Scene
from ....images.window import Window
from .moved_image import Shift, farthest_reach, moved_images


class Land(Protocol):
    """Fine images of the reference pairs on one grid, and the coarse cells that cover it."""

    cells: Cells
    rows: int
    columns: int

    def read(self, window: Window) -> list[Image]:
        """Return the fine images in a window, invalid outside of the grid."""


MOST_CELLS = 1 << 19
"""Cells of a land: where coarse pixels are more, several a side make a cell."""


class SceneLand:
    """The fine images of a scene."""

    def __init__(self, scene: Scene, most_cells: int = MOST_CELLS):
        self._scene = scene
        self._images = [scene.aligned(raster, "bilinear") for raster in scene.fine]
        self.rows, self.columns = scene.grid.rows, scene.grid.columns
        pixels = scene.cells
        self._side = math.ceil(math.sqrt(pixels.rows * pixels.columns / most_cells))
        self.cells = Cells(pixels.ratio * self._side, pixels.row_offset, pixels.column_offset,
                           -(-pixels.rows // self._side), -(-pixels.columns // self._side))

    def read(self, window: Window) -> list[Image]:
        return [image.read(window) for image in self._images]

    def coarse(self, raster: Raster) -> Image:
        """Return a coarse image on the cells; of those at the edge a part tells."""
        image = self._scene.coarse_cells(raster)
        if self._side == 1:
            return image
        missing = [(0, -size % self._side) for size in image.valid.shape]
        means, count = aggregate(Image(np.pad(image.values, [(0, 0), *missing]),
                                       np.pad(image.valid, missing)), self._side)
        return Image(means.astype(np.float32), count > 0)


class ArrayLand:
    """Images in memory, of whole cells."""

    def __init__(self, images: Sequence[Image], ratio: int):
        self._images = images
        self.rows, self.columns = images[0].valid.shape
        self.cells = Cells(ratio, 0, 0, self.rows // ratio, self.columns // ratio)

    def read(self, window: Window) -> list[Image]:
        whole = Window(0, 0, self.rows, self.columns)
        inside = window.overlap(whole)
        found = []
        for image in self._images:
            part = Image.empty(len(image.values), window.rows, window.columns)
            if not inside.is_empty:
                place = inside.slices_in(window)
                part.values[(slice(None), *place)] = image.values[(slice(None), *inside.slices)]
                part.valid[place] = image.valid[inside.slices]
            found.append(part)
        return found


class MovedLand:
    """Another land whose images are moved, each by its shift."""

    def __init__(self, land: Land, shifts: Sequence[Shift]):
        """Take it; shifts: (down, right), in fine pixels."""
        self._land, self._shifts = land, shifts
        self.rows, self.columns, self.cells = land.rows, land.columns, land.cells

    def read(self, window: Window) -> list[Image]:
        wide = window.grow(farthest_reach(self._shifts))
        return moved_images(self._land.read(wide), self._shifts)


def stacked(images: Sequence[Image]) -> Image:
    """Return images as one with the bands of all, valid where all are."""
    valid = np.logical_and.reduce([image.valid for image in images])
    return Image(np.concatenate([image.values for image in images]), valid)
