"""Merging of neighbouring regions that look alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_EDGES_AT_ONCE = 1 << 18
_TIE = 1e-9  # of the growth: what decides between pairs that would grow it equally


def merge_regions(size: np.ndarray, sums: np.ndarray, first: np.ndarray, second: np.ndarray,
                  limit: float, check: Callable[[], None] = lambda: None) -> np.ndarray:
    """Merge regions as long as their heterogeneity grows by less than `limit`.

    This is the local mutual best fitting of Baatz & Schäpe 2000 ("Multiresolution segmentation"):
    in each round two neighbours merge if neither has a neighbour that fits better. Heterogeneity
    is the sum of squared deviations from the region's mean, averaged over the bands; two regions
    of n and m pixels grow it by n m / (n + m) times the mean squared difference of their means
    (Ward 1963, doi:10.1080/01621459.1963.10500845). As the rounds look at all pairs at once, the
    order of the regions does not matter, but where pairs fit equally well.

    size: pixels of each region, float64 (regions,). sums: of their values, float64 (regions,
    bands).
    first, second: numbers of two regions that touch, each pair once, first < second.
    limit: in squared units of the values, times pixels.
    check: called between steps; may raise to end the work.

    Returns:
        int32 (regions,), for each region the number of the one it belongs to in the end; these
        are numbered from 0 in the order of their first members.
    """
    merged = np.arange(len(size), dtype=np.int32)
    while True:
        growth = _growth(size, sums, first, second, check)
        close = np.flatnonzero(growth < limit)
        growth = growth[close]
        best = close[_mutually_best(first[close], second[close], growth, len(size))]
        del growth, close
        if not len(best):
            return merged
        kept, gone = first[best], second[best]
        remain = np.ones(len(size), bool)
        remain[gone] = False
        number = np.cumsum(remain, dtype=np.int32) - 1
        number[gone] = number[kept]
        added_size, added_sums = size[gone], sums[gone]
        size, sums, merged = size[remain], sums[remain], number[merged]
        size[number[gone]] += added_size  # no region is in two pairs
        sums[number[gone]] += added_sums
        check()
        first, second = number[first], number[second]
        first, second = distinct_pairs(first, second)


def distinct_pairs(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each pair of different numbers of `a` and `b` once, the smaller number first."""
    different = a != b
    keys = np.minimum(a, b)[different].astype(np.int64)
    keys <<= 32
    keys |= np.maximum(a, b)[different]
    keys.sort()  # np.unique would copy them twice: they are the most that is kept in memory
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    keys = keys[new]
    return (keys >> 32).astype(np.int32), (keys & 0xffffffff).astype(np.int32)


def _growth(size: np.ndarray, sums: np.ndarray, first: np.ndarray, second: np.ndarray,
            check: Callable[[], None]) -> np.ndarray:
    """Return the growth of the heterogeneity if each pair merged."""
    growth = np.empty(len(first))
    for start in range(0, len(first), _EDGES_AT_ONCE):
        check()
        part = slice(start, start + _EDGES_AT_ONCE)
        a, b = first[part], second[part]
        n, m = size[a], size[b]
        difference = sums[a] / n[:, None] - sums[b] / m[:, None]
        growth[part] = (difference ** 2).mean(axis=1) * (n * m / (n + m)) \
            + _TIE * _scattered(a, b)
    return growth


def _scattered(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return a number from 0 to 1 for each pair, without any order.

    Of a chain of regions that fit equally well, many pairs so merge in a round, not only one.
    """
    mixed = a.astype(np.uint32) * np.uint32(2654435761) + b.astype(np.uint32)
    mixed ^= mixed >> np.uint32(15)
    return mixed * np.uint32(2246822519) / 2.0 ** 32


def _mutually_best(first: np.ndarray, second: np.ndarray, growth: np.ndarray,
                   regions: int) -> np.ndarray:
    """Return the indices of the pairs that are the best one of both their regions."""
    falling = np.argsort(growth)[::-1]
    best = np.full((2, regions), -1, np.int32)
    best[0, first[falling]] = falling  # where a region comes again, the last one stays: the best
    best[1, second[falling]] = falling
    del falling
    known = np.append(growth, np.inf)  # of the index -1
    best = np.where(known[best[0]] < known[best[1]], best[0], best[1])
    own = np.arange(len(first), dtype=np.int32)
    return np.flatnonzero((best[first] == own) & (best[second] == own))
