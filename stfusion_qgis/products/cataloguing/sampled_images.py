"""The values of an image at points that lie apart, to see how much alike two images are."""

from __future__ import annotations

import numpy as np
from osgeo import gdal

from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...images.window import Window
from ..download import damaged
from .catalogue_item import CatalogueItem
from .clear_share import clear_points
from .sampled_layers import SampledLayer

_POINTS = 120  # along each side at the most


def sampled_image(item: CatalogueItem, cache_folder: str) -> np.ndarray:
    """Return values (bands, rows, columns) at points that lie evenly, NaN where it is not clear.

    Raises:
        InputError: it cannot be read.
    """
    grid = item.grid
    rows, columns = min(grid.rows, _POINTS), min(grid.columns, _POINTS)
    if item.prepared:
        return _prepared(item, rows, columns)
    image = item.image
    if image is None:
        return np.full((len(item.bands), rows, columns), np.nan, np.float32)
    window = Window(0, 0, grid.rows, grid.columns)
    layers = [SampledLayer(layer, image.product, image.name, cache_folder)
              for layer in image.layers]
    numbers = np.stack([layer.read(grid, window, rows, columns) for layer in layers])
    clear, _ = clear_points(image, numbers[0], grid, window, cache_folder)
    values = np.stack([layer.gain * band.astype(np.float32) + layer.offset
                       for layer, band in zip(image.layers, numbers)])
    for layer, band, line in zip(image.layers, numbers, values):
        line[np.isin(band, layer.fill)] = np.nan
    values[:, ~clear] = np.nan
    return values


def _prepared(item: CatalogueItem, rows: int, columns: int) -> np.ndarray:
    try:
        with gdal_errors():
            opened: gdal.Dataset = open_raster(item.prepared)
            bands = [opened.GetRasterBand(i + 1) for i in range(opened.RasterCount)]
            values = np.stack([band.ReadAsArray(buf_xsize=columns, buf_ysize=rows)
                               for band in bands]).astype(np.float32)
            empty = [band.GetNoDataValue() for band in bands]
            usable = np.ones((rows, columns), bool)
            if item.mask:
                mask = open_raster(item.mask)
                usable = mask.GetRasterBand(1).ReadAsArray(
                    buf_xsize=columns, buf_ysize=rows) > 0
    except GdalError as error:
        raise damaged(item.id, item.prepared, error) from error
    for band, nodata in zip(values, empty):
        if nodata is not None:
            band[band == np.float32(nodata)] = np.nan
    values[:, ~usable] = np.nan
    return values
