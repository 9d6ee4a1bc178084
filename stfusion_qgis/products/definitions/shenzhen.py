"""The Shenzhen pairs: Landsat 7, and MODIS of 250 m on pixels of 30 m.

    L72000306_SZ_B432_30m.tif
    MOD09_2000306_SZ_B214_250m.tif

nir, red, green; reflectance x 10000; 32767 is no number. MODIS lies on a grid of its own, some
pixels beside: turn on 'Correct a shift of the coarse images'. Seen: two pairs of files.
"""

from __future__ import annotations

from ...translation import mark
from ..data_set_files import band_of_file, details_of_set, no_header, numbered
from ..georeferencing.nominal_places import NominalPlace, placed_in
from ..product import Product, SensorRole

_SOURCE = "github.com/endu111/remote-sensing-images-fusion (MIT), whose files were read"
_FILL = (32767.0,)
_PLACE = NominalPlace(mark("Shenzhen"), 113.9, 22.7, 30)
_FINE_BANDS = numbered(("nir08", 837), ("red", 660), ("green", 565))
_COARSE_BANDS = numbered(("nir08", 858.5), ("red", 645), ("green", 555))


def _place(path: str) -> NominalPlace:
    return _PLACE


SHENZHEN_LANDSAT = Product(
    id="shenzhen-landsat", title="Shenzhen: Landsat 7", role=SensorRole.FINE,
    name=r"L7(?P<day>20\d{5})_SZ_B432_30m(?=\.)",
    bands=_FINE_BANDS, gain=1e-4, fill=_FILL, left_out=(), layout=band_of_file,
    details=details_of_set(_FINE_BANDS, _place),
    georeferenced=placed_in(_place, no_header), source=_SOURCE)

SHENZHEN_MODIS = Product(
    id="shenzhen-modis", title="Shenzhen: MOD09", role=SensorRole.COARSE,
    name=r"MOD09_(?P<day>20\d{5})_SZ_B214_250m(?=\.)",
    bands=_COARSE_BANDS, gain=1e-4, fill=_FILL, left_out=(), layout=band_of_file,
    original_pixel=250.0, details=details_of_set(_COARSE_BANDS, _place),
    georeferenced=placed_in(_place, no_header), source=_SOURCE)
