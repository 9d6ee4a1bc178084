"""The grid that a layer without one is put onto: square pixels in the UTM zone of its centre."""

from __future__ import annotations

import math
from dataclasses import dataclass

from osgeo import osr


@dataclass(frozen=True)
class MetricGrid:
    """A grid of square pixels. bounds: left, bottom, right, top in metres. size: of a pixel."""

    epsg: int
    bounds: tuple[float, float, float, float]
    size: float


def metric_grid(corners: list[tuple[float, float]], size: float) -> MetricGrid:
    """Return the grid that covers points, its edges at multiples of the pixel size.

    corners: longitude and latitude in degrees. size: of a pixel in metres.
    """
    longitude, latitude = (sum(values) / len(values) for values in zip(*corners))
    epsg = (32600 if latitude >= 0 else 32700) + int((longitude + 180) // 6) % 60 + 1
    geographic, metric = osr.SpatialReference(), osr.SpatialReference()
    geographic.ImportFromEPSG(4326)
    metric.ImportFromEPSG(epsg)
    geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    metric.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    points = osr.CoordinateTransformation(geographic, metric).TransformPoints(corners)
    eastings, northings = zip(*(point[:2] for point in points))
    return MetricGrid(epsg, (math.floor(min(eastings) / size) * size,
                             math.floor(min(northings) / size) * size,
                             math.ceil(max(eastings) / size) * size,
                             math.ceil(max(northings) / size) * size), size)
