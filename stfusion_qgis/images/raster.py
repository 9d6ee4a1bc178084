"""A raster file, opened and checked, and read with its validity."""

from __future__ import annotations

import copy
import datetime
import os
import threading
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from osgeo import gdal

from ..errors import InputError
from ..translation import tr
from .bands import Band, describe_band
from .dates import date_of
from .gdal_tools import GdalError, gdal_errors, open_raster, utf8
from .grid import Grid
from .image import Image
from .read_files import ReadFiles
from .window import Window


class Mask(Protocol):
    """Anything that tells which pixels of a window of a raster may be used."""

    def read(self, window: Window) -> Image:
        """Return an image whose `values` are above 0 where a pixel may be used."""


class Raster:
    """A raster file: what it holds, and windows of it. It does not change once it is open.

    source: what GDAL opens. name: what the user calls it. grid: where its pixels lie.
    bands: description of each band of the file. selection: indices of the bands that `read` gives.
    scale: factor that `read` applies to the values. mask: of the pixels that may be used, or None.
    date: when it was taken, or None. files: that it is read from.

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
        self.scale = 1.0
        self._local = threading.local()
        dataset = self._dataset()
        self.files = ReadFiles.of(source, dataset)
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
        self.data_type = bands[0].DataType
        if gdal.DataTypeIsComplex(self.data_type):
            raise InputError(tr("{layer} holds complex numbers. Fusion needs real values, such as "
                                "reflectance.").format(layer=self.name))
        self._has_mask_band = bool(bands[0].GetMaskFlags() & gdal.GMF_PER_DATASET)
        self.block_size = bands[0].GetBlockSize()
        self.date = date or date_of(dataset.GetMetadata(), self.name) \
            or date_of({}, os.path.basename(source))

    def with_bands(self, selection: Sequence[int]) -> Raster:
        """Return the same raster of which `read` gives these bands, by their indices."""
        return self if list(selection) == self.selection else self._with(selection=list(selection))

    def with_mask(self, mask: Mask) -> Raster:
        """Return the same raster without the pixels that a mask leaves out."""
        return self._with(mask=mask)

    def scaled(self, factor: float) -> Raster:
        """Return the same raster with its values multiplied."""
        return self if factor == 1.0 else self._with(scale=self.scale * factor)

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
                mask_band = self._mask_band(dataset)
                file_mask = mask_band and mask_band.ReadAsArray(column, row, columns, rows)
        except GdalError as error:
            raise InputError(tr(
                "{layer} cannot be read ({reason}). The file may be damaged or incomplete: copy or "
                "download it again.").format(layer=self.name, reason=error)) from error
        raw = raw.reshape(len(numbers), rows, columns)
        valid = self._valid(raw)
        if file_mask is not None:
            valid &= file_mask > 0
        if self.mask is not None:
            mask = self.mask.read(window)
            valid &= mask.valid & (mask.values[0] > 0)
        values = np.where(valid, raw, 0).astype(np.float32)
        if self.scale != 1.0:
            values *= np.float32(self.scale)
        return values, valid

    def _mask_band(self, dataset: gdal.Dataset) -> gdal.Band | None:
        # GDAL takes an alpha band for the mask only where it is the second or the fourth band.
        if self._alpha:
            return dataset.GetRasterBand(self._alpha)
        return dataset.GetRasterBand(1).GetMaskBand() if self._has_mask_band else None

    def _valid(self, raw: np.ndarray) -> np.ndarray:
        valid = np.ones(raw.shape[1:], bool)
        for i, values in zip(self.selection, raw):
            nodata = self.bands[i].nodata
            if nodata is not None and can_hold(values.dtype, nodata):
                valid &= values != values.dtype.type(nodata)
            if values.dtype.kind == "f":
                # Whatever the tag says: beyond float32 there is no reflectance.
                valid &= np.abs(values) < 1e38
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


def _grid_of(dataset: gdal.Dataset, name: str) -> Grid:
    wkt = dataset.GetProjection()
    transform = dataset.GetGeoTransform(can_return_null=True)
    if transform is None:
        raise InputError(tr("{layer} is not georeferenced. Georeference it, or export it with its "
                            "position, before fusion.").format(layer=name))
    if not wkt or wkt != utf8(wkt):
        raise InputError(tr(
            "{layer} has no coordinate reference system. Assign the right one (Raster > "
            "Projections > Assign projection).").format(layer=name))
    left, width, row_rotation, top, column_rotation, height = transform
    if row_rotation or column_rotation or width <= 0 or height >= 0:
        raise InputError(tr(
            "The grid of {layer} is rotated or not north-up. Warp it to a north-up grid first "
            "(Raster > Projections > Warp).").format(layer=name))
    return Grid(wkt, left, top, width, -height, dataset.RasterYSize, dataset.RasterXSize)
