"""Polygons on a grid: which pixels have their centre inside."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import numpy as np
from osgeo import gdal, ogr, osr

from ..caches import Latest
from ..errors import InputError
from ..translation import tr
from .gdal_tools import GdalError, gdal_errors, memory_dataset, quiet
from .grid import Grid
from .window import Window, tiles

_SIDE = 512  # of the tiles, in pixels
_KEPT = 64  # tiles
_POINTS_ALONG = 64  # the longer side of a polygon that is brought into another CRS
_WORLD = 360.0


class Polygons:
    """Polygons in the CRS of a grid, which threads may share.

    bounds: what they span: left, bottom, right, top; () if they are empty.
    """

    def __init__(self, geometries: list[ogr.Geometry], grid: Grid):
        self._grid = grid
        self._lock = threading.Lock()  # of the layer
        self._dataset, self._layer = _layer(geometries)
        envelopes = np.array([geometry.GetEnvelope() for geometry in geometries]).reshape(-1, 4)
        self.bounds = () if not len(envelopes) else (
            envelopes[:, 0].min(), envelopes[:, 2].min(), envelopes[:, 1].max(),
            envelopes[:, 3].max())
        self._tiles: Latest[Window, np.ndarray] = Latest(_KEPT)

    @classmethod
    def of(cls, text: str, crs: str, grid: Grid, name: str = "") -> Polygons | None:
        """Return the polygons of a well-known text; None if they have no place on the grid.

        crs: of the text, "" for that of the grid. name: what the user calls them.

        Raises:
            InputError: the text holds no polygons, or nobody knows the CRS.
        """
        with quiet():
            try:
                whole = ogr.CreateGeometryFromWkt(text)
            except RuntimeError:  # where GDAL's exceptions are switched on
                whole = None
        if whole is None:
            raise InputError(tr("{area}: these are no polygons.").format(area=name or text[:40]))
        parts = _parts(whole.GetLinearGeometry())
        wkt = crs_wkt(crs) or grid.wkt
        own = Grid(wkt, 0.0, 0.0, 1.0, 1.0, 1, 1)
        if not own.same_crs(grid):
            placed = _moved(parts, own, grid)
            if parts and not placed:
                return None
            parts = placed
        if grid.is_geographic:
            middle = grid.left + grid.columns / 2 * grid.pixel_width
            for part in parts:
                _turn(part, middle)
        return cls(parts, grid)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as bytes: nothing of GDAL's can."""
        with self._lock:
            self._layer.SetSpatialFilter(None)
            parts = [bytes(feature.GetGeometryRef().ExportToWkb()) for feature in self._layer]
        return _arrived, (parts, self._grid)

    def tiles(self, window: Window) -> list[Window]:
        """Return the parts of a window that lie in one tile each."""
        row, column = window.row - window.row % _SIDE, window.column - window.column % _SIDE
        found = tiles(window.last_row - row, window.last_column - column, _SIDE)
        return [tile.moved(row, column).overlap(window) for tile in found]

    def inside(self, window: Window) -> np.ndarray:
        """Return which pixels (rows, columns) of a window in the grid have their centre inside."""
        result = np.zeros((window.rows, window.columns), bool)
        for part in self.tiles(window):
            row, column = part.row - part.row % _SIDE, part.column - part.column % _SIDE
            tile = Window.between(row, column, min(row + _SIDE, self._grid.rows),
                                  min(column + _SIDE, self._grid.columns))
            drawn = self._tiles.get_or_make(tile, partial(self._drawn, tile))
            result[part.slices_in(window)] = drawn[part.slices_in(tile)]
        return result

    def _drawn(self, tile: Window) -> np.ndarray:
        grid = self._grid.subgrid(tile)
        right = grid.left + grid.columns * grid.pixel_width
        bottom = grid.top - grid.rows * grid.pixel_height
        with self._lock, gdal_errors():
            dataset = memory_dataset(np.zeros((1, tile.rows, tile.columns), np.uint8),
                                     grid.geo_transform, "", gdal.GDT_Byte)
            self._layer.SetSpatialFilterRect(grid.left, bottom, right, grid.top)
            gdal.RasterizeLayer(dataset, [1], self._layer, burn_values=[1])
            return np.asarray(dataset.ReadAsArray(), bool).reshape(tile.rows, tile.columns)


def _arrived(parts: list[bytes], grid: Grid) -> Polygons:
    return Polygons([ogr.CreateGeometryFromWkb(part) for part in parts], grid)


def crs_wkt(text: str) -> str:
    """Return a CRS, given as WKT or such as EPSG:4326, as WKT; "" for "".

    Raises:
        InputError: nobody knows it.
    """
    if not text:
        return ""
    wkt = known_crs(text)
    if not wkt:
        raise InputError(tr("The coordinate reference system {crs} is not known.").format(
            crs=text[:60]))
    return wkt


def known_crs(text: str) -> str:
    """Return a CRS, given as WKT or such as EPSG:4326, as WKT; "" if nobody knows it."""
    reference = osr.SpatialReference()
    with quiet():
        try:
            known = reference.SetFromUserInput(text) == 0
        except RuntimeError:  # where GDAL's exceptions are switched on
            known = False
    return str(reference.ExportToWkt()) if known else ""


def _layer(geometries: list[ogr.Geometry]) -> tuple[gdal.Dataset, ogr.Layer]:
    """Return a layer in memory, with the dataset by which it lives."""
    memory = gdal.GetDriverByName("MEM")
    if not memory.GetMetadataItem("DCAP_VECTOR"):  # before GDAL 3.11
        memory = gdal.GetDriverByName("Memory")
    dataset = memory.Create("", 0, 0, 0, gdal.GDT_Unknown)
    layer = dataset.CreateLayer("polygons", None, ogr.wkbPolygon)
    for geometry in geometries:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    return dataset, layer


def _parts(geometry: ogr.Geometry) -> list[ogr.Geometry]:
    """Return the polygons of a geometry, one by one."""
    if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPolygon:
        return [] if geometry.IsEmpty() else [geometry.Clone()]
    if not geometry.GetGeometryCount() or geometry.GetGeometryName() == "LINESTRING":
        return []
    return [part for i in range(geometry.GetGeometryCount())
            for part in _parts(geometry.GetGeometryRef(i))]


def _moved(parts: list[ogr.Geometry], own: Grid, grid: Grid) -> list[ogr.Geometry]:
    """Return polygons in the CRS of a grid, without those that have no place in it.

    Their edges are straight in their own CRS: they get points in between before.
    """
    transformation = own.transformation_to(grid)
    if transformation is None:
        return []
    placed = []
    for part in parts:
        left, right, bottom, top = part.GetEnvelope()
        part.Segmentize(max(right - left, top - bottom, 1e-12) / _POINTS_ALONG)
        try:
            with gdal_errors(outside_is_fine=False):
                moved = part.Transform(transformation) == 0
        except GdalError:
            continue
        if moved and np.isfinite(part.GetEnvelope()).all():
            placed.append(part)
    return placed


def _turn(polygon: ogr.Geometry, middle: float) -> None:
    """Move a polygon by whole turns of the world, to the longitudes nearest to `middle`."""
    left, right, _, _ = polygon.GetEnvelope()
    turns = _WORLD * float(np.rint((middle - (left + right) / 2) / _WORLD))
    for ring in (polygon.GetGeometryRef(i) for i in range(polygon.GetGeometryCount())):
        for i in range(ring.GetPointCount() if turns else 0):
            x, y = ring.GetPoint_2D(i)
            ring.SetPoint_2D(i, x + turns, y)
