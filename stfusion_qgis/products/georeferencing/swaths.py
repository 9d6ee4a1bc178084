"""Swaths, whose pixels have longitudes and latitudes of their own: warped once into the cache."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from osgeo import gdal, osr

from ...images.gdal_tools import GdalError, gdal_errors, open_raster, unlink
from ...translation import tr
from ..cached_files import cached_file
from ..download import Download, damaged
from ..stored_layers import Layer
from .metric_grid import MetricGrid, metric_grid

CREATION_OPTIONS = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]
_VARIABLE = re.compile(r'(?:HDF5|NETCDF):"(?P<file>.+)":(?://)?(?P<name>.+)')


class Geolocation(NamedTuple):
    """Where a swath's coordinates stand: the file beside its bands, two variables, their unit."""

    file: str
    longitude: str
    latitude: str
    degrees: float


def variables(download: Download, place: str) -> tuple[str, int]:
    """Find a variable of a file in netCDF-4; the place is a pattern of its name, ":", its own."""
    pattern, name = place.rsplit(":", 1)
    return variable_path(download.need(pattern), name), 1


def variable_path(path: str, name: str) -> str:
    """Return what GDAL opens of a variable in netCDF-4, which is HDF5 inside.

    The driver of HDF5 reads within archives on every system, that of netCDF on some only.
    """
    if gdal.GetDriverByName("HDF5") is not None:
        return f'HDF5:"{path}"://{name}'
    return f'NETCDF:"{path}":{name}'


def warped_swath(geolocation: Geolocation, pixel: float) -> Callable[..., Layer]:
    """Return a function that puts layers of swaths onto a grid: see `Product.georeferenced`.

    Each pixel of the grid gets the number of the swath's nearest one, so that no number is mixed
    with fill and no flag with another.

    pixel: size of a pixel in metres, about that of the swath.
    """
    def georeferenced(layer: Layer, cache_folder: str, elevation: str = "") -> Layer:
        found = _VARIABLE.fullmatch(layer.path)
        if found is None:
            return layer
        file = found["file"]
        beside = f"{os.path.dirname(file)}/{geolocation.file}"
        coordinates = variable_path(beside, geolocation.longitude)
        try:
            nearest = cached_file(
                cache_folder, "warped", ".tif",
                lambda target: _find_nearest(beside, geolocation, pixel, target), (beside,), pixel)
            path = cached_file(cache_folder, "warped", ".tif",
                               lambda target: _take(layer, nearest, coordinates, target),
                               (file, beside), found["name"], pixel)
        except (GdalError, AttributeError) as error:
            raise damaged(file, file, error) from error
        return replace(layer, path=path, band=1)
    return georeferenced


def _find_nearest(path: str, geolocation: Geolocation, pixel: float, target: str) -> None:
    """Write which pixel of the swath is nearest to each of the grid, counted from 0; -1 for none.

    That takes most of the time, and is the same for all layers.
    """
    longitudes, latitudes = (_degrees(variable_path(path, name), geolocation.degrees)
                             for name in (geolocation.longitude, geolocation.latitude))
    prefix = f"/vsimem/{os.path.basename(target)}"
    try:
        with gdal_errors():
            swath = _numbered(longitudes, latitudes, prefix)
            warp_to(swath, metric_grid(_outline(longitudes, latitudes), pixel), target, "near", -1)
    finally:
        for name in ("lon", "lat"):
            unlink(f"{prefix}-{name}.tif")


