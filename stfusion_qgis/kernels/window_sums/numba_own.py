"""Masked window sums where each group has its own similar pixels, compiled.

A *tile* is `LANES` centre pixels side by side in each of `ROWS` rows. The windows of its
centres overlap almost wholly, so each neighbour is loaded once for all rows. The neighbours
of a tile are a list of *entries*: where the neighbour of the tile's first centre lies, and
which centres have it in their window (one bit each). The list is the same for all tiles. The
tests and the sums run over it, group by group, with all that belongs to the centres in registers.

The centre itself is always kept: the list leaves it out, and the sums begin with it. A tile
that would reach over the edge is moved back, and computes some centres once more: the sums of
a centre depend on nothing but its window, to the last bit.

A loop along a row that is left to LLVM to vectorise gives the same sums. The best one found takes
3 columns for 3 rows of 384 centres, from planes copied to aligned memory, without branches. For
windows of 51 x 51 on Zen 5 it takes 1.1 to 1.35 times as long as this module with AVX-512, and 1.3
to 1.5 times with AVX2, whose 16 registers do not hold its masks; for one row, 1.5 to 2.1 times. (So
it was before ranges of orders told of similar pixels.) docs/speed.md has the limits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.llvm import LANES
from ..simd.tuples import (
    add_where_each,
    all_in_ranges,
    all_less,
    load_each,
    load_masks,
    multiply_add_each,
    multiply_each,
    point_each,
    select_each,
    splat_each,
    store_each,
)
from ..simd.vectors import keep_rolled, splat
from .centre_tiles import (
    Planes,
    Weights,
    centres_at,
    flat_planes,
    offsets_of,
    planes_at,
    weight_table,
)
from .similar_ranges import orders_of, similar_ranges
from .sum_inputs import WindowSumInputs

ROWS = 3 if LANES == 16 else 2
_EACH_ROW = tuple(range(ROWS))
_PAIRS_PER_CALL = 1 << 28


class WindowEntries(NamedTuple):
    """Neighbours of a tile, in the order in which they are summed.

    offsets: from the corner of the tile's window (its upper left pixel).
    taken: by which centres; the bits of ROWS masks an entry. None stands for all of them: then
        it takes the weights, which are 0 outside of a row's window, to tell.
    """

    offsets: np.ndarray
    taken: np.ndarray | None


class Sums(NamedTuple):
    """The planes to sum, and those that take the sums.

    stride: from one row of pixels to the next; columns: from one row of centres to the next.
    own, ranges: orders of pixels and ranges of centres, see `similar_ranges`.
    """

    stride: int
    columns: int
    weights: Weights
    own: Planes
    ranges: Planes
    limits: Planes
    bounds: Planes
    weighted: Planes
    unweighted: Planes
    weighted_out: Planes
    unweighted_out: Planes


@kernel
def _sum_tile(entries, planes, g, row, column):
    """Return the weighted and the unweighted sums of group g for the centres of a tile."""
    corner = row * planes.stride + column
    weights = planes.weights
    own_planes = planes_at(planes.own, g, corner)
    ranges = load_each(centres_at(planes.ranges, g, row * planes.columns + column), 0)
    limit_planes = planes_at(planes.limits, g, corner)
    bounds = load_each(centres_at(planes.bounds, g, corner), 0)
    weighted_planes = planes_at(planes.weighted, g, corner)
    sums = multiply_each(
        splat(weights.centre), load_each(centres_at(planes.weighted, g, corner), 0))
    plain_planes = planes_at(planes.unweighted, g, corner)
    plain_sums = load_each(centres_at(planes.unweighted, g, corner), 0)
    weights_of_row = point_each(weights.table, 0, weights.starts)
    for n in range(entries.offsets.size):
        keep_rolled()
        offset = entries.offsets[n]
        kept = load_masks(entries.taken, ROWS * n, _EACH_ROW)
        kept = all_in_ranges(kept, load_each(own_planes, offset), ranges)
        kept = all_less(kept, load_each(limit_planes, offset), bounds)
        factors = select_each(kept, splat_each(weights_of_row, offset))
        sums = multiply_add_each(factors, load_each(weighted_planes, offset), sums)
        plain_sums = add_where_each(kept, load_each(plain_planes, offset), plain_sums)
    return sums, plain_sums


@kernel
def _sum_rows(first, last, rows, groups, entries, planes):
    """Sum for the centres of the rows from `first` to before `last`, of `rows` altogether.

    Tiles of a group follow each other: what their windows share stays in the cache.
    """
    for top in range(first, last, ROWS):
        row = min(top, rows - ROWS)
        for g in range(groups):
            for left in range(0, planes.columns, LANES):
                column = min(left, planes.columns - LANES)
                weighted, plain = _sum_tile(entries, planes, g, row, column)
                at = row * planes.columns + column
                store_each(centres_at(planes.weighted_out, g, at), 0, weighted)
                store_each(centres_at(planes.unweighted_out, g, at), 0, plain)


def _window_entries(size: int, stride: int, masked: bool) -> WindowEntries:
    """Return all neighbours of a tile, for windows of size x size pixels."""
    taken: np.ndarray | None = None
    if masked:
        taken = np.zeros((size + ROWS - 1, size, ROWS), np.uint16)
        for row in range(ROWS):
            taken[row:row + size, :, row] = 2 ** LANES - 1
            taken[row + size // 2, size // 2, row] = 0
        taken = taken.ravel()
    return WindowEntries(offsets_of(size, stride, ROWS), taken)


def own_window_sums(inputs: WindowSumInputs, check: Callable[[], None]
                    ) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted and unweighted sums, each group with similar pixels of its own."""
    rows, columns = inputs.shape
    inputs = inputs.grown(max(ROWS - rows, 0), max(LANES - columns, 0))
    groups, radius = len(inputs.planes), inputs.radius
    shape = inputs.shape
    stride = inputs.planes.shape[-1]
    size, inside = 2 * radius + 1, slice(radius, -radius)
    weighted = np.empty((groups, inputs.planes.shape[1], *shape), np.float32)
    unweighted = np.empty((groups, inputs.unweighted.shape[1], *shape), np.float32)
    entries = _window_entries(size, stride, masked=unweighted.shape[1] > 0)

    def flat(planes: np.ndarray, radius: int) -> Planes:
        return flat_planes(planes, radius, ROWS)

    planes = Sums(
        stride, shape[1], weight_table(inputs.weights, stride, ROWS),
        flat(orders_of(inputs.own), radius),
        flat(similar_ranges(inputs.own[..., inside, inside], inputs.own_thresholds), 0),
        flat(inputs.limits, radius), flat(inputs.bounds, radius),
        flat(inputs.planes, radius), flat(inputs.unweighted, radius),
        flat(weighted, 0), flat(unweighted, 0))
    step = max(_PAIRS_PER_CALL // (shape[1] * size * size * groups) // ROWS, 1) * ROWS
    for first in range(0, shape[0], step):
        check()
        _sum_rows(first, min(first + step, shape[0]), shape[0], groups, entries, planes)
    return weighted[..., :rows, :columns], unweighted[..., :rows, :columns]
