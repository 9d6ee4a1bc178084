"""CIA and LGC (Emelyanova and others 2013): Landsat and MODIS of two places in Australia.

    CIA/Landsat/2001_281_08oct/L71093084_08420011007_HRF_modtran_surf_ref_agd66.bil
    CIA/MODIS/2001_281_08oct/MOD09GA_A2001281.sur_refl.int
    LGC/Landsat/2004_107_Apr16/20040416_TM.int
    LGC/MODIS/2004_107_Apr16/MOD09GA_A2004107.sur_refl.int

The same names ending in .tif, in any folders, are files that others have converted. MODIS lies on
the pixels of Landsat, 25 m. The names of CIA's Landsat tell the date in Greenwich, those of their
folders and of MODIS that of the place, which is one day later: so says the list of all seventeen.
Names, sizes and orders of bands are from public code that reads the sets, which were not at hand.
"""

from __future__ import annotations

import datetime

from ...translation import mark
from ..data_set_files import band_of_file, details_of_set, numbered
from ..download import Download
from ..georeferencing.nominal_places import NominalPlace, RawForm, placed_in
from ..product import Product, SensorRole
from ..product_image import date_of_fields

_SOURCE = ("Emelyanova and others 2013, Remote Sensing of Environment 133, 193-209; CSIRO 5846 and "
           "5847; names and sizes from public code that reads them")
_LANDSAT = numbered(("blue", 482), ("green", 565), ("red", 660), ("nir08", 837), ("swir16", 1650),
                    ("swir22", 2217))
_MODIS = numbered(("blue", 469), ("green", 555), ("red", 645), ("nir08", 858.5), ("swir16", 1640),
                  ("swir22", 2130))
_CIA = NominalPlace(mark("Coleambally, Australia"), 145.7, -34.7, 25)
_LGC = NominalPlace(mark("the Lower Gwydir, Australia"), 149.0, -29.0, 25)
_COARSE_PIXEL = 500.0


def _cia_raw(path: str) -> RawForm | None:
    return RawForm(len(_LANDSAT), 2040, 1720, path.lower().endswith(".bil"))


def _lgc_raw(path: str) -> RawForm | None:
    return RawForm(len(_LANDSAT), 2720, 3200, path.lower().endswith(".bil"))


def _cia_place(path: str) -> NominalPlace:
    return _CIA


def _lgc_place(path: str) -> NominalPlace:
    return _LGC


def _day_there(download: Download) -> datetime.date:
    """Return the day at the place of an image that its name dates in Greenwich."""
    return date_of_fields(download.fields, download.name) + datetime.timedelta(days=1)


CIA_LANDSAT = Product(
    id="cia-landsat", title="CIA: Landsat 7", role=SensorRole.FINE,
    name=r"L7\d{7}_084(?P<date>200[12]\d{4})_HRF_modtran_surf_ref_agd66(?=\.)",
    bands=_LANDSAT, gain=1e-4, valid_range=(0, 16000), left_out=(), layout=band_of_file,
    details=details_of_set(_LANDSAT, _cia_place, raw=_cia_raw, date_of=_day_there),
    georeferenced=placed_in(_cia_place, _cia_raw), source=_SOURCE)

CIA_MODIS = Product(
    id="cia-modis", title="CIA: MOD09GA", role=SensorRole.COARSE,
    name=r"MOD09GA_A(?P<day>200[12]\d{3})(?=\.)", bands=_MODIS, gain=1e-4,
    valid_range=(0, 16000), left_out=(), layout=band_of_file, original_pixel=_COARSE_PIXEL,
    details=details_of_set(_MODIS, _cia_place, raw=_cia_raw),
    georeferenced=placed_in(_cia_place, _cia_raw), source=_SOURCE)

LGC_LANDSAT = Product(
    id="lgc-landsat", title="LGC: Landsat 5", role=SensorRole.FINE,
    name=r"(?P<date>200[45]\d{4})_TM(?=\.)", bands=_LANDSAT, gain=1e-4,
    valid_range=(0, 16000), left_out=(), layout=band_of_file,
    details=details_of_set(_LANDSAT, _lgc_place, raw=_lgc_raw),
    georeferenced=placed_in(_lgc_place, _lgc_raw), source=_SOURCE)

LGC_MODIS = Product(
    id="lgc-modis", title="LGC: MOD09GA", role=SensorRole.COARSE,
    name=r"MOD09GA_A(?P<day>200[45]\d{3})(?=\.)", bands=_MODIS, gain=1e-4,
    valid_range=(0, 16000), left_out=(), layout=band_of_file, original_pixel=_COARSE_PIXEL,
    details=details_of_set(_MODIS, _lgc_place, raw=_lgc_raw),
    georeferenced=placed_in(_lgc_place, _lgc_raw), source=_SOURCE)
