"""Reading from a file where its pixels lie."""

from __future__ import annotations

import math

from osgeo import gdal, osr

from ..errors import InputError
from ..translation import tr
from .gdal_tools import GdalError, gdal_errors, utf8
from .grid import TOLERANCE, Grid


def grid_of(dataset: gdal.Dataset, name: str, crs: str | None = None) -> Grid:
    """Return the north-up grid of a file; of a south-up one, with the rows in reverse order.

    name: of the layer, for messages. crs: WKT that counts instead of that of the file.

    Raises:
        InputError: the file has no position or no usable CRS, or is rotated.
    """
    transform = dataset.GetGeoTransform(can_return_null=True)
    if transform is None or not all(map(math.isfinite, transform)) \
            or not (transform[1] or transform[2]) or not (transform[4] or transform[5]):
        if dataset.GetGCPCount() > 2 or dataset.GetMetadata("RPC") or dataset.GetMetadata(
                "GEOLOCATION"):
            raise InputError(tr(
                "{layer} tells where it lies by ground control points or a model of its sensor "
                "only. Warp it to a north-up grid first (Raster > Projections > Warp).").format(
                    layer=name))
        raise InputError(tr("{layer} is not georeferenced. Georeference it, or export it with its "
                            "position, before fusion.").format(layer=name))
    wkt = crs or _wkt_of(dataset)
    if not wkt or wkt != utf8(wkt):
        raise InputError(tr(
            "{layer} has no coordinate reference system. Assign the right one (Raster > "
            "Projections > Assign projection).").format(layer=name))
    _check_crs(wkt, name)
    left, width, _, top, _, height = transform
    rows, columns = dataset.RasterYSize, dataset.RasterXSize
    if width <= 0 or not height or not _is_rounding_error(transform, rows, columns):
        raise InputError(tr(
            "The grid of {layer} is rotated or not north-up. Warp it to a north-up grid first "
            "(Raster > Projections > Warp).").format(layer=name))
    return Grid(wkt, left, top + max(height, 0.0) * rows, width, abs(height), rows, columns)


def is_south_up(dataset: gdal.Dataset) -> bool:
    """Say whether the first row of a file is the southernmost."""
    return bool(dataset.GetGeoTransform()[5] > 0)


def _is_rounding_error(transform: tuple[float, ...], rows: int, columns: int) -> bool:
    """Say whether the rotation moves no pixel by a visible part of it."""
    _, width, row_rotation, _, column_rotation, height = transform
    return abs(row_rotation) * rows <= TOLERANCE * abs(width) \
        and abs(column_rotation) * columns <= TOLERANCE * abs(height)


def _wkt_of(dataset: gdal.Dataset) -> str:
    try:
        with gdal_errors():
            return dataset.GetProjection() or ""
    except GdalError:
        return ""


def _check_crs(wkt: str, name: str) -> None:
    """Raise `InputError` if a CRS cannot be read, or is none of places on the ground."""
    reference = osr.SpatialReference()
    try:
        with gdal_errors():
            broken = reference.ImportFromWkt(wkt) != 0
    except GdalError:
        broken = True
    if broken or reference.IsGeocentric() or (
            reference.IsVertical() and not reference.IsCompound()):
        raise InputError(tr(
            "The coordinate reference system of {layer} cannot be used ({crs}). Assign the right "
            "one (Raster > Projections > Assign projection).").format(
                layer=name, crs=wkt[:80] if broken else reference.GetName()))
