"""The footprint of a grid on the globe, as GeoJSON wants it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from osgeo import ogr, osr

from ...errors import InputError
from ...images.gdal_tools import quiet
from ...images.grid import Grid
from ...translation import tr

_POINTS_A_SIDE = 5
_DIGITS = 6  # behind the point, of degrees: a tenth of a metre
_WORLD = 360.0


@dataclass(frozen=True)
class Footprint:
    """Where on the globe an image lies.

    geometry: of GeoJSON in WGS84, cut in two at the date line. bbox: west, south, east and north
    in degrees; west is the greater number where it spans the date line.
    """

    geometry: dict[str, Any]
    bbox: tuple[float, float, float, float]

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north, where east is the greater number always."""
        west, south, east, north = self.bbox
        return west, south, east + _WORLD if east < west else east, north

    @classmethod
    def of(cls, grid: Grid, name: str) -> Footprint:
        """Return the footprint of a grid; name: of its image.

        Raises:
            InputError: it has no place on the globe.
        """
        ring = _degrees(_edge(grid), grid.wkt)
        if ring is None:
            raise InputError(tr("{layer} has no place on the globe: its coordinate reference "
                                "system is unknown, or does not reach there.").format(layer=name),
                             name)
        west, south = ring.min(axis=0)
        east, north = ring.max(axis=0)
        turns = _WORLD * np.floor((west + _WORLD / 2) / _WORLD)
        ring[:, 0] -= turns  # west is -180 to 180 now
        west, east = west - turns, east - turns
        if east <= _WORLD / 2:
            return cls(_polygon(ring), _rounded(west, south, east, north))
        if east - west >= _WORLD:  # all around
            return cls(_polygon(_box(-180, south, 180, north)), _rounded(-180, south, 180, north))
        parts = [_cut(ring, left) for left in (-180.0, 180.0)]
        parts[1] = [ring - (_WORLD, 0) for ring in parts[1]]
        return cls({"type": "MultiPolygon", "coordinates": [
            _polygon(part)["coordinates"] for found in parts for part in found]},
            _rounded(west, south, east - _WORLD, north))


def _edge(grid: Grid) -> np.ndarray:
    """Return points (n, 2) around a grid, counterclockwise and closed."""
    t = np.linspace(0, 1, _POINTS_A_SIDE)[:-1]
    ones, zeros = np.ones_like(t), np.zeros_like(t)
    x = np.concatenate([t, ones, 1 - t, zeros, [0]])
    y = np.concatenate([zeros, t, ones, 1 - t, [0]])  # upwards
    return np.stack([grid.left + x * grid.columns * grid.pixel_width,
                     grid.top + (y - 1) * grid.rows * grid.pixel_height], axis=1)


def _degrees(points: np.ndarray, wkt: str) -> np.ndarray | None:
    """Return points as longitude and latitude, whose longitudes do not jump; None if unknown."""
    with quiet():
        transformation = _to_degrees(wkt)
        if transformation is None:
            return None
        try:
            moved = np.array(transformation.TransformPoints(points))[:, :2]
        except RuntimeError:  # where GDAL's exceptions are switched on
            return None
    if not np.isfinite(moved).all():
        return None
    moved[:, 0] = np.unwrap(moved[:, 0], period=_WORLD)
    return moved


@lru_cache(maxsize=128)
def _to_degrees(wkt: str) -> osr.CoordinateTransformation | None:
    own = Grid(wkt, 0.0, 0.0, 1.0, 1.0, 1, 1)
    world = osr.SpatialReference()
    world.ImportFromEPSG(4326)
    return own.transformation_to(Grid(world.ExportToWkt(), 0.0, 0.0, 1.0, 1.0, 1, 1)) \
        if wkt else None


def _box(west: float, south: float, east: float, north: float) -> np.ndarray:
    return np.array([(west, south), (east, south), (east, north), (west, north), (west, south)])


def _cut(ring: np.ndarray, west: float) -> list[np.ndarray]:
    """Return the rings of what lies within a turn of the world that begins at a longitude."""
    shared = _geometry(ring).Intersection(_geometry(_box(west, -90, west + _WORLD, 90)))
    parts = [shared] if shared.GetGeometryName() == "POLYGON" else [
        shared.GetGeometryRef(i) for i in range(shared.GetGeometryCount())]
    # Edges along the date line alone are no parts.
    return [np.array(part.GetGeometryRef(0).GetPoints())[:, :2] for part in parts
            if part.GetGeometryName() == "POLYGON" and not part.IsEmpty()]


def _geometry(ring: np.ndarray) -> ogr.Geometry:
    line = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ring:
        line.AddPoint_2D(float(x), float(y))
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(line)
    return polygon


def _polygon(ring: np.ndarray) -> dict[str, Any]:
    points = np.round(ring, _DIGITS)
    x, y = points[:, 0], points[:, 1]
    if (x[:-1] * y[1:] - x[1:] * y[:-1]).sum() < 0:  # GeoJSON goes around counterclockwise
        points = points[::-1]
    return {"type": "Polygon", "coordinates": [points.tolist()]}


def _rounded(*numbers: float) -> tuple[float, float, float, float]:
    west, south, east, north = (round(float(number), _DIGITS) for number in numbers)
    return west, south, east, north
