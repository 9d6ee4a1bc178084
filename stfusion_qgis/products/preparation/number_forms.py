"""The numbers of a prepared image: from those that are stored, without touching a pixel."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from osgeo import gdal, gdal_array

from ..product import Quantity
from ..stored_layers import Layer
from .preparing_options import FLOATS

_SCALED = (Quantity.REFLECTANCE, Quantity.INDEX, Quantity.COMPARABLE)


class NumberForm(NamedTuple):
    """How values are written: number = factor x value.

    data_type: of GDAL. nodata: number of what has no value. largest: of the numbers.
    """

    factor: float
    data_type: int
    nodata: float
    largest: float


_WHOLE = NumberForm(10_000.0, gdal.GDT_Int16, -32768.0, 32767.0)
_FRACTIONS = NumberForm(1.0, gdal.GDT_Float32, float("nan"), 1e20)


def form_of(quantity: Quantity, reflectance_as: str) -> NumberForm:
    """Return how a quantity is written; whole numbers suit reflectance and indices only."""
    return _FRACTIONS if quantity not in _SCALED or reflectance_as == FLOATS else _WHOLE


class SourceLine(NamedTuple):
    """How GDAL makes numbers of a prepared image of stored ones.

    ignored: stored number that counts for nothing, or None. table: pairs of a stored number and
    the prepared one, between which GDAL goes in a straight line; () for the line itself.
    scale, offset: of that line.
    """

    ignored: float | None
    table: tuple[tuple[float, float], ...]
    scale: float
    offset: float


def source_line(layer: Layer, data_type: int, form: NumberForm) -> SourceLine:
    """Return how the numbers of a layer, stored in a data type of GDAL, become prepared ones.

    Fill, and numbers beyond the valid range or beyond what the form can hold, become nodata.
    """
    scale, offset = layer.gain * form.factor, layer.offset * form.factor
    ignored = layer.fill[0] if layer.fill else None
    dtype = np.dtype(gdal_array.GDALTypeCodeToNumericTypeCode(data_type))
    whole = dtype.kind in "ui"
    if not whole and layer.valid_range is None and form.data_type == gdal.GDT_Float32:
        return SourceLine(ignored, (), scale, offset)  # a table of all floats would be inexact
    limits = np.iinfo(dtype) if whole else np.finfo(dtype)
    least, greatest = layer.valid_range or (-np.inf, np.inf)
    ends = sorted((end - offset) / scale for end in (-form.largest, form.largest))
    low, high = max(float(limits.min), least, ends[0]), min(float(limits.max), greatest, ends[1])
    if whole:
        low, high = np.ceil(low), np.floor(high)

    def beside(number: float, direction: float) -> float:
        return number + np.sign(direction) if whole \
            else float(np.nextafter(dtype.type(number), dtype.type(direction)))

    holes = {number for number in layer.fill if low <= number <= high}
    places = {low, high, *holes, *(beside(each, way) for each in {low, high, *holes}
                                   for way in (-np.inf, np.inf))}
    table = tuple((number, form.nodata if not low <= number <= high or number in holes
                   else scale * number + offset)
                  for number in sorted(places) if limits.min <= number <= limits.max)
    return SourceLine(ignored, table, scale, offset)
