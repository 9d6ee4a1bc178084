"""A place on the ground, and the values of an image there: a point, a line, the mean of an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from osgeo import gdal, ogr

from ..errors import InputError
from ..images.gdal_tools import quiet
from ..images.grid import Grid
from ..images.raster import Raster
from ..images.window import Window, tiles
from ..translation import tr

_FINE_PARTS = 4_000_000  # pixels of a polygon's mask at the most, while it is finer than the image
_PARTS = 8  # parts of a pixel on a side, by which the share of it inside of a polygon is found
_TILE = 1024
_TOGETHER = 64  # points of a line whose pixels are read together


class PlaceValues(NamedTuple):
    """The values of an image at a place.

    values: (bands, points), NaN where unknown; of an area there is one point, its mean.
    pixels: how many pixels they are of.
    """

    values: np.ndarray
    pixels: float


@dataclass(frozen=True)
class ProfiledPlace:
    """A point, a line or an area.

    points: (x, y) in the CRS of `wkt`: one of a point, those to look at along a line, none of an
    area. area: polygons as WKT.
    """

    wkt: str
    points: tuple[tuple[float, float], ...] = ()
    area: str = ""

    def values(self, raster: Raster) -> PlaceValues:
        """Return the values of an image here.

        Raises:
            InputError: the image cannot be read, or the area is none.
        """
        if self.area:
            return _mean(raster, self._area_on(raster.grid))
        return _at_points(raster, self._grid().transform_points(
            np.array(self.points, float).reshape(-1, 2), raster.grid))

    def _grid(self) -> Grid:
        """Return a grid in the CRS of the place."""
        return Grid(self.wkt, 0.0, 0.0, 1.0, 1.0, 1, 1)

    def _area_on(self, grid: Grid) -> ogr.Geometry:
        """Return the area in the CRS of a grid."""
        geometry = ogr.CreateGeometryFromWkt(self.area)
        if geometry is None:
            raise InputError(tr("The area is no polygon."))
        linear = geometry.GetLinearGeometry()
        _transform(linear, self._grid(), grid)
        return linear


def line_points(corners: list[tuple[float, float]], step: float,
                most: int = 1000) -> tuple[tuple[float, float], ...]:
    """Return points along a line, `step` apart or further: at most so many."""
    ends = np.array(corners, float)
    lengths = np.hypot(*np.diff(ends, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    count = int(min(max(2, round(along[-1] / step) + 1), most))
    places = np.linspace(0, along[-1], count)
    x, y = (np.interp(places, along, ends[:, axis]) for axis in (0, 1))
    return tuple(zip(x.tolist(), y.tolist()))


def _transform(geometry: ogr.Geometry, own: Grid, grid: Grid) -> None:
    """Move the points of a geometry from one CRS to another one."""
    if geometry.GetGeometryCount():
        for i in range(geometry.GetGeometryCount()):
            _transform(geometry.GetGeometryRef(i), own, grid)
        return
    points = np.array(geometry.GetPoints() or [], float).reshape(geometry.GetPointCount(), -1)
    for i, (x, y) in enumerate(own.transform_points(points[:, :2], grid)):
        geometry.SetPoint_2D(i, x, y)


def _at_points(raster: Raster, points: np.ndarray) -> PlaceValues:
    """Return the values of the pixels in which points of the raster's CRS lie."""
    grid = raster.grid
    values = np.full((len(raster.selection), len(points)), np.nan)
    with np.errstate(invalid="ignore"):
        columns = np.floor((points[:, 0] - grid.left) / grid.pixel_width)
        rows = np.floor((grid.top - points[:, 1]) / grid.pixel_height)
        inside = (columns >= 0) & (columns < grid.columns) & (rows >= 0) & (rows < grid.rows)
    found = np.flatnonzero(inside)
    for start in range(0, len(found), _TOGETHER):
        some = found[start:start + _TOGETHER]
        row, column = rows[some].astype(int), columns[some].astype(int)
        window = Window.between(row.min(), column.min(), row.max() + 1, column.max() + 1)
        image = raster.read(Window(*map(int, window)))
        at = row - window.row, column - window.column
        values[:, some] = np.where(image.valid[at], image.values[:, at[0], at[1]], np.nan)
    pixels = len({(r, c) for r, c in zip(rows[inside], columns[inside])})
    return PlaceValues(values, pixels)


def _mean(raster: Raster, area: ogr.Geometry) -> PlaceValues:
    """Return the mean over the valid pixels of an area, each by its share that lies inside."""
    grid = raster.grid
    left, right, bottom, top = area.GetEnvelope()
    nothing = PlaceValues(np.full((len(raster.selection), 1), np.nan), 0.0)
    if not np.isfinite([left, right, bottom, top]).all():
        return nothing
    whole = Window.between(
        int(np.floor((grid.top - top) / grid.pixel_height)),
        int(np.floor((left - grid.left) / grid.pixel_width)),
        int(np.ceil((grid.top - bottom) / grid.pixel_height)),
        int(np.ceil((right - grid.left) / grid.pixel_width))).overlap(grid.whole())
    if whole.is_empty:
        return nothing
    parts = _PARTS
    while parts > 1 and whole.rows * whole.columns * parts * parts > _FINE_PARTS:
        parts //= 2
    sums, weight = np.zeros(len(raster.selection)), 0.0
    for tile in tiles(whole.rows, whole.columns, _TILE):
        window = tile._replace(row=tile.row + whole.row, column=tile.column + whole.column)
        shares = _shares(grid.subgrid(window), area, parts)
        if not shares.any():
            continue
        image = raster.read(window)
        shares = np.where(image.valid, shares, 0.0)
        sums += (image.values * shares).sum(axis=(1, 2))
        weight += float(shares.sum())
    return PlaceValues((sums / weight).reshape(-1, 1), weight) if weight else nothing


def _shares(grid: Grid, area: ogr.Geometry, parts: int) -> np.ndarray:
    """Return the share of each pixel of a grid that lies in an area, 0 to 1."""
    left, width, _, top, _, height = grid.geo_transform
    memory = gdal.GetDriverByName("MEM")
    mask = memory.Create("", grid.columns * parts, grid.rows * parts, 1, gdal.GDT_Byte)
    mask.SetGeoTransform((left, width / parts, 0.0, top, 0.0, height / parts))
    if not memory.GetMetadataItem("DCAP_VECTOR"):  # before GDAL 3.11
        memory = gdal.GetDriverByName("Memory")
    source = memory.Create("", 0, 0, 0, gdal.GDT_Unknown)
    layer = source.CreateLayer("area", None, ogr.wkbUnknown)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(area)
    layer.CreateFeature(feature)
    with quiet():  # which tells that there is no CRS
        gdal.RasterizeLayer(mask, [1], layer, burn_values=[1])
    inside = mask.ReadAsArray().astype(float)
    return inside.reshape(grid.rows, parts, grid.columns, parts).mean(axis=(1, 3))
