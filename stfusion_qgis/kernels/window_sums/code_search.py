"""Search of the windows of a tile for pixels similar to its centres in several planes, compiled.

First the pixels are listed that may be similar to any of the centres. Each is then compared with
all of them at a time, by bytes, and where those cannot tell (see `codes`) by its values.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.byte_vectors import (
    BYTES,
    WORD,
    add_excess,
    at_most_bits,
    count_bits,
    equal_bits,
    largest_byte,
    load_bytes,
    lowest_bit,
    no_bytes,
    smallest_byte,
    splat_byte,
    without_lowest_bit,
)
from ..simd.llvm import LANES
from ..simd.tuples import prefetch_row
from ..simd.vectors import keep_rolled, load, mask_bits
from .codes import Codes, Scales, empty_codes, encode_centres, encode_pixels, scales_of
from .records import Records, empty_records, fill_records, lanes, similar_vectors
from .sum_inputs import WindowSumInputs
from .tile_windows import COLUMNS, ROWS, Found, found_memory

_AT_ONCE = 4  # pixels compared together: what is loaded of the centres serves them all
_ROWS_AT_ONCE = 4  # of windows: what is known of their pixels stays in the nearest cache
_SURE, _PERHAPS = np.uint8(0), np.uint8(1)  # excess of a pixel over the cells surely similar
# Unsigned, as whatever counts: numba asks of a signed index whether it is negative.
_NONE, _ONE, _TWO, _THREE = np.uint64(0), np.uint64(1), np.uint64(2), np.uint64(3)
_ALL_BITS = np.uint64(2**WORD - 1)
_WORD = np.uint64(WORD)
_ALL_LANES = np.uint32(2**LANES - 1)


class CentreTile(NamedTuple):
    """The part of `Codes` that belongs to the centres of a tile.

    low, high: (planes * BYTES,). lowest, highest: the outermost of them, (planes,).
    doubtful: (BYTES,).
    """

    low: np.ndarray
    high: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    doubtful: np.ndarray


class SearchMemory(NamedTuple):
    """Memory used anew for some rows of the windows: pixels, and pairs of one and a centre."""

    candidates: Found
    pairs: np.ndarray


class CodeSearch(NamedTuple):
    """What is searched, and memory used anew for each tile.

    codes: see `Codes`; row y of pixels is kept at y modulo the number of rows. scales: those of the
    codes. stride: from one row to the next, in pixels.
    records: of the similar planes. thresholds: of the lanes of a record. vectors: a tuple of zeros,
    one for each vector of a record.
    """

    codes: Codes
    scales: Scales
    stride: int
    records: Records
    thresholds: np.ndarray
    vectors: tuple
    tile: CentreTile
    memory: SearchMemory


def empty_code_search(inputs: WindowSumInputs, rows: int) -> CodeSearch:
    """Return memory for the search of the windows of so many rows of centres."""
    (_, columns), size = inputs.shape, len(inputs.weights)
    planes, _, stride = inputs.similar.shape
    vectors = similar_vectors(inputs)
    return CodeSearch(
        empty_codes(planes, rows, columns, size - 1), scales_of(inputs.similar), stride,
        empty_records(vectors, (rows + size - 1) * stride),
        inputs.thresholds[lanes(planes)].ravel(), (0,) * len(vectors), _empty_tile(planes),
        _empty_search_memory(size))


def fill_code_search(inputs: WindowSumInputs, first: int, last: int, top: int,
                     search: CodeSearch) -> None:
    """Fill in the pixels of the rows from `first` to before `last`, and the centres from `top`."""
    encode_pixels(inputs.similar, search.scales, first, last, search.codes)
    encode_centres(inputs.similar, inputs.thresholds, search.scales, top, search.codes)
    fill_records(similar_vectors(inputs), first, last, search.records)


def _empty_tile(planes: int) -> CentreTile:
    """Return memory for what belongs to the centres of a tile."""
    sizes = planes * BYTES, planes * BYTES, planes, planes, BYTES
    return CentreTile(*(np.empty(size, np.uint8) for size in sizes))


def _empty_search_memory(size: int) -> SearchMemory:
    """Return memory for the search of windows of size x size pixels."""
    most = _ROWS_AT_ONCE * (size + COLUMNS - 1) + _AT_ONCE
    return SearchMemory(found_memory(most), np.empty(most * BYTES + _AT_ONCE, np.uint32))


@kernel
def _take_centres(codes, row, column, tile):
    """Fill a tile, whose first centre is at (row, column), from `codes`."""
    for plane in range(tile.lowest.size):
        for y in range(ROWS):
            for x in range(COLUMNS):
                place = (plane * ROWS + y) * COLUMNS + x
                tile.low[place] = codes.low[plane, row + y, column + x]
                tile.high[place] = codes.high[plane, row + y, column + x]
        tile.lowest[plane] = smallest_byte(load_bytes(tile.low, plane * BYTES))
        tile.highest[plane] = largest_byte(load_bytes(tile.high, plane * BYTES))
    for y in range(ROWS):
        for x in range(COLUMNS):
            tile.doubtful[y * COLUMNS + x] = codes.doubtful[row + y, column + x]


@kernel
def search_codes(search, row_of_strip, row, column, centres, windows, found):
    """Find the pixels that centres of a tile take; return how many they are.

    row, column: where the windows begin; row_of_strip: that row, from the first one of which the
    centres were filled in. centres: where the centres are among the pixels kept.
    """
    tile, memory = search.tile, search.memory
    _take_centres(search.codes, row_of_strip, column, tile)
    count = _NONE
    rows = windows.in_row.size
    candidates = memory.candidates
    for first in range(0, rows, _ROWS_AT_ONCE):
        size = _list_candidates(search, row, column, first, min(first + _ROWS_AT_ONCE, rows), tile,
                                windows, candidates)
        _compare(search, centres, size)
        for n in range(size):
            found.pixels[count], found.places[count] = candidates.pixels[n], candidates.places[n]
            found.words[count] = candidates.words[n]
            count += np.uint64(candidates.words[n] != _NONE)
    return np.int64(count)


@kernel
def _list_candidates(search, row, column, first, last, tile, windows, candidates):
    """List the pixels of some rows of the windows that may be similar to any centre."""
    planes = tile.lowest.size
    plane = (search.codes.values.size - BYTES) // planes
    rows, columns = plane // search.stride, windows.in_column.size
    count = _NONE
    for y in range(first, last):
        for left in range(0, columns, BYTES):
            corner = (row + y) % rows * search.stride + column + left
            excess = no_bytes()
            for i in range(planes):
                excess = add_excess(excess, load_bytes(search.codes.values, i * plane + corner),
                                    splat_byte(tile.lowest, i), splat_byte(tile.highest, i))
            bits = at_most_bits(excess, _PERHAPS)
            if columns - left < BYTES:
                bits &= _ALL_BITS >> np.uint64(WORD - (columns - left))
            in_row, own_row = windows.in_row[y], windows.own_row[y]
            in_column, own_column = windows.in_column[left:], windows.own_column[left:]
            place = y * windows.size + left
            while bits != _NONE:
                x = lowest_bit(bits)
                bits = without_lowest_bit(bits)
                candidates.pixels[count] = corner + x
                candidates.places[count] = place + x
                # All but the centres themselves, whose sums begin with their own values.
                candidates.words[count] = in_row & in_column[x] & ~(own_row & own_column[x])
                count += _ONE
    return np.int64(count)


@kernel
def _compare(search, centres, count):
    """Clear the bits of the centres that do not take a candidate."""
    codes, tile, memory = search.codes.values, search.tile, search.memory
    where, words = memory.candidates.pixels, memory.candidates.words
    for n in range(count, count + _AT_ONCE):  # they may be compared along with the last ones
        where[n], words[n] = where[0], _NONE
    pairs = _NONE
    for n in range(0, count, _AT_ONCE):
        a = np.uint64(n)
        b, c, d = a + _ONE, a + _TWO, a + _THREE
        excess = _excess(codes, tile, where[a], where[b], where[c], where[d])
        pairs = _decide(excess[0], a, search, pairs)
        pairs = _decide(excess[1], b, search, pairs)
        pairs = _decide(excess[2], c, search, pairs)
        pairs = _decide(excess[3], d, search, pairs)
    for i in range(np.int64(pairs)):
        n, centre = memory.pairs[i] // _WORD, memory.pairs[i] % _WORD
        words[n] |= _is_similar(search, where[n], centres[centre]) << centre


@kernel
def _excess(codes, tile, a, b, c, d):
    """Return by how many cells four pixels exceed what surely is similar to each centre."""
    plane = (codes.size - BYTES) // tile.lowest.size
    excess_a = excess_b = excess_c = excess_d = load_bytes(tile.doubtful, 0)
    for i in range(tile.lowest.size):
        keep_rolled()
        low, high = load_bytes(tile.low, i * BYTES), load_bytes(tile.high, i * BYTES)
        first = i * plane
        excess_a = add_excess(excess_a, splat_byte(codes, first + a), low, high)
        excess_b = add_excess(excess_b, splat_byte(codes, first + b), low, high)
        excess_c = add_excess(excess_c, splat_byte(codes, first + c), low, high)
        excess_d = add_excess(excess_d, splat_byte(codes, first + d), low, high)
    return excess_a, excess_b, excess_c, excess_d


@kernel
def _decide(excess, n, search, count):
    """Leave to candidate n the centres that surely take it; add the unsure ones to the pairs.

    Returns how many pairs there are. A pair is n * WORD + the centre.
    """
    memory = search.memory
    word = memory.candidates.words[n]
    memory.candidates.words[n] = word & equal_bits(excess, _SURE)
    perhaps = word & equal_bits(excess, _PERHAPS)
    end = count + np.uint64(count_bits(perhaps))
    prefetch_row(search.records.values, memory.candidates.pixels[n] * search.records.size,
                 search.vectors)
    # Writing always as many as there mostly are spares the processor to guess how many.
    for _ in range(_AT_ONCE):
        memory.pairs[count] = n * _WORD + np.uint64(lowest_bit(perhaps))
        perhaps = without_lowest_bit(perhaps)
        count += _ONE
    while perhaps != _NONE:
        memory.pairs[count] = n * _WORD + np.uint64(lowest_bit(perhaps))
        perhaps = without_lowest_bit(perhaps)
        count += _ONE
    return end


@kernel
def _is_similar(search, a, b):
    """Return 1 if the values of two pixels differ by no more than the thresholds, else 0."""
    lanes = _ALL_LANES
    for i in range(0, search.records.size, LANES):
        keep_rolled()
        threshold = load(search.thresholds, i)
        x = load(search.records.values, a * search.records.size + i)
        y = load(search.records.values, b * search.records.size + i)
        lanes &= mask_bits((x - y <= threshold) & (y - x <= threshold))
    return np.uint64(lanes == _ALL_LANES)
