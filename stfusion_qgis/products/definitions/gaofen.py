"""Gaofen-1 and Gaofen-6, WFV and PMS, Level 1A: digital numbers with rational polynomials.

To surface reflectance lead the gains of the year, the sun and a model of the atmosphere, of which
the files bring none: their numbers are no reflectance. A line to that of an image of about the same
day makes them comparable: see `relative_radiometry`.
"""

from __future__ import annotations

import re

from ...translation import tr
from ..download import Download
from ..georeferencing.rational_polynomials import orthorectified
from ..layouts import missing_layer
from ..product import Product, ProductBand, Quantity, SensorRole
from ..stored_layers import Details

_PLATFORMS = {"GF1": "Gaofen-1", "GF1B": "Gaofen-1B", "GF1C": "Gaofen-1C", "GF1D": "Gaofen-1D",
              "GF6": "Gaofen-6"}
_BANDS = (("blue", 485), ("green", 555), ("red", 660), ("nir", 830))
_ONLY_GAOFEN_6 = (("rededge071", 710), ("rededge075", 750), ("coastal", 425), ("yellow", 610))
_PLACE = r"_[EW][\d.]+_[NS][\d.]+_(?P<date>\d{8})_L1A\d+"
_SOURCE = ("China Centre for Resources Satellite Data and Application: Gaofen-1 and Gaofen-6 user "
           "manuals (data format of Level 1A)")


def _layout_wfv(download: Download, place: str) -> tuple[str, int]:
    """Find a band by its number; of the three strips of Gaofen-6, in the first."""
    if int(place) > len(_BANDS) and download.fields["platform"] != "GF6":
        raise missing_layer(download, place)
    return download.need(r"L1A\d+(-1)?\.tiff$"), int(place)


def _layout_pms(download: Download, place: str) -> tuple[str, int]:
    """Find a multispectral band by its number; the panchromatic image is another grid's."""
    return download.need(r"-(MSS\d|MUX)\.tiff$"), int(place)


def _details(download: Download) -> Details:
    text = download.text(r"L1A\d+(-1|-MSS\d|-MUX)?\.xml$") or ""
    found = re.search(r"<CloudPercent>\s*([\d.]+)", text)
    return Details(
        cloud_share=float(found[1]) / 100 if found else None,
        notes=(tr("These are digital numbers, which are no surface reflectance, and no layer tells "
                  "where clouds are."),))


GAOFEN_WFV = Product(
    id="gaofen-wfv", title="Gaofen-1/6 WFV", role=SensorRole.FINE,
    name=rf"(?P<platform>GF1|GF6)_WFV\d?{_PLACE}",
    bands=(*(ProductBand(name, wavelength, str(i + 1))
             for i, (name, wavelength) in enumerate(_BANDS)),
           *(ProductBand(name, wavelength, str(i + 5), optional=True)
             for i, (name, wavelength) in enumerate(_ONLY_GAOFEN_6))),
    gain=1.0, fill=(0,), quantity=Quantity.RELATIVE, left_out=(), platforms=_PLATFORMS, level="1A",
    layout=_layout_wfv, details=_details, georeferenced=orthorectified(16), source=_SOURCE)

GAOFEN_PMS = Product(
    id="gaofen-pms", title="Gaofen-1/6 PMS", role=SensorRole.FINE,
    name=rf"(?P<platform>GF1[BCD]?|GF6)_PMS\d?{_PLACE}",
    bands=tuple(ProductBand(name, wavelength, str(i + 1))
                for i, (name, wavelength) in enumerate(_BANDS)),
    gain=1.0, fill=(0,), quantity=Quantity.RELATIVE, left_out=(), platforms=_PLATFORMS, level="1A",
    layout=_layout_pms, details=_details, georeferenced=orthorectified(8), source=_SOURCE)
