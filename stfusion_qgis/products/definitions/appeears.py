"""Exports of AppEEARS: cut-outs of products, a GeoTIFF for each layer and day that was chosen."""

from __future__ import annotations

import re
from dataclasses import replace

from ..download import Download
from ..pixel_conditions import QualityFlag
from ..product import Product, ProductBand, as_found
from ..stored_layers import Details
from . import mcd43a4, mod09, mod11, mod13, viirs

_SOURCE = "AppEEARS documentation (LP DAAC): outputs of area samples. "


def _exported(product: Product, short_name: str) -> Product:
    """Return the product of the exports of a product; short_name: pattern of its name."""
    return replace(
        product, id=f"appeears-{product.id}", title=f"AppEEARS: {product.title}",
        name=rf"{short_name}\.(?P<version>\d{{3}})_(?P<band>\w+?)_doy(?P<day>\d{{7}})(?:\d{{6}})?"
             r"_aid\d{4}",
        bands=tuple(ProductBand(band.name, band.wavelength, _place(band.place), optional=True)
                    for band in product.bands),
        quality=tuple(QualityFlag(flag.condition, _place(flag.layer), flag.values, flag.first_bit,
                                  flag.bits, optional=True) for flag in product.quality),
        layout=_layout, details=_nothing, georeferenced=as_found,
        source=_SOURCE + product.source)


def _place(field: str) -> str:
    """Return the pattern of the file of a field, whose name has "_" for blanks."""
    return rf"\.\d{{3}}_+{re.escape(field.replace(' ', '_'))}_doy[^/]*\.tif$"


def _layout(download: Download, place: str) -> tuple[str, int]:
    return download.need(place), 1


def _nothing(download: Download) -> Details:
    return Details()


APPEEARS = tuple(_exported(product, short_name) for product, short_name in (
    (mod09.MOD09GA, "(?P<platform>MOD|MYD)09GA"), (mod09.MOD09A1, "(?P<platform>MOD|MYD)09A1"),
    (mod09.MOD09GQ, "(?P<platform>MOD|MYD)09GQ"), (mcd43a4.MCD43A4, "(?P<platform>MCD)43A4"),
    (mod13.MOD13Q1, "(?P<platform>MOD|MYD)13Q1"), (mod13.MOD13A1, "(?P<platform>MOD|MYD)13A1"),
    (mod13.MOD13A2, "(?P<platform>MOD|MYD)13A2"), (mod11.MOD11A1, "(?P<platform>MOD|MYD)11A1"),
    (mod11.MOD11A2, "(?P<platform>MOD|MYD)11A2"),
    (viirs.VNP09GA, "(?P<platform>VNP|VJ1|VJ2)09GA"),
    (viirs.VNP43IA4, "(?P<platform>VNP|VJ1|VJ2)43IA4"),
    (viirs.VNP21A1, "(?P<platform>VNP|VJ1|VJ2)21A1[DN]")))
