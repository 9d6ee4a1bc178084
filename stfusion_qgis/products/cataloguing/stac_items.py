"""Items of STAC 1.0: what stands in them of an image of a catalogue, and back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any

from osgeo import osr

from ...checked_json import checked_list, checked_number, checked_text
from ...images.gdal_tools import quiet
from ...images.grid import Grid
from ..known_products import all_products
from ..product import Product, SensorRole
from ..product_image import ProductImage
from .catalogue_item import CatalogueItem
from .footprints import Footprint
from .stac_assets import (
    QUALITY_ROLE,
    asset_of,
    asset_of_file,
    href_of,
    layer_of_asset,
    path_of,
)

_EXTENSIONS = {"eo:": "eo/v1.1.0", "proj:": "projection/v1.1.0", "raster:": "raster/v1.1.0",
               "view:": "view/v1.0.0"}
"""Extensions of STAC by the beginnings of their fields."""

_PREPARED, _MASK = "image", "mask"  # keys of assets


def to_stac(item: CatalogueItem, folder: str) -> dict[str, Any]:
    """Return an item of STAC; folder: of the catalogue, from which hrefs begin."""
    properties, assets = _properties(item, folder), _assets(item, folder)
    fields = {*properties, *(name for asset in assets.values() for name in asset)}
    return {
        "type": "Feature", "stac_version": "1.0.0",
        "stac_extensions": extensions_of(fields),
        "id": item.id, "geometry": item.footprint.geometry, "bbox": list(item.footprint.bbox),
        "properties": properties, "links": [], "assets": assets}


def extensions_of(fields: Iterable[str]) -> list[str]:
    """Return the addresses of the extensions that some fields are of."""
    names = list(fields)
    return [f"https://stac-extensions.github.io/{extension}/schema.json"
            for start, extension in _EXTENSIONS.items()
            if any(name.startswith(start) for name in names)]


def _properties(item: CatalogueItem, folder: str) -> dict[str, Any]:
    grid = item.grid
    known: dict[str, Any] = {
        "datetime": f"{item.date.isoformat()}T00:00:00Z", "title": item.title,
        "role": item.role.value, "product": item.product,
        "platform": item.platform.lower().replace(" ", "-"), "tile": item.tile,
        "clear": item.clear,
        "eo:cloud_cover": None if item.cloud_share is None else round(100 * item.cloud_share, 4),
        "view:off_nadir": None if item.view_angle is None else round(item.view_angle, 2),
        "bands": " ".join(item.bands), "days": item.days,
        "stfusion:platform": item.platform, "stfusion:href": href_of(item.path, folder)}
    if item.image is not None:
        known.update({"stfusion:download": href_of(item.image.path, folder),
                      "stfusion:baseline": item.image.baseline,
                      "stfusion:notes": list(item.image.notes)})
    return {**{name: value for name, value in known.items() if value is not None},
            **projection_of(grid)}


def projection_of(grid: Grid) -> dict[str, Any]:
    """Return what the extension "projection" says of a grid."""
    reference = osr.SpatialReference()
    with quiet():
        reference.ImportFromWkt(grid.wkt)
        epsg = reference.GetAuthorityCode(None) \
            if reference.GetAuthorityName(None) == "EPSG" else None
    found: dict[str, Any] = {"proj:epsg": int(epsg) if epsg and epsg.isdigit() else None}
    if found["proj:epsg"] is None:
        found["proj:wkt2"] = reference.ExportToWkt(["FORMAT=WKT2_2019"])
    left, width, turn, top, tilt, height = grid.geo_transform
    return {**found, "proj:shape": [grid.rows, grid.columns],
            "proj:transform": [width, turn, left, tilt, height, top]}


def _assets(item: CatalogueItem, folder: str) -> dict[str, Any]:
    assets: dict[str, Any] = {}
    if item.prepared:
        assets[_PREPARED] = asset_of_file(item.prepared, folder, "data", item.title)
    if item.mask:
        assets[_MASK] = asset_of_file(item.mask, folder, "data-mask", "1 where it is clear")
    if item.image is not None:
        for layer in item.image.layers:
            assets[layer.name] = asset_of(layer, item.image.path, folder)
        for number, layer in enumerate(item.image.quality.values(), 1):
            name = re.sub(r"\W+", "_", layer.name).strip("_") or "quality"
            assets[f"{name}_{number}"] = asset_of(layer, item.image.path, folder, QUALITY_ROLE)
    return assets


def item_of(feature: object, folder: str) -> CatalogueItem:
    """Return what an item of STAC says that this module has written; folder: of the catalogue.

    Raises:
        ValueError, KeyError, TypeError: it says something else.
    """
    data: Any = feature
    properties, assets = data["properties"], data.get("assets", {})
    grid = _grid(properties)
    west, south, east, north = (checked_number(edge) for edge in data["bbox"])
    title, product = (checked_text(properties.get(name, "")) for name in ("title", "product"))
    date = datetime.date.fromisoformat(checked_text(properties["datetime"])[:10])
    cloud = _optional(properties.get("eo:cloud_cover"))
    files = [path_of(checked_text(assets[key]["href"]), folder) if key in assets else ""
             for key in (_PREPARED, _MASK)]
    known = all_products().get(product)
    return CatalogueItem(
        checked_text(data["id"]), product, SensorRole(properties["role"]), date, grid,
        Footprint(dict(data["geometry"]), (west, south, east, north)), title,
        int(properties.get("days", 1)),
        checked_text(properties.get("stfusion:platform", "")),
        checked_text(properties.get("tile", "")),
        tuple(checked_text(properties.get("bands", "")).split()),
        _optional(properties.get("clear"), 1), None if cloud is None else cloud / 100,
        _optional(properties.get("view:off_nadir")),
        None if known is None or "stfusion:download" not in properties
        else _image(data, known, date, folder), *files)


def _optional(value: object, most: float = 100) -> float | None:
    return None if value is None else checked_number(value, 0, most)


def _grid(properties: dict[str, Any]) -> Grid:
    reference = osr.SpatialReference()
    epsg = properties.get("proj:epsg")
    with quiet():
        try:
            known = (reference.SetFromUserInput(f"EPSG:{epsg}") if epsg is not None else
                     reference.ImportFromWkt(checked_text(properties["proj:wkt2"]))) == 0
        except RuntimeError:  # where GDAL's exceptions are switched on
            known = False
    if not known:
        raise ValueError(f"proj:epsg {epsg}")
    rows, columns = (int(checked_number(side, 1)) for side in properties["proj:shape"])
    width, _, left, _, height, top = (checked_number(number) for number in checked_list(
        properties["proj:transform"])[:6])
    if width <= 0 or height >= 0:
        raise ValueError(f"proj:transform {width} {height}")
    return Grid(reference.ExportToWkt(), left, top, width, -height, rows, columns)


def _image(data: Any, product: Product, date: datetime.date, folder: str) -> ProductImage | None:
    """Return the download of an item; None if the item does not tell its layers."""
    properties, assets = data["properties"], data.get("assets", {})
    layers, quality = [], {}
    for asset in assets.values():
        if "stfusion:layer" not in asset:
            continue
        layer = layer_of_asset(asset, folder)
        if QUALITY_ROLE in asset["roles"]:
            quality[layer.name] = layer
        else:
            layers.append(layer)
    if not layers:
        return None
    order = [band.name for band in product.bands]
    layers.sort(key=lambda layer: order.index(layer.name) if layer.name in order else len(order))
    cloud = _optional(properties.get("eo:cloud_cover"))
    return ProductImage(
        product, path_of(checked_text(properties["stfusion:download"]), folder),
        checked_text(data["id"]), date, checked_text(properties.get("stfusion:platform", "")),
        checked_text(properties.get("tile", "")), tuple(layers), quality,
        None if cloud is None else cloud / 100,
        checked_text(properties.get("stfusion:baseline", "")),
        tuple(map(checked_text, properties.get("stfusion:notes", []))))
