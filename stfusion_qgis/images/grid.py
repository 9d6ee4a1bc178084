"""Grids: the place of the pixels of an image on the earth."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from osgeo import osr

from .gdal_tools import quiet
from .window import Window

# Grids written by different software differ in the last digits of their origin.
TOLERANCE = 0.01
"""Fraction of a pixel by which two grids may differ and still count as the same."""

METRES_A_DEGREE = 111_320.0
"""Length of a degree of longitude at the equator."""

_ALIKE = 9.0  # the most by which areas of pixels of one image differ in another projection


def lattice_of(crs: str, left: float, top: float, pixel_width: float, pixel_height: float,
               ) -> tuple[object, ...]:
    """Return `Grid.lattice` of a grid of which this much is known; crs: any name of it."""
    def phase(coordinate: float, pixel: float) -> int:
        return round(coordinate / pixel % 1 / TOLERANCE) % round(1 / TOLERANCE)

    return (crs, round(pixel_width, 6), round(pixel_height, 6), phase(left, pixel_width),
            phase(top, pixel_height))


@dataclass(frozen=True)
class Grid:
    """A north-up grid of pixels.

    wkt: coordinate reference system.
    left, top: coordinates of the outer corner of the first pixel.
    pixel_width, pixel_height: size of a pixel in units of the CRS, both positive.
    rows, columns: number of pixels.
    """

    wkt: str
    left: float
    top: float
    pixel_width: float
    pixel_height: float
    rows: int
    columns: int

    @property
    def geo_transform(self) -> tuple[float, float, float, float, float, float]:
        """Return the grid's position as GDAL writes it."""
        return (self.left, self.pixel_width, 0.0, self.top, 0.0, -self.pixel_height)

    @property
    def pixel_size(self) -> float:
        """Return the side of a square as large as a pixel."""
        return math.sqrt(self.pixel_width * self.pixel_height)

    @property
    def pixel_metres(self) -> float:
        """Return the side of such a square in metres; at the equator, where pixels are degrees."""
        if self.is_geographic:
            return self.pixel_size * METRES_A_DEGREE
        return self.pixel_size * (self.spatial_reference().GetLinearUnits() or 1.0)

    def spatial_reference(self) -> osr.SpatialReference:
        """Return the CRS, with x before y."""
        reference = osr.SpatialReference()
        reference.ImportFromWkt(self.wkt)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        return reference

    def same_crs(self, other: Grid) -> bool:
        """Say whether both grids have the same CRS."""
        return self.wkt == other.wkt or bool(
            self.spatial_reference().IsSame(other.spatial_reference()))

    def whole(self) -> Window:
        """Return the window of all pixels."""
        return Window(0, 0, self.rows, self.columns)

    def subgrid(self, window: Window) -> Grid:
        """Return the grid of a window, which may reach beyond this grid."""
        return replace(
            self,
            left=self.left + window.column * self.pixel_width,
            top=self.top - window.row * self.pixel_height,
            rows=window.rows, columns=window.columns)

    def moved(self, rows: float, columns: float) -> Grid:
        """Return the grid moved down and right by a number of pixels."""
        return replace(self, left=self.left + columns * self.pixel_width,
                       top=self.top - rows * self.pixel_height)

    def coarsened(self, ratio: int, row_offset: int, column_offset: int) -> Grid:
        """Return the grid of cells of `ratio` x `ratio` pixels that covers this grid.

        The first cell begins `row_offset` rows and `column_offset` columns (0 to
        ratio - 1) before the first pixel.
        """
        return replace(
            self,
            left=self.left - column_offset * self.pixel_width,
            top=self.top + row_offset * self.pixel_height,
            pixel_width=self.pixel_width * ratio, pixel_height=self.pixel_height * ratio,
            rows=-(-(self.rows + row_offset) // ratio),
            columns=-(-(self.columns + column_offset) // ratio))

    def offset_of(self, other: Grid) -> tuple[float, float]:
        """Return the row and column, in pixels of this grid, where `other` begins."""
        return ((self.top - other.top) / self.pixel_height,
                (other.left - self.left) / self.pixel_width)

    @property
    def lattice(self) -> tuple[object, ...]:
        """Return what grids have in common whose pixels coincide where they overlap.

        It tells hundredths of a pixel apart: see `TOLERANCE`.
        """
        return lattice_of(self.wkt, self.left, self.top, self.pixel_width, self.pixel_height)

    def same_lattice(self, other: Grid) -> bool:
        """Say whether the pixels of both grids coincide where the grids overlap."""
        span = max(other.rows, other.columns, 1)
        drift = span * max(abs(other.pixel_width / self.pixel_width - 1),
                           abs(other.pixel_height / self.pixel_height - 1))
        row, column = self.offset_of(other)
        shift = max(abs(row - round(row)), abs(column - round(column)))
        return self.same_crs(other) and max(drift, shift) <= TOLERANCE

    def window_of(self, other: Grid) -> Window:
        """Return the window of `other`, which is on the same lattice, in this grid."""
        row, column = self.offset_of(other)
        return Window(round(row), round(column), other.rows, other.columns)

    def transform_points(self, points: np.ndarray, other: Grid) -> np.ndarray:
        """Return `points` (n, 2), as x and y of this grid's CRS, in the CRS of `other`.

        Points that cannot be transformed become infinite. Longitudes are those nearest to `other`:
        259 where it spans 200 to 300, not -101.
        """
        if self.same_crs(other):
            return points
        with quiet():
            transformation = self.transformation_to(other)
            if transformation is None:
                return np.full(points.shape, np.inf)
            moved = _moved(transformation, points)
        if other.is_geographic:
            middle = other.left + other.columns / 2 * other.pixel_width
            far = np.isfinite(moved[:, 0]) & (np.abs(moved[:, 0] - middle) > 180)
            moved[far, 0] -= 360 * np.rint((moved[far, 0] - middle) / 360)
        return moved

    @property
    def is_geographic(self) -> bool:
        """Say whether its coordinates are degrees of longitude and latitude."""
        return _is_geographic(self.wkt)

    def rows_between_poles(self) -> tuple[int, int]:
        """Return which rows of a geographic grid lie between the poles: the first, and the end.

        A row that a pole cuts counts. They may lie outside of the grid.
        """
        slack = TOLERANCE * self.pixel_height
        return (math.floor((self.top - 90 + slack) / self.pixel_height),
                math.ceil((self.top + 90 - slack) / self.pixel_height))

    def transformation_to(self, other: Grid) -> osr.CoordinateTransformation | None:
        """Return the transformation to the CRS of `other`, None where there is none.

        There is none to or from local ("engineering") systems, such as those of a building site.
        """
        if self.spatial_reference().IsLocal() or other.spatial_reference().IsLocal():
            return None
        try:
            transformation = osr.CoordinateTransformation(
                self.spatial_reference(), other.spatial_reference())
        except RuntimeError:
            return None
        # GDAL returns an object without a transformation where its exceptions are off.
        return transformation if transformation.this else None

    def footprint_in(self, other: Grid, points_a_side: int = 21) -> tuple[float, ...] | None:
        """Return rows and columns of `other` that this grid spans: top, left, bottom, right.

        None if it lies where the CRS of `other` is not defined.
        """
        return _footprint(self, other, points_a_side)

    def pixel_side_in(self, other: Grid) -> float | None:
        """Return the side of the pixel in this grid's centre, in pixels of `other`.

        It is that of other places where a pole lies in the centre.
        None if it lies where the CRS of `other` is not defined.
        """
        places = np.array([(0.5, 0.5), (0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)])
        first = np.stack([self.left + places[:, 0] * self.columns * self.pixel_width,
                          self.top - places[:, 1] * self.rows * self.pixel_height], axis=1)
        corners = first + np.array([[[0, 0]], [[self.pixel_width, 0]], [[0, self.pixel_height]]])
        a, b, c = self.transform_points(corners.reshape(-1, 2), other).reshape(corners.shape)
        with np.errstate(invalid="ignore"):
            areas = np.abs((b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1])
                           - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0]))
        known = np.sort(areas[np.isfinite(areas) & (areas > 0)])
        if not len(known):
            return None
        centre, usual = areas[0], known[len(known) // 2]
        # Beside a pole, and only there, pixels in degrees have any size.
        area = centre if usual / _ALIKE < centre < usual * _ALIKE else usual
        return math.sqrt(area) / other.pixel_size

    def is_same(self, other: Grid) -> bool:
        """Say whether both are the same pixels."""
        return (self.rows, self.columns) == (other.rows, other.columns) and \
            self.same_lattice(other) and self.window_of(other)[:2] == (0, 0)


def _moved(transformation: osr.CoordinateTransformation, points: np.ndarray) -> np.ndarray:
    """Return transformed points (n, 2), infinite where there are none in the other CRS."""
    try:
        return np.array(transformation.TransformPoints(points))[:, :2]
    except RuntimeError:  # of one of them, where GDAL's exceptions are switched on
        moved = np.full(points.shape, np.inf)
        for i, (x, y) in enumerate(points):
            with contextlib.suppress(RuntimeError):
                moved[i] = transformation.TransformPoint(x, y)[:2]
        return moved


@lru_cache(maxsize=256)  # the images of all dates have the same
def _footprint(grid: Grid, other: Grid, points_a_side: int) -> tuple[float, ...] | None:
    t = np.linspace(0, 1, points_a_side)
    x, y = np.meshgrid(grid.left + t * grid.columns * grid.pixel_width,
                       grid.top - t * grid.rows * grid.pixel_height)
    moved = grid.transform_points(np.stack([x.ravel(), y.ravel()], axis=1), other)
    moved = moved[np.isfinite(moved).all(axis=1)]
    if not len(moved):
        return None
    columns = (moved[:, 0] - other.left) / other.pixel_width
    rows = (other.top - moved[:, 1]) / other.pixel_height
    return rows.min(), columns.min(), rows.max(), columns.max()


@lru_cache(maxsize=64)
def _is_geographic(wkt: str) -> bool:
    if not wkt:
        return False
    reference = osr.SpatialReference()
    reference.ImportFromWkt(wkt)
    return bool(reference.IsGeographic()) and \
        math.isclose(reference.GetAngularUnits(), math.radians(1), rel_tol=1e-6)


def common_grid(grids: list[Grid]) -> Grid | None:
    """Return the part of the first grid that all grids of the same lattice share, or None."""
    first = grids[0]
    windows = [first.window_of(grid) for grid in grids]
    top = max(w.row for w in windows)
    left = max(w.column for w in windows)
    bottom = min(w.row + w.rows for w in windows)
    right = min(w.column + w.columns for w in windows)
    if bottom <= top or right <= left:
        return None
    return first.subgrid(Window(top, left, bottom - top, right - left))
