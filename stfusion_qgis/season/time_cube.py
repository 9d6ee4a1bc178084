"""A season as one netCDF file or Zarr store with a time axis, as CF describes it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence

import numpy as np
from osgeo import gdal, osr

from ..errors import InputError
from ..file_names import distinct_file_names
from ..images.gdal_tools import GdalError, gdal_errors, open_raster
from ..progress import Progress
from ..translation import tr
from ..whole_files import path_beside
from .season_files import DateFiles
from .smoothing.states import PixelState

FORMATS = {".nc": "netCDF", ".zarr": "Zarr"}
"""Drivers of GDAL by the ending of the name."""

_ROWS = 512  # read and written at a time
_EPOCH = 719163  # ordinal of 1970-01-01
_UNKNOWN_STATE = 255


def write_cube(path: str, files: Sequence[DateFiles], bands: Sequence[str],
               progress: Progress) -> None:
    """Write a season as one file: an array (time, y, x) a band, its deviation, and the states.

    path: ends in .nc or .zarr.

    Raises:
        InputError: this GDAL cannot write it, or the disk is full.
        Cancelled: through `progress`.
    """
    name = FORMATS[os.path.splitext(path)[1].lower()]
    driver = gdal.GetDriverByName(name)
    if driver is None or not driver.GetMetadataItem(gdal.DCAP_CREATE_MULTIDIMENSIONAL):
        raise InputError(tr("This GDAL cannot write {format}. Take GeoTIFFs alone.").format(
            format=name))
    temporary = path_beside(path) + os.path.splitext(path)[1]
    try:
        with gdal_errors():
            _write(driver, temporary, files, bands, progress)
        _removed(path)
        os.replace(temporary, path)
    except (GdalError, OSError) as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error)) from error
    finally:
        _removed(temporary)


def _removed(path: str) -> None:
    if os.path.isdir(path):
        shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        os.remove(path)


def _write(driver: gdal.Driver, path: str, files: Sequence[DateFiles], bands: Sequence[str],
           progress: Progress) -> None:
    dataset = driver.CreateMultiDimensional(path)
    root = dataset.GetRootGroup()
    first = open_raster(files[0].values)
    left, width, _, top, _, height = first.GetGeoTransform()
    reference = osr.SpatialReference(first.GetProjection())
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    reference.SetDataAxisToSRSAxisMapping([2, 1])  # of the axes y and x of the arrays
    rows, columns = first.RasterYSize, first.RasterXSize
    time = root.CreateDimension("time", gdal.DIM_TYPE_TEMPORAL, "", len(files))
    y = root.CreateDimension("y", gdal.DIM_TYPE_HORIZONTAL_Y, "NORTH", rows)
    x = root.CreateDimension("x", gdal.DIM_TYPE_HORIZONTAL_X, "EAST", columns)
    geographic = bool(reference.IsGeographic())
    unit = "degrees" if geographic else "m"
    kinds = ("latitude", "longitude") if geographic else (
        "projection_y_coordinate", "projection_x_coordinate")
    axes = [_axis(root, time, np.array([each.date.toordinal() - _EPOCH for each in files], float),
          {"standard_name": "time", "units": "days since 1970-01-01", "calendar": "standard",
           "axis": "T"})]
    for axis, start, step, size, kind, letter in (
            (y, top, height, rows, kinds[0], "Y"), (x, left, width, columns, kinds[1], "X")):
        axes.append(_axis(root, axis, start + (np.arange(size) + 0.5) * step,
              {"standard_name": kind, "units": f"{unit}_{'north' if letter == 'Y' else 'east'}"
               if geographic else unit, "axis": letter}))
    _text(root, "Conventions", "CF-1.8")
    names = _names(bands)
    arrays = []
    for number, (name, label) in enumerate(zip(names, bands), 1):
        for ending, source in (("", 1), ("_deviation", 2)):
            array = root.CreateMDArray(f"{name}{ending}", [time, y, x], _number(gdal.GDT_Float32))
            array.SetSpatialRef(reference)
            array.SetNoDataValueDouble(float("nan"))
            _text(array, "long_name", f"{label}{' standard deviation' if ending else ''}")
            arrays.append((array, source, number))
    for number, (name, long_name) in enumerate((
            ("state", "what a pixel rests on"),
            ("days_to_nearest", "days to the nearest observation")), 1):
        array = root.CreateMDArray(name, [time, y, x], _number(gdal.GDT_Byte))
        array.SetSpatialRef(reference)
        array.SetNoDataValueDouble(_UNKNOWN_STATE)
        _text(array, "long_name", long_name)
        if name == "state":
            values = array.CreateAttribute("flag_values", [len(PixelState)], _number(gdal.GDT_Byte))
            values.Write(np.array([int(state) for state in PixelState], np.uint8))
            _text(array, "flag_meanings", " ".join(state.name.casefold() for state in PixelState))
        arrays.append((array, 3, number))
    if driver.ShortName == "Zarr":  # by which xarray knows the dimensions; GDAL leaves it out
        for array in [*axes, *(array for array, _, _ in arrays)]:
            names = [dimension.GetName() for dimension in array.GetDimensions()]
            array.CreateAttribute("_ARRAY_DIMENSIONS", [len(names)],
                                  gdal.ExtendedDataType.CreateString()).Write(names)
    for place, each in enumerate(files):
        progress.report(place / len(files))
        opened = [open_raster(file) for file in each[1:]]
        for array, source, number in arrays:
            for row in range(0, rows, _ROWS):
                progress.check()
                count = min(_ROWS, rows - row)
                band = opened[source - 1].GetRasterBand(number)
                values = _values(band, row, count, columns, is_state=source == 3,
                                 deviations=source == 2)
                array.Write(values[None], array_start_idx=[place, row, 0],
                            count=[1, count, columns])
    del arrays, axes, array, root
    dataset = None


def _values(band: gdal.Band, row: int, rows: int, columns: int, is_state: bool,
            deviations: bool) -> np.ndarray:
    """Return rows of a band in units of the image, NaN where unknown."""
    raw = band.ReadAsArray(0, row, columns, rows)
    if is_state:
        return np.ascontiguousarray(raw)
    nodata = band.GetNoDataValue()
    values = raw.astype(np.float32)
    if nodata is not None and nodata == nodata:
        values[raw == raw.dtype.type(nodata)] = np.nan
    scale, offset = band.GetScale(), band.GetOffset()
    values *= np.float32(1.0 if scale is None else scale)
    return values + np.float32(0.0 if offset is None or deviations else offset)


def _names(bands: Sequence[str]) -> list[str]:
    """Return names of variables: letters, digits and underscores alone."""
    clean = ["".join(c if c.isascii() and c.isalnum() else "_" for c in name).strip("_")
             for name in bands]
    return distinct_file_names(f"band_{name}" if not name[:1].isalpha() else name
                               for name in clean)


def _axis(root: gdal.Group, dimension: gdal.Dimension, values: np.ndarray,
          attributes: dict[str, str]) -> gdal.MDArray:
    array = root.CreateMDArray(dimension.GetName(), [dimension], _number(gdal.GDT_Float64))
    for name, text in attributes.items():
        _text(array, name, text)
    array.Write(values)
    return array


def _text(where: gdal.Group | gdal.MDArray, name: str, text: str) -> None:
    where.CreateAttribute(name, [], gdal.ExtendedDataType.CreateString()).Write(text)


def _number(kind: int) -> gdal.ExtendedDataType:
    return gdal.ExtendedDataType.Create(kind)
