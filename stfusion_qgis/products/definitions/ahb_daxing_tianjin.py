"""AHB, Daxing and Tianjin (Li and others 2020): Landsat 8 and MODIS of three places in China.

    Datasets/AHB/Landsat/L_2015-6-21.tif
    Datasets/AHB/MODIS/M_2015-6-21.tif

Also L-2015-6-21.tif. MODIS lies on the pixels of Landsat, 30 m, six bands in the same order. The
numbers are reflectance x 255. Which of the three sets it is, is told by the folders above, or else
by the size of the image; it only matters for images without a georeference. All of this is from
public code that reads the sets, which were not at hand.
"""

from __future__ import annotations

import re

from osgeo import gdal

from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...translation import mark
from ..data_set_files import band_of_file, details_of_set, no_header, number_line, numbered
from ..georeferencing.nominal_places import NominalPlace, placed_in
from ..product import Product, SensorRole

_SOURCE = ("Li, Li, He, Chen and Plaza 2020, Science China Information Sciences 63, 140301; names "
           "and numbers from public code that reads them")
_COARSE_PIXEL = 500.0
_LANDSAT = numbered(("blue", 482), ("green", 562), ("red", 655), ("nir08", 865), ("swir16", 1609),
                    ("swir22", 2201))
_MODIS = numbered(("blue", 469), ("green", 555), ("red", 645), ("nir08", 858.5), ("swir16", 1640),
                  ("swir22", 2130))
_NAME = r"{letter}[_-](?P<date>20\d\d-\d\d?-\d\d?)(?=\.)"
_SETS = {  # name in folders: rows, columns, place
    "AHB": (2480, 2800, NominalPlace(mark("Ar Horqin Banner, Inner Mongolia"), 119.0, 43.4, 30)),
    "Daxing": (1640, 1640, NominalPlace(mark("Daxing, Beijing"), 116.3, 39.7, 30)),
    "Tianjin": (2100, 1970, NominalPlace(mark("Tianjin"), 117.0, 39.4, 30)),
}
_ANYWHERE = NominalPlace(mark("northern China"), 117.0, 40.0, 30)


def _place(path: str) -> NominalPlace:
    """Return the place of an image, by the folders above it or by its size."""
    parts = [part.lower() for part in re.split(r"[/\\]", path)]
    for name, (_, _, place) in _SETS.items():
        if any(part.startswith(name.lower()) for part in parts):
            return place
    size = _size(path)
    return next((place for rows, columns, place in _SETS.values() if (rows, columns) == size),
                _ANYWHERE)


def _size(path: str) -> tuple[int, int] | None:
    try:
        with gdal_errors():
            opened: gdal.Dataset = open_raster(path)
            return opened.RasterYSize, opened.RasterXSize
    except GdalError:
        return None


_DETAILS = details_of_set(_LANDSAT, _place, line_of=number_line)
_COARSE_DETAILS = details_of_set(_MODIS, _place, line_of=number_line, notes=(mark(
    "MODIS images of Tianjin are made of MOD02HKM, radiance at the sensor, and no surface "
    "reflectance."),))

LI_LANDSAT = Product(
    id="ahb-daxing-tianjin-landsat", title="AHB, Daxing, Tianjin: Landsat 8", role=SensorRole.FINE,
    name=_NAME.format(letter="L"), bands=_LANDSAT, gain=1 / 255, left_out=(), layout=band_of_file,
    details=_DETAILS,
    georeferenced=placed_in(_place, no_header), source=_SOURCE)

LI_MODIS = Product(
    id="ahb-daxing-tianjin-modis", title="AHB, Daxing, Tianjin: MODIS", role=SensorRole.COARSE,
    name=_NAME.format(letter="M"), bands=_MODIS, gain=1 / 255, left_out=(), layout=band_of_file,
    original_pixel=_COARSE_PIXEL, details=_COARSE_DETAILS,
    georeferenced=placed_in(_place, no_header), source=_SOURCE)
