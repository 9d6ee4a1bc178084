"""Layers of a product, opened on their grid and read at points that lie apart."""

from __future__ import annotations

import numpy as np
from osgeo import gdal

from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...images.grid import Grid
from ...images.placing import grid_of
from ...images.window import Window
from ..download import damaged
from ..product import Product
from ..stored_layers import Layer


class SampledLayer:
    """A layer of a product on its grid.

    grid: of its pixels.
    """

    def __init__(self, layer: Layer, product: Product, name: str, cache_folder: str):
        """Open it; what has no grid is put onto one in the cache.

        name: of the image.

        Raises:
            InputError: it cannot be read, or has no grid.
        """
        placed = product.georeferenced(layer, cache_folder)
        self._name, self._layer = name, placed
        try:
            self._dataset: gdal.Dataset = open_raster(placed.path)
        except GdalError as error:
            raise damaged(name, placed.path, error) from error
        if placed.placing is None:
            self.grid = grid_of(self._dataset, name)
        else:
            left, width, _, top, _, height = placed.placing.geo_transform
            self.grid = Grid(placed.placing.wkt, left, top, width, abs(height),
                             self._dataset.RasterYSize, self._dataset.RasterXSize)

    def read(self, base: Grid, window: Window, rows: int, columns: int) -> np.ndarray:
        """Return numbers (rows, columns) at points that lie evenly in a window of another grid.

        base: a grid of the same image, whose pixels may be smaller or larger.

        Raises:
            InputError: they cannot be read.
        """
        down, across = self.grid.rows / base.rows, self.grid.columns / base.columns
        # The pixels around the window, and the exact part of them that it is.
        top, left = window.row * down, window.column * across
        height, width = window.rows * down, window.columns * across
        first_row, first_column = int(top), int(left)
        last_row = min(max(int(np.ceil(top + height)), first_row + 1), self.grid.rows)
        last_column = min(max(int(np.ceil(left + width)), first_column + 1), self.grid.columns)
        size = last_row - first_row, last_column - first_column
        shape = min(rows, size[0]), min(columns, size[1])
        try:
            with gdal_errors():
                numbers = self._dataset.GetRasterBand(self._layer.band).ReadAsArray(
                    first_column, first_row, size[1], size[0], shape[1], shape[0])
        except GdalError as error:
            raise damaged(self._name, self._layer.path, error) from error
        row = (top - first_row + (np.arange(rows) + 0.5) * height / rows) * shape[0] / size[0]
        column = (left - first_column + (np.arange(columns) + 0.5) * width / columns) \
            * shape[1] / size[1]
        found: np.ndarray = numbers[np.clip(row.astype(int), 0, shape[0] - 1)[:, None],
                                    np.clip(column.astype(int), 0, shape[1] - 1)]
        return found
