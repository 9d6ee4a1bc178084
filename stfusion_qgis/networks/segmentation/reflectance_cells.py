"""An image as a segmentation network gets it: reflectance, in pixels of the size that it wants."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ...images.calibration import Calibration
from ...images.image import Image
from ...images.raster import Raster
from ...images.window import Window, tiles

_READ_AT_ONCE = 1024  # side in pixels


class ReflectanceCells:
    """An image in cells of `factor` x `factor` pixels, each the mean of those that are valid.

    A pixel whose numbers are 0 in all bands holds no data, whatever the file says: no land
    reflects exactly nothing.

    raster: the image. rows, columns: of cells.
    """

    def __init__(self, raster: Raster, bands: Sequence[int], calibration: Calibration,
                 factor: int):
        """bands: indices of those that the network gets. calibration: of all, to reflectance."""
        self.raster, self.factor = raster, factor
        self._numbers = numbers_of(raster, bands)
        line, shape = calibration.of(bands), (len(bands), 1, 1)
        self._gains, self._offsets = (np.array(values, np.float32).reshape(shape)
                                      for values in (line.gains, line.offsets))
        self._bands = len(bands)
        self.rows, self.columns = (-(-size // factor) for size in (
            raster.grid.rows, raster.grid.columns))

    def read(self, window: Window) -> Image:
        """Return the reflectance of the cells of a window.

        Raises:
            InputError: the file cannot be read.
        """
        image = Image.empty(self._bands, window.rows, window.columns)
        for part in tiles(window.rows, window.columns, max(1, _READ_AT_ONCE // self.factor)):
            place = part.moved(window.row, window.column)
            values, valid = self._means(place)
            image.values[(slice(None), *part.slices)] = values
            image.valid[part.slices] = valid
        return image

    def valid_pixels(self, window: Window) -> np.ndarray:
        """Return the pixels of a window that hold data: bool (rows, columns)."""
        return _with_data(self._numbers.read(window))

    def pixels_of(self, cells: Window) -> Window:
        """Return the window of pixels that a window of cells covers, inside of the image."""
        side = self.factor
        return Window(cells.row * side, cells.column * side, cells.rows * side,
                      cells.columns * side).overlap(self.raster.grid.whole())

    def cells_of(self, pixels: Window) -> Window:
        """Return the least window of cells that covers a window of pixels."""
        side = self.factor
        return Window.between(pixels.row // side, pixels.column // side,
                              -(-pixels.last_row // side), -(-pixels.last_column // side))

    def _means(self, cells: Window) -> tuple[np.ndarray, np.ndarray]:
        side = self.factor
        image = self._numbers.read(Window(cells.row * side, cells.column * side,
                                          cells.rows * side, cells.columns * side))
        valid = _with_data(image)
        values = np.where(valid, image.values * self._gains + self._offsets, np.float32(0))
        if side == 1:
            return values, valid
        shape = cells.rows, side, cells.columns, side
        counts = valid.reshape(shape).sum(axis=(1, 3))
        sums = values.reshape(self._bands, *shape).sum(axis=(2, 4))
        return sums / np.maximum(counts, 1), counts > 0


def numbers_of(raster: Raster, bands: Sequence[int]) -> Raster:
    """Return the raster of some bands in the numbers of its file."""
    return raster.calibrated(Calibration.none(len(raster.bands))).with_bands(bands)


def fitting_factor(raster: Raster, pixel: float | None) -> int:
    """Return how many pixels a side make a cell of about `pixel` metres; 1 for any size."""
    if pixel is None:
        return 1
    return max(1, math.floor(pixel / raster.grid.pixel_metres + 0.5))


def _with_data(image: Image) -> np.ndarray:
    return image.valid & image.values.any(axis=0)
