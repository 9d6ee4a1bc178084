"""What numbers of an image are reflectance: by its tags, its names and its values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from osgeo import gdal

from ..errors import InputError
from ..translation import mark, tr
from .calibration import Calibration
from .gdal_tools import GdalError, gdal_errors, metadata_of, open_raster
from .known_units import COLLECTION_2, SENTINEL_2
from .raster import Raster

UNITS = {
    "auto": mark("Find out"),
    "one": mark("Reflectance from 0 to 1"),
    "percent": mark("Reflectance in percent"),
    "ten_thousand": mark("Reflectance x 10000"),
    "collection_2": COLLECTION_2,
    "sentinel_2": SENTINEL_2,
}
"""In which an image may come, as the user chooses it."""


class _Line(NamedTuple):
    """reflectance = gain x value + offset."""

    gain: float
    offset: float = 0.0


_LINES = {"one": _Line(1.0), "percent": _Line(1e-2), "ten_thousand": _Line(1e-4),
          "collection_2": _Line(2.75e-5, -0.2), "sentinel_2": _Line(1e-4, -0.1)}

_QUANTILES = 0.01, 0.99
_BRIGHTEST = 2.0  # reflectance of clouds and snow that face the sun
_DARKEST_OF_COLLECTION_2 = 6500  # reflectance of -0.02; other products have so much for bright land

_MOST_OF_COLLECTION_2 = 65535

_LANDSAT = re.compile(r"L[COTE]0[4-9]_L2S[PR]_\d{6}_\d{8}_\d{8}_02_", re.IGNORECASE)
_BASELINE = re.compile(r"S2[A-D]_MSIL[12][AC]_\d{8}T\d{6}_N(\d{4})_", re.IGNORECASE)
_WITH_OFFSET = 400  # processing baseline 04.00


def reflectance_units(raster: Raster, values: np.ndarray) -> str:
    """Return in which of `UNITS` an image comes, as far as its names and values tell.

    values: a sample of its valid pixels (bands, n), by the scale and offset in its tags.

    Raises:
        InputError: they are no reflectance, or nobody can tell.
    """
    if not values.shape[1]:
        return "one"
    low, high = np.quantile(values, _QUANTILES, axis=1)
    if high.max() <= _BRIGHTEST:
        return "one"
    if raster.mask_item:  # prepared here, whatever the files were that it reads
        return "ten_thousand"
    if raster.data_type != gdal.GDT_Byte and not raster.is_tagged:
        if high.max() <= 100 * _BRIGHTEST and low.min() >= 0:
            return "percent"
        if high.max() <= _MOST_OF_COLLECTION_2 and _is_collection_2(raster, low):
            return "collection_2"
        if high.max() <= 1e4 * _BRIGHTEST:
            return "sentinel_2" if _has_offset_of_sentinel_2(raster) else "ten_thousand"
    raise InputError(tr(
        "The values of {layer} (most are from {low:.4g} to {high:.4g}) are no reflectance that is "
        "known here. Say in which unit they are, or prepare the image first.").format(
            layer=raster.name, low=low.min(), high=high.max()))


def to_reflectance(raster: Raster, units: str) -> Calibration:
    """Return the line of each band of a file from its numbers to reflectance.

    units: one of `UNITS`, but not "auto".
    """
    return raster.calibration.then(*_LINES[units])


def is_top_of_atmosphere(raster: Raster) -> bool:
    """Say whether the names of an image tell that nothing was done about the atmosphere."""
    return any(re.search(r"MSIL1C|_L1[TG][PTS]_|(?<![a-z])toa(?![a-z])", name, re.IGNORECASE)
               for name in _names(raster))


def _is_collection_2(raster: Raster, low: np.ndarray) -> bool:
    return bool(low.min() >= _DARKEST_OF_COLLECTION_2) or any(
        _LANDSAT.search(name) for name in _names(raster))


def _has_offset_of_sentinel_2(raster: Raster) -> bool:
    found = [int(match[1]) for name in _names(raster) for match in _BASELINE.finditer(name)]
    try:
        with gdal_errors():
            items = metadata_of(open_raster(raster.source, raster.open_options))
        found.append(round(100 * float(items["PROCESSING_BASELINE"])))
    except (GdalError, KeyError, ValueError):
        pass
    return any(number >= _WITH_OFFSET for number in found)


def _names(raster: Raster) -> Sequence[str]:
    """Return what the image and its files are called, with their folders."""
    return raster.name, raster.source, *raster.files.states
