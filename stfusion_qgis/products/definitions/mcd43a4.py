"""MCD43A4: daily reflectance as seen from the zenith, from sixteen days of Terra and Aqua.

A file covers sixteen days, from eight days before to seven days after the day in its name; that day
counts most in it and is the one that it stands for. RANGEBEGINNINGDATE is the first of the sixteen.
"""

from __future__ import annotations

from ..containers.eos_grids import on_eos_grid, scale_compared
from ..layouts import subdatasets
from ..pixel_conditions import PixelCondition, QualityFlag
from ..product import Product, SensorRole
from .modis_names import PLATFORMS, land_bands, tile_name

_QUALITY = "BRDF_Albedo_Band_Mandatory_Quality_Band{number}"

MCD43A4 = Product(
    id="mcd43a4", title="MCD43A4", role=SensorRole.COARSE,
    name=tile_name(r"(?P<platform>MCD)43A4"), bands=land_bands("Nadir_Reflectance_Band{number}"),
    gain=1e-4, fill=(32767,), valid_range=(0, 32766),
    quality=tuple(QualityFlag(condition, _QUALITY.format(number=number), (value,))
                  for number in (1, 2, 6) for condition, value in (
                      (PixelCondition.FILL, 255), (PixelCondition.LOW_QUALITY, 1))),
    platforms=PLATFORMS, level="3", layout=subdatasets,
    details=scale_compared("Nadir_Reflectance_Band1", 1e-4), georeferenced=on_eos_grid,
    source="MODIS BRDF/Albedo Product (MCD43) User's Guide, Collection 6.1 (Schaaf)")
