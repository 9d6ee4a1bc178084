"""The scenes of STARFM (Gao and others 2006): Landsat 7 and MODIS of the boreal forest in Canada.

    L7SR.05-24-01.r-g-nir.tif
    MOD09GHK.05-24-01.r-g-nir.tif

Month, day and year; red, green, nir; reflectance x 10000; MODIS of 500 m on the pixels of Landsat.
Names and order of bands are from public code that reads the files, which were not at hand.
"""

from __future__ import annotations

import datetime

from ...errors import InputError
from ...translation import mark, tr
from ..data_set_files import band_of_file, details_of_set, no_header, numbered
from ..download import Download
from ..georeferencing.nominal_places import NominalPlace, placed_in
from ..product import Product, SensorRole

_SOURCE = ("Gao, Masek, Schwaller and Hall 2006, IEEE Transactions on Geoscience and Remote "
           "Sensing 44(8), 2207-2218; names from public code that reads the files")
_NAME = r"{sensor}\.(?P<date>\d\d-\d\d-\d\d)\.r-g-nir(?=\.)"
_PLACE = NominalPlace(mark("the boreal forest in Saskatchewan, Canada"), -105.0, 54.2, 30)
_FINE_BANDS = numbered(("red", 660), ("green", 565), ("nir08", 837))
_COARSE_BANDS = numbered(("red", 645), ("green", 555), ("nir08", 858.5))


def _place(path: str) -> NominalPlace:
    return _PLACE


def _date(download: Download) -> datetime.date:
    """Return the date of a name, which begins with the month."""
    try:
        return datetime.datetime.strptime(download.fields["date"] or "", "%m-%d-%y").date()
    except ValueError:
        raise InputError(tr("The name of {product} has no date.").format(product=download.name),
                         download.name) from None


STARFM_LANDSAT = Product(
    id="starfm-landsat", title="STARFM scenes: Landsat 7", role=SensorRole.FINE,
    name=_NAME.format(sensor="L7SR"),
    bands=_FINE_BANDS, gain=1e-4, left_out=(), layout=band_of_file,
    details=details_of_set(_FINE_BANDS, _place, date_of=_date),
    georeferenced=placed_in(_place, no_header), source=_SOURCE)

STARFM_MODIS = Product(
    id="starfm-modis", title="STARFM scenes: MOD09GHK", role=SensorRole.COARSE,
    name=_NAME.format(sensor="MOD09GHK"),
    bands=_COARSE_BANDS, gain=1e-4, left_out=(), layout=band_of_file, original_pixel=500.0,
    details=details_of_set(_COARSE_BANDS, _place, date_of=_date),
    georeferenced=placed_in(_place, no_header), source=_SOURCE)
