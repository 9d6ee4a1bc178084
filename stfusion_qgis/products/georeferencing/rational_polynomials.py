"""Images of which rational polynomials (RPC) tell where pixels lie, at a height."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace

from osgeo import gdal

from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...translation import tr
from ..cached_files import cached_file
from ..download import damaged
from ..stored_layers import Layer
from .metric_grid import metric_grid
from .swaths import warp_to

_STRIP = re.compile(r"-[1-9](?=\.tiff?$)")


def orthorectified(pixel: float) -> Callable[..., Layer]:
    """Return a function that puts images with rational polynomials onto a grid.

    See `Product.georeferenced`. Heights are those of the elevation model, without one the mean
    height that the polynomials state: in hills, places are then off by about the difference in
    height times the tangent of the view angle. Strips of one image, numbered at the ends of their
    names, are put together.

    pixel: size of a pixel in metres.
    """
    def georeferenced(layer: Layer, cache_folder: str, elevation: str = "") -> Layer:
        try:
            opened = open_raster(layer.path)
            polynomials = opened.GetMetadata("RPC")
            if not polynomials and opened.GetProjection():
                return layer  # it has been put onto a grid elsewhere
            strips = _strips(layer.path)
            path = cached_file(cache_folder, "warped", ".tif",
                               lambda target: _warp(strips, layer.fill, pixel, elevation, target),
                               (*strips, *([elevation] if elevation else [])), pixel)
        except (GdalError, AttributeError) as error:
            raise damaged(layer.path, layer.path, error) from error
        return replace(layer, path=path)
    return georeferenced


def _strips(path: str) -> list[str]:
    """Return the files of an image that comes in strips, or its only file."""
    folder, name = os.path.split(path)
    if not _STRIP.search(name):
        return [path]
    return sorted(f"{folder}/{other}" for other in gdal.ReadDir(folder) or []
                  if _STRIP.search(other) and _STRIP.sub("", other) == _STRIP.sub("", name))


def _warp(paths: list[str], fill: tuple[float, ...], pixel: float, elevation: str,
          target: str) -> None:
    sources = [open_raster(path) for path in paths]
    corners: list[tuple[float, float]] = []
    for source in sources:
        height = _mean_height(source)
        options = [f"RPC_HEIGHT={height}"]
        if elevation:
            options = [f"RPC_DEM={elevation}", f"RPC_DEM_MISSING_VALUE={height}"]
        corners += _corners(source, options)
    with gdal_errors():
        warp_to(sources, metric_grid(corners, pixel), target, "bilinear", fill[0] if fill else None,
                rpc=True, transformerOptions=options, errorThreshold=0.1)


def _mean_height(source: gdal.Dataset) -> float:
    polynomials = source.GetMetadata("RPC")
    if not polynomials:
        raise GdalError(tr("the file of rational polynomials (.rpb) is missing"))
    found = re.match(r"\s*[-+]?[\d.]+", polynomials.get("HEIGHT_OFF", ""))
    return float(found[0]) if found else 0.0


def _corners(source: gdal.Dataset, options: list[str]) -> list[tuple[float, float]]:
    """Return longitude and latitude of the corners of an image."""
    columns, rows = source.RasterXSize, source.RasterYSize
    with gdal_errors():
        place = gdal.Transformer(source, None, ["METHOD=RPC", *options])
        points = [place.TransformPoint(False, x, y)
                  for x, y in ((0, 0), (columns, 0), (columns, rows), (0, rows))]
    if not all(succeeded for succeeded, _ in points):
        raise GdalError(tr("the rational polynomials do not tell where it lies"))
    return [(point[0], point[1]) for _, point in points]
