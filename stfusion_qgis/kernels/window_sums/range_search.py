"""Search of the windows of a tile for pixels similar to its centres in one plane, compiled.

Bytes, as `code_search` compares them first, let pass too many pixels of one plane. So the floats
themselves are compared with the range of each centre (see `similar_ranges`), for all centres of a
tile at a time, and so are limits that all lanes share.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.byte_vectors import BYTES
from ..simd.llvm import LANES
from ..simd.tuples import (
    all_in_ranges,
    all_less,
    load_each,
    load_masks,
    point_each,
    splat_each,
    word_of_masks,
)
from .similar_ranges import orders_of, similar_ranges
from .sum_inputs import WindowSumInputs
from .tile_windows import COLUMNS

_VECTORS = tuple(range(0, BYTES, LANES))  # of the centres of a tile
_NONE = np.uint64(0)


class RangeSearch(NamedTuple):
    """What is searched, and memory used anew for each tile.

    pixels: (1 + limits, rows, columns), their orders, then limits; row y is kept at y modulo the
    number of rows. centres: (2 + limits, rows, columns), of all of them, their ranges, then bounds.
    tile: memory for those of a tile, ((2 + limits) * BYTES,).
    order_starts, limit_starts: where the planes of `pixels` begin. range_starts, bound_starts:
    where the vectors of `tile` do, those of the first centres first.
    """

    pixels: np.ndarray
    centres: np.ndarray
    tile: np.ndarray
    order_starts: tuple
    limit_starts: tuple
    range_starts: tuple
    bound_starts: tuple


def empty_range_search(inputs: WindowSumInputs, rows: int) -> RangeSearch:
    """Return memory for the windows of so many rows of centres, and the ranges of all centres.

    inputs: with one similar plane; its limits are those of the first group.
    """
    inside, stride = slice(inputs.radius, -inputs.radius), inputs.similar.shape[2]
    ranges = similar_ranges(inputs.similar[None, :, inside, inside], inputs.thresholds[None])
    centres = np.concatenate([ranges[0], inputs.bounds[0, :, inside, inside]])
    pixels = np.empty((len(centres) - 1, rows + 2 * inputs.radius, stride), np.float32)
    starts = tuple(i * pixels[0].size for i in range(len(pixels)))
    return RangeSearch(
        pixels, centres, np.empty(len(centres) * BYTES, np.float32), starts[:1], starts[1:],
        tuple(i * BYTES + first for first in _VECTORS for i in range(2)),
        tuple(i * BYTES + first for first in _VECTORS for i in range(2, len(centres))))


def fill_range_search(inputs: WindowSumInputs, first: int, last: int, search: RangeSearch) -> None:
    """Fill in the pixels of the rows from `first` to before `last`."""
    kept = np.arange(first, last) % search.pixels.shape[1]
    search.pixels[0, kept] = orders_of(inputs.similar[0, first:last])
    search.pixels[1:, kept] = inputs.limits[0, :, first:last]


@kernel
def search_ranges(search, row, column, windows, found):
    """Find the pixels that centres of a tile take; return how many they are.

    row, column: where the windows begin.
    """
    rows, stride = search.pixels.shape[1:]
    for i in range(len(search.centres)):
        for centre in range(BYTES):
            search.tile[i * BYTES + centre] = search.centres[
                i, row + centre // COLUMNS, column + centre % COLUMNS]
    ranges = load_each(point_each(search.tile, 0, search.range_starts), 0)
    bounds = load_each(point_each(search.tile, 0, search.bound_starts), 0)
    pixels = search.pixels.reshape(-1)
    orders = point_each(pixels, 0, search.order_starts)
    limits = point_each(pixels, 0, search.limit_starts)
    count = _NONE
    for y in range(windows.in_row.size):
        corner = (row + y) % rows * stride + column
        in_row, own_row = windows.in_row[y], windows.own_row[y]
        for x in range(windows.in_column.size):
            kept = load_masks(None, 0, _VECTORS)
            kept = all_in_ranges(kept, splat_each(orders, corner + x), ranges)
            kept = all_less(kept, splat_each(limits, corner + x), bounds)
            # All but the centres themselves, whose sums begin with their own values.
            word = (word_of_masks(kept) & in_row & windows.in_column[x]
                    & ~(own_row & windows.own_column[x]))
            found.pixels[count], found.places[count] = corner + x, y * windows.size + x
            found.words[count] = word
            count += np.uint64(word != _NONE)
    return np.int64(count)
