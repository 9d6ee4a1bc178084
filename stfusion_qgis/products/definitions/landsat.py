"""Landsat 4 to 9, Collection 2, Level 2: surface reflectance."""

from __future__ import annotations

import json
from typing import Any

from ...errors import InputError
from ...translation import tr
from ..download import Download
from ..pixel_conditions import PixelCondition, flag
from ..product import Product, ProductBand, SensorRole
from ..stored_layers import Details

_QA_PIXEL, _QA_RADSAT = r"_QA_PIXEL\.tif$", r"_QA_RADSAT\.(TIF|tif)$"

_QUALITY = (
    flag(PixelCondition.FILL, _QA_PIXEL, 0),
    flag(PixelCondition.BESIDE_CLOUD, _QA_PIXEL, 1),
    flag(PixelCondition.CIRRUS, _QA_PIXEL, 2),
    flag(PixelCondition.CLOUD, _QA_PIXEL, 3),
    flag(PixelCondition.SHADOW, _QA_PIXEL, 4),
    flag(PixelCondition.SNOW, _QA_PIXEL, 5),
    flag(PixelCondition.WATER, _QA_PIXEL, 7),
    *(flag(PixelCondition.SATURATED, _QA_RADSAT, bit) for bit in range(7)))

_NAME = (r"(?P<platform>L[COET]0{numbers})_L2S[PR]_(?P<tile>\d{{6}})_(?P<date>\d{{8}})_"
         r"(?P<processed>\d{{8}}_02_(?:T[12]|RT))")


def _details(download: Download) -> Details:
    """Read gain, offset and cloud share from the MTL file, where there is one.

    The numbers are those of the product anyway; a reprocessing that changes them would say so.
    """
    text = download.text(r"_MTL\.json$")
    if text is None:
        return Details()
    try:
        metadata: dict[str, dict[str, Any]] = json.loads(text)["LANDSAT_METADATA_FILE"]
        scaling = metadata.get("LEVEL2_SURFACE_REFLECTANCE_PARAMETERS", {})
        lines = {name: (float(scaling[f"REFLECTANCE_MULT_BAND_{number}"]),
                        float(scaling[f"REFLECTANCE_ADD_BAND_{number}"]))
                 for name, number in _numbers(download).items()
                 if f"REFLECTANCE_MULT_BAND_{number}" in scaling}
        cloud = float(metadata.get("IMAGE_ATTRIBUTES", {}).get("CLOUD_COVER", -1))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(tr("The metadata file (MTL.json) of {product} cannot be read. Download it "
                            "again.").format(product=download.name), download.name) from error
    return Details(lines=lines, cloud_share=cloud / 100 if cloud >= 0 else None)


def _numbers(download: Download) -> dict[str, str]:
    bands = LANDSAT_8_9.bands if download.name[3] in "89" else LANDSAT_4_7.bands
    return {band.name: band.place[5] for band in bands}


def _bands(*bands: tuple[str, float, int]) -> tuple[ProductBand, ...]:
    return tuple(ProductBand(name, wavelength, rf"_SR_B{number}\.tif$")
                 for name, wavelength, number in bands)


_SOURCE = "USGS: Landsat 8-9 Collection 2 Level 2 Science Product Guide (LSDS-1619), version 6"

LANDSAT_8_9 = Product(
    id="landsat-8-9-c2-l2", title="Landsat 8–9 Collection 2 Level 2", role=SensorRole.FINE,
    name=_NAME.format(numbers="[89]"),
    bands=_bands(("blue", 482, 2), ("green", 562, 3), ("red", 655, 4), ("nir08", 865, 5),
                 ("swir16", 1609, 6), ("swir22", 2201, 7)),
    gain=2.75e-5, offset=-0.2, fill=(0,), valid_range=(1, 65535), quality=_QUALITY,
    platforms={"LC08": "Landsat 8", "LC09": "Landsat 9", "LO08": "Landsat 8", "LO09": "Landsat 9"},
    level="2", details=_details, source=_SOURCE)

LANDSAT_4_7 = Product(
    id="landsat-4-7-c2-l2", title="Landsat 4–7 Collection 2 Level 2", role=SensorRole.FINE,
    name=_NAME.format(numbers="[457]"),
    bands=_bands(("blue", 482, 1), ("green", 565, 2), ("red", 660, 3), ("nir08", 837, 4),
                 ("swir16", 1650, 5), ("swir22", 2217, 7)),
    gain=2.75e-5, offset=-0.2, fill=(0,), valid_range=(1, 65535),
    quality=tuple(flag for flag in _QUALITY if flag.condition is not PixelCondition.CIRRUS),
    platforms={"LT04": "Landsat 4", "LT05": "Landsat 5", "LE07": "Landsat 7"},
    level="2", details=_details,
    source=_SOURCE.replace("8-9", "4-7").replace("LSDS-1619", "LSDS-1618"))
