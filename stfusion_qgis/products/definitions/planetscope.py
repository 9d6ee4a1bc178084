"""PlanetScope: surface reflectance in four or eight bands, with the usable data mask (UDM2)."""

from __future__ import annotations

import os
import re

from ..download import Download
from ..layouts import missing_layer
from ..pixel_conditions import PixelCondition, QualityFlag
from ..product import Product, ProductBand, SensorRole

_IMAGE = r"_AnalyticMS_SR(_8b)?(_harmonized)?(_clip)?\.tif$"
_EIGHT = ("coastal", "blue", "green05", "green", "yellow", "red", "rededge", "nir")
_FOUR = ("blue", "green", "red", "nir")
_UDM = "udm2:{band}"


def _layout(download: Download, place: str) -> tuple[str, int]:
    """Find a band of the image by its name, or one of the usable data mask by its number."""
    mask = re.fullmatch(r"udm2:(\d)", place)
    if mask:
        return download.need(r"_udm2(_clip)?\.tif$"), int(mask[1])
    path = download.need(_IMAGE)
    bands = _EIGHT if re.search(r"_8b", os.path.basename(path)) else _FOUR
    if place not in bands:
        raise missing_layer(download, place)
    return path, bands.index(place) + 1


PLANETSCOPE = Product(
    id="planetscope-sr", title="PlanetScope surface reflectance", role=SensorRole.FINE,
    name=r"(?P<date>\d{8})_\d{6}(?:_\d{2})?_\w{4}_3B_(?P<part>AnalyticMS_SR|udm2|AnalyticMS_metadata"
         r"|AnalyticMS_8b_metadata)",
    bands=tuple(ProductBand(name, wavelength, name, optional=name not in _FOUR)
                for name, wavelength in (
                    ("coastal", 443), ("blue", 490), ("green05", 531), ("green", 565),
                    ("yellow", 610), ("red", 665), ("rededge", 705), ("nir", 865))),
    gain=1e-4, fill=(0,),
    quality=(QualityFlag(PixelCondition.FILL, _UDM.format(band=8), (1,), 0, 1, optional=True),
             *(QualityFlag(condition, _UDM.format(band=band), (1,), optional=True)
               for condition, band in (
                   (PixelCondition.SNOW, 2), (PixelCondition.SHADOW, 3),
                   (PixelCondition.HIGH_AEROSOL, 4), (PixelCondition.CLOUD, 5),
                   (PixelCondition.CLOUD, 6))),
             QualityFlag(PixelCondition.LOW_QUALITY, _UDM.format(band=1), (0,), optional=True)),
    # Band 4 is light haze, and all haze since UDM2.1. Band 1 tells what is clear: neither any of
    # the others nor left without a class.
    left_out=(PixelCondition.SNOW, PixelCondition.SHADOW, PixelCondition.HIGH_AEROSOL,
              PixelCondition.CLOUD, PixelCondition.LOW_QUALITY),
    platforms={}, level="3B", layout=_layout,
    source="Planet: PlanetScope Product Specification; Usable Data Mask (UDM2.1), docs.planet.com")
