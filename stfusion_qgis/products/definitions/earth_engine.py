"""Exports of Google Earth Engine, with the names that its collections give to images.

An export has the bands that were chosen, in one or more files side by side; its numbers are those
of the collection, or reflectance if the script has scaled them. Masked pixels are NaN, or 0 without
any tag where numbers are integers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from ...images.gdal_tools import GdalError, gdal_errors, open_raster, utf8
from ...translation import tr
from ..download import Download, damaged
from ..georeferencing.joined_tiles import joined_tiles
from ..layouts import missing_layer
from ..pixel_conditions import USUALLY_LEFT_OUT, PixelCondition, QualityFlag
from ..product import Product, ProductBand, SensorRole
from ..stored_layers import Details
from . import landsat, mcd43a4, mod09, modis_names, sentinel2

_SOURCE = "Google Earth Engine Data Catalog; Export.image.toDrive, developers.google.com"
_SAMPLE = 256  # columns and rows at most that are looked at to tell what the numbers are
_LARGEST_REFLECTANCE = 2.0  # clouds and snow may be brighter than 1
_ZERO_OF_LANDSAT = 7273  # number of Collection 2 that stands for reflectance 0


def _layout(download: Download, place: str) -> tuple[str, int]:
    """Find a band by its name; images may be in several files."""
    download.need(r"\.tif$")
    for name, path in sorted(download.files.items()):
        if name.lower().endswith(".tif"):
            names = _band_names(path, download.name)
            if place in names:
                return path, names.index(place) + 1
    raise missing_layer(download, place)


def _band_names(path: str, product: str) -> list[str]:
    try:
        with gdal_errors():
            opened = open_raster(path)
            bands = [opened.GetRasterBand(i + 1) for i in range(opened.RasterCount)]
            return [utf8(band.GetDescription()) for band in bands]
    except GdalError as error:
        raise damaged(product, path, error) from error


def _details(bands: tuple[ProductBand, ...], line: tuple[float, float],
             ) -> Callable[[Download], Details]:
    """Return a reader of details that tells from the numbers whether they are scaled already.

    line: gain and offset of the numbers of the collection.
    """
    def details(download: Download) -> Details:
        numbers = _sample(download, bands)
        if not numbers.size:
            return Details()
        high, middle = np.percentile(numbers, 99), np.median(numbers)
        if high <= _LARGEST_REFLECTANCE:
            used, what = (1.0, 0.0), tr("reflectance as it is")
        elif line[1] and middle < _ZERO_OF_LANDSAT:
            used, what = (1e-4, 0.0), tr("reflectance x 10000")
        else:
            used, what = line, tr("the numbers of the collection, {gain:g} x number {offset:+g}"
                                  ).format(gain=line[0], offset=line[1])
        return Details(lines={band.name: used for band in bands}, notes=(
            tr("Its numbers, up to {high:.4g}, are taken for {what}.").format(
                high=high, what=what),))
    return details


def _sample(download: Download, bands: tuple[ProductBand, ...]) -> np.ndarray:
    """Return some numbers of an image that count, of the first of its bands and files with any."""
    places = [band.place for band in bands]
    for name, path in sorted(download.files.items()):
        if not name.lower().endswith(".tif"):
            continue
        names = _band_names(path, download.name)
        try:
            with gdal_errors():
                opened = open_raster(path)
                for number in (names.index(place) + 1 for place in places if place in names):
                    numbers = opened.GetRasterBand(number).ReadAsArray(
                        buf_xsize=min(_SAMPLE, opened.RasterXSize),
                        buf_ysize=min(_SAMPLE, opened.RasterYSize))
                    counting = numbers[np.isfinite(numbers) & (numbers != 0)]
                    if counting.size:
                        return counting
        except GdalError as error:
            raise damaged(download.name, path, error) from error
    return np.empty(0)


def _product(id_: str, title: str, role: SensorRole, name: str, bands: tuple[ProductBand, ...],
             line: tuple[float, float], quality: tuple[QualityFlag, ...] = (),
             platforms: Mapping[str, str] | None = None,
             left_out: tuple[PixelCondition, ...] = USUALLY_LEFT_OUT) -> Product:
    return Product(
        id=f"earth-engine-{id_}", title=f"Earth Engine: {title}", role=role,
        name=name + r"(?!\d)", bands=bands, gain=line[0], offset=line[1], fill=(0,),
        quality=tuple(replace(flag, optional=True) for flag in quality),
        left_out=left_out, platforms=platforms or {}, level="2", layout=_layout,
        details=_details(bands, line),
        georeferenced=joined_tiles, source=_SOURCE)


def _bands(*bands: tuple[str, float, str]) -> tuple[ProductBand, ...]:
    return tuple(ProductBand(name, wavelength, place, optional=True)
                 for name, wavelength, place in bands)


def _landsat(numbers: str, of: Product) -> Product:
    """Return the product of the exports of a series of Landsat."""
    return _product(
        of.id, of.title, SensorRole.FINE,
        rf"(?P<platform>L[COET]0{numbers})_(?P<tile>\d{{6}})_(?P<date>\d{{8}})",
        _bands(*((band.name, band.wavelength, band.place[1:6]) for band in of.bands)),
        (of.gain, of.offset),
        tuple(replace(flag, layer="QA_PIXEL" if "PIXEL" in flag.layer else "QA_RADSAT")
              for flag in of.quality), of.platforms)


EARTH_ENGINE_LANDSAT_8_9 = _landsat("[89]", landsat.LANDSAT_8_9)
EARTH_ENGINE_LANDSAT_4_7 = _landsat("[457]", landsat.LANDSAT_4_7)

EARTH_ENGINE_SENTINEL_2 = _product(
    "sentinel-2", "Sentinel-2 Level 2A, harmonized", SensorRole.FINE,
    r"(?P<date>\d{8})T\d{6}_\d{8}T\d{6}_T(?P<tile>\w{5})",
    _bands(*((band.name, band.wavelength, re.sub(r"B0?(\d+).*", r"B\1", band.place))
             for band in sentinel2.SENTINEL_2_L2A.bands)),
    (1e-4, 0.0), tuple(replace(flag, layer="SCL") for flag in sentinel2.SENTINEL_2_L2A.quality),
    left_out=sentinel2.SENTINEL_2_L2A.left_out)

EARTH_ENGINE_MOD09 = _product(
    "mod09", "MOD09GA, MOD09GQ, MOD09A1 (or MYD)", SensorRole.COARSE,
    r"(?P<platform>MOD|MYD)09(?:GA|GQ|A1)_(?P<date>\d{4}_\d{2}_\d{2})",
    _bands(*((band.name, band.wavelength, band.place) for band in mod09.MOD09A1.bands)),
    (1e-4, 0.0), mod09.state_flags("state_1km") + mod09.state_flags("StateQA"),
    modis_names.PLATFORMS)

EARTH_ENGINE_MCD43A4 = _product(
    "mcd43a4", "MCD43A4", SensorRole.COARSE,
    r"(?P<platform>MCD)43A4_(?P<date>\d{4}_\d{2}_\d{2})",
    _bands(*((band.name, band.wavelength, band.place) for band in mcd43a4.MCD43A4.bands)),
    (1e-4, 0.0), mcd43a4.MCD43A4.quality, modis_names.PLATFORMS)
