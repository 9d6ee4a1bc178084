"""Bytes that stand for the values of similar planes, so that many are compared at a time.

The range of a plane is cut into cells, which are numbered. The cells of a pixel and of the ends
of the range that is similar to a centre tell where the pixel is: in the inner cells of that
range, and so surely similar; outside of it, and so surely not; or in one of the outermost cells,
where only the values themselves can tell.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.byte_vectors import BYTES, store_as_bytes
from ..simd.llvm import LANES
from ..simd.vectors import larger, load, select, smaller, splat, whole_part

# The cells of most of a plane, this many deviations about its mean; what lies beyond is put into
# the first or last cell. (Which range is taken changes the speed alone.)
_DEVIATIONS = 3
_CELLS = 246
_SAMPLE = 1024

# Numbers of cells leave room for what is not a number: 0 is never within 2 of them.
_FIRST = np.float32(4)
_INVALID = _NOTHING = np.float32(0)
_NONE = np.float32(255)


class Scales(NamedTuple):
    """The division of values into cells, float32 (planes,): the range, and cells a unit."""

    low: np.ndarray
    high: np.ndarray
    cells: np.ndarray


class Codes(NamedTuple):
    """Cells of some rows of pixels, and of what is similar to some rows of centres, all uint8.

    values: (planes * rows * columns + BYTES,); row y of a plane is kept at y modulo `rows`, and 0
        stands for NaN.
    low, high: (planes, rows, columns) of centres: the first and the last cell of the values that
        surely are similar. Those in the cells next to them may be.
    doubtful: (rows, columns) of centres, 1 where rounding leaves a doubt of the cells from `low`
        to `high` too, else 0.
    """

    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    doubtful: np.ndarray


def empty_codes(planes: int, rows: int, columns: int, halo: int) -> Codes:
    """Return memory for rows x columns centres, the pixels having `halo` more of both."""
    centres = np.empty((2, planes, rows, columns), np.uint8)
    return Codes(np.empty(planes * (rows + halo) * (columns + halo) + BYTES, np.uint8), centres[0],
                 centres[1], np.empty((rows, columns), np.uint8))


def scales_of(similar: np.ndarray) -> Scales:
    """Return the scales of planes (planes, rows, columns), from a sample of their pixels."""
    step = max(int(np.sqrt(similar[0].size / _SAMPLE)), 1)
    return Scales(*np.array([_scale(plane[np.isfinite(plane)])
                             for plane in similar[:, ::step, ::step]], np.float32).T.copy())


def _scale(values: np.ndarray) -> tuple[np.float32, np.float32, np.float32]:
    values = values.astype(np.float64) if values.size else np.zeros(1)
    mean, reach = values.mean(), _DEVIATIONS * values.std()
    low = np.float32(max(values.min(), mean - reach))
    high = np.float32(min(values.max(), mean + reach))
    with np.errstate(divide="ignore", over="ignore"):
        cells = np.float32(_CELLS) / (high - low)
    return (low, high, cells) if 0 < cells < np.inf else (low, low, np.float32(0))


@kernel
def _cell(values, scales, plane):
    """Return the cells of a vector of values, as whole floats; that of `low` for NaN."""
    low, high = splat(scales.low[plane]), splat(scales.high[plane])
    inside = smaller(larger(values, low), high) - low
    return whole_part(inside * splat(scales.cells[plane]) + splat(_FIRST))


def encode_pixels(similar: np.ndarray, scales: Scales, first: int, last: int,
                  codes: Codes) -> None:
    """Fill `codes.values` for the rows from `first` to before `last`."""
    planes, _, columns = similar.shape
    _encode_pixels(similar.reshape(-1), planes, columns, scales, first, last,
                   codes.values[:-BYTES])


@kernel
def _encode_pixels(similar, planes, stride, scales, first, last, codes):
    plane_rows, kept_rows = similar.size // (planes * stride), codes.size // (planes * stride)
    for plane in range(planes):
        for row in range(first, last):
            for column in range(0, stride, LANES):
                column = min(column, stride - LANES)
                values = load(similar, (plane * plane_rows + row) * stride + column)
                cells = select(values <= values, _cell(values, scales, plane), splat(_INVALID))
                store_as_bytes(
                    codes, (plane * kept_rows + row % kept_rows) * stride + column, cells)


def encode_centres(similar: np.ndarray, thresholds: np.ndarray, scales: Scales, first: int,
                   codes: Codes) -> None:
    """Fill the rest of `codes` for the rows of centres from `first` on."""
    # A difference that is rounded down to the threshold is less than the next larger number.
    wider = np.nextafter(thresholds, np.float32(np.inf))
    radius = (similar.shape[2] - codes.doubtful.shape[1]) // 2
    _encode_centres(similar.reshape(-1), similar.shape[2], thresholds, wider, scales, first, radius,
                    codes)


@kernel
def _encode_centres(similar, stride, thresholds, wider, scales, first, radius, codes):
    planes, rows, columns = codes.low.shape
    plane_size = similar.size // planes
    low, high, doubtful = codes.low.reshape(-1), codes.high.reshape(-1), codes.doubtful.reshape(-1)
    one = splat(np.float32(1))
    for row in range(rows):
        for column in range(0, columns, LANES):
            column = min(column, columns - LANES)
            at = row * columns + column
            doubt = splat(_NOTHING)
            for i in range(planes):
                values = load(similar, i * plane_size + (first + row + radius) * stride
                              + radius + column)
                threshold, farther = splat(thresholds[i]), splat(wider[i])
                lowest, highest = (_cell(values - farther, scales, i),
                                   _cell(values + farther, scales, i))
                sure = ((lowest >= _cell(values - threshold, scales, i))
                        & (highest <= _cell(values + threshold, scales, i)))
                doubt = select(sure, doubt, one)
                valid = values <= values
                store_as_bytes(
                    low, i * rows * columns + at, select(valid, lowest + one, splat(_NONE)))
                store_as_bytes(
                    high, i * rows * columns + at, select(valid, highest - one, splat(_INVALID)))
            store_as_bytes(doubtful, at, doubt)
