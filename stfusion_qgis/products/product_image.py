"""An image of a product: its layers where they lie, before anything is read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .download import Download
from .product import Product, ProductBand
from .stored_layers import Details, Layer


@dataclass(frozen=True)
class ProductImage:
    """An image of a product.

    product: its definition. path: the folder, archive or file that was downloaded. name: of the
    image, without endings. date: that it stands for. platform: the satellite, "" if unknown.
    tile: of the product's own grid, "" if it has none. layers: its bands. quality: quality layers
    by their places. cloud_share: 0 to 1 as the producer counts, or None. baseline: of the
    processing, "" if it has none. notes: sentences for the log.
    """

    product: Product
    path: str
    name: str
    date: datetime.date
    platform: str
    tile: str
    layers: tuple[Layer, ...]
    quality: Mapping[str, Layer]
    cloud_share: float | None = None
    baseline: str = ""
    notes: tuple[str, ...] = ()

    @property
    def bands(self) -> tuple[str, ...]:
        """Return the names of its bands."""
        return tuple(layer.name for layer in self.layers)


def image_of(product: Product, download: Download) -> ProductImage:
    """Return the image of a download: where its bands lie, and what its numbers mean.

    Raises:
        InputError: a part is missing or damaged.
    """
    details = product.details(download)
    return ProductImage(
        product=product, path=download.path, name=download.name,
        date=details.date or date_of_fields(download.fields),
        platform=product.platforms.get(download.fields.get("platform") or "", ""),
        tile=download.fields.get("tile") or "",
        layers=tuple(_layer(product, download, band, details) for band in product.bands
                     if band.name not in details.absent),
        quality={place: Layer(*product.layout(download, place), name=place)
                 for place in dict.fromkeys(flag.layer for flag in product.quality)},
        cloud_share=details.cloud_share, baseline=details.baseline, notes=details.notes)


def _layer(product: Product, download: Download, band: ProductBand, details: Details) -> Layer:
    path, number = product.layout(download, band.place)
    gain, offset = details.lines.get(band.name, (product.gain, product.offset))
    return Layer(path, number, band.name, band.wavelength, gain, offset, product.fill,
                 product.valid_range)


def date_of_fields(fields: Mapping[str, str | None]) -> datetime.date:
    """Return the date that the parts of a name tell.

    Raises:
        ValueError: they tell none.
    """
    date, day = fields.get("date"), fields.get("day")
    if date:
        return datetime.datetime.strptime(re.sub(r"\D", "", date), "%Y%m%d").date()
    if day:
        return datetime.datetime.strptime(day, "%Y%j").date()
    raise ValueError("the name of the product has no date")
