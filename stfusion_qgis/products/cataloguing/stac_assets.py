"""Assets of STAC: a layer of a product, as a file and the place in it.

The href is a file or an address. Where GDAL opens something in it, `stfusion:layer` tells what,
with {href} for the file: /vsitar/{href}/B04.TIF, HDF4_EOS:EOS_GRID:"{href}":grid:sur_refl_b01_1.
So a catalogue can be moved together with the images that lie beside it.
"""

from __future__ import annotations

import os
import re
from typing import Any

from ...checked_json import (
    checked_integer,
    checked_list,
    checked_number,
    checked_path,
    checked_text,
)
from ..stored_layers import Layer, Placing

QUALITY_ROLE = "metadata"
_HREF = "{href}"
_COMMON_NAMES = frozenset((
    "coastal", "blue", "green", "red", "rededge", "yellow", "pan", "nir", "nir08", "nir09",
    "cirrus", "swir16", "swir22", "lwir", "lwir11", "lwir12"))
"""Of the extension "eo" 1.1.0; bands of other names have none."""

_MEDIA = {".tif": "image/tiff; application=geotiff", ".tiff": "image/tiff; application=geotiff",
          ".jp2": "image/jp2", ".hdf": "application/x-hdf", ".h5": "application/x-hdf5",
          ".nc": "application/x-netcdf", ".tar": "application/x-tar", ".zip": "application/zip"}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_REMOTE = re.compile(r"/vsicurl/(?=https?://)")


def asset_of_file(path: str, folder: str, role: str, title: str) -> dict[str, Any]:
    """Return the asset of a file; folder: of the catalogue."""
    return {"href": href_of(path, folder), "title": title, "roles": [role], **_media(path)}


def asset_of(layer: Layer, download: str, folder: str, role: str = "data") -> dict[str, Any]:
    """Return the asset of a layer.

    download: folder, archive or file that it is of. folder: of the catalogue.
    """
    file, place = _split(layer.path, download)
    asset: dict[str, Any] = {"href": href_of(file, folder), "roles": [role], **_media(file),
                             "stfusion:layer": place, "stfusion:band": layer.band,
                             "stfusion:name": layer.name}
    if role != QUALITY_ROLE:
        band: dict[str, Any] = {"name": layer.name}
        if layer.name in _COMMON_NAMES:
            band["common_name"] = layer.name
        if layer.wavelength:
            band["center_wavelength"] = round(layer.wavelength / 1000, 6)
        asset["eo:bands"] = [band]
        line: dict[str, Any] = {"scale": layer.gain, "offset": layer.offset}
        if layer.fill:
            line["nodata"] = layer.fill[0]
        asset["raster:bands"] = [line]
        asset["stfusion:fill"] = list(layer.fill)
        if layer.valid_range is not None:
            asset["stfusion:valid_range"] = list(layer.valid_range)
    if layer.placing is not None:
        asset["stfusion:placing"] = [list(layer.placing.geo_transform), layer.placing.wkt]
    return asset


def layer_of_asset(asset: dict[str, Any], folder: str) -> Layer:
    """Return the layer of an asset that `asset_of` has written.

    Raises:
        ValueError, KeyError, TypeError: it was written by something else.
    """
    path = checked_text(asset["stfusion:layer"]).replace(
        _HREF, path_of(checked_path(asset["href"]), folder))
    name, band = checked_text(asset["stfusion:name"]), checked_integer(asset["stfusion:band"], 1)
    placing = None
    if "stfusion:placing" in asset:
        a, b, c, d, e, f = map(checked_number, asset["stfusion:placing"][0])
        placing = Placing((a, b, c, d, e, f), checked_text(asset["stfusion:placing"][1]))
    if "eo:bands" not in asset:
        return Layer(path, band, name, placing=placing)
    line = asset["raster:bands"][0]
    limits = asset.get("stfusion:valid_range")
    return Layer(
        path, band, name,
        round(1000 * checked_number(asset["eo:bands"][0].get("center_wavelength", 0)), 3),
        checked_number(line["scale"]), checked_number(line["offset"]),
        tuple(map(checked_number, checked_list(asset["stfusion:fill"]))),
        None if limits is None else (checked_number(limits[0]), checked_number(limits[1])),
        placing)


def href_of(path: str, folder: str) -> str:
    """Return a path as a catalogue writes it: relative if it lies in the same tree.

    folder: of the catalogue.
    """
    if not path or _ADDRESS.match(path) or path.startswith("/vsi"):
        return path
    path, folder = os.path.abspath(path), os.path.abspath(folder)
    try:
        shared = os.path.commonpath([path, folder])
    except ValueError:  # another drive
        return path
    if len(shared.strip(os.sep)) <= 2:  # nothing but the root or a drive
        return path
    relative = os.path.relpath(path, folder).replace(os.sep, "/")
    return relative if relative.startswith("..") else f"./{relative}"


def path_of(href: str, folder: str) -> str:
    """Return the path of a href; folder: of the catalogue."""
    if not href or _ADDRESS.match(href) or href.startswith("/vsi"):
        return href
    return os.path.normpath(os.path.join(folder, href))


def _split(opened: str, download: str) -> tuple[str, str]:
    """Return the file or address of what GDAL opens, and the place in it."""
    if _REMOTE.match(opened):
        return _REMOTE.sub("", opened), f"/vsicurl/{_HREF}"
    if os.path.exists(opened):
        return opened, _HREF
    if download and os.path.isfile(download) and download in opened:
        return download, opened.replace(download, _HREF)
    found = re.search(r'"([^"]+)"', opened)
    if found is not None and os.path.exists(found[1]):
        return found[1], opened.replace(found[1], _HREF)
    return download, opened


def _media(path: str) -> dict[str, str]:
    media = _MEDIA.get(os.path.splitext(path.split("?")[0])[1].lower())
    return {"type": media} if media else {}
