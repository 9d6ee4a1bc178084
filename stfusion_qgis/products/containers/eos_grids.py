"""Gridded layers of HDF-EOS files: products of MODIS in HDF4, of VIIRS in HDF5."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from osgeo import gdal

from ...images.gdal_tools import GdalError, gdal_errors, metadata_of, open_raster
from ...translation import tr
from ..download import Download, damaged
from ..layouts import subdatasets
from ..stored_layers import Details, Layer
from . import hdf4
from .struct_metadata import placing_of

_IN_HDF5 = re.compile(r'HDF5:"?(?P<file>.+?)"?://(?P<field>.+)')


def on_eos_grid(layer: Layer, cache_folder: str, elevation: str = "") -> Layer:
    """Return a layer that GDAL opens, with its grid: see `Product.georeferenced`.

    Raises:
        InputError: it cannot be read.
    """
    layer = replace(layer, path=hdf4.readable(layer.path, cache_folder))
    found = _IN_HDF5.fullmatch(layer.path)
    if found is None or layer.placing is not None:
        return layer
    try:
        dataset = open_raster(layer.path)
        if dataset.GetGeoTransform(can_return_null=True) is not None:
            return layer
        text = _struct_metadata(found["file"])
    except (GdalError, AttributeError, TypeError) as error:
        raise damaged(found["file"], found["file"], error) from error
    placing = placing_of(text, found["field"].rsplit("/", 1)[-1])
    if placing is None:
        raise damaged(found["file"], found["file"], tr("{field} has no grid that is known").format(
            field=found["field"].rsplit("/", 1)[-1]))
    return replace(layer, placing=placing)


@lru_cache(maxsize=16)
def _struct_metadata(path: str) -> str:
    """Return the text StructMetadata of a file in HDF5."""
    with gdal_errors():
        opened = gdal.OpenEx(path, gdal.OF_MULTIDIM_RASTER, allowed_drivers=["HDF5"])
        root = opened.GetRootGroup()
        group = root.OpenGroup("HDFEOS INFORMATION")
        parts = [group.OpenMDArray(name).Read() for name in sorted(group.GetMDArrayNames())
                 if name.startswith("StructMetadata.")]
    return "".join(part if isinstance(part, str) else str(part[0]) for part in parts)


def scale_compared(place: str, gain: float) -> Callable[[Download], Details]:
    """Return a reader of details that compares the scale factor of a band with what is known.

    Files differ in what they mean by it: that of MOD09GA is 10000, by which to divide, that of
    MOD09A1 0.0001, by which to multiply. So the product's documents count, and a note tells where
    the tag says otherwise.

    place: of the band. gain: by the documents.
    """
    def details(download: Download) -> Details:
        path, number = subdatasets(download, place)
        scale = (hdf4.scale_of(path) if hdf4.is_own_path(path)
                 else _scale_of(path, number, download.name))
        return Details(notes=notes_on_scale(scale, gain))
    return details


def notes_on_scale(scale: float | None, gain: float) -> tuple[str, ...]:
    """Return what is to be said of a scale factor: nothing where it is the gain, or none."""
    if not scale or abs(scale / gain - 1) < 1e-3:
        return ()
    if abs(scale * gain - 1) < 1e-3:
        return (tr("Its scale factor, {scale:g}, means division: values are {gain:g} x number."
                   ).format(scale=scale, gain=gain),)
    return (tr("Its scale factor, {scale:g}, is not that of the product's documents, {gain:g}, "
               "which is used.").format(scale=scale, gain=gain),)


def _scale_of(path: str, number: int, product: str) -> float | None:
    try:
        opened = open_raster(path)
        scale = opened.GetRasterBand(number).GetScale()
        if scale in (None, 1.0):
            found = [float(value) for key, value in metadata_of(opened).items()
                     if re.search(r"(^|[#_])(scale_factor|Scale)$", key)]
            scale = found[0] if len(set(found)) == 1 else None
        return scale
    except (GdalError, AttributeError, ValueError) as error:
        raise damaged(product, path, error) from error
