"""Where the bands of a download stand: a file each, subdatasets of one file, bands of one file."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from osgeo import gdal

from ..images.gdal_tools import GdalError, gdal_errors, utf8
from ..translation import tr
from .containers import hdf4
from .download import Download, MissingPart, damaged

Layout = Callable[[Download, str], "tuple[str, int]"]
"""Returns what GDAL opens of a place in a download, and the number of the band in it.

Raises:
    MissingPart: there is no such place.
"""


def band_files(download: Download, place: str) -> tuple[str, int]:
    """Find a band that has a file of its own; the place is a regular expression of its name."""
    return download.need(place), 1


def bands_of_file(download: Download, place: str) -> tuple[str, int]:
    """Find a band of the only image file, by its number or else by its description."""
    path = download.need(r"\.tiff?$")
    if place.isdigit():
        return path, int(place)
    names = _band_names(path, download.name)
    if place not in names:
        raise missing_layer(download, place)
    return path, names.index(place) + 1


def subdatasets(download: Download, place: str) -> tuple[str, int]:
    """Find a subdataset of the only container (HDF, netCDF), by the last part of its name."""
    found = _subdatasets(download.need(r"\.(hdf|h5|he5|hdf5|nc)$"), download.name)
    if place not in found:
        raise missing_layer(download, place)
    return found[place], 1


@lru_cache(maxsize=64)
def _subdatasets(path: str, product: str) -> dict[str, str]:
    """Return what GDAL opens of the subdatasets of a container, by the last part of their names."""
    if hdf4.needs_pyhdf(path):
        return hdf4.fields_of(path, product)
    try:
        with gdal_errors():
            names = [utf8(name) for name, _ in gdal.OpenEx(path, gdal.OF_RASTER).GetSubDatasets()]
    except (GdalError, AttributeError) as error:
        raise damaged(product, path, error) from error
    return {re.split(r"[:/]", name)[-1].strip('"'): name for name in names}


@lru_cache(maxsize=64)
def _band_names(path: str, product: str) -> list[str]:
    try:
        with gdal_errors():
            opened = gdal.OpenEx(path, gdal.OF_RASTER)
            bands = [opened.GetRasterBand(i + 1) for i in range(opened.RasterCount)]
            return [utf8(band.GetDescription()) for band in bands]
    except (GdalError, AttributeError) as error:
        raise damaged(product, path, error) from error


def missing_layer(download: Download, place: str) -> MissingPart:
    """Return the error of a layer that a download does not have."""
    return MissingPart(tr(
        "{product} is not complete: it has no layer {layer}. Download it again.").format(
            product=download.name, layer=place), download.name)
