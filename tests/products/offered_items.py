"""Items as servers describe the samples: each names collections and assets in its own way."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

BOX = [113.367, 22.796, 113.407, 22.834]
LANDSAT_BANDS = {"blue": 2, "green": 3, "red": 4, "nir08": 5, "swir16": 6, "swir22": 7}
SENTINEL_BANDS = {"blue": "B02_10m", "green": "B03_10m", "red": "B04_10m", "nir": "B08_10m",
                  "nir08": "B8A_20m", "swir16": "B11_20m", "swir22": "B12_20m", "scl": "SCL_20m"}


def item(name: str, collection: str, date: str, assets: dict[str, Any],
         **properties: Any) -> dict[str, Any]:
    """Return an item of STAC."""
    west, south, east, north = BOX
    return {"type": "Feature", "stac_version": "1.0.0", "id": name, "collection": collection,
            "bbox": BOX, "geometry": {"type": "Polygon", "coordinates": [[
                [west, south], [east, south], [east, north], [west, north], [west, south]]]},
            "properties": {"datetime": f"{date}T02:55:31Z", **properties}, "assets": assets,
            "links": [{"rel": "self", "href": "{files}/" + name}]}


def asset(file: str, common: str = "", **more: Any) -> dict[str, Any]:
    """Return an asset of a file of the server."""
    told = {"eo:bands": [{"name": common, "common_name": common}]} if common else {}
    return {"href": "{files}/" + file, "roles": ["data"], **told, **more}


def landsat_item(samples: Path, folder: Path, date: str, signature: str = "") -> dict[str, Any]:
    """Return an item of Landsat as the Planetary Computer has it, whose id lacks a part.

    signature: behind the addresses of its files.
    """
    source = next(samples.glob(f"landsat/*{date.replace('-', '')}*_T1"))
    shutil.copytree(source, folder / source.name)
    places = {name: f"{source.name}/{source.name}_SR_B{number}.TIF"
              for name, number in LANDSAT_BANDS.items()}
    grid = gdal.OpenEx(str(folder / places["red"]))
    a, b, c, d, e, f = grid.GetGeoTransform()
    parts = source.name.split("_")
    return item("_".join([*parts[:4], *parts[5:]]), "landsat-c2-l2", date, {
        **{name: asset(place + signature, name, **{
            "raster:bands": [{"scale": 2.75e-5, "offset": -0.2}]})
           for name, place in places.items()},
        "qa_pixel": asset(f"{source.name}/{source.name}_QA_PIXEL.TIF"),
        "qa_radsat": asset(f"{source.name}/{source.name}_QA_RADSAT.TIF"),
        "rendered_preview": {"href": "{files}/preview.png", "roles": ["overview"]}},
        **{"platform": "landsat-8", "eo:cloud_cover": 8.0 if "03-06" in date else 60.0,
           "landsat:wrs_path": "122", "landsat:wrs_row": "044", "proj:code": "EPSG:32649",
           "proj:shape": [grid.RasterYSize, grid.RasterXSize],
           "proj:transform": [b, c, a, e, f, d]})


def modis_item(samples: Path, folder: Path, day: int, date: str) -> dict[str, Any]:
    """Return an item of MOD09GA whose layers are a file each, as servers convert them."""
    source = next(samples.glob(f"modis/MOD09GA.A2023{day:03}*.hdf"))
    assets = {}
    for path, _ in gdal.OpenEx(str(source)).GetSubDatasets():
        layer = path.rsplit(":", 1)[1]
        file = f"{source.stem}_{layer}.tif"
        gdal.Translate(str(folder / file), gdal.OpenEx(path))
        assets[layer] = asset(file)
    return item(source.stem, "modis-09GA-061", date, assets, platform="terra")


def hls_item(samples: Path, folder: Path) -> dict[str, Any]:
    """Return an item of HLS as NASA has it: no names of bands but those of its files."""
    source = samples / "hls" / "HLS.L30.T49QGF.2023065T025531.v2.0"
    shutil.copytree(source, folder / source.name)
    assets = {file.name.split(".")[-2]: asset(f"{source.name}/{file.name}")
              for file in sorted(source.glob("*.tif"))}
    return item(source.name, "HLSL30_2.0", "2023-03-06", assets, **{"eo:cloud_cover": 8})


def sentinel_item(samples: Path, folder: Path, *, subtracted: bool, collection: str = "",
                  **properties: Any) -> dict[str, Any]:
    """Return an item of Sentinel-2 as Earth Search has it, of which 1000 may be subtracted."""
    source = next(samples.glob("sentinel2/*20230309*.SAFE"))
    name = f"S2A_49QGF_20230309_{'1' if subtracted else '0'}_L2A"
    (folder / name).mkdir(exist_ok=True)
    assets = {}
    for key, place in SENTINEL_BANDS.items():
        opened = gdal.OpenEx(str(next(source.rglob(f"*{place}.jp2"))))
        file = f"{name}/{place.split('_')[0]}.tif"
        numbers = opened.ReadAsArray()
        if subtracted and key != "scl":
            numbers = np.where(numbers, np.maximum(numbers.astype(int) - 1000, 1), 0)
        made = gdal.GetDriverByName("GTiff").CreateCopy(str(folder / file), opened)
        made.GetRasterBand(1).WriteArray(numbers.astype(np.uint16))
        made.FlushCache()
        assets[key] = asset(file, "" if key == "scl" else key, **{
            "raster:bands": [{"scale": 1e-4, "offset": -0.1}]})
        assets[f"{key}-jp2"] = {**assets[key], "href": "{files}/missing.jp2"}
    return item(name, collection or "sentinel-2-l2a", "2023-03-09", assets,
                **{"platform": "sentinel-2a", "grid:code": "MGRS-49QGF", **properties})
