"""The Wuhan data set (Zhang and others 2024): Gaofen at 8 m, and Landsat as the coarse images.

    Wuhan/Landsat/G_20180109.tif        fine, whatever its folder is called
    Wuhan/MODIS/L_20180109.tif          coarse

Four bands on the same pixels, reflectance x 10000. Names, folders and numbers are from public code
that reads the set, which was not at hand.
"""

from __future__ import annotations

from ...translation import mark
from ..data_set_files import band_of_file, details_of_set, no_header, numbered
from ..georeferencing.nominal_places import NominalPlace, placed_in
from ..product import Product, SensorRole

_SOURCE = ("Zhang and others 2024, IEEE Geoscience and Remote Sensing Letters, "
           "10.1109/LGRS.2024.3432285; names and numbers from public code that reads it")
_PLACE = NominalPlace(mark("Wuhan"), 114.3, 30.5, 8)
_FINE_BANDS = numbered(("blue", 485), ("green", 555), ("red", 660), ("nir08", 830))
_COARSE_BANDS = numbered(("blue", 482), ("green", 562), ("red", 655), ("nir08", 865))


def _place(path: str) -> NominalPlace:
    return _PLACE


WUHAN_GAOFEN = Product(
    id="wuhan-gaofen", title="Wuhan: Gaofen", role=SensorRole.FINE,
    name=r"G_(?P<date>20\d{6})(?=\.)",
    bands=_FINE_BANDS, gain=1e-4, left_out=(), layout=band_of_file,
    details=details_of_set(_FINE_BANDS, _place),
    georeferenced=placed_in(_place, no_header), source=_SOURCE)

WUHAN_LANDSAT = Product(
    id="wuhan-landsat", title="Wuhan: Landsat 8", role=SensorRole.COARSE,
    name=r"L_(?P<date>20\d{6})(?=\.)",
    bands=_COARSE_BANDS, gain=1e-4, left_out=(), layout=band_of_file, original_pixel=30.0,
    details=details_of_set(_COARSE_BANDS, _place),
    georeferenced=placed_in(_place, no_header), source=_SOURCE)
