"""HDF4 where GDAL was built without it: read through the optional package pyhdf.

A layer's path is then no file of GDAL's but `PYHDF:"FILE":FIELD`; `readable` writes the field into
the cache as a GeoTIFF.
"""

from __future__ import annotations

import os
import re
from typing import Any

import numpy as np
from osgeo import gdal

from ...errors import InputError
from ...images.gdal_tools import gdal_errors, memory_dataset
from ...translation import tr
from ..cached_files import cached_file
from ..download import damaged
from .struct_metadata import placing_of

_PATH = re.compile(r'PYHDF:"(?P<file>.+)":(?P<field>.+)')
_SIGNATURE = b"\x0e\x03\x13\x01"


def needs_pyhdf(path: str) -> bool:
    """Return whether a file is in HDF4 and GDAL was built without it."""
    if gdal.GetDriverByName("HDF4") is not None and gdal.GetDriverByName("HDF4Image") is not None:
        return False
    try:
        with open(path, "rb") as file:
            return file.read(4) == _SIGNATURE
    except OSError:
        return False


def fields_of(path: str, product: str) -> dict[str, str]:
    """Return the paths of a file's fields, by their names.

    Raises:
        InputError: pyhdf is missing, or the file cannot be read.
    """
    return {name: f'PYHDF:"{path}":{name}' for name in _opened(path, product).datasets()}


def is_own_path(path: str) -> bool:
    """Return whether a path is of a field that pyhdf reads."""
    return _PATH.fullmatch(path) is not None


def scale_of(path: str) -> float | None:
    """Return the tag scale_factor of a field that pyhdf reads; None if it has none."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    field = _opened(found["file"], found["file"]).select(found["field"])
    return field.attributes().get("scale_factor")


def readable(path: str, cache_folder: str) -> str:
    """Return a path that GDAL opens: the field as a GeoTIFF of the cache, or the path as it was.

    Raises:
        InputError: pyhdf is missing, or the file cannot be read.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        return path
    file, field = found["file"], found["field"]
    return cached_file(cache_folder, "hdf4", ".tif",
                       lambda target: _write(file, field, target), (file,), field)


def _write(path: str, field: str, target: str) -> None:
    opened = _opened(path, path)
    numbers = np.asarray(opened.select(field).get())
    attributes = opened.attributes()
    text = "".join(attributes[name] for name in sorted(attributes)
                   if name.startswith("StructMetadata."))
    placing = placing_of(text, field)
    if numbers.ndim != 2 or placing is None:
        raise damaged(path, path, tr("{field} has no grid that is known").format(field=field))
    if numbers.dtype == np.int8:  # GDAL has this type from version 3.7 on only
        numbers = numbers.astype(np.int16)
    data_type = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16,
                 "uint32": gdal.GDT_UInt32, "int32": gdal.GDT_Int32}.get(
                     numbers.dtype.name, gdal.GDT_Float64)
    with gdal_errors():
        gdal.GetDriverByName("GTiff").CreateCopy(
            target, memory_dataset(numbers[None], placing.geo_transform, placing.wkt, data_type),
            options=["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"])


def _opened(path: str, product: str) -> Any:
    try:
        from pyhdf.error import HDF4Error
        from pyhdf.SD import SD
    except ImportError as error:
        raise InputError(tr(
            "{product} is a file of the format HDF4, which this QGIS cannot read. Install pyhdf on "
            "the page 'STFusion' of the options of QGIS (Settings - Options).").format(
                product=os.path.basename(product)), product) from error
    try:
        return SD(path)
    except HDF4Error as error:
        raise damaged(product, path, error) from error
