"""Writing a predicted image: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from osgeo import gdal, gdal_array

from ..claimed_outputs import Claim
from ..errors import InputError
from ..translation import tr
from ..whole_files import path_beside
from .bands import Band
from .calibration import Calibration
from .gdal_tools import GdalError, check_all_there, gdal_errors, unlink
from .grid import Grid
from .polygon_labels import PolygonLabels
from .raster import Raster, can_hold
from .read_files import Holders
from .window import Window

_OPTIONS = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "BIGTIFF=IF_SAFER", "INTERLEAVE=BAND"]
# Level 6 makes files 1 to 2 % smaller than 4, and takes two to three times as long.
_COMPRESSION = ["COMPRESS=DEFLATE", "ZLEVEL=4", "NUM_THREADS=ALL_CPUS"]

_OVERVIEW_SMALLEST = 256

_IN_MEMORY = "/vsimem/"


def check_outputs(paths: Sequence[str], inputs: Iterable[Raster | PolygonLabels]) -> None:
    """Raise `InputError` if a path is no GeoTIFF that can be written, or is one of the inputs."""
    for path in paths:
        _check_writable(path)
    check_not_read([path for path in paths if not path.startswith(_IN_MEMORY)], inputs)


def _check_writable(path: str) -> None:
    folder = os.path.dirname(path) or "."
    if not path.lower().endswith((".tif", ".tiff")):
        raise InputError(tr("The output {path} must be a GeoTIFF: end its name with .tif."
                            ).format(path=path))
    if path.startswith(_IN_MEMORY):
        return
    if not os.path.isdir(folder):
        raise InputError(tr("The folder of the output {path} does not exist.").format(path=path))
    if not os.access(folder, os.W_OK):
        raise InputError(tr("The folder of the output {path} cannot be written to.").format(
            path=path))


def check_not_read(paths: Iterable[str], inputs: Iterable[Raster | PolygonLabels]) -> None:
    """Raise `InputError` if a file to write is one that an input is read from."""
    inputs = list(inputs)
    names = {raster.path: raster.name for raster in reversed(inputs)}
    holders = Holders((raster.files, raster.name) for raster in inputs)
    for path in paths:
        if (layer := names.get(os.path.realpath(path))) is not None:
            raise InputError(tr("The output {path} is the input {layer}. Choose another name."
                                ).format(path=path, layer=layer))
        if (layer := holders.of(path)) is not None:
            raise InputError(tr(
                "The input {layer} is read from the file {path}, which would be overwritten. "
                "Choose another name for the output.").format(path=path, layer=layer))


def check_unchanged(inputs: Iterable[Raster | PolygonLabels]) -> None:
    """Raise `InputError` if a file of an input is not the same any more as when it was opened."""
    for raster in inputs:
        if (path := raster.files.changed()) is not None:
            raise InputError(tr(
                "The file {path} of the input {layer} was changed while it was read, so the result "
                "would be a mixture. Run it again when the file is complete.").format(
                    path=path, layer=raster.name), raster.name)


class Writer:
    """A GeoTIFF that appears under its name only when it is complete.

    Blocks go to a temporary file beside the target. `finish` is `complete`, after which
    nothing can go wrong for want of space, and `publish`, which renames the file. `discard`
    removes it. Use it in a `with` statement: leaving it without `finish` discards the file.
    """

    def __init__(self, path: str, grid: Grid, bands: list[Band], *,
                 data_type: int = gdal.GDT_Float32, nodata: float | None = None,
                 calibration: Calibration | None = None, deviations: bool = False,
                 metadata: Mapping[str, str] | None = None, compressed: bool = True,
                 half: bool = False):
        """Create the temporary file.

        bands: whose names, wavelengths, scales and colours the output's bands get.
        calibration: of the file's bands, by which values become its numbers; None for values
            that are the numbers. deviations: whether the values are deviations, without offset.
        data_type: of GDAL; integers are rounded and limited to its range.
        nodata: value of pixels that are not valid; None, or what the data type cannot hold,
            chooses one by the data type.
        metadata: items of the file.
        compressed: whether space counts more than time.
        half: whether float32 is kept in 16 bits, of which all versions of GDAL make float32 again.

        Raises:
            InputError: the file cannot be created, or another run writes it at the moment.
        """
        self.path, self.grid, self._bands = path, grid, bands
        self._calibration = None if calibration is None or calibration.is_none else calibration
        self._deviations = deviations
        self._temporary = path_beside(path)
        self._data_type, self._half = data_type, half
        self._dtype = np.dtype(gdal_array.GDALTypeCodeToNumericTypeCode(data_type))
        self._integers = np.iinfo(self._dtype) if self._dtype.kind in "ui" else None
        self.nodata = nodata if nodata is not None and can_hold(self._dtype, nodata) \
            else self._default_nodata()
        self._dataset: Any = None
        self._claim: Claim | None = None
        with self._failing_clearly():
            self._claim = Claim(path)
            self._dataset = self._create(dict(metadata or {}), compressed)

    def _default_nodata(self) -> float:
        if not self._integers:
            return float("nan")
        return self._integers.min if self._integers.min < 0 else self._integers.max

    def _create(self, metadata: dict[str, str], compressed: bool) -> gdal.Dataset:
        # A predictor makes neighbouring values smaller before they are compressed.
        predictor = "PREDICTOR=2" if self._integers else "PREDICTOR=3"
        compression = [*_COMPRESSION, predictor] if compressed and not self._half else \
            [*_COMPRESSION] if compressed else []
        compression += ["NBITS=16"] if self._half else []
        dataset = gdal.GetDriverByName("GTiff").Create(
            self._temporary, self.grid.columns, self.grid.rows, len(self._bands),
            self._data_type, [*_OPTIONS, *compression])
        dataset.SetGeoTransform(self.grid.geo_transform)
        dataset.SetProjection(self.grid.wkt)
        dataset.SetMetadata({**metadata, "AREA_OR_POINT": "Area"})
        for i, described in enumerate(self._bands):
            band = dataset.GetRasterBand(i + 1)
            band.SetNoDataValue(self.nodata)
            band.SetDescription(described.name)
            if described.wavelength is not None:
                band.SetMetadata({"wavelength": f"{described.wavelength:g}",
                                  "wavelength_units": "nm"})
            if described.scale not in (None, 1.0):
                band.SetScale(described.scale)
            if described.offset not in (None, 0.0) and not self._deviations:
                band.SetOffset(described.offset)
            # A palette is for the classes of another image.
            if described.colour != gdal.GCI_PaletteIndex:
                band.SetColorInterpretation(described.colour)
        return dataset

    def describe(self, metadata: Mapping[str, str]) -> None:
        """Add items to the metadata of the file."""
        with self._failing_clearly():
            self._dataset.SetMetadata({**self._dataset.GetMetadata(), **metadata})

    def write(self, window: Window, values: np.ndarray, valid: np.ndarray) -> None:
        """Write a block: values (bands, rows, columns), valid (rows, columns).

        The values become numbers by the calibration. A valid integer that falls on the nodata
        value is moved by one: it stays valid.

        Raises:
            InputError: the disk is full or the like.
        """
        valid = valid & np.isfinite(values).all(axis=0)
        if self._calibration is not None:
            values = self._calibration.numbers(values, self._deviations)
        if self._integers:
            limits = self._integers.min, self._integers.max
            with np.errstate(invalid="ignore"):
                numbers = np.rint(values, dtype=np.float64).clip(*limits)
            step = 1 if self.nodata < self._integers.max else -1
            numbers = np.where(numbers == self.nodata, self.nodata + step, numbers)
        else:
            numbers = values
        numbers = np.where(valid, numbers, self.nodata)
        with self._failing_clearly():
            self._dataset.WriteArray(numbers.astype(self._dtype), window.column, window.row)

    def finish(self, overviews: bool = False) -> None:
        """Complete the file and give it its name.

        Raises:
            InputError: the disk is full or the like.
        """
        self.complete(overviews)
        self.publish()

    def complete(self, overviews: bool = False) -> None:
        """Write what is still in memory, and smaller copies of the image if wanted.

        Raises:
            InputError: the disk is full or the like.
        """
        with self._failing_clearly():
            # First what is there: GDAL does not bear a full disk while it builds overviews.
            self._dataset.FlushCache()
        with self._failing_clearly():
            if overviews:
                self._check_space()
                self._build_overviews()
            self._dataset.FlushCache()
            self._dataset = None
        with self._failing_clearly():
            check_all_there(self._temporary)

    def publish(self) -> None:
        """Give the complete file its name.

        Raises:
            InputError: another program holds a file of that name.
        """
        with self._failing_clearly():
            if self.path.startswith(_IN_MEMORY):
                gdal.Rename(self._temporary, self.path)
            else:
                os.replace(self._temporary, self.path)
                for leftover in (self.path + ".aux.xml", self.path + ".ovr"):
                    with contextlib.suppress(FileNotFoundError):
                        os.remove(leftover)
        self._release()

    def _check_space(self) -> None:
        """Raise `OSError` if smaller copies may not fit on the disk: they take up to a third."""
        if self.path.startswith(_IN_MEMORY):
            return
        free = shutil.disk_usage(os.path.dirname(self.path) or ".").free
        pixels = self.grid.rows * self.grid.columns * len(self._bands)
        if free < min(pixels * self._dtype.itemsize, os.path.getsize(self._temporary)) / 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _build_overviews(self) -> None:
        factor, factors = 2, []
        while max(self.grid.rows, self.grid.columns) / factor > _OVERVIEW_SMALLEST:
            factors.append(factor)
            factor *= 2
        if factors:
            self._dataset.BuildOverviews("AVERAGE", factors)

    def discard(self) -> None:
        """Remove what was written; nothing happens after `publish`."""
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        try:
            self._dataset = None
            unlink(self._temporary)
        except RuntimeError:
            pass
        finally:
            gdal.PopErrorHandler()
            self._release()

    def _release(self) -> None:
        if self._claim is not None:
            self._claim.release()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *error: object) -> None:
        self.discard()

    @contextlib.contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        try:
            with gdal_errors():
                yield
        except (GdalError, OSError) as error:
            self.discard()
            raise InputError(tr(
                "The output {path} cannot be written ({reason}). Check the free space of the disk "
                "and that no other program uses the file.").format(
                    path=self.path, reason=error)) from error
