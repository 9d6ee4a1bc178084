"""Polygons of a vector layer, such as fields, as labels of the pixels of a grid."""

from __future__ import annotations

import threading
from functools import partial

import numpy as np
from osgeo import gdal, ogr, osr

from ..caches import Latest
from ..errors import InputError
from ..translation import tr
from .gdal_tools import GdalError, gdal_errors, memory_dataset, quiet
from .grid import Grid
from .image import Image
from .read_files import ReadFiles
from .source import Source, short_name
from .window import Window, tiles

MOST = 2**24
"""Labels up to which float32 tells one from the next."""

_SIDE = 256  # of the tiles, in pixels
_KEPT = 96  # tiles
_LAYER = "|layername="  # how QGIS names one layer of a file


class PolygonLabels:
    """The polygon in which the centre of each pixel lies, by its number in the layer, from 1.

    A pixel in no polygon has no label; of several polygons, the last one counts. Fixed tiles are
    drawn, so that a pixel has the same label in every window. Threads may share it.

    source, name: of the layer. grid: of the pixels. files: that the layer is read from.
    """

    selection = (0,)

    def __init__(self, source: Source, grid: Grid):
        """Read the polygons of a layer.

        Raises:
            InputError: it cannot be read, has no CRS or no polygon on the grid, or too many.
        """
        self.source, _, layer_name = source.path.partition(_LAYER)
        self.name, self.grid = source.name or short_name(self.source), grid
        self._local = threading.local()
        self._tiles: Latest[Window, Image] = Latest(_KEPT)
        self._shapes: list[tuple[int, bytes]] = []
        try:
            with gdal_errors():
                dataset = gdal.OpenEx(self.source, gdal.OF_VECTOR | gdal.OF_VERBOSE_ERROR)
                layer = dataset.GetLayerByName(layer_name.partition("|")[0]) if layer_name else \
                    dataset.GetLayer(0)
                self.files = ReadFiles.of(self.source, dataset)
                self._take(layer, source.crs)
        except GdalError as error:
            raise InputError(tr("{layer} cannot be read as polygons ({reason}).").format(
                layer=self.name, reason=error), self.name) from error
        if not self._shapes:
            raise InputError(tr("{layer} has no polygon where the images lie. Check that its "
                                "coordinate reference system is right.").format(
                                    layer=self.name), self.name)

    @property
    def path(self) -> str | None:
        """Return the path of the file on disk, or None."""
        return next(iter(self.files.states), None)

    def read(self, window: Window) -> Image:
        """Return the labels of a window of the grid, which may reach beyond it: none there."""
        image = Image.empty(1, window.rows, window.columns)
        seen = window.overlap(self.grid.whole())
        if seen.is_empty:
            return image
        row, column = seen.row - seen.row % _SIDE, seen.column - seen.column % _SIDE
        for part in tiles(seen.last_row - row, seen.last_column - column, _SIDE):
            first_row, first_column = part.row + row, part.column + column
            tile = Window.between(first_row, first_column,
                                  min(first_row + _SIDE, self.grid.rows),
                                  min(first_column + _SIDE, self.grid.columns))
            drawn = self._tiles.get_or_make(tile, partial(self._drawn, tile))
            shared = tile.overlap(seen)
            place, inside = shared.slices_in(window), shared.slices_in(tile)
            image.values[(slice(None), *place)] = drawn.values[(slice(None), *inside)]
            image.valid[place] = drawn.valid[inside]
        return image

    def _take(self, layer: ogr.Layer, crs: str | None) -> None:
        """Keep the polygons that lie on the grid, in its CRS, by their numbers."""
        reference = layer.GetSpatialRef()
        if layer.GetGeomType() == ogr.wkbNone:
            raise InputError(tr("{layer} is a table without shapes. Give polygons or an image."
                                ).format(layer=self.name), self.name)
        if reference is None and not crs:
            raise InputError(tr("{layer} has no coordinate reference system. Assign the right one."
                                ).format(layer=self.name), self.name)
        if layer.GetFeatureCount() >= MOST:
            raise InputError(tr("{layer} has {count} polygons, more than can be told apart. Cut it "
                                "to the study area first.").format(
                                    layer=self.name, count=layer.GetFeatureCount()), self.name)
        own = Grid(crs or reference.ExportToWkt(), 0.0, 0.0, 1.0, 1.0, 1, 1)
        move = None if own.same_crs(self.grid) else own.transformation_to(self.grid)
        right = self.grid.left + self.grid.columns * self.grid.pixel_width
        bottom = self.grid.top - self.grid.rows * self.grid.pixel_height
        others = 0
        for number, feature in enumerate(layer, 1):
            geometry = feature.GetGeometryRef()
            if geometry is None or geometry.GetDimension() != 2:
                others += geometry is not None
                continue
            geometry = geometry.GetLinearGeometry()
            if move is not None and not _moved(geometry, move):
                continue
            least, greatest, low, high = geometry.GetEnvelope()
            if least < right and greatest > self.grid.left and low < self.grid.top \
                    and high > bottom:
                self._shapes.append((number, bytes(geometry.ExportToWkb())))
        if others and not self._shapes and others == layer.GetFeatureCount():
            raise InputError(tr("{layer} holds points or lines, and no polygons. Give polygons, "
                                "such as a buffer around them, or an image.").format(
                                    layer=self.name), self.name)

    def _drawn(self, tile: Window) -> Image:
        grid = self.grid.subgrid(tile)
        layer = self._layer()
        with gdal_errors():
            dataset = memory_dataset(np.zeros((1, tile.rows, tile.columns), np.float32),
                                     grid.geo_transform, "")
            layer.SetSpatialFilterRect(
                grid.left, grid.top - grid.rows * grid.pixel_height,
                grid.left + grid.columns * grid.pixel_width, grid.top)
            gdal.RasterizeLayer(dataset, [1], layer, options=["ATTRIBUTE=number"])
            values = np.asarray(dataset.ReadAsArray()).reshape(1, tile.rows, tile.columns)
        return Image(values, values[0] > 0)

    def _layer(self) -> ogr.Layer:
        """Return a layer in memory of the polygons, one a thread."""
        if not hasattr(self._local, "layer"):
            memory = gdal.GetDriverByName("MEM")
            if not memory.GetMetadataItem("DCAP_VECTOR"):  # before GDAL 3.11
                memory = gdal.GetDriverByName("Memory")
            dataset = memory.Create("", 0, 0, 0, gdal.GDT_Unknown)
            layer = dataset.CreateLayer("polygons", None, ogr.wkbUnknown)
            layer.CreateField(ogr.FieldDefn("number", ogr.OFTInteger))
            for number, shape in self._shapes:
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetField("number", number)
                feature.SetGeometry(ogr.CreateGeometryFromWkb(shape))
                layer.CreateFeature(feature)
            self._local.dataset, self._local.layer = dataset, layer
        return self._local.layer


def _moved(geometry: ogr.Geometry, move: osr.CoordinateTransformation) -> bool:
    """Bring a geometry into another CRS, or return False where it has no place there."""
    with quiet():
        try:
            return geometry.Transform(move) == 0 and bool(
                np.isfinite(geometry.GetEnvelope()).all())
        except RuntimeError:  # where GDAL's exceptions are switched on
            return False


def file_of_layer(path: str) -> str:
    """Return what GDAL opens of a path that may name a layer, as QGIS writes it."""
    return path.partition(_LAYER)[0]


def holds_polygons(path: str) -> bool:
    """Say whether GDAL opens a path as a vector layer, and not as an image."""
    path = file_of_layer(path)
    with quiet():
        try:
            as_image = gdal.OpenEx(path, gdal.OF_RASTER)
            if as_image is not None and as_image.RasterCount:
                return False
            return gdal.OpenEx(path, gdal.OF_VECTOR) is not None
        except RuntimeError:  # where GDAL's exceptions are switched on
            return _opens_as_vector(path)


def _opens_as_vector(path: str) -> bool:
    with quiet():
        try:
            return gdal.OpenEx(path, gdal.OF_VECTOR) is not None
        except RuntimeError:
            return False
