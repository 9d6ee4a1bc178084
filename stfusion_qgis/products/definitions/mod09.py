"""MOD09 and MYD09: daily and 8-day surface reflectance of Terra and Aqua."""

from __future__ import annotations

from ..containers.eos_grids import on_eos_grid, scale_compared
from ..layouts import subdatasets
from ..pixel_conditions import PixelCondition, QualityFlag
from ..product import Product, ProductBand, SensorRole
from .modis_names import PLATFORMS, land_bands, tile_name

_SOURCE = "MODIS Surface Reflectance User's Guide, Collection 6.1 (Vermote, Roger and Ray)"
_ANY = r"(?P<platform>MOD|MYD)"


def state_flags(layer: str, optional: bool = False) -> tuple[QualityFlag, ...]:
    """Return what the state flags of MOD09 tell; those that say "small" cirrus count as clear."""
    return (
        QualityFlag(PixelCondition.FILL, layer, (65535,), optional=optional),
        QualityFlag(PixelCondition.CLOUD, layer, (1, 2), 0, 2, optional),
        QualityFlag(PixelCondition.SHADOW, layer, (1,), 2, 1, optional),
        QualityFlag(PixelCondition.CIRRUS, layer, (2, 3), 8, 2, optional),
        QualityFlag(PixelCondition.BESIDE_CLOUD, layer, (1,), 13, 1, optional),
        QualityFlag(PixelCondition.SNOW, layer, (1,), 12, 1, optional),
        QualityFlag(PixelCondition.WATER, layer, (0, 3, 4, 5, 6, 7), 3, 3, optional),
        QualityFlag(PixelCondition.HIGH_AEROSOL, layer, (3,), 6, 2, optional))


MOD09GA = Product(
    id="mod09ga", title="MOD09GA, MYD09GA", role=SensorRole.COARSE,
    name=tile_name(_ANY + "09GA"), bands=land_bands("sur_refl_b0{number}_1"),
    gain=1e-4, fill=(-28672,), valid_range=(-100, 16000), quality=state_flags("state_1km_1"),
    view_zenith=("SensorZenith_1", 0.01),
    platforms=PLATFORMS, level="2G", layout=subdatasets,
    details=scale_compared("sur_refl_b01_1", 1e-4), georeferenced=on_eos_grid, source=_SOURCE)

MOD09A1 = Product(
    id="mod09a1", title="MOD09A1, MYD09A1", role=SensorRole.COARSE, days=8,
    name=tile_name(_ANY + "09A1"), bands=land_bands("sur_refl_b0{number}"),
    gain=1e-4, fill=(-28672,), valid_range=(-100, 16000),
    quality=state_flags("sur_refl_state_500m"), platforms=PLATFORMS, level="3",
    layout=subdatasets, details=scale_compared("sur_refl_b01", 1e-4), georeferenced=on_eos_grid,
    source=_SOURCE)

_QC = "QC_250m_1"

MOD09GQ = Product(
    id="mod09gq", title="MOD09GQ, MYD09GQ", role=SensorRole.COARSE,
    name=tile_name(_ANY + "09GQ"),
    bands=(ProductBand("red", 645, "sur_refl_b01_1"), ProductBand("nir08", 858, "sur_refl_b02_1")),
    gain=1e-4, fill=(-28672,), valid_range=(-100, 16000),
    # It brings no state flags: those of the same day's MOD09GA tell more.
    quality=(QualityFlag(PixelCondition.CLOUD, _QC, (2,), 0, 2),
             QualityFlag(PixelCondition.LOW_QUALITY, _QC, (1, 3), 0, 2)),
    platforms=PLATFORMS, level="2G", layout=subdatasets,
    details=scale_compared("sur_refl_b01_1", 1e-4), georeferenced=on_eos_grid, source=_SOURCE)
