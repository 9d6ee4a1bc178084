"""Sums over the most similar pixels, compiled: `LANES` neighbouring centres of two rows at a time.

A *tile* is two rows of `LANES` centre pixels each. Their windows overlap in all rows but one,
so each neighbour is loaded once for both. A vector holds what one neighbour, at the same place
in the window, is to each centre of a row. Only few can be among the most similar, so

1. a sample of the window gives each centre a distance that a few times as many neighbours as
   are wanted should not exceed;
2. the whole window is searched for these *candidates*, which gives, for either row, a list of
   neighbours that are one for some centre; where they turn out too few, the search is repeated
   with a wider limit;
3. on that list, each centre's limit is tightened until it has the wanted number within it;
4. the planes are summed over what is left of the list.

The limits only save work: the neighbours that remain are exactly the most similar ones, and
they are summed in the order of the window.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..compiling import kernel
from ..simd.llvm import LANES
from ..simd.vectors import load, mask_bits, multiply_add, select, splat, store
from .nearest_search import Candidates, likely_limit, search_nearest, window_of
from .selection import count_within, take_most_similar, tighten
from .similar_inputs import SimilarInputs

# Where a limit leaves too few neighbours, it grows 4 times, then beyond all.
_GROWTH = np.float32(4)
_TINY = np.float32(1e-30)

_PAIRS_A_CALL = 1 << 28
_NOTHING = np.float32(0)
_INFINITE = np.float32(np.inf)


@kernel
def _sum(planes, plane, corner, candidates, taken, offsets, sums, plane_out, at):
    """Sum the planes over the neighbours taken, whose weights are in `candidates.distances`."""
    for i in range(planes.size // plane):
        total = splat(_NOTHING)
        for j in range(taken):
            offset = offsets[candidates.neighbours[j]]
            total = multiply_add(load(candidates.distances, j * LANES),
                                 load(planes, i * plane + corner + offset), total)
        store(sums, i * plane_out + at, total)


@kernel
def _is_short(number, count, limit):
    """Return the centres to which the limit, not the window, leaves too few neighbours."""
    return (number < splat(count)) & (limit < splat(_INFINITE))


@kernel
def _sum_rows(first, last, columns, stride, features, bands, planes, count, window, centre, sums):
    """Sum for the centres of the rows `first` up to `last`; `sums` has no halo.

    centre: where the first centre of a row lies from the corner of its window.
    """
    plane = features.size // bands
    plane_out = sums.size // (planes.size // plane)
    size = window.offsets.size
    upper = Candidates(np.empty(size * LANES, np.float32), np.empty(size, np.int64))
    lower = Candidates(np.empty(size * LANES, np.float32), np.empty(size, np.int64))
    tiny = splat(_TINY)
    for row in range(first, last, 2):
        for column in range(0, columns, LANES):
            corner = row * stride + column
            at = row * columns + column
            upper_limit = likely_limit(features, bands, plane, corner, centre, window.sample)
            lower_limit = likely_limit(
                features, bands, plane, corner + stride, centre, window.sample)
            growth = _GROWTH
            while True:
                upper_found, lower_found = search_nearest(
                    features, bands, plane, corner, centre, centre + stride, window,
                    upper_limit, lower_limit, upper, lower)
                upper_number, upper_last, _ = count_within(
                    upper.distances, upper_found, upper_limit)
                lower_number, lower_last, _ = count_within(
                    lower.distances, lower_found, lower_limit)
                upper_short = _is_short(upper_number, count, upper_limit)
                lower_short = _is_short(lower_number, count, lower_limit)
                if mask_bits(upper_short | lower_short) == 0:
                    break
                wider = upper_limit * splat(growth) + tiny
                upper_limit = select(upper_short, wider, upper_limit)
                wider = lower_limit * splat(growth) + tiny
                lower_limit = select(lower_short, wider, lower_limit)
                growth = _INFINITE

            limit, ties = tighten(upper.distances, upper_found, count, upper_number, upper_last)
            taken = take_most_similar(upper, upper_found, limit, ties, window.upper)
            _sum(planes, plane, corner, upper, taken, window.offsets, sums, plane_out, at)

            limit, ties = tighten(lower.distances, lower_found, count, lower_number, lower_last)
            taken = take_most_similar(lower, lower_found, limit, ties, window.lower)
            _sum(planes, plane, corner, lower, taken, window.offsets, sums, plane_out,
                 at + columns)


def similar_sums(inputs: SimilarInputs, check: Callable[[], None]) -> np.ndarray:
    """See `numpy_backend.similar_sums`."""
    features, planes, weights = inputs.features, inputs.planes, inputs.weights
    bands, radius, count = len(features), inputs.radius, inputs.count
    rows, columns = inputs.shape
    to_full_tiles = [(0, 0), (0, rows % 2), (0, -columns % LANES)]
    features = np.pad(features, to_full_tiles, constant_values=np.nan)
    planes = np.pad(planes, to_full_tiles)
    stride = features.shape[2]
    sums = np.empty((len(planes), rows + rows % 2, stride - 2 * radius), np.float32)

    window = window_of(weights, stride, count)
    pairs_a_row = sums.shape[2] * window.offsets.size * bands
    rows_a_call = max(2, _PAIRS_A_CALL // pairs_a_row // 2 * 2)
    for first in range(0, rows, rows_a_call):
        check()
        _sum_rows(first, min(first + rows_a_call, sums.shape[1]), sums.shape[2], stride,
                  features.reshape(-1), bands, planes.reshape(-1), np.float32(count), window,
                  radius * stride + radius, sums.reshape(-1))
    return sums[:, :rows, :columns]