def _take(layer: Layer, nearest: str, coordinates: str, target: str) -> None:
    """Write the numbers of a layer where they are nearest; beyond the swath is fill, or 0."""
    source, grid, places = map(open_raster, (layer.path, nearest, coordinates))
    if (source.RasterXSize, source.RasterYSize) != (places.RasterXSize, places.RasterYSize):
        raise GdalError(tr("the coordinates are of another size than the layer"))
    with gdal_errors():
        numbers = source.GetRasterBand(layer.band).ReadAsArray()
        pixels = grid.ReadAsArray()
        taken = np.where(pixels < 0, numbers.dtype.type(layer.fill[0] if layer.fill else 0),
                         numbers.ravel()[np.maximum(pixels, 0)])
        made = gdal.GetDriverByName("GTiff").Create(
            target, grid.RasterXSize, grid.RasterYSize, 1, source.GetRasterBand(1).DataType,
            CREATION_OPTIONS)
        made.SetGeoTransform(grid.GetGeoTransform())
        made.SetProjection(grid.GetProjection())
        made.GetRasterBand(1).WriteArray(taken)
        if layer.fill:
            made.GetRasterBand(1).SetNoDataValue(layer.fill[0])
        made.FlushCache()


def _degrees(path: str, unit: float) -> np.ndarray:
    """Return coordinates in degrees, NaN where there are none."""
    with gdal_errors():
        band_of = open_raster(path)
        band = band_of.GetRasterBand(1)
        numbers, nothing = band.ReadAsArray(), band.GetNoDataValue()
    values = (numbers * (unit if numbers.dtype.kind in "iu" else 1.0)).astype(np.float32)
    values[(numbers == nothing) | ~(np.abs(values) <= 360)] = np.nan
    return values


def _outline(longitudes: np.ndarray, latitudes: np.ndarray) -> list[tuple[float, float]]:
    """Return points along the edge of a swath, which bulges between its corners."""
    edges = (np.s_[0, :], np.s_[-1, :], np.s_[:, 0], np.s_[:, -1])
    points = [(float(x), float(y)) for edge in edges
              for x, y in zip(longitudes[edge], latitudes[edge]) if x == x and y == y]
    if not points:
        raise GdalError(tr("it has no coordinates"))
    return points[::max(1, len(points) // 400)] + points[-1:]


def _numbered(longitudes: np.ndarray, latitudes: np.ndarray, prefix: str) -> gdal.Dataset:
    """Return a dataset in memory of the pixels' numbers that tells GDAL their coordinates."""
    rows, columns = longitudes.shape
    driver = gdal.GetDriverByName("GTiff")
    for name, values in (("lon", longitudes), ("lat", latitudes)):
        file = driver.Create(f"{prefix}-{name}.tif", columns, rows, 1, gdal.GDT_Float32)
        file.GetRasterBand(1).WriteArray(np.where(np.isnan(values), -999.0, values))
        file.GetRasterBand(1).SetNoDataValue(-999.0)
        file.FlushCache()
        del file
    swath = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Int32)
    swath.GetRasterBand(1).WriteArray(np.arange(rows * columns, dtype=np.int32).reshape(rows, -1))
    geographic = osr.SpatialReference()
    geographic.ImportFromEPSG(4326)
    # Coordinates are those of the centres, which lie half a pixel within; versions of GDAL differ
    # in what they take without being told, and all understand this.
    swath.SetMetadata({
        "SRS": geographic.ExportToWkt(), "X_DATASET": f"{prefix}-lon.tif", "X_BAND": "1",
        "Y_DATASET": f"{prefix}-lat.tif", "Y_BAND": "1", "PIXEL_OFFSET": "0.5", "PIXEL_STEP": "1",
        "LINE_OFFSET": "0.5", "LINE_STEP": "1"}, "GEOLOCATION")
    return swath


def warp_to(source: gdal.Dataset | list[gdal.Dataset], grid: MetricGrid, target: str,
            resampling: str, nodata: float | None, **options: object) -> None:
    """Write a dataset, or several side by side, onto a grid, as a GeoTIFF."""
    result = gdal.Warp(
        target, source, format="GTiff", dstSRS=f"EPSG:{grid.epsg}", outputBounds=grid.bounds,
        xRes=grid.size, yRes=grid.size, resampleAlg=resampling, srcNodata=nodata, dstNodata=nodata,
        creationOptions=CREATION_OPTIONS, **options)
    result.FlushCache()
