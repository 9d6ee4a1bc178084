"""Images with all that is needed of them, each layer with its grid, and the grid they share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ...errors import InputError
from ...images.grid import TOLERANCE, Grid
from ...images.window import Window
from ...translation import tr
from ..pixel_conditions import QualityFlag
from ..product_image import ProductImage
from .placed_layers import PlacedLayer, finest, place_layer, seam_of
from .told_conditions import ShownLayer, ToldConditions

_MOST_PIXELS = 2**31 - 1  # a side, which GDAL counts in 32 bits


class PlacedImage(NamedTuple):
    """The layers of an image that are needed, with their grids.

    name: of the image. grid: the finest one of its bands.
    """

    name: str
    bands: tuple[PlacedLayer, ...]
    quality: tuple[PlacedLayer, ...]
    flags: tuple[QualityFlag, ...]
    grid: Grid

    def told(self, grid: Grid) -> ToldConditions:
        """Return what its quality layers tell of the pixels of a grid on its lattice."""
        seam = seam_of(self.grid, grid)
        layers = [ShownLayer(each, place) for each in self.quality
                  if (place := seam_of(each.grid, grid)) is not None]
        return ToldConditions(grid, seam.target if seam else Window(0, 0, 0, 0), layers,
                              self.flags, self.name)


def place_image(image: ProductImage, bands: Sequence[str], cache_folder: str,
                elevation: str = "") -> PlacedImage:
    """Return an image with the bands of these names and all its quality layers.

    Raises:
        InputError: a layer cannot be read, or nobody knows where it lies.
    """
    def place(name: str) -> PlacedLayer:
        layer = next(each for each in image.layers if each.name == name)
        return place_layer(layer, image.product, image.name, cache_folder, elevation)

    placed = tuple(map(place, bands))
    quality = tuple(place_layer(replace(layer, name=key), image.product, image.name, cache_folder,
                                elevation) for key, layer in image.quality.items())
    finest([*placed, *quality], image.name)  # says if they are in several systems
    return PlacedImage(image.name, placed, quality, image.flags, finest(placed, image.name))


def common_target(images: Sequence[PlacedImage]) -> Grid:
    """Return the grid of the first image, so large that all images show in it.

    Raises:
        InputError: an image lies where the first one's coordinate reference system ends.
    """
    grid = images[0].grid
    top, left, bottom, right = 0.0, 0.0, float(grid.rows), float(grid.columns)
    for image in images[1:]:
        footprint = image.grid.footprint_in(grid)
        if footprint is None or max(map(abs, footprint)) > _MOST_PIXELS:
            raise InputError(tr("{image} cannot be brought onto the grid of {first}.").format(
                image=image.name, first=images[0].name), image.name)
        top, left = min(top, footprint[0]), min(left, footprint[1])
        bottom, right = max(bottom, footprint[2]), max(right, footprint[3])
    return grid.subgrid(Window.between(
        math.floor(top + TOLERANCE), math.floor(left + TOLERANCE),
        math.ceil(bottom - TOLERANCE), math.ceil(right - TOLERANCE)))
