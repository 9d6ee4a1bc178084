"""Search of the windows of a tile for pixels that are similar to its centres, compiled.

A *tile* is a block of `BYTES` neighbouring centres, `ROWS` x `COLUMNS`. First the pixels are
listed that may be similar to any of them. Each is then compared with all centres at a time, by
bytes, and where those cannot tell (see `codes`) by its values.
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
from .records import Records

COLUMNS = 8
ROWS = BYTES // COLUMNS

_AT_ONCE = 4  # pixels compared together: what is loaded of the centres serves them all
_ROWS_AT_ONCE = 4  # of windows: what is known of their pixels stays in the nearest cache
_SURE, _PERHAPS = np.uint8(0), np.uint8(1)  # excess of a pixel over the cells surely similar
# Unsigned, as whatever counts: numba asks of a signed index whether it is negative.
_NONE, _ONE, _TWO, _THREE = np.uint64(0), np.uint64(1), np.uint64(2), np.uint64(3)
_ALL_BITS = np.uint64(2**WORD - 1)
_WORD = np.uint64(WORD)
_ALL_LANES = np.uint32(2**LANES - 1)


class Windows(NamedTuple):
    """The windows of a tile's centres, from the first row and column of any of them.

    size: of one window. in_row, in_column: the centres whose window has a row, a column.
    own_row, own_column: the centres that lie in it. Each centre is a bit of a word.
    """

    size: int
    in_row: np.ndarray
    in_column: np.ndarray
    own_row: np.ndarray
    own_column: np.ndarray


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


class Found(NamedTuple):
    """Pixels in the order of the windows.

    pixels: where they are among those kept. places: where in the windows, whose rows are a
    window's size apart. words: the centres that take them.
    """

    pixels: np.ndarray
    places: np.ndarray
    words: np.ndarray


class SearchMemory(NamedTuple):
    """Memory used anew for some rows of the windows: pixels, and pairs of one and a centre."""

    candidates: Found
    pairs: np.ndarray


class Pixels(NamedTuple):
    """The pixels to search; row y is kept at y modulo the number of rows.

    codes: the values of `Codes`. stride: from one row to the next, in pixels.
    records: of the similar planes. thresholds: of the lanes of a record. vectors: a tuple of zeros,
    one for each vector of a record.
    """

    codes: np.ndarray
    stride: int
    records: Records
    thresholds: np.ndarray
    vectors: tuple


def windows_of(size: int) -> Windows:
    """Return the windows of size x size pixels of the centres of a tile."""
    row, column = np.divmod(np.arange(BYTES), COLUMNS)
    rows, columns, middle = size + ROWS - 1, size + COLUMNS - 1, size // 2
    return Windows(size, _lines(rows, row, size), _lines(columns, column, size),
                   _lines(rows, row + middle, 1), _lines(columns, column + middle, 1))


def _lines(count: int, first: np.ndarray, extent: int) -> np.ndarray:
    """Return words, one a line, of the centres whose `extent` lines from `first` on have it."""
    line = np.arange(count)[:, None]
    bits = np.zeros((count, WORD), bool)
    bits[:, :BYTES] = (line >= first) & (line < first + extent)
    return np.packbits(bits, axis=1, bitorder="little").view("<u8").ravel().astype(np.uint64)


def empty_tile(planes: int) -> CentreTile:
    """Return memory for what belongs to the centres of a tile."""
    return CentreTile(np.empty(planes * BYTES, np.uint8), np.empty(planes * BYTES, np.uint8),
                np.empty(planes, np.uint8), np.empty(planes, np.uint8), np.empty(BYTES, np.uint8))


def empty_found(size: int) -> Found:
    """Return memory for the pixels of windows of size x size pixels, in full words."""
    return _found(-(-(size + ROWS - 1) * (size + COLUMNS - 1) // WORD) * WORD)


def empty_search_memory(size: int) -> SearchMemory:
    """Return memory for the search of windows of size x size pixels."""
    most = _ROWS_AT_ONCE * (size + COLUMNS - 1) + _AT_ONCE
    return SearchMemory(_found(most), np.empty(most * BYTES + _AT_ONCE, np.uint32))


def _found(most: int) -> Found:
    return Found(np.empty(most, np.uint32), np.empty(most, np.uint32), np.empty(most, np.uint64))


@kernel
def take_centres(codes, row, column, tile):
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
def search_similar(pixels, row, column, tile, centres, windows, memory, found):
    """Find the pixels that centres of a tile take; return how many they are.

    row, column: where the windows begin. centres: where the centres are among the pixels kept.
    """
    count = _NONE
    rows = windows.in_row.size
    candidates = memory.candidates
    for first in range(0, rows, _ROWS_AT_ONCE):
        size = _list_candidates(pixels, row, column, first, min(first + _ROWS_AT_ONCE, rows), tile,
                                windows, candidates)
        _compare(pixels, tile, centres, memory, size)
        for n in range(size):
            found.pixels[count], found.places[count] = candidates.pixels[n], candidates.places[n]
            found.words[count] = candidates.words[n]
            count += np.uint64(candidates.words[n] != _NONE)
    return np.int64(count)


@kernel
def _list_candidates(pixels, row, column, first, last, tile, windows, candidates):
    """List the pixels of some rows of the windows that may be similar to any centre."""
    planes = tile.lowest.size
    plane = (pixels.codes.size - BYTES) // planes
    rows, columns = plane // pixels.stride, windows.in_column.size
    count = _NONE
    for y in range(first, last):
        for left in range(0, columns, BYTES):
            corner = (row + y) % rows * pixels.stride + column + left
            excess = no_bytes()
            for i in range(planes):
                excess = add_excess(excess, load_bytes(pixels.codes, i * plane + corner),
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
def _compare(pixels, tile, centres, memory, count):
    """Clear the bits of the centres that do not take a candidate."""
    where, words = memory.candidates.pixels, memory.candidates.words
    for n in range(count, count + _AT_ONCE):  # they may be compared along with the last ones
        where[n], words[n] = where[0], _NONE
    pairs = _NONE
    for n in range(0, count, _AT_ONCE):
        a = np.uint64(n)
        b, c, d = a + _ONE, a + _TWO, a + _THREE
        excess = _excess(pixels.codes, tile, where[a], where[b], where[c], where[d])
        pairs = _decide(excess[0], a, pixels, memory, pairs)
        pairs = _decide(excess[1], b, pixels, memory, pairs)
        pairs = _decide(excess[2], c, pixels, memory, pairs)
        pairs = _decide(excess[3], d, pixels, memory, pairs)
    for i in range(np.int64(pairs)):
        n, centre = memory.pairs[i] // _WORD, memory.pairs[i] % _WORD
        words[n] |= _is_similar(pixels, where[n], centres[centre]) << centre


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
def _decide(excess, n, pixels, memory, count):
    """Leave to candidate n the centres that surely take it; add the unsure ones to the pairs.

    Returns how many pairs there are. A pair is n * WORD + the centre.
    """
    word = memory.candidates.words[n]
    memory.candidates.words[n] = word & equal_bits(excess, _SURE)
    perhaps = word & equal_bits(excess, _PERHAPS)
    end = count + np.uint64(count_bits(perhaps))
    prefetch_row(pixels.records.values, memory.candidates.pixels[n] * pixels.records.size,
                 pixels.vectors)
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
def _is_similar(pixels, a, b):
    """Return 1 if the values of two pixels differ by no more than the thresholds, else 0."""
    lanes = _ALL_LANES
    for i in range(0, pixels.records.size, LANES):
        keep_rolled()
        threshold = load(pixels.thresholds, i)
        x = load(pixels.records.values, a * pixels.records.size + i)
        y = load(pixels.records.values, b * pixels.records.size + i)
        lanes &= mask_bits((x - y <= threshold) & (y - x <= threshold))
    return np.uint64(lanes == _ALL_LANES)
