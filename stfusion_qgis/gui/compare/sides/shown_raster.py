"""An array as a raster layer: GeoTIFFs in memory whose content changes in place."""

from __future__ import annotations

import itertools

import numpy as np
from osgeo import gdal, gdal_array
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from ....images.gdal_tools import unlink
from ..compared.preview_image import PreviewImage

FOLDER = "/vsimem/stfusion_compare"

_numbers = itertools.count(1)


class ShownRaster:
    """Two raster layers that show arrays in turn, so that one may still be drawn meanwhile.

    `close` frees the memory.
    """

    def __init__(self) -> None:
        self._front, self._back = _Buffer(), _Buffer()
        self._turns = False  # whether `take` has to turn them

    def prepare(self, values: np.ndarray, image: PreviewImage) -> None:
        """Write values to be shown by `take`; any thread may do so, one at a time.

        values: float32 (bands, rows, columns) on the grid of an image, NaN where there is
        nothing to see.
        """
        self._turns = values is not self._front.values
        if self._turns:
            self._back.write(values, image.geo_transform, image.wkt)

    def take(self) -> QgsRasterLayer:
        """Return the layer of the prepared values; its renderer may not suit them yet."""
        if self._turns:
            self._front, self._back = self._back, self._front
            self._front.load()
            self._turns = False
        return self._front.layer

    def close(self) -> None:
        """Free the memory; there are no layers any more."""
        for buffer in (self._front, self._back):
            buffer.layer = None
            buffer.unlink()


class _Buffer:
    def __init__(self) -> None:
        self._path = f"{FOLDER}/{next(_numbers)}.tif"
        self.values: np.ndarray | None = None
        # One pixel to begin with: QGIS finds the statistics of a new layer, and of no other.
        self.write(np.zeros((1, 1, 1), np.float32), (0, 1, 0, 0, 0, -1), "")
        self.layer = QgsRasterLayer(self._path, "", "gdal", QgsRasterLayer.LayerOptions(False))
        self.layer.dataProvider().reloadData()  # GDAL saves the statistics now
        unlink(self._path + ".aux.xml")

    def write(self, values: np.ndarray, geo_transform: tuple, wkt: str) -> None:
        self.unlink()  # who has it open keeps its content
        bands, rows, columns = values.shape
        file = gdal.GetDriverByName("GTiff").Create(
            self._path, columns, rows, bands,
            gdal_array.NumericTypeCodeToGDALTypeCode(values.dtype), ["INTERLEAVE=BAND"])
        file.SetGeoTransform(geo_transform)
        file.SetProjection(wkt)
        for band in range(bands):
            file.GetRasterBand(band + 1).SetNoDataValue(float("nan"))
        file.WriteArray(values)
        file = None  # closes it
        self.values, self._wkt = values, wkt

    def load(self) -> None:
        self.layer.dataProvider().reloadData()
        self.layer.setExtent(self.layer.dataProvider().extent())
        self.layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(self._wkt))

    def unlink(self) -> None:
        self.values = None
        unlink(self._path)

