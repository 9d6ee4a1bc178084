"""The pixels of a grid that belong to an area of interest."""

from __future__ import annotations

import math

import numpy as np

from ..errors import InputError
from ..translation import tr
from .area import Area
from .grid import TOLERANCE, Grid
from .polygons import Polygons, crs_wkt
from .window import Window

_EDGE_POINTS = 33  # along each edge of an extent that is brought into another CRS
_WORLD = 360.0

Bounds = tuple[float, float, float, float]  # left, bottom, right, top


class AreaPixels:
    """The pixels of a grid that belong to an area.

    Of an extent they are those that it touches, of polygons those whose centres lie inside.

    area: as it was given. window: the smallest window that holds them.
    """

    def __init__(self, grid: Grid, area: Area, window: Window, polygons: Polygons | None):
        self.area, self.window = area, window
        self._grid, self._polygons = grid, polygons

    @classmethod
    def whole(cls, grid: Grid) -> AreaPixels:
        """Return all pixels of a grid."""
        return cls(grid, Area(), grid.whole(), None)

    @classmethod
    def of(cls, area: Area, grid: Grid, image: str) -> AreaPixels:
        """Return the pixels of a grid in an area; image: the name of the image of that grid.

        Raises:
            InputError: there are none, or the area's CRS cannot be brought into that of the image.
        """
        window, polygons = grid.whole(), None
        if area.extent is not None:
            window = _window(_bounds(area, grid, image), grid).overlap(window)
            if window.is_empty:
                raise InputError(_misses(tr("The extent"), grid, image))
        if area.polygons:
            polygons = Polygons.of(area.polygons, area.polygons_crs, grid, area.name)
            if polygons is None:
                raise _unknown_place(area.name or tr("The polygons"), image)
            if not polygons.bounds:
                raise InputError(tr("{area} holds no polygon.").format(area=_named(area)))
            near = _window(polygons.bounds, grid).overlap(grid.whole())
            if near.is_empty:
                raise InputError(_misses(_named(area), grid, image))
            window = window.overlap(near)
            if window.is_empty:
                raise InputError(tr("The extent and {area} share no pixel.").format(
                    area=_named(area)))
            if not any(polygons.inside(tile).any() for tile in polygons.tiles(window)):
                raise InputError(tr(
                    "{area} holds the centre of no pixel of {image}: it is smaller than a pixel "
                    "there, or has a hole.").format(area=_named(area), image=image))
        return cls(grid, area, window, polygons)

    @property
    def grid(self) -> Grid:
        """Return the grid of the window."""
        return self._grid.subgrid(self.window)

    def inside(self, window: Window) -> np.ndarray:
        """Return which pixels (rows, columns) of a window of the grid belong to the area.

        Pixels of polygons are found tile by tile: they are the same, whatever window is asked for.
        """
        inside = np.zeros((window.rows, window.columns), bool)
        shared = window.overlap(self.window)
        if not shared.is_empty:
            inside[shared.slices_in(window)] = True if self._polygons is None \
                else self._polygons.inside(shared)
        return inside

    def count(self) -> int:
        """Return the number of pixels."""
        if self._polygons is None:
            return self.window.rows * self.window.columns
        return sum(int(self._polygons.inside(tile).sum())
                   for tile in self._polygons.tiles(self.window))


def spanned_in(extent: Bounds, wkt: str, grid: Grid) -> Bounds | None:
    """Return what an extent spans in the CRS of a grid, None if nothing of it has a place there.

    extent: left, bottom, right and top, in the CRS of `wkt`.
    """
    left, bottom, right, top = extent
    t = np.linspace(0, 1, _EDGE_POINTS)
    x, y = np.meshgrid(left + t * (right - left), bottom + t * (top - bottom))
    points = Grid(wkt, left, top, 1.0, 1.0, 1, 1).transform_points(
        np.stack([x.ravel(), y.ravel()], axis=1), grid)
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return None
    return (*points.min(axis=0), *points.max(axis=0))


def _bounds(area: Area, grid: Grid, image: str) -> Bounds:
    """Return what an extent spans in the CRS of a grid: left, bottom, right, top."""
    left, bottom, right, top = area.extent or (0.0, 0.0, 0.0, 0.0)
    if not (all(map(math.isfinite, (left, bottom, right, top))) and left < right and bottom < top):
        raise InputError(tr("The extent is empty: its right and top must lie beyond its left and "
                            "bottom."))
    spanned = spanned_in((left, bottom, right, top), crs_wkt(area.extent_crs) or grid.wkt, grid)
    if spanned is None:
        raise _unknown_place(tr("The extent"), image)
    left, bottom, right, top = spanned
    if grid.is_geographic:  # 259 degrees are -101
        middle = grid.left + grid.columns / 2 * grid.pixel_width
        turns = _WORLD * np.rint((middle - (left + right) / 2) / _WORLD)
        left, right = left + turns, right + turns
    return left, bottom, right, top


def _window(bounds: Bounds, grid: Grid) -> Window:
    """Return the pixels that a rectangle touches; edges within a tolerance do not count."""
    left, bottom, right, top = bounds
    limits = grid.rows + grid.columns  # numbers beyond any pixel do not overflow

    def place(pixels: float) -> float:
        return min(max(pixels, -limits), 2 * limits)

    return Window.between(
        math.floor(place((grid.top - top) / grid.pixel_height) + TOLERANCE),
        math.floor(place((left - grid.left) / grid.pixel_width) + TOLERANCE),
        math.ceil(place((grid.top - bottom) / grid.pixel_height) - TOLERANCE),
        math.ceil(place((right - grid.left) / grid.pixel_width) - TOLERANCE))


def _named(area: Area) -> str:
    return area.name or tr("The area of the polygons")


def _misses(what: str, grid: Grid, image: str) -> str:
    right = grid.left + grid.columns * grid.pixel_width
    bottom = grid.top - grid.rows * grid.pixel_height
    return tr("{area} lies outside of {image}, which spans {left:.10g} to {right:.10g} and "
              "{bottom:.10g} to {top:.10g} in {crs}. Check the place and its coordinate reference "
              "system.").format(area=what, image=image, left=grid.left, right=right, bottom=bottom,
                                top=grid.top, crs=grid.spatial_reference().GetName() or "?")


def _unknown_place(what: str, image: str) -> InputError:
    return InputError(tr("{area} cannot be brought into the coordinate reference system of {image}."
                         ).format(area=what, image=image))
