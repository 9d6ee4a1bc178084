"""Relative radiometry: digital numbers made comparable to the reflectance of another image.

For each band, a line is fitted to the places that have not changed between the two images. They are
found by leaving out what lies far from the line, again and again; the line is that of the reduced
major axis, since neither image is free of error, and so keeps the contrast.
Source: Schott, Salvaggio and Volchok (1988), Radiometric scene normalization using pseudoinvariant
features, Remote Sensing of Environment 26, 1-16.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from osgeo import gdal

from ...errors import InputError
from ...images.band_matching import WAVELENGTH_TOLERANCE
from ...images.calibration import Calibration
from ...images.gdal_tools import GdalError, gdal_errors, open_raster
from ...images.own_masks import with_own_mask
from ...images.raster import Raster
from ...images.reflectance import reflectance_units, to_reflectance
from ...images.source import Source
from ...translation import tr
from ..download import damaged
from ..product import Quantity
from ..product_image import ProductImage
from ..stored_layers import Layer

_CELLS = 1000  # columns and rows at most of the cells that are compared
_PIXELS = 3.0  # pixels of the coarser image a cell, so that half a pixel beside counts little
_LEAST_CELLS = 100
_FAR = 2.5  # deviations from the line beyond which a place is taken for changed
_ROUNDS = 20
_LEAST_LIKENESS = 0.5  # correlation of the cells that are left


def comparable_to(reference: str, image: ProductImage, cache_folder: str,
                  elevation: str = "") -> ProductImage:
    """Return an image of which gain and offset make its numbers comparable to a reference.

    An image whose product has values of its own stays as it is.

    reference: image of reflectance in any usual unit; where it has a mask of its own, that counts.

    Raises:
        InputError: one cannot be read, a band has no counterpart, or they have too little in
            common.
    """
    if image.product.quantity is not Quantity.RELATIVE:
        return image
    raster = Raster(reference)
    placed = [image.product.georeferenced(layer, cache_folder, elevation) for layer in image.layers]
    try:
        cells = _Cells(raster, placed[0])
        bands = [_counterpart(layer, raster) for layer in image.layers]
        known = _reflectance(raster, np.stack([
            cells.averages(reference, i + 1) for i in range(len(raster.bands))]))
        mask = with_own_mask(Source(reference), raster).mask
        if mask is not None:
            known[:, cells.averages(mask.path, 1) != 1] = np.nan
        lines = [normalizing_line(cells.averages(layer.path, layer.band, layer.fill), known[band])
                 for layer, band in zip(placed, bands)]
    except GdalError as error:
        raise damaged(image.name, reference, error) from error
    for layer, line in zip(image.layers, lines):
        if line is None:
            raise InputError(tr(
                "{image} and {reference} have too little in common in the band {band} to make one "
                "comparable to the other. Choose a reference of about the same day and place, "
                "without clouds.").format(image=image.name, reference=raster.name,
                                          band=layer.name), image.name)
    return replace(
        image, product=replace(image.product, quantity=Quantity.COMPARABLE),
        layers=tuple(replace(layer, gain=line[0], offset=line[1])
                     for layer, line in zip(image.layers, lines) if line is not None),
        notes=(*image.notes, tr("Its numbers were made comparable to {reference} by the places "
                                "that have not changed.").format(reference=raster.name)))


def normalizing_line(numbers: np.ndarray, known: np.ndarray) -> tuple[float, float] | None:
    """Return gain and offset of the line from numbers to what is known of most places.

    numbers, known: of the same places, NaN where there is nothing. None if there are too few, or
    they are too unlike.
    """
    counts = np.isfinite(numbers) & np.isfinite(known)
    x, y = numbers[counts].astype(float), known[counts].astype(float)
    kept = np.ones(x.size, bool)
    for _ in range(_ROUNDS):
        if kept.sum() < _LEAST_CELLS or not x[kept].std() or not y[kept].std():
            return None
        gain = y[kept].std() / x[kept].std()
        offset = y[kept].mean() - gain * x[kept].mean()
        far = np.abs(y - gain * x - offset)
        nearer = far <= _FAR * 1.4826 * np.median(far[kept])
        if (nearer == kept).all():
            break
        kept = nearer
    if np.corrcoef(x[kept], y[kept])[0, 1] < _LEAST_LIKENESS:
        return None
    return float(gain), float(offset)


def _counterpart(layer: Layer, raster: Raster) -> int:
    """Return the index of the band of a raster that is the same as a layer, or nearest to it."""
    distances = {i: abs(band.wavelength - layer.wavelength) for i, band in enumerate(raster.bands)
                 if band.wavelength}
    distances.update({i: 0.0 for i, band in enumerate(raster.bands) if band.name == layer.name})
    nearest = min(distances, key=distances.__getitem__, default=None)
    if nearest is None or distances[nearest] > WAVELENGTH_TOLERANCE:
        raise InputError(tr(
            "{reference} has no band like {band} ({wavelength:g} nm). Prepare it with all bands, "
            "or choose fewer of the other image.").format(
                reference=raster.name, band=layer.name, wavelength=layer.wavelength), raster.name)
    return nearest


def _reflectance(raster: Raster, numbers: np.ndarray) -> np.ndarray:
    """Return the reflectance that numbers of a file stand for: (bands, rows, columns) both."""
    def by(calibration: Calibration) -> np.ndarray:
        gains, offsets = (np.array(each)[:, None, None]
                          for each in (calibration.gains, calibration.offsets))
        return numbers * gains + offsets

    values = by(raster.calibration)
    units = reflectance_units(raster, values[:, np.isfinite(values).all(axis=0)])
    return by(to_reflectance(raster, units))


class _Cells:
    """The cells in which a raster and a layer overlap, on the raster's reference system."""

    def __init__(self, raster: Raster, layer: Layer):
        opened = open_raster(layer.path)
        with gdal_errors():
            warped = gdal.AutoCreateWarpedVRT(opened, None, raster.grid.wkt)
            left, width, _, top, _, height = warped.GetGeoTransform()
            right, bottom = left + warped.RasterXSize * width, top + warped.RasterYSize * height
        grid = raster.grid
        self._crs = grid.wkt
        self._bounds = (max(left, grid.left), max(bottom, grid.top - grid.rows * grid.pixel_height),
                        min(right, grid.left + grid.columns * grid.pixel_width),
                        min(top, grid.top))
        across, along = self._bounds[2] - self._bounds[0], self._bounds[3] - self._bounds[1]
        size = max(_PIXELS * max(width, -height, grid.pixel_size), max(across, along) / _CELLS)
        if min(across, along) < size:
            raise InputError(tr("{reference} lies elsewhere than {layer}.").format(
                reference=raster.name, layer=layer.path), raster.name)
        self._shape = round(along / size) or 1, round(across / size) or 1

    def averages(self, path: str, band: int, fill: tuple[float, ...] = ()) -> np.ndarray:
        """Return the averages of a band in the cells, NaN where there is nothing."""
        opened = open_raster(path)
        with gdal_errors():
            alone = gdal.Translate("", opened, format="VRT", bandList=[band])
            rows, columns = self._shape
            averages = gdal.Warp(
                "", alone, format="MEM", dstSRS=self._crs, outputBounds=self._bounds,
                width=columns, height=rows, resampleAlg="average", outputType=gdal.GDT_Float64,
                srcNodata=fill[0] if fill else None, dstNodata=float("nan"))
            return averages.ReadAsArray()
