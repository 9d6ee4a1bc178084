"""What numbers of an image are reflectance: by its tags, its names and its values."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
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
_COLLECTION_2 = 6500, 65535  # from a reflectance of -0.02; others have so much for bright land
_NAMED_COLLECTION_2 = 4500  # of -0.08
_NAMED_SENTINEL_2 = 700  # of -0.03
_PREPARED = "STFUSION_PRODUCT"  # item of prepared images, which are reflectance, some x 10000

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
    if raster.data_type != gdal.GDT_Byte and not raster.is_tagged:
        units = _units_of_numbers(raster, float(low.min()), float(high.max()))
        if units:
            return units
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


def _units_of_numbers(raster: Raster, low: float, high: float) -> str:
    """Return the units of numbers larger than reflectance, "" if nobody can tell.

    Names tell only what the numbers allow: an image may be derived from the files that it names.
    """
    items, names = _metadata(raster), _names(raster)
    if _PREPARED in items:
        return "ten_thousand"
    if high <= 100 * _BRIGHTEST and low >= 0:
        return "percent"
    named = any(_LANDSAT.search(name) for name in names)
    if low >= (_NAMED_COLLECTION_2 if named else _COLLECTION_2[0]) and high <= _COLLECTION_2[1]:
        return "collection_2"
    if high > 1e4 * _BRIGHTEST:
        return ""
    with_offset = low >= _NAMED_SENTINEL_2 and _has_offset_of_sentinel_2(items, names)
    return "sentinel_2" if with_offset else "ten_thousand"


def _has_offset_of_sentinel_2(items: Mapping[str, str], names: Sequence[str]) -> bool:
    found = [int(match[1]) for name in names for match in _BASELINE.finditer(name)]
    with contextlib.suppress(KeyError, ValueError):
        found.append(round(100 * float(items["PROCESSING_BASELINE"])))
    return any(number >= _WITH_OFFSET for number in found)


def _metadata(raster: Raster) -> dict[str, str]:
    try:
        with gdal_errors():
            return metadata_of(open_raster(raster.source, raster.open_options))
    except GdalError:
        return {}


def _names(raster: Raster) -> Sequence[str]:
    """Return what the image and its files are called, with their folders."""
    return raster.name, raster.source, *raster.files.states
