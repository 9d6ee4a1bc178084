"""MOD13 and MYD13: vegetation indices of sixteen days."""

from __future__ import annotations

from ..containers.eos_grids import on_eos_grid, scale_compared
from ..layouts import subdatasets
from ..pixel_conditions import PixelCondition, QualityFlag
from ..product import Product, ProductBand, Quantity, SensorRole
from .modis_names import PLATFORMS, tile_name


def reliability_flags(layer: str, optional: bool = False) -> tuple[QualityFlag, ...]:
    """Return what the pixel reliability tells, a signed number that GDAL may give as unsigned."""
    return tuple(QualityFlag(condition, layer, values, optional=optional)
                 for condition, values in ((PixelCondition.FILL, (-1, 255)),
                                           (PixelCondition.SNOW, (2,)),
                                           (PixelCondition.CLOUD, (3,)),
                                           (PixelCondition.LOW_QUALITY, (1,))))


def _product(kind: str, pixel: str) -> Product:
    return Product(
        id=f"mod13{kind.lower()}", title=f"MOD13{kind}, MYD13{kind}", role=SensorRole.COARSE,
        days=16, name=tile_name(rf"(?P<platform>MOD|MYD)13{kind}"),
        bands=(ProductBand("ndvi", 0, f"{pixel} 16 days NDVI"),
               ProductBand("evi", 0, f"{pixel} 16 days EVI")),
        gain=1e-4, fill=(-3000,), valid_range=(-2000, 10000), quantity=Quantity.INDEX,
        quality=reliability_flags(f"{pixel} 16 days pixel reliability"), platforms=PLATFORMS,
        level="3", layout=subdatasets, details=scale_compared(f"{pixel} 16 days NDVI", 1e-4),
        georeferenced=on_eos_grid,
        source="MODIS Vegetation Index User's Guide (MOD13 series), Collection 6.1 (Didan and "
               "Barreto Munoz)")


MOD13Q1, MOD13A1, MOD13A2 = _product("Q1", "250m"), _product("A1", "500m"), _product("A2", "1 km")
