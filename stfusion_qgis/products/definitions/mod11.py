"""MOD11 and MYD11: land surface temperature by day, of a day or of eight days."""

from __future__ import annotations

from ..containers.eos_grids import on_eos_grid, scale_compared
from ..layouts import subdatasets
from ..pixel_conditions import PixelCondition, QualityFlag
from ..product import Product, ProductBand, Quantity, SensorRole
from .modis_names import PLATFORMS, tile_name


def _product(kind: str, days: int) -> Product:
    return Product(
        id=f"mod11{kind.lower()}", title=f"MOD11{kind}, MYD11{kind}", role=SensorRole.COARSE,
        days=days, name=tile_name(rf"(?P<platform>MOD|MYD)11{kind}"),
        bands=(ProductBand("lst", 0, "LST_Day_1km"),),
        gain=0.02, fill=(0,), valid_range=(7500, 65535), quantity=Quantity.TEMPERATURE,
        # Where there is cloud, no temperature is given. An error above 3 kelvin is low quality.
        quality=(QualityFlag(PixelCondition.CLOUD, "QC_Day", (2,), 0, 2),
                 QualityFlag(PixelCondition.LOW_QUALITY, "QC_Day", (3,), 6, 2)),
        platforms=PLATFORMS, level="3", layout=subdatasets,
        details=scale_compared("LST_Day_1km", 0.02), georeferenced=on_eos_grid,
        source="MODIS Land Surface Temperature Products Users' Guide, Collection 6.1 (Wan)")


MOD11A1, MOD11A2 = _product("A1", 1), _product("A2", 8)
