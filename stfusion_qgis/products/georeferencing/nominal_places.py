"""Images of data sets that bring no georeference: put where their set roughly lies.

Their pixels coincide with each other, which is what a fusion needs; on the map they lie within some
tens of kilometres of the truth. Files without a header become GeoTIFFs of the cache first.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from osgeo import gdal, osr

from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ..cached_files import cached_file
from ..download import damaged
from ..stored_layers import Layer, Placing
from .metric_grid import metric_grid

INT16 = np.dtype("<i2")


@dataclass(frozen=True)
class NominalPlace:
    """Where a data set lies, as far as it matters.

    words: for people. longitude, latitude: of its upper left corner, in degrees, roughly. pixel:
    side of its pixels in metres.
    """

    words: str
    longitude: float
    latitude: float
    pixel: float

    @property
    def placing(self) -> Placing:
        """Return the grid of an image whose upper left corner lies there."""
        grid = metric_grid([(self.longitude, self.latitude)], self.pixel)
        system = osr.SpatialReference()
        system.ImportFromEPSG(grid.epsg)
        left, _, _, top = grid.bounds
        return Placing((left, self.pixel, 0.0, top, 0.0, -self.pixel), system.ExportToWkt())


@dataclass(frozen=True)
class RawForm:
    """The form of a file of plain numbers, two bytes each, the lower one first.

    by_line: whether the bands of a row follow each other (BIL), or whole bands (BSQ).
    """

    bands: int
    rows: int
    columns: int
    by_line: bool

    @property
    def size(self) -> int:
        """Return the size of a file in bytes."""
        return self.bands * self.rows * self.columns * INT16.itemsize


def placed_in(place_of: Callable[[str], NominalPlace], raw: Callable[[str], RawForm | None],
              ) -> Callable[..., Layer]:
    """Return a function that gives images a grid: see `Product.georeferenced`.

    place_of: place of an image by its path. raw: form of a file that has no header, by its path,
    None where it must have one. A georeference of its own counts, and so does a header.
    """
    def georeferenced(layer: Layer, cache_folder: str, elevation: str = "") -> Layer:
        form = raw(layer.path)
        if form is not None and is_raw(layer.path, form):
            path = cached_file(cache_folder, "raw", ".tif",
                               lambda target: _converted(layer.path, form, target), (layer.path,))
            layer = replace(layer, path=path)
        if has_place(layer.path):
            return layer
        return replace(layer, placing=place_of(layer.path).placing)
    return georeferenced


def has_place(path: str) -> bool:
    """Say whether GDAL finds a georeference and a CRS in a file.

    Raises:
        InputError: it cannot be opened.
    """
    try:
        with gdal_errors():
            opened = open_raster(path)
            return bool(opened.GetProjection()) and opened.GetGeoTransform(
                can_return_null=True) is not None
    except GdalError as error:
        raise damaged(path, path, error) from error


def is_raw(path: str, form: RawForm) -> bool:
    """Say whether a file holds plain numbers of a form, without a header that GDAL reads."""
    if not os.path.isfile(path) or os.path.getsize(path) != form.size:
        return False
    try:
        with gdal_errors():
            open_raster(path)
        return False
    except GdalError:
        return True


def _converted(path: str, form: RawForm, target: str) -> None:
    """Write a file of plain numbers as a GeoTIFF, a strip at a time."""
    numbers = np.memmap(path, INT16, "r", shape=(
        (form.rows, form.bands, form.columns) if form.by_line
        else (form.bands, form.rows, form.columns)))
    with gdal_errors():
        file = gdal.GetDriverByName("GTiff").Create(
            target, form.columns, form.rows, form.bands, gdal.GDT_Int16,
            ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2"])
        for row in range(0, form.rows, 256):
            part = numbers[row:row + 256].transpose(1, 0, 2) if form.by_line \
                else numbers[:, row:row + 256]
            file.WriteArray(np.ascontiguousarray(part), 0, row)
        file.FlushCache()
