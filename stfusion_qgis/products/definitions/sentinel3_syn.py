"""Sentinel-3 Synergy, Level 2: surface reflectance of OLCI and SLSTR at 300 metres."""

from __future__ import annotations

from ..georeferencing.swaths import Geolocation, variables, warped_swath
from ..pixel_conditions import PixelCondition, flag
from ..product import Product, ProductBand, SensorRole

_CLOUDS = r"(^|/)flags\.nc$:CLOUD_flags"


def _band(name: str, wavelength: float, channel: str, optional: bool = False) -> ProductBand:
    return ProductBand(name, wavelength, rf"Syn_{channel}_reflectance\.nc$:SDR_{channel}", optional)


SENTINEL_3_SYN = Product(
    id="sentinel-3-syn", title="Sentinel-3 SYN Level 2", role=SensorRole.COARSE,
    name=r"(?P<platform>S3[A-D])_SY_2_SYN____(?P<date>\d{8})T\d{6}_\d{8}T\d{6}_\d{8}T\d{6}_"
         r"\d{4}_\d{3}_\d{3}_\w{4}_\w{3}_\w_\w{2}_\d{3}",
    bands=(_band("blue", 490, "Oa04"), _band("green", 560, "Oa06"), _band("red", 665, "Oa08"),
           _band("nir08", 865, "Oa17"), _band("swir16", 1613, "S5N", optional=True),
           _band("swir22", 2256, "S6N", optional=True)),
    gain=1e-4, fill=(-10000,), valid_range=(0, 10000),
    # Bit 3 is snow and ice by the specification; files tell "SNOW_ICE" in its flag_meanings.
    quality=(flag(PixelCondition.CLOUD, _CLOUDS, 0), flag(PixelCondition.CLOUD, _CLOUDS, 1),
             flag(PixelCondition.BESIDE_CLOUD, _CLOUDS, 2), flag(PixelCondition.SNOW, _CLOUDS, 3)),
    platforms={f"S3{letter}": f"Sentinel-3{letter}" for letter in "ABCD"}, level="2",
    layout=variables,
    georeferenced=warped_swath(Geolocation("geolocation.nc", "lon", "lat", 1e-6), 300),
    source="Copernicus: Product Data Format Specification – SYNERGY (S3IPF PDS 006), issue 1.15, "
           "table 23")
