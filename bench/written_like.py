"""Writing an image on the grid of a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal


def written_like(source: str, values: np.ndarray, path: Path) -> str:
    """Write values (bands, rows, columns) as float32 on the grid of a file; NaN is nodata."""
    like = gdal.Open(source)
    bands, rows, columns = values.shape
    made = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, bands, gdal.GDT_Float32)
    made.SetProjection(like.GetProjection())
    made.SetGeoTransform(like.GetGeoTransform())
    for number, plane in enumerate(values, 1):
        band = made.GetRasterBand(number)
        band.WriteArray(np.asarray(plane, np.float32))
        band.SetNoDataValue(float("nan"))
    made.FlushCache()
    return str(path)
