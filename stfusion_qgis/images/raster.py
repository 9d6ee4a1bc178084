"""A raster file, opened and checked, and read with its validity."""

from __future__ import annotations

import copy
import datetime
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from osgeo import gdal

from ..errors import InputError
from ..translation import tr
from .bands import Band, describe_band
from .calibration import Calibration
from .dates import date_of
from .gdal_tools import GdalError, gdal_errors, metadata_of, open_raster
from .image import Image
from .mask_rule import MaskRule
from .placing import grid_of, is_south_up
from .read_files import ReadFiles
from .source import NodataSetting, Source, short_name
from .window import Window

LARGEST = 1e20
"""From here on a number is a fill value, whatever the tag says: its square is beyond float32."""

SMALLEST = 1e-20
"""Smaller numbers are 0: their squares are beyond float32, too."""

MASK_ITEM = "STFUSION_MASK"
"""Item of the metadata of an image: the path of its mask, relative to its folder."""


class Readable(Protocol):
    """An image on the grid of a raster."""

    def read(self, window: Window) -> Image:
        """Return the pixels of a window of the grid."""


class Raster:
    """A raster file: what it holds, and windows of it. It does not change once it is open.

    source: what GDAL opens. name: what the user calls it. grid: where its pixels lie.
    bands: description of each band of the file. selection: indices of the bands that `read` gives.
    calibration: line of each band of the file from its numbers to the values that `read` gives; at
    first what the tags of the file state. mask: of the pixels that may be used, or None.
    date: when it was taken, or None. open_options: of GDAL's driver.
    files: that it is read from. mask_item: what its metadata say of a mask that it brings along.

    Reading is safe from several threads: each has a GDAL dataset of its own.
    """

    def __init__(self, source: str, name: str = "", date: datetime.date | None = None, *,
                 crs: str | None = None, nodata: Sequence[NodataSetting] = (),
                 open_options: Sequence[str] = ()):
        """Open `source`.

        crs, nodata, open_options: what the user has set, as in `Source`.

        Raises:
            InputError: it cannot be opened, has no bands, no CRS, a rotated grid or values
                that are no real numbers.
        """
        self.source = source
        self.name = name or short_name(source)
        self.mask: Readable | None = None
        self._rule: MaskRule | None = None
        self._amendments: tuple[Callable[[Image, Window], None], ...] = ()
        self._nodata = tuple(nodata)
        self._turn = 0  # columns of the file that lie beyond the eastern end
        self.open_options = tuple(open_options)
        self._local = threading.local()
        dataset = self._dataset()
        self.files = ReadFiles.of(source, dataset)
        try:
            self._describe(dataset, crs, date)
        except RuntimeError as error:  # how GDAL raises where its exceptions are switched on
            raise self._unopened(error) from error

    @classmethod
    def of(cls, source: Source) -> Raster:
        """Open an image as the user gives it, without its mask.

        Raises:
            InputError: as opening its path.
        """
        return cls(source.path, source.name, source.date, crs=source.crs, nodata=source.nodata,
                   open_options=source.open_options)

    def with_bands(self, selection: Sequence[int]) -> Raster:
        """Return the same raster of which `read` gives these bands, by their indices."""
        return self if list(selection) == self.selection else self._with(selection=list(selection))

    def with_mask(self, mask: Readable) -> Raster:
        """Return the same raster without the pixels that a mask leaves out."""
        return self._with(mask=mask)

    def calibrated(self, calibration: Calibration) -> Raster:
        """Return the same raster whose numbers become values by another calibration."""
        return self if calibration == self.calibration else self._with(calibration=calibration)

    def as_mask(self, rule: MaskRule) -> Raster:
        """Return the first band of the same raster, read as 1 where a pixel may be used, else 0.

        A value that the rule names may be used, even if the file has it for nodata.
        """
        return self.with_bands([0])._with(_rule=rule)

    def less(self, difference: Readable) -> Raster:
        """Return the same raster less an image on its grid, which is 0 where it is invalid."""
        def subtract(image: Image, window: Window) -> None:
            image.values -= np.where(image.valid, difference.read(window).values, 0)

        return self._with(_amendments=(*self._amendments, subtract))

    def filled_by(self, other: Readable) -> Raster:
        """Return the same raster whose gaps are filled by an image on its grid."""
        def fill(image: Image, window: Window) -> None:
            if not image.valid.all():
                found = other.read(window)
                gaps = found.valid & ~image.valid
                image.values[:, gaps] = found.values[:, gaps]
                image.valid |= gaps

        return self._with(_amendments=(*self._amendments, fill))

    def renumbered(self, degrees: float) -> Raster:
        """Return the same raster with other longitudes for the same places."""
        return self if not degrees else self._with(
            grid=replace(self.grid, left=self.grid.left + degrees))

    def turned(self, columns: int) -> Raster:
        """Return the same raster of the whole world, beginning that many columns further east."""
        left = self.grid.left + columns * self.grid.pixel_width
        return self._with(grid=replace(self.grid, left=left),
                          _turn=(self._turn + columns) % self.grid.columns)

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
        for amend in self._amendments:
            amend(image, window)
        return image

    def _read_inside(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        row, rows = self.in_file(window).row, window.rows
        numbers = [self.bands[i].number for i in self.selection]
        try:
            with gdal_errors():
                dataset = self._dataset()
                parts, masks = [], []  # more than one where the file ends in their middle
                for column, columns in self._columns(window):
                    place = column, row, columns, rows
                    parts.append(dataset.ReadAsArray(*place, band_list=numbers).reshape(
                        len(numbers), rows, columns))
                    masks.append([band.ReadAsArray(*place) > 0
                                  for band in self._mask_bands(dataset, numbers)])
        except GdalError as error:
            raise InputError(tr(
                "{layer} cannot be read ({reason}). The file may be damaged or incomplete: copy or "
                "download it again.").format(layer=self.name, reason=error)) from error
        raw = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=2)
        if self._signed and raw.dtype == np.uint8:
            raw = raw.view(np.int8)
        if raw.dtype == np.float16:  # from GDAL 3.11 on, of files that older versions widen
            raw = raw.astype(np.float32)
        valid = self._valid(raw)
        for mask in zip(*masks):
            valid &= np.concatenate(mask, axis=1)
        if self._rule is None and not valid.any():
            return np.zeros(raw.shape, np.float32), valid
        if raw.dtype.kind == "f":
            raw[np.abs(raw) < SMALLEST] = 0
        if self._south_up:
            raw, valid = raw[:, ::-1], valid[::-1]
        if self.mask is not None:
            valid &= np.concatenate([_usable(self.mask.read(
                window._replace(column=column, columns=columns)))
                for column, columns in self._columns(window)], axis=1)
        if self._rule is not None:
            return (self._rule.usable(raw) & valid).astype(np.float32), np.ones_like(valid)
        calibration = self.calibration.of(self.selection)
        if calibration.is_none:
            return np.where(valid, raw, 0).astype(np.float32), valid
        values = calibration.values(np.where(valid, raw, 0))
        return np.where(valid, values, 0).astype(np.float32), valid

    def in_file(self, window: Window) -> Window:
        """Return the window of the file that holds the pixels of a window of the grid."""
        row = self.grid.rows - window.row - window.rows if self._south_up else window.row
        parts = self._columns(window)
        column, columns = parts[0] if len(parts) == 1 else (0, self.grid.columns)
        return Window(row, column, window.rows, columns)

    def _columns(self, window: Window) -> list[tuple[int, int]]:
        """Return the first column and the number of columns of the parts to read of the file."""
        whole, first = self.grid.columns, window.column + self._turn
        if first >= whole:
            first -= whole
        inside = min(window.columns, whole - first)
        rest = window.columns - inside
        return [(first, inside), *([(0, rest)] if rest else [])]

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
            setting = self._nodata[i] if i < len(self._nodata) else NodataSetting()
            for least, greatest in setting.ranges:
                valid &= ~((values >= least) & (values <= greatest))
            if nodata is not None and setting.tagged and can_hold(values.dtype, nodata) \
                    and not (self._rule is not None and self._rule.names(nodata)):
                valid &= values != values.dtype.type(nodata)
            if values.dtype.kind == "f":
                valid &= np.abs(values) < LARGEST
        return valid

    def _describe(self, dataset: gdal.Dataset, crs: str | None, date: datetime.date | None,
                  ) -> None:
        if not dataset.RasterCount:
            raise InputError(tr(
                "{layer} has no raster bands. If it is a container of several images, choose one "
                "of them.").format(layer=self.name))
        self.grid = grid_of(dataset, self.name, crs)
        self._south_up = is_south_up(dataset)
        bands = [dataset.GetRasterBand(i + 1) for i in range(dataset.RasterCount)]
        alpha = [band for band in bands[1:] if band.GetColorInterpretation() == gdal.GCI_AlphaBand]
        self._alpha = alpha[-1].GetBand() if alpha else None
        self.bands: list[Band] = [describe_band(band) for band in bands
                                  if band.GetBand() != self._alpha]
        self.selection = list(range(len(self.bands)))
        self.calibration = Calibration.stated(self.bands)
        self.data_type = bands[0].DataType
        if gdal.GetDataTypeName(self.data_type) == "Float16":
            self.data_type = gdal.GDT_Float32  # which all versions of GDAL can write
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
        metadata = metadata_of(dataset)
        self.date = date or date_of(metadata, self.name, self.source)
        self.mask_item = metadata.get(MASK_ITEM, "")

    def _dataset(self) -> gdal.Dataset:
        dataset = getattr(self._local, "dataset", None)
        if dataset is None:
            try:
                dataset = open_raster(self.source, self.open_options)
            except GdalError as error:
                raise self._unopened(error) from error
            self._local.dataset = dataset
        return dataset

    def _unopened(self, reason: Exception) -> InputError:
        return InputError(tr(
            "{layer} cannot be opened as a raster ({reason}). Check that the file exists "
            "and is complete.").format(layer=self.name, reason=reason))


def _usable(mask: Image) -> np.ndarray:
    return mask.valid & (mask.values[0] > 0)


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
    if band.nodata is None or not 128 <= band.nodata <= 255:
        return band
    return replace(band, nodata=band.nodata - 256)
