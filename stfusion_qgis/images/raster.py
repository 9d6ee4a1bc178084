"""A raster file, opened and checked, and read with its validity."""

from __future__ import annotations

import copy
import datetime
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from osgeo import gdal

from ..errors import InputError
from ..translation import tr
from .bands import Band, describe_band
from .calibration import Calibration
from .dates import date_of
from .gdal_tools import GdalError, gdal_errors, open_raster
from .grid import Grid
from .image import Image
from .window import Window

LARGEST = 1e20
"""From here on a number is a fill value, whatever the tag says: its square is beyond float32."""

SMALLEST = 1e-20
"""Smaller numbers are 0: their squares are beyond float32, too."""


class Mask(Protocol):
    """Anything that tells which pixels of a window of a raster may be used."""

    def read(self, window: Window) -> Image:
        """Return an image whose `values` are above 0 where a pixel may be used."""


class Raster:
    """A raster file: what it holds, and windows of it. It does not change once it is open.

    source: what GDAL opens. name: what the user calls it. grid: where its pixels lie.
    bands: description of each band of the file. selection: indices of the bands that `read` gives.
    calibration: line of each band of the file from its numbers to the values that `read` gives; at
    first what the tags of the file state. mask: of the pixels that may be used, or None.
    date: when it was taken, or None.

    Reading is safe from several threads: each has a GDAL dataset of its own.
    """

    def __init__(self, source: str, name: str = "", date: datetime.date | None = None):
        """Open `source`.

        Raises:
            InputError: it cannot be opened, has no bands, no CRS, a rotated grid or values
                that are no real numbers.
        """
        self.source = source
        self.name = name or os.path.basename(source) or source
        self.mask: Mask | None = None
        self._local = threading.local()
        dataset = self._dataset()
        if not dataset.RasterCount:
            raise InputError(tr(
                "{layer} has no raster bands. If it is a container of several images, choose one "
                "of them.").format(layer=self.name))
        self.grid = _grid_of(dataset, self.name)
        bands = [dataset.GetRasterBand(i + 1) for i in range(dataset.RasterCount)]
        alpha = [band for band in bands[1:] if band.GetColorInterpretation() == gdal.GCI_AlphaBand]
        self._alpha = alpha[-1].GetBand() if alpha else None
        self.bands: list[Band] = [describe_band(band) for band in bands
                                  if band.GetBand() != self._alpha]
        self.selection = list(range(len(self.bands)))
        self.calibration = Calibration.stated(self.bands)
        self.data_type = bands[0].DataType
        if gdal.DataTypeIsComplex(self.data_type):
            raise InputError(tr("{layer} holds complex numbers. Fusion needs real values, such as "
                                "reflectance.").format(layer=self.name))
        self._has_mask_band = bool(bands[0].GetMaskFlags() & gdal.GMF_PER_DATASET)
        # Flags of 0: the band has a mask that is its own, as bands of virtual rasters may.
        self._own_masks = {band.GetBand() for band in bands if not band.GetMaskFlags()}
        self._signed = is_signed_byte(bands[0])
        if self._signed:
            self.data_type = gdal.GDT_Int16  # which all versions of GDAL can write
            self.bands = [_signed(band) for band in self.bands]
        self.block_size = bands[0].GetBlockSize()
        self.date = date or date_of(dataset.GetMetadata(), self.name) \
            or date_of({}, os.path.basename(source))

    def with_bands(self, selection: Sequence[int]) -> Raster:
        """Return the same raster of which `read` gives these bands, by their indices."""
        return self if list(selection) == self.selection else self._with(selection=list(selection))

    def with_mask(self, mask: Mask) -> Raster:
        """Return the same raster without the pixels that a mask leaves out."""
        return self._with(mask=mask)

    def calibrated(self, calibration: Calibration) -> Raster:
        """Return the same raster whose numbers become values by another calibration."""
        return self if calibration == self.calibration else self._with(calibration=calibration)

    def _with(self, **changes: Any) -> Raster:
        changed = copy.copy(self)
        changed.__dict__.update(changes)
        return changed

    @property
    def selected_bands(self) -> list[Band]:
        """Return the bands that `read` gives."""
        return [self.bands[i] for i in self.selection]

    @property
    def band_names(self) -> list[str]:
        """Return the names of the bands that `read` gives."""
        return [band.name for band in self.selected_bands]

    @property
    def is_tagged(self) -> bool:
        """Say whether the file states a scale or an offset of a band that `read` gives."""
        return not Calibration.straight(self.selected_bands).is_none

    @property
    def path(self) -> str | None:
        """Return the path of the file on disk, or None where the source is no plain file."""
        return os.path.realpath(self.source) if os.path.exists(self.source) else None

    def read(self, window: Window) -> Image:
        """Return the pixels of `window`, which may reach beyond the raster: invalid there.

        Raises:
            InputError: the file cannot be read, for example because it is truncated.
        """
        image = Image.empty(len(self.selection), window.rows, window.columns)
        seen = window.overlap(self.grid.whole())
        if seen.is_empty:
            return image
        values, valid = self._read_inside(seen)
        inside = seen.slices_in(window)
        image.values[(slice(None), *inside)] = values
        image.valid[inside] = valid
        return image

    def _read_inside(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        row, column, rows, columns = window
        numbers = [self.bands[i].number for i in self.selection]
        try:
            with gdal_errors():
                dataset = self._dataset()
                raw = dataset.ReadAsArray(column, row, columns, rows, band_list=numbers)
                masks = [band.ReadAsArray(column, row, columns, rows) > 0
                         for band in self._mask_bands(dataset, numbers)]
        except GdalError as error:
            raise InputError(tr(
                "{layer} cannot be read ({reason}). The file may be damaged or incomplete: copy or "
                "download it again.").format(layer=self.name, reason=error)) from error
        raw = raw.reshape(len(numbers), rows, columns)
        if self._signed and raw.dtype == np.uint8:
            raw = raw.view(np.int8)
        valid = self._valid(raw)
        for mask in masks:
            valid &= mask
        if raw.dtype.kind == "f":
            raw[np.abs(raw) < SMALLEST] = 0
        if self.mask is not None:
            layer = self.mask.read(window)
            valid &= layer.valid & (layer.values[0] > 0)
        calibration = self.calibration.of(self.selection)
        if calibration.is_none:
            return np.where(valid, raw, 0).astype(np.float32), valid
        values = calibration.values(np.where(valid, raw, 0))
        return np.where(valid, values, 0).astype(np.float32), valid

    def _mask_bands(self, dataset: gdal.Dataset, numbers: Sequence[int]) -> list[gdal.Band]:
        """Return the masks of some bands that the file holds, besides nodata values."""
        masks = [dataset.GetRasterBand(number).GetMaskBand()
                 for number in numbers if number in self._own_masks]
        # GDAL takes an alpha band for the mask only where it is the second or the fourth band.
        if self._alpha:
            masks.append(dataset.GetRasterBand(self._alpha))
        elif self._has_mask_band:
            masks.append(dataset.GetRasterBand(1).GetMaskBand())
        return masks

    def _valid(self, raw: np.ndarray) -> np.ndarray:
        valid = np.ones(raw.shape[1:], bool)
        for i, values in zip(self.selection, raw):
            nodata = self.bands[i].nodata
            if nodata is not None and can_hold(values.dtype, nodata):
                valid &= values != values.dtype.type(nodata)
            if values.dtype.kind == "f":
                valid &= np.abs(values) < LARGEST
        return valid

    def _dataset(self) -> gdal.Dataset:
        dataset = getattr(self._local, "dataset", None)
        if dataset is None:
            try:
                dataset = open_raster(self.source)
            except GdalError as error:
                raise InputError(tr(
                    "{layer} cannot be opened as a raster ({reason}). Check that the file exists "
                    "and is complete.").format(layer=self.name, reason=error)) from error
            self._local.dataset = dataset
        return dataset


def can_hold(dtype: np.dtype, nodata: float) -> bool:
    """Say whether a pixel of the type can equal the value of a nodata tag."""
    if dtype.kind == "f":
        return bool(abs(nodata) <= np.finfo(dtype).max)
    limits = np.iinfo(dtype)
    return float(nodata).is_integer() and limits.min <= nodata <= limits.max


def is_signed_byte(band: gdal.Band) -> bool:
    """Say whether a band holds -128 to 127, which GDAL before 3.7 takes for 0 to 255."""
    return (gdal.GetDataTypeName(band.DataType) == "Int8"
            or band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE")


def _signed(band: Band) -> Band:
    """Return a band of signed bytes whose nodata tag may have been written as an unsigned one."""
    wrapped = band.nodata is not None and 128 <= band.nodata <= 255
    return replace(band, nodata=band.nodata - 256) if wrapped else band


def _grid_of(dataset: gdal.Dataset, name: str) -> Grid:
    wkt = dataset.GetProjection()
    transform = dataset.GetGeoTransform(can_return_null=True)
    if transform is None:
        raise InputError(tr("{layer} is not georeferenced. Georeference it, or export it with its "
                            "position, before fusion.").format(layer=name))
    if not wkt:
        raise InputError(tr(
            "{layer} has no coordinate reference system. Assign the right one (Raster > "
            "Projections > Assign projection).").format(layer=name))
    left, width, row_rotation, top, column_rotation, height = transform
    if row_rotation or column_rotation or width <= 0 or height >= 0:
        raise InputError(tr(
            "The grid of {layer} is rotated or not north-up. Warp it to a north-up grid first "
            "(Raster > Projections > Warp).").format(layer=name))
    return Grid(wkt, left, top, width, -height, dataset.RasterYSize, dataset.RasterXSize)
