"""Sentinel-2, Level 2A: surface reflectance at 10 and 20 metres."""

from __future__ import annotations

import re

from ...translation import tr
from ..download import Download
from ..pixel_conditions import PixelCondition, QualityFlag
from ..product import Product, ProductBand, SensorRole
from ..stored_layers import Details

_SCL = r"SCL_20m\.jp2$"
_BAND_IDS = {"blue": 1, "green": 2, "red": 3, "nir": 7, "nir08": 8, "swir16": 11, "swir22": 12}
"""In MTD_MSIL2A.xml; band_id 8 is B8A."""

_FIRST_WITH_OFFSET = 4.0  # baseline; archives were reprocessed, so the date tells nothing


def _details(download: Download) -> Details:
    """Read offsets, quantification, baseline and cloud share from MTD_MSIL2A.xml.

    Without the file, the baseline of the name says whether 1000 was added.
    """
    baseline = f"{(download.fields.get('baseline') or '0000')[:2]}." \
               f"{(download.fields.get('baseline') or '0000')[2:]}"
    text = download.text(r"(^|/)MTD_MSIL2A\.xml$")
    if text is None:
        added = -1000.0 if float(baseline) >= _FIRST_WITH_OFFSET else 0.0
        return Details(lines=dict.fromkeys(_BAND_IDS, (0.0001, added / 10000.0)), baseline=baseline,
                       notes=(tr("MTD_MSIL2A.xml is missing; its offset is that of the baseline "
                                 "{baseline} in the name.").format(baseline=baseline),))
    offsets = {int(number): float(value) for number, value in re.findall(
        r'<BOA_ADD_OFFSET\s+band_id="(\d+)"\s*>\s*(-?[\d.]+)\s*<', text)}
    quantification = _number(r"<BOA_QUANTIFICATION_VALUE[^>]*>\s*([\d.]+)", text) or 10000.0
    cloud = _number(r"<Cloud_Coverage_Assessment>\s*([\d.]+)", text)
    found = re.search(r"<PROCESSING_BASELINE>\s*([\d.]+)", text)
    return Details(
        lines={name: (1 / quantification, offsets.get(number, 0.0) / quantification)
               for name, number in _BAND_IDS.items()},
        cloud_share=None if cloud is None else cloud / 100,
        baseline=found[1] if found else baseline)


def _number(pattern: str, text: str) -> float | None:
    found = re.search(pattern, text)
    return float(found[1]) if found else None


def _scl(condition: PixelCondition, *values: int) -> QualityFlag:
    return QualityFlag(condition, _SCL, values)


SENTINEL_2_L2A = Product(
    id="sentinel-2-l2a", title="Sentinel-2 Level 2A", role=SensorRole.FINE,
    name=r"(?P<platform>S2[A-D])_MSIL2A_(?P<date>\d{8})T\d{6}_N(?P<baseline>\d{4})_R\d{3}_"
         r"T(?P<tile>\w{5})_\d{8}T\d{6}",
    bands=tuple(ProductBand(name, wavelength, place) for name, wavelength, place in (
        ("blue", 492, r"B02_10m\.jp2$"), ("green", 560, r"B03_10m\.jp2$"),
        ("red", 665, r"B04_10m\.jp2$"), ("nir", 833, r"B08_10m\.jp2$"),
        ("swir16", 1614, r"B11_20m\.jp2$"), ("swir22", 2202, r"B12_20m\.jp2$"))),
    gain=1e-4, fill=(0,), valid_range=(1, 65535),
    quality=(_scl(PixelCondition.FILL, 0), _scl(PixelCondition.SATURATED, 1),
             _scl(PixelCondition.SHADOW, 2, 3), _scl(PixelCondition.CLOUD, 8, 9),
             _scl(PixelCondition.CIRRUS, 10), _scl(PixelCondition.WATER, 6),
             _scl(PixelCondition.SNOW, 11)),
    left_out=(PixelCondition.SATURATED, PixelCondition.CLOUD, PixelCondition.SHADOW,
              PixelCondition.CIRRUS),
    platforms={f"S2{letter}": f"Sentinel-2{letter}" for letter in "ABCD"},
    level="2A", details=_details,
    source="ESA: Sentinel-2 Products Specification Document (S2-PDGS-TAS-DI-PSD), issue 15.0")
