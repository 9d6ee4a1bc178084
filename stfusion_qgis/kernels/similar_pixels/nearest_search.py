"""Search of a window for the neighbours that can be among the most similar ones, compiled.

The limits that it works with only save work; which neighbours are taken is up to `selection`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.llvm import LANES
from ..simd.vectors import keep_rolled, larger, load, mask_bits, multiply_add, smaller, splat, store

# The first limit is the 7th smallest distance of a sample, of a size that should put 3 times as
# many neighbours as are wanted within it.
_SAMPLE_RANK = 7
_SURPLUS = 3

_AT_ONCE = 4  # neighbours searched together: what is loaded of the centres serves them all
_NOTHING = np.float32(0)
_INFINITE = np.float32(np.inf)


class SearchWindow(NamedTuple):
    """The neighbours of a tile, in the order in which they are summed.

    offsets: where the neighbour of a row's first centre lies from the corner of the window.
    upper, lower: weights seen from either row; 0 where it does not belong to the row's window.
    sample: offsets from the corner of a row's own window.
    """

    offsets: np.ndarray
    upper: np.ndarray
    lower: np.ndarray
    sample: np.ndarray


class Candidates(NamedTuple):
    """Neighbours of a row of centres: squared distances, a vector each, and window places."""

    distances: np.ndarray
    neighbours: np.ndarray


def window_of(weights: np.ndarray, stride: int, count: int) -> SearchWindow:
    """Return the neighbours of a tile on planes whose rows are `stride` pixels apart."""
    padded = np.pad(weights, ((1, 1), (0, 0)))
    upper, lower = padded[1:], padded[:-1]
    rows, columns = np.nonzero((upper > 0) | (lower > 0))
    rest = (0, -rows.size % _AT_ONCE)
    step = max(1, round(np.sqrt(_SURPLUS * count / _SAMPLE_RANK)))
    sample = np.zeros_like(weights, bool)
    sample[step // 2::step, step // 2::step] = weights[step // 2::step, step // 2::step] > 0
    sample_rows, sample_columns = np.nonzero(sample)
    return SearchWindow(np.pad(rows * stride + columns, rest), np.pad(upper[rows, columns], rest),
                  np.pad(lower[rows, columns], rest), sample_rows * stride + sample_columns)


@kernel
def _add_square(a, total):
    return multiply_add(a, a, total)


@kernel
def likely_limit(features, bands, plane, corner, centre, sample):
    """Return the 7th smallest distance in the sample; infinity where it has fewer."""
    a = b = c = d = e = f = g = splat(_INFINITE)
    for i in range(sample.size):
        distance = splat(_NOTHING)
        for band in range(bands):
            keep_rolled()
            start = band * plane + corner
            distance = _add_square(
                load(features, start + sample[i]) - load(features, start + centre), distance)
        # a distance that is NaN is handed on by `larger` and turned down by `smaller`
        a, distance = smaller(distance, a), larger(a, distance)
        b, distance = smaller(distance, b), larger(b, distance)
        c, distance = smaller(distance, c), larger(c, distance)
        d, distance = smaller(distance, d), larger(d, distance)
        e, distance = smaller(distance, e), larger(e, distance)
        f, distance = smaller(distance, f), larger(f, distance)
        g = smaller(distance, g)
    return g


@kernel
def _list(candidates, found, neighbour, distance, weight, limit):
    """List a neighbour if it belongs to the window and is within some centre's limit."""
    store(candidates.distances, found * LANES, distance)
    candidates.neighbours[found] = neighbour
    return found + np.int64((mask_bits(distance <= limit) != 0) & (weight > _NOTHING))


@kernel
def search_nearest(features, bands, plane, corner, upper, lower, window, upper_limit,
                   lower_limit, upper_list, lower_list):
    """List the candidates of both rows; return how many they are.

    upper, lower: where the first centre of either row lies from the corner.
    """
    upper_found = lower_found = 0
    for i in range(0, window.offsets.size, _AT_ONCE):
        a, b = corner + window.offsets[i], corner + window.offsets[i + 1]
        c, d = corner + window.offsets[i + 2], corner + window.offsets[i + 3]
        u0 = u1 = u2 = u3 = l0 = l1 = l2 = l3 = splat(_NOTHING)
        for band in range(bands):
            keep_rolled()
            start = band * plane
            upper_centre = load(features, start + corner + upper)
            lower_centre = load(features, start + corner + lower)
            n0, n1 = load(features, start + a), load(features, start + b)
            n2, n3 = load(features, start + c), load(features, start + d)
            u0, l0 = _add_square(n0 - upper_centre, u0), _add_square(n0 - lower_centre, l0)
            u1, l1 = _add_square(n1 - upper_centre, u1), _add_square(n1 - lower_centre, l1)
            u2, l2 = _add_square(n2 - upper_centre, u2), _add_square(n2 - lower_centre, l2)
            u3, l3 = _add_square(n3 - upper_centre, u3), _add_square(n3 - lower_centre, l3)
        near = ((u0 <= upper_limit) | (u1 <= upper_limit) | (u2 <= upper_limit)
                | (u3 <= upper_limit) | (l0 <= lower_limit) | (l1 <= lower_limit)
                | (l2 <= lower_limit) | (l3 <= lower_limit))
        if mask_bits(near) == 0:
            continue
        weights = window.upper
        upper_found = _list(upper_list, upper_found, i, u0, weights[i], upper_limit)
        upper_found = _list(upper_list, upper_found, i + 1, u1, weights[i + 1], upper_limit)
        upper_found = _list(upper_list, upper_found, i + 2, u2, weights[i + 2], upper_limit)
        upper_found = _list(upper_list, upper_found, i + 3, u3, weights[i + 3], upper_limit)
        weights = window.lower
        lower_found = _list(lower_list, lower_found, i, l0, weights[i], lower_limit)
        lower_found = _list(lower_list, lower_found, i + 1, l1, weights[i + 1], lower_limit)
        lower_found = _list(lower_list, lower_found, i + 2, l2, weights[i + 2], lower_limit)
        lower_found = _list(lower_list, lower_found, i + 3, l3, weights[i + 3], lower_limit)
    return upper_found, lower_found
