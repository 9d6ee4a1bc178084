"""Images that come in several files side by side, as Earth Engine exports them: joined by a VRT."""

from __future__ import annotations

import os
import re
from dataclasses import replace

from osgeo import gdal

from ...images.gdal_tools import GdalError, gdal_errors
from ..cached_files import cached_file
from ..download import damaged
from ..stored_layers import Layer

TILE = re.compile(r"-\d{10}-\d{10}(?=\.tif$)")


def joined_tiles(layer: Layer, cache_folder: str, elevation: str = "") -> Layer:
    """Return a layer with all tiles of its image: see `Product.georeferenced`."""
    folder, name = os.path.split(layer.path)
    if not TILE.search(name):
        return layer
    try:
        with gdal_errors():
            beside = gdal.ReadDir(folder) or []
        tiles = sorted(f"{folder}/{other}" for other in beside
                       if TILE.search(other) and TILE.sub("", other) == TILE.sub("", name))
        path = cached_file(cache_folder, "joined", ".vrt", lambda target: _join(tiles, target),
                           tuple(tiles))
    except (GdalError, AttributeError) as error:
        raise damaged(layer.path, layer.path, error) from error
    return replace(layer, path=path)


def _join(tiles: list[str], target: str) -> None:
    with gdal_errors():
        gdal.BuildVRT(target, tiles).FlushCache()
