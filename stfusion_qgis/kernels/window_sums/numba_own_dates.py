"""Masked window sums of a few dates where each group has its own similar pixels, compiled.

Tiles are those of `numba_own`. Whether a neighbour is similar, and below the limits that all dates
share, is told once for the dates of a *piece*; then each date asks for its own limits, and has its
own sums. The order is that of `numba_own`, and so are the bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.date_tuples import below_of_dates, multiply_add_of_dates, spread_over_dates
from ..simd.llvm import LANES
from ..simd.tuples import (
    all_in_ranges,
    all_less,
    load_each,
    load_masks,
    multiply_each,
    point_each,
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

# More sums and bounds would not fit the registers. Of those that do, these were the quickest.
ROWS, _MOST_DATES = (3, 2) if LANES == 16 else (1, 3)
_EACH_ROW = tuple(range(ROWS))
_PAIRS_PER_CALL = 1 << 26


class _Piece(NamedTuple):
    """The planes of a piece, and those that take its sums; see `numba_own.Sums`.

    dates: a tuple of zeros, one for each. limits, bounds, common: what all dates share.
    """

    stride: int
    columns: int
    dates: tuple
    weights: Weights
    own: Planes
    ranges: Planes
    limits: Planes
    bounds: Planes
    date_limits: Planes
    date_bounds: Planes
    common: Planes
    planes: Planes
    out: Planes


@kernel
def _sum_tile(offsets, piece, g, row, column):
    """Return the sums of group g for the centres of a tile: by rows, planes and dates."""
    corner, centre = row * piece.stride + column, row * piece.columns + column
    own = planes_at(piece.own, g, corner)
    ranges = load_each(centres_at(piece.ranges, g, centre), 0)
    limits = planes_at(piece.limits, g, corner)
    bounds = load_each(centres_at(piece.bounds, g, corner), 0)
    date_limits = planes_at(piece.date_limits, g, corner)
    date_bounds = load_each(centres_at(piece.date_bounds, g, corner), 0)
    common, planes = planes_at(piece.common, g, corner), planes_at(piece.planes, g, corner)
    sums = multiply_each(splat(piece.weights.centre), spread_over_dates(
        load_each(centres_at(piece.common, g, corner), 0),
        load_each(centres_at(piece.planes, g, corner), 0), piece.weights.starts, piece.dates))
    weights = point_each(piece.weights.table, 0, piece.weights.starts)
    for n in range(offsets.size):
        keep_rolled()
        offset = offsets[n]
        kept = load_masks(None, 0, _EACH_ROW)
        kept = all_in_ranges(kept, load_each(own, offset), ranges)
        kept = all_less(kept, load_each(limits, offset), bounds)
        of_dates = below_of_dates(kept, load_each(date_limits, offset), date_bounds, piece.dates)
        sums = multiply_add_of_dates(of_dates, splat_each(weights, offset),
                                     load_each(common, offset), load_each(planes, offset), sums,
                                     piece.dates)
    return sums


@kernel
def _sum_rows(first, last, rows, groups, offsets, piece):
    """Sum for the centres of the rows from `first` to before `last`, of `rows` altogether."""
    for top in range(first, last, ROWS):
        row = min(top, rows - ROWS)
        for g in range(groups):
            for left in range(0, piece.columns, LANES):
                column = min(left, piece.columns - LANES)
                sums = _sum_tile(offsets, piece, g, row, column)
                store_each(centres_at(piece.out, g, row * piece.columns + column), 0, sums)


def own_sums_of_dates(shared: WindowSumInputs, limits: np.ndarray, bounds: np.ndarray,
                      planes: np.ndarray, check: Callable[[], None]) -> np.ndarray:
    """Return the sums of dates (groups, planes, dates, rows, columns), of common planes first.

    shared: what all dates share: what is similar, limits and bounds, and planes; none of these are
    unweighted. limits, bounds, planes: of each date (groups, planes, dates, ...).
    """
    rows, columns = shared.shape
    more = max(ROWS - rows, 0), max(LANES - columns, 0)
    shared = shared.grown(*more)
    limits, bounds, planes = (
        np.pad(array, ((0, 0),) * 3 + ((0, more[0]), (0, more[1]))) if any(more) else array
        for array in (limits, bounds, planes))
    size, inside = len(shared.weights), slice(shared.radius, -shared.radius)
    ranges = similar_ranges(shared.own[..., inside, inside], shared.own_thresholds)
    orders = orders_of(shared.own)
    groups, dates = len(planes), planes.shape[2]
    sums = np.empty((groups, shared.planes.shape[1] + planes.shape[1], dates, *shared.shape),
                    np.float32)
    offsets = offsets_of(size, planes.shape[-1], ROWS)
    step = max(_PAIRS_PER_CALL // (shared.shape[1] * size * size * groups) // ROWS, 1) * ROWS
    for some in np.array_split(np.arange(dates), -(-dates // _MOST_DATES)):
        of_some = slice(some[0], some[-1] + 1)
        out = np.empty((*sums.shape[:2], len(some), *shared.shape), np.float32)
        piece = _piece(shared, orders, ranges, limits[:, :, of_some], bounds[:, :, of_some],
                       planes[:, :, of_some], out)
        for first in range(0, shared.shape[0], step):
            check()
            _sum_rows(first, min(first + step, shared.shape[0]), shared.shape[0], groups, offsets,
                      piece)
        sums[:, :, of_some] = out
    return sums[..., :rows, :columns]


def _piece(shared: WindowSumInputs, orders: np.ndarray, ranges: np.ndarray, limits: np.ndarray,
           bounds: np.ndarray, planes: np.ndarray, out: np.ndarray) -> _Piece:
    stride, dates = planes.shape[-1], planes.shape[2]

    def flat(planes: np.ndarray, radius: int = shared.radius) -> Planes:
        return flat_planes(planes, radius, ROWS)

    def of_dates(planes: np.ndarray, radius: int = shared.radius) -> Planes:
        groups, count, _, *size = planes.shape
        together = np.ascontiguousarray(planes).reshape(groups, count * dates, *size)
        return flat_planes(together, radius, ROWS)

    return _Piece(stride, out.shape[-1], (0,) * dates, weight_table(shared.weights, stride, ROWS),
                  flat(orders), flat(ranges, 0), flat(shared.limits), flat(shared.bounds),
                  of_dates(limits), of_dates(bounds), flat(shared.planes), of_dates(planes),
                  of_dates(out, 0))
