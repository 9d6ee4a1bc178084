"""The bands and quality layers of a product among the assets of an item of STAC."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping
from typing import Any

from osgeo import gdal

from ...errors import InputError
from ...translation import tr
from ..product import Product, ProductBand
from ..stored_layers import Layer

_ALIKE = {"nir": ("nir08",), "nir08": ("nir",)}
"""Names that other servers give a band where they have none of its own name."""

_SIGNED_BY_GDAL = "planetarycomputer.microsoft.com"
_FIRST_THAT_SIGNS = 3050200  # version of GDAL

Assets = Mapping[str, Mapping[str, Any]]


def layers_of(item: Mapping[str, Any], product: Product) -> tuple[Layer, ...]:
    """Return the bands of a product in an item, with gain and offset of the product.

    Raises:
        InputError: one is missing.
    """
    assets = _assets(item)
    found = []
    for band in product.bands:
        asset = _asset_of_band(assets, band)
        if asset is not None:
            found.append(Layer(opened(asset, item), 1, band.name, band.wavelength, product.gain,
                               product.offset, product.fill, product.valid_range))
        elif not band.optional:
            raise InputError(tr("{image} has no asset for the band {band}.").format(
                image=item.get("id"), band=band.name), str(item.get("id")))
    return tuple(found)


def quality_layers_of(item: Mapping[str, Any], product: Product) -> dict[str, Layer]:
    """Return the quality layers of a product in an item, by their places, as far as there are."""
    assets = _assets(item)
    found = {}
    for place in dict.fromkeys(flag.layer for flag in product.quality):
        asset = _asset_of_place(assets, place)
        if asset is not None:
            found[place] = Layer(opened(asset, item), name=place)
    return found


def opened(asset: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return what GDAL opens of an asset; nothing is read."""
    links = {link.get("rel"): str(link.get("href")) for link in item.get("links") or []
             if isinstance(link, dict)}
    href = urllib.parse.urljoin(links.get("self", ""), str(asset["href"]))
    if href.startswith("s3://"):
        return f"/vsis3/{href[5:]}"
    if href.startswith("gs://"):
        return f"/vsigs/{href[5:]}"
    if not href.startswith(("http://", "https://")):
        return href
    is_signed = "?" in href
    if _SIGNED_BY_GDAL in links.get("self", "") and not is_signed \
            and int(gdal.VersionInfo()) >= _FIRST_THAT_SIGNS:
        options = urllib.parse.urlencode({
            "pc_url_signing": "yes", "pc_collection": item.get("collection", ""), "url": href})
        return f"/vsicurl?{options}"
    return f"/vsicurl/{href}"


def bands_told(asset: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what an asset says of its bands, in STAC 1.0 or 1.1."""
    told = asset.get("eo:bands") or asset.get("bands") or []
    return [band for band in told if isinstance(band, dict)]


def _assets(item: Mapping[str, Any]) -> Assets:
    """Return the assets that are images, those that are quicker to read first."""
    found = {str(key): asset for key, asset in (item.get("assets") or {}).items()
             if isinstance(asset, dict) and isinstance(asset.get("href"), str)
             and not {"thumbnail", "overview", "visual"} & set(asset.get("roles") or ())}
    return dict(sorted(found.items(), key=lambda each: _file(each[1]).endswith(".jp2")))


def _asset_of_band(assets: Assets, band: ProductBand) -> Mapping[str, Any] | None:
    for name in (band.name, *_ALIKE.get(band.name, ())):
        for asset in assets.values():
            told = bands_told(asset)
            if len(told) == 1 and name in (told[0].get("common_name"),
                                           told[0].get("eo:common_name")):
                return asset
        if name in assets and len(bands_told(assets[name])) <= 1:
            return assets[name]
    return _asset_of_place(assets, band.place)


def _asset_of_place(assets: Assets, place: str) -> Mapping[str, Any] | None:
    """Return the asset whose file fits the place of a layer, or whose key says the same."""
    for key, asset in assets.items():
        if key == place or re.search(place, _file(asset), re.IGNORECASE):
            return asset
    wanted = _plain(place)
    return next((asset for key, asset in assets.items() if wanted and _plain(key) == wanted), None)


def _plain(text: str) -> str:
    """Return the letters of a key, or of the pattern of a file: "scl" of that of SCL_20m.jp2."""
    text = re.sub(r"\\\.\(?[\w|]+\)?\$$", "", text.lower())
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"_\d+m$", "", text)).strip("_")


def _file(asset: Mapping[str, Any]) -> str:
    return urllib.parse.unquote(str(asset["href"]).split("?", 1)[0].rsplit("/", 1)[-1])
