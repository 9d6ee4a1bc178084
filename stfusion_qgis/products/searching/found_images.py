"""Items of a STAC API as images of a catalogue."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...checked_json import checked_list, checked_number
from ...errors import InputError
from ...images.grid import Grid
from ...images.polygons import known_crs
from ...translation import tr
from ..cataloguing.catalogue_item import CatalogueItem
from ..cataloguing.footprints import Footprint
from ..cataloguing.sampled_layers import SampledLayer
from ..product import Product
from ..product_image import ProductImage, date_of_fields
from .known_collections import product_of_item
from .remote_layers import bands_told, layers_of, quality_layers_of
from .sentinel2_offsets import offset_of


def found_image(item: Mapping[str, Any], cache_folder: str) -> CatalogueItem:
    """Return what a catalogue says of an item of a STAC API.

    Nothing is read of the image itself, unless the item does not tell its grid, or what it tells
    of its offset is known to be wrong at times.

    Raises:
        InputError: no product is known by its id or collection, or it lacks something.
    """
    name, product = str(item.get("id")), product_of_item(item)
    if product is None:
        raise InputError(tr("No known product is called {image} or of a collection {collection}."
                            ).format(image=name, collection=item.get("collection")), name)
    properties = item.get("properties") or {}
    layers, quality, notes = layers_of(item, product), quality_layers_of(item, product), []
    if product.id == "sentinel-2-l2a":
        offset, note = offset_of(item, layers)
        layers = tuple(replace(layer, offset=offset) for layer in layers)
        notes.append(note)
    else:
        notes += _contradictions(item, product)
    if not quality and product.quality:
        notes.append(tr("It has no quality layer: clouds are not left out."))
    match = product.match(name)
    fields = match.groupdict() if match is not None else {}
    cloud = properties.get("eo:cloud_cover")
    image = ProductImage(
        product, _address(item) or layers[0].path, name, _date(properties, fields, name),
        product.platforms.get(fields.get("platform") or "", "") or _platform(properties),
        fields.get("tile") or _tile(properties), layers, quality,
        cloud / 100 if isinstance(cloud, (int, float)) else None, "", tuple(notes))
    grid = _grid(item, product) or SampledLayer(layers[0], product, name, cache_folder).grid
    angle = properties.get("view:off_nadir")
    return CatalogueItem(
        name, product.id, product.role, image.date, grid, Footprint.of(grid, name), product.title,
        product.days, image.platform, image.tile, image.bands, None, image.cloud_share,
        angle if isinstance(angle, (int, float)) and 0 <= angle <= 90 else None, image)


def _contradictions(item: Mapping[str, Any], product: Product) -> list[str]:
    """Return a sentence if an item tells another scale or offset than its product has."""
    for asset in (item.get("assets") or {}).values():
        told = bands_told(asset)
        if len(told) != 1 or told[0].get("common_name") not in {
                band.name for band in product.bands}:
            continue
        for line in asset.get("raster:bands") or []:
            scale, offset = line.get("scale"), line.get("offset", 0)
            if isinstance(scale, (int, float)) and isinstance(offset, (int, float)) and max(
                    abs(scale / product.gain - 1), abs(offset - product.offset)) > 1e-3:
                return [tr("The server says reflectance = {scale:g} DN {offset:+g}; the product's "
                           "own {gain:g} DN {own:+g} counts.").format(
                               scale=scale, offset=offset, gain=product.gain, own=product.offset)]
    return []


def _date(properties: Mapping[str, Any], fields: Mapping[str, str | None],
          name: str) -> datetime.date:
    """Return the date that the name tells, or else the item."""
    if fields.get("date") or fields.get("day"):
        return date_of_fields(fields)
    for key in ("datetime", "start_datetime"):
        try:
            return datetime.date.fromisoformat(str(properties.get(key))[:10])
        except ValueError:
            continue
    raise InputError(tr("{image} has no date.").format(image=name), name)


def _platform(properties: Mapping[str, Any]) -> str:
    return str(properties.get("platform") or "").replace("-", " ").title().replace(
        "Sentinel 2", "Sentinel-2").replace("2a", "2A").replace("2b", "2B").replace("2c", "2C")


def _tile(properties: Mapping[str, Any]) -> str:
    for key in ("s2:mgrs_tile", "grid:code"):
        if properties.get(key):
            return str(properties[key]).rpartition("-")[2]
    row = properties.get("landsat:wrs_row")
    if row is not None:
        return f"{int(properties.get('landsat:wrs_path', 0)):03}{int(row):03}"
    if properties.get("modis:horizontal-tile") is not None:
        return f"h{int(properties['modis:horizontal-tile']):02}" \
               f"v{int(properties.get('modis:vertical-tile', 0)):02}"
    return ""


def _grid(item: Mapping[str, Any], product: Product) -> Grid | None:
    """Return the grid of the first band as the item tells it, None if it does not."""
    properties = item.get("properties") or {}
    first = product.bands[0].name
    assets = [asset for key, asset in (item.get("assets") or {}).items() if key == first or any(
        band.get("common_name") == first for band in bands_told(asset))]
    told = {**properties, **(assets[0] if assets else {})}
    try:
        rows, columns = (int(checked_number(side, 1)) for side in checked_list(told["proj:shape"]))
        width, turn, left, tilt, height, top = (
            checked_number(number) for number in checked_list(told["proj:transform"])[:6])
        wkt = _wkt(told)
    except (KeyError, ValueError, TypeError):
        return None
    if not wkt or turn or tilt or width <= 0 or height >= 0:
        return None
    return Grid(wkt, left, top, width, -height, rows, columns)


def _wkt(told: Mapping[str, Any]) -> str:
    """Return the CRS that an item tells, "" if it does not."""
    code = told.get("proj:code") or (f"EPSG:{told['proj:epsg']}" if told.get("proj:epsg") else "")
    text = str(code or told.get("proj:wkt2") or "")
    return known_crs(text) if re.match(r"EPSG:\d+$|\w+\[", text) else ""


def _address(item: Mapping[str, Any]) -> str:
    return next((str(link.get("href")) for link in item.get("links") or []
                 if isinstance(link, dict) and link.get("rel") == "self"), "")
