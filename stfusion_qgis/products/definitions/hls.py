"""Harmonized Landsat and Sentinel-2, version 2: surface reflectance at 30 metres."""

from __future__ import annotations

from osgeo import gdal

from ...images.gdal_tools import GdalError, metadata_of, open_raster
from ..containers.eos_grids import notes_on_scale
from ..download import Download, damaged
from ..pixel_conditions import PixelCondition, QualityFlag, flag
from ..product import Product, ProductBand, SensorRole
from ..stored_layers import Details

_FMASK = r"\.Fmask\.tif$"
_GAIN = 1e-4


def _details(download: Download) -> Details:
    """Read cloud share and scale factor from the tags of a band."""
    path = download.need(r"\.B\w\w\.tif$")
    try:
        opened: gdal.Dataset = open_raster(path)
        metadata, scale = metadata_of(opened), opened.GetRasterBand(1).GetScale()
    except GdalError as error:
        raise damaged(download.name, path, error) from error
    try:
        cloud = float(metadata["cloud_coverage"]) / 100
    except (KeyError, ValueError):
        return Details(notes=notes_on_scale(scale, _GAIN))
    return Details(cloud_share=cloud, notes=notes_on_scale(scale, _GAIN))


def _product(letter: str, satellites: str, nir: str, swir16: str, swir22: str) -> Product:
    return Product(
        id=f"hls-{letter.lower()}30", title=f"HLS {letter}30", role=SensorRole.FINE,
        name=rf"HLS\.(?P<platform>{letter}30)\.T(?P<tile>\w{{5}})\.(?P<day>\d{{7}})T\d{{6}}\.v2\.0",
        # Every band is a download of its own, and many download those that they need.
        bands=tuple(ProductBand(name, wavelength, rf"\.{place}\.tif$", optional=True)
                    for name, wavelength, place in (
                        ("blue", 482 if letter == "L" else 492, "B02"),
                        ("green", 562 if letter == "L" else 560, "B03"),
                        ("red", 655 if letter == "L" else 665, "B04"), ("nir08", 865, nir),
                        ("swir16", 1609 if letter == "L" else 1614, swir16),
                        ("swir22", 2201 if letter == "L" else 2202, swir22))),
        gain=_GAIN, fill=(-9999,), valid_range=(-9998, 32767),
        quality=(QualityFlag(PixelCondition.FILL, _FMASK, (255,)),
                 flag(PixelCondition.CLOUD, _FMASK, 1),
                 flag(PixelCondition.BESIDE_CLOUD, _FMASK, 2),
                 flag(PixelCondition.SHADOW, _FMASK, 3), flag(PixelCondition.SNOW, _FMASK, 4),
                 flag(PixelCondition.WATER, _FMASK, 5),
                 QualityFlag(PixelCondition.HIGH_AEROSOL, _FMASK, (3,), 6, 2)),
        platforms={f"{letter}30": satellites}, level="3", details=_details,
        source="Harmonized Landsat Sentinel-2 (HLS) Product User Guide, version 2.0 (Masek and "
               "others)")


HLS_L30 = _product("L", "Landsat 8–9", "B05", "B06", "B07")
HLS_S30 = _product("S", "Sentinel-2", "B8A", "B11", "B12")
