"""Which tiles of an image are measured, and which may be learnt from: none is both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import gdal, ogr, osr

from ..errors import InputError
from ..images.gdal_tools import GdalError, gdal_errors
from ..images.grid import Grid
from ..images.window import Window
from ..translation import tr

_EVERY = 5  # tile is measured
_KNIGHT = 2  # columns between the test tiles of one row and of the next: none are neighbours


@dataclass(frozen=True)
class TileSplit:
    """Tiles of a grid, counted from its upper left corner.

    side: of a tile in fine pixels, 0 where all is measured. border: fine pixels along the edges of
    the grid and of each test tile that are not measured.
    """

    grid: Grid
    side: int
    border: int

    def measured(self, window: Window) -> np.ndarray:
        """Return which pixels of a window of the grid are measured, bool (rows, columns)."""
        row, column = (np.arange(first, first + count) for first, count in (
            (window.row, window.rows), (window.column, window.columns)))
        found = _inner(row, self.grid.rows, self.border)[:, None] \
            & _inner(column, self.grid.columns, self.border)
        if self.side:
            found &= _is_for_test(row[:, None] // self.side, column // self.side)
            found &= _inner(row % self.side, self.side, self.border)[:, None] \
                & _inner(column % self.side, self.side, self.border)
        return found

    def training_windows(self) -> list[Window]:
        """Return the tiles that may be learnt from; [] where all is measured."""
        if not self.side:
            return []
        return [Window(i * self.side, j * self.side, self.side, self.side).overlap(
            self.grid.whole())
            for i in range(-(-self.grid.rows // self.side))
            for j in range(-(-self.grid.columns // self.side)) if not _is_for_test(i, j)]

    def write_training_area(self, path: str) -> None:
        """Write the tiles that may be learnt from as polygons, into a GeoPackage.

        Raises:
            InputError: it cannot be written.
        """
        system = osr.SpatialReference()
        try:
            with gdal_errors():
                system.ImportFromWkt(self.grid.wkt)
                file = gdal.GetDriverByName("GPKG").Create(path, 0, 0, 0, gdal.GDT_Unknown)
                layer = file.CreateLayer("training_area", system, ogr.wkbPolygon)
                for window in self.training_windows():
                    feature = ogr.Feature(layer.GetLayerDefn())
                    feature.SetGeometry(_rectangle(self.grid.subgrid(window)))
                    layer.CreateFeature(feature)
                file.FlushCache()
                layer = file = None
        except (GdalError, AttributeError) as error:
            raise InputError(tr("{path} cannot be written ({reason}). Choose another place."
                                ).format(path=path, reason=error)) from error


def _inner(place: np.ndarray, count: int, border: int) -> np.ndarray:
    return (place >= border) & (place < count - border)


def _is_for_test(row: np.ndarray | int, column: np.ndarray | int) -> np.ndarray:
    """Say which tiles are measured: one in five, in rows and columns, none beside another."""
    return np.asarray((column + _KNIGHT * row) % _EVERY == 0)


def _rectangle(grid: Grid) -> ogr.Geometry:
    right = grid.left + grid.columns * grid.pixel_width
    bottom = grid.top - grid.rows * grid.pixel_height
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ((grid.left, grid.top), (right, grid.top), (right, bottom), (grid.left, bottom),
                 (grid.left, grid.top)):
        ring.AddPoint_2D(x, y)
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return polygon
