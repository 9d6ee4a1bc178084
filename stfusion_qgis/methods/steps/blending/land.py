"""Where the fine images of a fusion come from: a scene, or arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ....images.cells import Cells
from ....images.image import Image
from ....images.scene import Scene
from ....images.window import Window


class Land(Protocol):
    """Fine images of the reference pairs on one grid, and the coarse cells that cover it."""

    cells: Cells
    rows: int
    columns: int

    def read(self, window: Window) -> list[Image]:
        """Return the fine images in a window, invalid outside of the grid."""


class SceneLand:
    """The fine images of a scene."""

    def __init__(self, scene: Scene, cells: Cells):
        self._images = [scene.aligned(raster, "bilinear") for raster in scene.fine]
        self.cells = cells
        self.rows, self.columns = scene.grid.rows, scene.grid.columns

    def read(self, window: Window) -> list[Image]:
        return [image.read(window) for image in self._images]


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


def stacked(images: Sequence[Image]) -> Image:
    """Return images as one with the bands of all, valid where all are."""
    valid = np.logical_and.reduce([image.valid for image in images])
    return Image(np.concatenate([image.values for image in images]), valid)
