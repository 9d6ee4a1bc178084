"""Where a network was trained: what it has seen there, it must not be measured on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from osgeo import osr

from ..images.grid import Grid

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

_POINTS = 5  # along a side
_DIGITS = 4  # a dozen metres


def degrees_box(grid: Grid) -> Box | None:
    """Return the box of a grid in degrees, None where nobody knows where it lies."""
    if not grid.wkt:
        return None
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    degrees = Grid(reference.ExportToWkt(), -180.0, 90.0, 1.0, 1.0, 180, 360)
    found = grid.footprint_in(degrees, _POINTS)
    if found is None:
        return None
    top, left, bottom, right = found
    west, south, east, north = np.round([left - 180, 90 - bottom, right - 180, 90 - top], _DIGITS)
    return float(west), float(south), float(east), float(north)


def overlap(box: Box, others: Iterable[Box]) -> bool:
    """Say whether a box has a part in common with any of others."""
    west, south, east, north = box
    return any(west < other[2] and other[0] < east and south < other[3] and other[1] < north
               for other in others)
