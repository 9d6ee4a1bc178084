"""VIIRS on Suomi NPP, NOAA-20 and NOAA-21: surface reflectance, as observed and from the zenith."""

from __future__ import annotations

from ..containers.eos_grids import on_eos_grid, scale_compared
from ..layouts import subdatasets
from ..pixel_conditions import PixelCondition, QualityFlag, flag
from ..product import Product, ProductBand, Quantity, SensorRole
from .modis_names import tile_name

_PLATFORMS = {"VNP": "Suomi NPP", "VJ1": "NOAA-20", "VJ2": "NOAA-21"}
_ANY = r"(?P<platform>VNP|VJ1|VJ2)"
_QF1, _QF2, _QF7 = "SurfReflect_QF1_1", "SurfReflect_QF2_1", "SurfReflect_QF7_1"

VNP09GA = Product(
    id="vnp09ga", title="VNP09GA, VJ109GA, VJ209GA", role=SensorRole.COARSE,
    name=tile_name(_ANY + "09GA"),
    # Bands I at 500 m. Blue, green and the second short-wave infrared are bands M at 1 km.
    bands=(ProductBand("blue", 488, "SurfReflect_M3_1", optional=True),
           ProductBand("green", 555, "SurfReflect_M4_1", optional=True),
           ProductBand("red", 640, "SurfReflect_I1_1"),
           ProductBand("nir08", 865, "SurfReflect_I2_1"),
           ProductBand("swir16", 1610, "SurfReflect_I3_1"),
           ProductBand("swir22", 2250, "SurfReflect_M11_1", optional=True)),
    gain=1e-4, fill=(-28672,), valid_range=(-100, 16000),
    quality=(QualityFlag(PixelCondition.CLOUD, _QF1, (2, 3), 2, 2),
             flag(PixelCondition.SHADOW, _QF2, 3), flag(PixelCondition.HIGH_AEROSOL, _QF2, 4),
             flag(PixelCondition.SNOW, _QF2, 5), flag(PixelCondition.CIRRUS, _QF2, 6),
             flag(PixelCondition.CIRRUS, _QF2, 7),
             QualityFlag(PixelCondition.WATER, _QF2, (2, 3), 0, 3),
             QualityFlag(PixelCondition.BESIDE_CLOUD, _QF7, (1,), 1, 1, optional=True)),
    view_zenith=("SensorZenith_1", 0.01),
    platforms=_PLATFORMS, level="2G", layout=subdatasets,
    details=scale_compared("SurfReflect_I1_1", 1e-4), georeferenced=on_eos_grid,
    source="VIIRS Surface Reflectance (VNP09) User's Guide, version 2 (Roger, Vermote and others)")

_QUALITY = "BRDF_Albedo_Band_Mandatory_Quality_I{number}"

VNP43IA4 = Product(
    id="vnp43ia4", title="VNP43IA4, VJ143IA4, VJ243IA4", role=SensorRole.COARSE,
    name=tile_name(_ANY + "43IA4"),
    bands=tuple(ProductBand(name, wavelength, f"Nadir_Reflectance_I{number}")
                for name, wavelength, number in (("red", 640, 1), ("nir08", 865, 2),
                                                 ("swir16", 1610, 3))),
    gain=1e-4, fill=(32767,), valid_range=(0, 32766),
    quality=tuple(QualityFlag(condition, _QUALITY.format(number=number), (value,))
                  for number in (1, 2, 3) for condition, value in (
                      (PixelCondition.FILL, 255), (PixelCondition.LOW_QUALITY, 1))),
    platforms=_PLATFORMS, level="3", layout=subdatasets,
    details=scale_compared("Nadir_Reflectance_I1", 1e-4), georeferenced=on_eos_grid,
    source="VIIRS BRDF, Albedo, NBAR Product (VNP43) User's Guide (Schaaf and others)")

VNP21A1 = Product(
    id="vnp21a1", title="VNP21A1D, VNP21A1N, VJ121A1D, VJ121A1N", role=SensorRole.COARSE,
    name=tile_name(_ANY + "21A1[DN]"), bands=(ProductBand("lst", 0, "LST_1KM"),),
    gain=0.02, fill=(0,), valid_range=(7500, 65535), quantity=Quantity.TEMPERATURE,
    quality=(QualityFlag(PixelCondition.CLOUD, "QC", (2,), 0, 2),
             QualityFlag(PixelCondition.LOW_QUALITY, "QC", (0,), 14, 2)),
    platforms=_PLATFORMS, level="3", layout=subdatasets, details=scale_compared("LST_1KM", 0.02),
    georeferenced=on_eos_grid,
    source="VIIRS Land Surface Temperature and Emissivity (VNP21) User's Guide (Hulley and "
           "Hook)")
