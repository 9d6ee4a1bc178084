"""Longitudes of 0 to 360 and of -180 to 180 degrees: the same places under other numbers."""

from __future__ import annotations

import numpy as np

from .grid import Grid
from .raster import Raster

_WORLD = 360.0


def near(raster: Raster, grid: Grid) -> Raster:
    """Return the raster with the longitudes by which it overlaps with a grid, as far as it can.

    Regional images are renumbered by 360 degrees, those of the whole world are cut open elsewhere.
    What is not in degrees, or fits as it is, is returned as it is.
    """
    own = raster.grid
    span = _span(grid, own) if own.is_geographic else None
    if span is None:
        return raster
    west, east = span
    left, right = own.left, own.left + own.columns * own.pixel_width
    margin = own.pixel_width / 2
    if east - west > _WORLD / 2 or (left - margin <= west and east <= right + margin):
        return raster
    shared = {turns: min(east, right + turns) - max(west, left + turns)
              for turns in (0.0, -_WORLD, _WORLD)}
    turns = max(shared, key=lambda k: shared[k])
    if abs(own.columns * own.pixel_width - _WORLD) < margin and shared[turns] < east - west:
        seam = (west + east) / 2 - _WORLD / 2
        return raster.turned(round((seam - left) / own.pixel_width))
    return raster.renumbered(turns)


def _span(grid: Grid, other: Grid) -> tuple[float, float] | None:
    """Return the westernmost and easternmost longitude of a grid in the CRS of `other`."""
    t = np.linspace(0, 1, 9)
    x, y = np.meshgrid(grid.left + t * grid.columns * grid.pixel_width,
                       grid.top - t * grid.rows * grid.pixel_height)
    moved = grid.transform_points(np.stack([x.ravel(), y.ravel()], axis=1), other)
    moved = moved[np.isfinite(moved).all(axis=1), 0]
    if not len(moved):
        return None
    middle = moved[len(moved) // 2]
    moved = middle + (moved - middle + _WORLD / 2) % _WORLD - _WORLD / 2 \
        if not grid.same_crs(other) else moved
    return float(moved.min()), float(moved.max())
