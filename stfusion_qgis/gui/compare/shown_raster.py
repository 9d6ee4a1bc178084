"""An array as a raster layer: a GeoTIFF in memory whose content changes in place."""

from __future__ import annotations

import itertools

import numpy as np
from osgeo import gdal, gdal_array
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

FOLDER = "/vsimem/stfusion_compare"

_numbers = itertools.count(1)


class ShownRaster:
    """A raster layer of its own that shows one array after the other.

    layer: None until there is something to show. `close` frees the memory.
    """

    def __init__(self) -> None:
        self.layer: QgsRasterLayer | None = None
        self._path = f"{FOLDER}/{next(_numbers)}.tif"

    def show(self, values: np.ndarray, left: float, top: float, pixel_width: float,
             pixel_height: float, wkt: str) -> QgsRasterLayer:
        """Show float32 values (bands, rows, columns), NaN where there is nothing to see."""
        # The old file lives on for those who read it in this moment: only its name goes.
        gdal.Unlink(self._path)
        bands, rows, columns = values.shape
        file = gdal.GetDriverByName("GTiff").Create(
            self._path, columns, rows, bands,
            gdal_array.NumericTypeCodeToGDALTypeCode(values.dtype), ["INTERLEAVE=BAND"])
        file.SetGeoTransform((left, pixel_width, 0, top, 0, -pixel_height))
        file.SetProjection(wkt)
        for band in range(bands):
            file.GetRasterBand(band + 1).SetNoDataValue(float("nan"))
        file.WriteArray(values)
        file = None  # closes it
        if self.layer is None:
            options = QgsRasterLayer.LayerOptions(False)  # no statistics for a default style
            self.layer = QgsRasterLayer(self._path, "", "gdal", options)
        else:
            self.layer.dataProvider().reloadData()
            self.layer.setExtent(self.layer.dataProvider().extent())
        self.layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(wkt))
        return self.layer

    def close(self) -> None:
        """Free the memory; the layer shows nothing any more."""
        gdal.Unlink(self._path)
