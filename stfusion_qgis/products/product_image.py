"""An image of a product: its layers where they lie, before anything is read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import InputError
from ..translation import tr
from .download import Download, MissingPart
from .pixel_conditions import PixelCondition, QualityFlag
from .product import Product, ProductBand
from .stored_layers import Details, Layer


@dataclass(frozen=True)
class ProductImage:
    """An image of a product.

    product: its definition. path: the folder, archive or file that was downloaded. name: of the
    image, without endings. date: that it stands for. platform: the satellite, "" if unknown.
    tile: of the product's own grid, "" if it has none. layers: its bands. quality: quality layers
    by their places. cloud_share: 0 to 1 as the producer counts, or None. baseline: of the
    processing, "" if it has none. notes: sentences for the log. view: layer of the angles of view,
    whose gain makes degrees of them, or None.
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
    view: Layer | None = None

    @property
    def bands(self) -> tuple[str, ...]:
        """Return the names of its bands."""
        return tuple(layer.name for layer in self.layers)

    @property
    def flags(self) -> tuple[QualityFlag, ...]:
        """Return what its quality layers tell, as far as they are there."""
        return tuple(flag for flag in self.product.quality if flag.layer in self.quality)


def image_of(product: Product, download: Download) -> ProductImage:
    """Return the image of a download: where its bands lie, and what its numbers mean.

    Raises:
        InputError: a part is missing or damaged, or the name has no date.
    """
    details = product.details(download)
    layers = [layer for layer in (_layer(product, download, band, details)
                                  for band in product.bands) if layer is not None]
    if not layers:
        raise MissingPart(tr("{product} has none of the bands {bands}.").format(
            product=download.name, bands=", ".join(band.name for band in product.bands)),
            download.name)
    quality, unknown = _quality(product, download)
    notes = details.notes
    absent = [band.name for band in product.bands if band.name not in details.absent
              and all(layer.name != band.name for layer in layers)]
    if absent:
        notes += (tr("It does not have {bands}.").format(bands=", ".join(absent)),)
    if unknown:
        notes += (tr("Layers that would tell of {conditions} are missing.").format(
            conditions=", ".join(tr(condition.value) for condition in unknown)),)
    return ProductImage(
        product=product, path=download.path, name=download.name,
        date=details.date or date_of_fields(download.fields, download.name),
        platform=product.platforms.get(download.fields.get("platform") or "", ""),
        tile=download.fields.get("tile") or "", layers=tuple(layers), quality=quality,
        cloud_share=details.cloud_share, baseline=details.baseline, notes=notes,
        view=_view(product, download))


def _layer(product: Product, download: Download, band: ProductBand, details: Details,
           ) -> Layer | None:
    """Return where a band lies; None if the download may lack it and does."""
    if band.name in details.absent:
        return None
    try:
        path, number = product.layout(download, band.place)
    except MissingPart:
        if band.optional:
            return None
        raise
    gain, offset = details.lines.get(band.name, (product.gain, product.offset))
    return Layer(path, number, band.name, band.wavelength, gain, offset, product.fill,
                 product.valid_range)


def _view(product: Product, download: Download) -> Layer | None:
    """Return the layer of angles of view in degrees, None if there is none."""
    if product.view_zenith is None:
        return None
    place, degrees = product.view_zenith
    try:
        return Layer(*product.layout(download, place), name=place, gain=degrees)
    except MissingPart:
        return None


def _quality(product: Product, download: Download,
             ) -> tuple[dict[str, Layer], list[PixelCondition]]:
    """Return the quality layers by their places, and the conditions of which nothing is known."""
    found: dict[str, Layer] = {}
    absent: set[str] = set()
    for flag in product.quality:
        if flag.layer in found or flag.layer in absent:
            continue
        try:
            found[flag.layer] = Layer(*product.layout(download, flag.layer), name=flag.layer)
        except MissingPart:
            if not flag.optional:
                raise
            absent.add(flag.layer)
    told = {flag.condition for flag in product.quality if flag.layer in found}
    return found, [condition for condition in product.conditions if condition not in told]


def date_of_fields(fields: Mapping[str, str | None], name: str = "") -> datetime.date:
    """Return the date that the parts of a name tell.

    name: of the image.

    Raises:
        InputError: they tell none.
    """
    date, day = fields.get("date"), fields.get("day")
    try:
        if date:
            parts = re.findall(r"\d+", date)  # of one digit, too: 2015-6-21
            return datetime.date(*map(int, parts)) if len(parts) == 3 else \
                datetime.datetime.strptime(date, "%Y%m%d").date()
        if day:
            return datetime.datetime.strptime(day, "%Y%j").date()
    except ValueError:
        pass  # such as a thirteenth month
    raise InputError(tr("The name of {product} has no date.").format(product=name), name)
