"""Which product the items of a collection are of, whatever the server calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..known_products import all_products
from ..product import Product

_COLLECTIONS = (
    (r"sentinel-2(-pre)?(-c1)?-l2a$", "sentinel-2-l2a"),
    (r"hls(2-)?[-_]?l30", "hls-l30"), (r"hls(2-)?[-_]?s30", "hls-s30"),
    (r"(modis-|m[oy]d)09ga", "mod09ga"), (r"(modis-|m[oy]d)09a1", "mod09a1"),
    (r"(modis-|m[oy]d)09gq", "mod09gq"), (r"(modis-|mcd)43a4", "mcd43a4"))
"""Ids of collections, as Earth Search, the Planetary Computer, NASA's CMR and Copernicus call
them: regular expressions, small letters."""

_LANDSAT = re.compile(r"landsat-c2[-_]?l2(-sr)?$")


def product_of_item(item: Mapping[str, Any]) -> Product | None:
    """Return the product of an item of STAC: from its id, or else from its collection; or None."""
    products = all_products()
    name = str(item.get("id", ""))
    by_name = next((product for product in products.values() if product.match(name)), None)
    if by_name is not None:
        return by_name
    collection = str(item.get("collection", "")).lower()
    if _LANDSAT.match(collection):
        platform = str((item.get("properties") or {}).get("platform", "")).lower()
        kind = "8-9" if platform[-1:] in "89" else "4-7"
        return products.get(f"landsat-{kind}-c2-l2")
    return next((products.get(product) for pattern, product in _COLLECTIONS
                 if re.match(pattern, collection)), None)
