"""The item of STAC above the tiles of an output, by which catalogues and xarray find them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from ..images.area_pixels import AreaPixels
from ..images.gdal_tools import open_raster
from ..images.object_stores import write_text_anywhere
from ..products.cataloguing.footprints import Footprint
from ..products.cataloguing.stac_items import extensions_of, projection_of
from ..version import VERSION
from .plan import PlannedTile

_GEOTIFF = "image/tiff; application=geotiff; profile=cloud-optimized"


def write_item(path: str, area: AreaPixels, tiles: Sequence[PlannedTile]) -> None:
    """Write the item of an output beside its virtual raster, with the ending .json.

    path: of the virtual raster. area: that it shows. An output without a date has none, as an item
    of STAC needs it.

    Raises:
        InputError, GdalError: it cannot be written, or the output cannot be read.
    """
    date = (open_raster(path).GetMetadataItem("ACQUISITIONDATETIME") or "")[:10]
    if not date:
        return
    stem = os.path.splitext(path)[0]
    name = os.path.basename(stem)
    grid = area.grid
    footprint = Footprint.of(grid, name)
    assets: dict[str, Any] = {"mosaic": {
        "href": f"./{os.path.basename(path)}", "type": "application/xml", "roles": ["overview"],
        "title": "all tiles as one image, for GDAL"}}
    for tile in tiles:
        own = projection_of(grid.subgrid(tile.window.within(area.window)))
        assets[tile.name] = {"href": f"./{name}_tiles/{tile.name}.tif", "type": _GEOTIFF,
                             "roles": ["data"], "proj:shape": own["proj:shape"],
                             "proj:transform": own["proj:transform"]}
    properties = {"datetime": f"{date}T00:00:00Z", "stfusion:version": VERSION,
                  **projection_of(grid)}
    write_text_anywhere(f"{stem}.json", json.dumps({
        "type": "Feature", "stac_version": "1.0.0", "stac_extensions": extensions_of(properties),
        "id": name, "geometry": footprint.geometry, "bbox": list(footprint.bbox),
        "properties": properties, "links": [], "assets": assets}, ensure_ascii=False, indent=1))
