"""Layers of an image with the grids on which they lie, and the finest of these."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from osgeo import gdal

from ...errors import InputError
from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...images.grid import TOLERANCE, Grid
from ...images.placing import grid_of, is_south_up
from ...images.window import Window
from ...translation import tr
from ..download import damaged
from ..product import Product
from ..stored_layers import Layer


class PlacedLayer(NamedTuple):
    """A layer that GDAL reads, with its grid.

    data_type: of GDAL. block: width and height of its blocks.
    """

    layer: Layer
    grid: Grid
    data_type: int
    block: tuple[int, int]


def place_layer(layer: Layer, product: Product, image: str, cache_folder: str,
                elevation: str = "") -> PlacedLayer:
    """Return a layer with its grid.

    image: its name, for messages. elevation: file of heights, "" for none.

    Raises:
        InputError: it cannot be read, or nobody knows where it lies.
    """
    layer = product.georeferenced(layer, cache_folder, *([elevation] if elevation else []))
    try:
        opened = open_raster(layer.path)
        with gdal_errors():
            band = opened.GetRasterBand(layer.band)
            data_type, block = band.DataType, band.GetBlockSize()
    except (GdalError, AttributeError) as error:
        raise damaged(image, layer.path, error) from error
    return PlacedLayer(layer, _grid(layer, opened, image), data_type, (block[0], block[1]))


def _grid(layer: Layer, opened: gdal.Dataset, image: str) -> Grid:
    if layer.placing is None:
        grid = grid_of(opened, image)
        if is_south_up(opened):
            raise InputError(tr("The rows of {layer} run from south to north, which is not "
                                "supported for products.").format(layer=image), image)
        return grid
    left, width, _, top, _, height = layer.placing.geo_transform
    return Grid(layer.placing.wkt, left, top, width, -height, opened.RasterYSize,
                opened.RasterXSize)


def finest(layers: Sequence[PlacedLayer], image: str) -> Grid:
    """Return the grid of the smallest pixels among those of the layers of one image.

    Raises:
        InputError: they are in several coordinate reference systems.
    """
    grids = [each.grid for each in layers]
    if not all(grid.same_crs(grids[0]) for grid in grids):
        raise InputError(tr("The layers of {image} are in different coordinate reference systems."
                            ).format(image=image), image)
    return min(grids, key=lambda grid: grid.pixel_size)


class Seam(NamedTuple):
    """Which part of a layer becomes which window of a target grid.

    source: row, column, rows and columns of the layer, in its own pixels. target: of the grid.
    """

    source: tuple[float, float, float, float]
    target: Window


def seam_of(grid: Grid, target: Grid) -> Seam | None:
    """Return which part of a grid of one CRS shows in another one, None if none does.

    A pixel of the target is shown where its centre lies in the grid.
    """
    row, column = target.offset_of(grid)
    down, right = grid.pixel_height / target.pixel_height, grid.pixel_width / target.pixel_width
    window = Window.between(
        math.ceil(row - 0.5 - TOLERANCE), math.ceil(column - 0.5 - TOLERANCE),
        math.ceil(row + grid.rows * down - 0.5 - TOLERANCE),
        math.ceil(column + grid.columns * right - 0.5 - TOLERANCE)).overlap(target.whole())
    if window.is_empty:
        return None
    return Seam((_snapped((window.row - row) / down), _snapped((window.column - column) / right),
                 _snapped(window.rows / down), _snapped(window.columns / right)), window)


def _snapped(pixels: float) -> float:
    """Return a number of pixels; a whole one where files differ from it in the last digits."""
    near = round(pixels * 2) / 2
    return near if abs(pixels - near) < TOLERANCE else pixels
