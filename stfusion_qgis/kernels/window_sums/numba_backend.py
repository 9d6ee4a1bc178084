"""Masked window sums, compiled: a tile of centre pixels at a time.

A *tile* is `LANES` centre pixels side by side in each of `ROWS` rows. The windows of its
centres overlap almost wholly, so each neighbour is loaded once for all rows. The neighbours
of a tile are a list of *entries*: where the neighbour of the tile's first centre lies, and
which centres take it (one bit each). The list of the whole window is the same for all tiles;
the similar planes that the groups share narrow it down, plane by plane, to the entries that
some centre still takes. The other tests and the sums run over that list, group by group,
with all that belongs to the centres in registers.

The centre itself is always kept: the lists leave it out, and the sums begin with it. A tile
that would reach over the edge is moved back, and computes some centres once more: the sums of
a centre depend on nothing but its window, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd import (
    LANES,
    add_each,
    all_less,
    all_within,
    any_lane,
    keep_rolled,
    load_each,
    load_masks,
    multiply_add_each,
    multiply_each,
    point_each,
    repeat,
    select_each,
    splat,
    splat_each,
    store_each,
    store_masks,
)
from .inputs import Inputs

ROWS = 4 if LANES == 16 else 2
_EACH_ROW = tuple(range(ROWS))
_PAIRS_PER_CALL = 1 << 28


class Entries(NamedTuple):
    """Neighbours of a tile, in the order in which they are summed.

    offsets: from the corner of the tile's window (its upper left pixel).
    places: of the distance weight seen from the last row, in the table of weights.
    taken: by which centres; the bits of ROWS masks an entry.
    """

    offsets: np.ndarray
    places: np.ndarray
    taken: np.ndarray


class Weights(NamedTuple):
    """Distance weights, with rows of zeros around, and where those of each row begin."""

    table: np.ndarray
    starts: tuple
    centre: np.float32


class Planes(NamedTuple):
    """Planes of all groups, one behind the other.

    group: from one group to the next.
    starts: of the planes of a group, from the group's first pixel.
    centres: of the centres of each row of a tile in each plane, from its window's corner.
    bounds, bound_starts: a number for each plane or centre, and where those of a group are.
    """

    values: np.ndarray
    group: int
    starts: tuple
    centres: tuple
    bounds: np.ndarray
    bound_starts: tuple


@kernel
def _begin(planes, g, corner):
    """Return pointers to the planes of group g, their values at the centres, and the bounds."""
    at = g * planes.group + corner
    bounds = point_each(planes.bounds, g * len(planes.bound_starts), planes.bound_starts)
    return (point_each(planes.values, at, planes.starts),
            load_each(point_each(planes.values, at, planes.centres), 0),
            splat_each(bounds, 0))


@kernel
def _narrow(entries, count, narrowed, similar, i, corner):
    """Keep the entries that some centre finds similar in plane i; return how many they are."""
    plane, centres, threshold = _begin(similar, i, corner)
    kept = 0
    for n in range(count):
        keep_rolled()
        offset, place = entries.offsets[n], entries.places[n]
        taken = all_within(load_masks(entries.taken, ROWS * n, _EACH_ROW),
                           load_each(plane, offset), centres, threshold)
        narrowed.offsets[kept], narrowed.places[kept] = offset, place
        store_masks(narrowed.taken, ROWS * kept, taken)
        kept += any_lane(taken)
    return kept


@kernel
def _sum_group(entries, count, weights, own, limits, weighted, unweighted, g, corner):
    """Return the weighted and the unweighted sums of group g for all centres of a tile."""
    own_planes, own_centres, thresholds = _begin(own, g, corner)
    limit_planes, limit_centres, margins = _begin(limits, g, corner)
    bounds = add_each(limit_centres, margins)
    weighted_planes, centres, _ = _begin(weighted, g, corner)
    sums = multiply_each(splat(weights.centre), centres)
    plain_planes, plain_sums, _ = _begin(unweighted, g, corner)
    weights_of_row = point_each(weights.table, 0, weights.starts)
    one = repeat(splat(np.float32(1)), _EACH_ROW)
    for n in range(count):
        keep_rolled()
        offset, place = entries.offsets[n], entries.places[n]
        kept = load_masks(entries.taken, ROWS * n, _EACH_ROW)
        kept = all_within(kept, load_each(own_planes, offset), own_centres, thresholds)
        kept = all_less(kept, load_each(limit_planes, offset), bounds)
        factors = select_each(kept, splat_each(weights_of_row, place))
        sums = multiply_add_each(factors, load_each(weighted_planes, offset), sums)
        factors = select_each(kept, one)
        plain_sums = multiply_add_each(factors, load_each(plain_planes, offset), plain_sums)
    return sums, plain_sums


@kernel
def _sum_rows(first, last, shape, stride, groups, window, weights, similar, own, limits,
              weighted, unweighted, weighted_out, unweighted_out):
    """Sum for the centres of the rows from `first` to before `last`."""
    rows, columns = shape
    size = window.offsets.size
    narrowed = Entries(np.empty(size, np.int32), np.empty(size, np.int32),
                       np.empty(ROWS * size, np.uint16))
    for top in range(first, last, ROWS):
        row = min(top, rows - ROWS)
        for left in range(0, columns, LANES):
            column = min(left, columns - LANES)
            corner = row * stride + column
            entries, count = window, size
            for i in range(similar.bounds.size):
                count = _narrow(entries, count, narrowed, similar, i, corner)
                entries = narrowed
            for g in range(groups):
                sums, plain_sums = _sum_group(entries, count, weights, own, limits, weighted,
                                              unweighted, g, corner)
                at = row * columns + column
                store_each(point_each(weighted_out.values, at + g * weighted_out.group,
                                      weighted_out.centres), 0, sums)
                store_each(point_each(unweighted_out.values, at + g * unweighted_out.group,
                                      unweighted_out.centres), 0, plain_sums)


def _window_entries(size: int, stride: int) -> Entries:
    """Return all neighbours of a tile, for windows of size x size pixels."""
    radius = size // 2
    rows, columns = np.mgrid[:size + ROWS - 1, :size]
    taken = np.zeros((*rows.shape, ROWS), np.uint16)
    for row in range(ROWS):
        taken[row:row + size, :, row] = 2 ** LANES - 1
        taken[row + radius, radius, row] = 0
    return Entries((rows * stride + columns).astype(np.int32).ravel(),
                   (rows * size + columns).astype(np.int32).ravel(), taken.ravel())


def _row_weights(weights: np.ndarray) -> Weights:
    size = weights.shape[0]
    table = np.pad(weights, ((ROWS - 1, ROWS - 1), (0, 0)))
    return Weights(table.ravel(), tuple((ROWS - 1 - row) * size for row in range(ROWS)),
                   weights[size // 2, size // 2])


def _flat(planes: np.ndarray, radius: int, bounds: np.ndarray | None = None,
          bounds_for_each_row: bool = False) -> Planes:
    """Return planes (groups, planes, rows, columns) as the kernels take them."""
    rows, columns = planes.shape[2:]
    starts = [rows * columns * i for i in range(planes.shape[1])]
    centres = [start + (row + radius) * columns + radius for row in range(ROWS)
               for start in starts]
    bounds = np.empty((len(planes), 0), np.float32) if bounds is None else bounds
    if bounds_for_each_row:
        bounds = np.tile(bounds, ROWS)
    return Planes(planes.reshape(-1), rows * columns * len(starts), tuple(starts), tuple(centres),
                  bounds.reshape(-1), tuple(range(bounds.shape[1])))


def window_sums(inputs: Inputs, check: Callable[[], None]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted and unweighted sums; see the facade."""
    rows, columns = inputs.shape
    inputs = inputs.grown(max(ROWS - rows, 0), max(LANES - columns, 0))
    groups, radius = len(inputs.planes), inputs.radius
    shape = inputs.shape
    stride = inputs.planes.shape[-1]
    size = 2 * radius + 1
    weighted = np.empty((groups, inputs.planes.shape[1], *shape), np.float32)
    unweighted = np.empty((groups, inputs.unweighted.shape[1], *shape), np.float32)
    arguments = (
        _window_entries(size, stride), _row_weights(inputs.weights),
        _flat(inputs.similar[:, None], radius, inputs.thresholds[:, None]),
        _flat(inputs.own, radius, inputs.own_thresholds),
        _flat(inputs.limits, radius, inputs.margins, bounds_for_each_row=True),
        _flat(inputs.planes, radius), _flat(inputs.unweighted, radius),
        _flat(weighted, 0), _flat(unweighted, 0))
    step = max(_PAIRS_PER_CALL // (shape[1] * size * size * groups) // ROWS, 1) * ROWS
    for first in range(0, shape[0], step):
        check()
        _sum_rows(first, min(first + step, shape[0]), shape, stride, groups, *arguments)
    return weighted[..., :rows, :columns], unweighted[..., :rows, :columns]
