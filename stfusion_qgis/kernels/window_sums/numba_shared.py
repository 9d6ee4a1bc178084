"""Masked window sums over pixels similar in planes that all groups share, compiled.

Centres are taken a *tile* at a time. The pixels that some of them take are searched for (see
`similarity_search`), each with a word of bits of the centres that take it. Words of pixels are
turned into words of centres, and the planes of each centre's pixels are summed, all planes of a
pixel at a time: they lie side by side in its record (see `records`), each a lane of a vector,
whatever its group. So nothing is done for pixels that no centre takes, and little for those that
few take.

The pixels of a centre are summed in the order of its window, after the centre itself: sums depend
on nothing but the window, to the last bit. A tile that would reach over the edge is moved back,
and computes some centres once more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.byte_vectors import BYTES, WORD, lowest_bit, transpose_bits, without_lowest_bit
from ..simd.llvm import LANES
from ..simd.tuples import (
    below_each,
    load_row,
    multiply_add_where_each,
    multiply_pairs,
    point_each,
    prefetch_row,
    repeat,
    splat_each,
    store_row,
)
from ..simd.vectors import keep_rolled, splat
from .codes import empty_codes, encode_centres, encode_pixels, scales_of
from .records import (
    Passes,
    empty_records,
    fill_records,
    lanes,
    passes_of,
    similar_vectors,
    summed_vectors,
)
from .similarity_search import (
    COLUMNS,
    ROWS,
    CentreTile,
    Found,
    Pixels,
    SearchMemory,
    empty_found,
    empty_search_memory,
    empty_tile,
    search_similar,
    take_centres,
    windows_of,
)
from .sum_inputs import WindowSumInputs

# Rows of centres. What is known of pixels is kept for the windows of so many rows.
_STRIP_ROWS = 32
_PAIRS_PER_CALL = 1 << 26
_NO_BITS = np.uint64(0)
_ONE = np.float32(1)


class Plan(NamedTuple):
    """The plan of the sums, the same for all tiles.

    passes: how many there are. step: from one to the next, in floats.
    weighted, unweighted, limits: tuples of zeros, one for each such vector of a pass.
    weights: of the places of a window, (size * size,).
    shifts: from a pixel's place in a centre's window to that in the windows of the tile, (BYTES,).
    """

    passes: int
    step: int
    weighted: tuple
    unweighted: tuple
    limits: tuple
    weights: np.ndarray
    shifts: np.ndarray


class Memory(NamedTuple):
    """Memory that is used for each tile anew.

    centres: where they are among the pixels kept, (BYTES,). sums: those of a pass, one centre
    after the other.
    """

    tile: CentreTile
    centres: np.ndarray
    search: SearchMemory
    found: Found
    sums: np.ndarray


@kernel
def _add_pixels(word, pixels, places, plan, shift, values, bounds, records, sums):
    """Return a centre's sums with those pixels added whose bit is set.

    values: where a record has what is summed.
    """
    weights = point_each(plan.weights, -shift, (0,))
    ones = repeat(splat(_ONE), plan.unweighted)
    limits = values + len(sums) * LANES
    while word != _NO_BITS:
        keep_rolled()
        n = lowest_bit(word)
        word = without_lowest_bit(word)
        record = pixels[n] * records.size
        kept = below_each(load_row(records.values, limits + record, plan.limits), bounds, sums)
        factors = repeat(splat_each(weights, places[n])[0], plan.weighted) + ones
        sums = multiply_add_where_each(
            kept, factors, load_row(records.values, values + record, sums), sums)
    return sums


@kernel
def _sum_pass(number, plan, records, memory, count):
    """Sum the planes of a pass for the centres of a tile, which take `count` pixels."""
    summed = plan.weighted + plan.unweighted
    width = len(summed) * LANES
    values = number * plan.step
    bounds = values + width + len(plan.limits) * LANES
    weight = splat(plan.weights[plan.weights.size // 2])
    factors = repeat(weight, plan.weighted) + repeat(splat(_ONE), plan.unweighted)
    for centre in range(BYTES):
        own = load_row(records.values, values + memory.centres[centre] * records.size, summed)
        store_row(memory.sums, centre * width, multiply_pairs(factors, own))
    for first in range(0, count, WORD):
        pixels = memory.found.pixels[first:first + WORD]
        places = memory.found.places[first:first + WORD]
        words = memory.found.words[first:first + WORD]
        for n in range(min(WORD, count - first)):
            prefetch_row(records.values, values + pixels[n] * records.size, summed + plan.limits)
        for centre in range(BYTES):
            own_bounds = load_row(
                records.values, bounds + memory.centres[centre] * records.size, plan.limits)
            sums = load_row(memory.sums, centre * width, summed)
            store_row(memory.sums, centre * width, _add_pixels(
                words[centre], pixels, places, plan, plan.shifts[centre], values, own_bounds,
                records, sums))


@kernel
def _write(sums, width, lanes, number, row, column, out):
    """Write the sums of a tile to planes (planes, rows, columns).

    sums: those of the first of these planes that pass `number` has, every `width` floats a centre.
    lanes: how many of these planes a pass has. row, column: of the first centre.
    """
    first = number * lanes
    for lane in range(min(lanes, out.shape[0] - first)):
        for y in range(ROWS):
            for x in range(COLUMNS):
                out[first + lane, row + y, column + x] = sums[(y * COLUMNS + x) * width + lane]


@kernel
def _sum_strip(top, first, last, pixels, codes, records, windows, plan, memory, out):
    """Sum for the centres of a strip in the columns from `first` to before `last`.

    top: the first row of the strip. out: planes of weighted and of unweighted sums.
    Tiles below each other follow each other: what their windows share stays in the cache.
    """
    rows, columns = codes.doubtful.shape
    kept_rows = records.values.size // (records.size * pixels.stride)
    weighted, unweighted = len(plan.weighted) * LANES, len(plan.unweighted) * LANES
    radius = windows.size // 2
    words = memory.found.words
    for column in range(first, last, COLUMNS):
        column = min(column, columns - COLUMNS)
        for row in range(top, top + rows, ROWS):
            row = min(row, top + rows - ROWS)
            for centre in range(BYTES):
                y, x = row + radius + centre // COLUMNS, column + radius + centre % COLUMNS
                memory.centres[centre] = y % kept_rows * pixels.stride + x
            take_centres(codes, row - top, column, memory.tile)
            count = search_similar(pixels, row, column, memory.tile, memory.centres, windows,
                                   memory.search, memory.found)
            words[count:-(-count // WORD) * WORD] = _NO_BITS
            for n in range(0, count, WORD):
                transpose_bits(words[n:n + WORD])
            for number in range(plan.passes):
                _sum_pass(number, plan, records, memory, count)
                width = weighted + unweighted
                _write(memory.sums, width, weighted, number, row, column, out[0])
                _write(memory.sums[weighted:], width, unweighted, number, row, column, out[1])


def _plan(inputs: WindowSumInputs, passes: Passes) -> Plan:
    size = inputs.weights.shape[0]
    vectors = passes.weighted + passes.unweighted
    y, x = np.divmod(np.arange(BYTES), COLUMNS)
    return Plan(passes.number, vectors * (1 + 2 * passes.limits) * LANES, (0,) * passes.weighted,
                (0,) * passes.unweighted, (0,) * (vectors * passes.limits),
                inputs.weights.ravel(), y * size + x)


def _memory(planes: int, size: int, passes: Passes) -> Memory:
    sums = np.empty(BYTES * (passes.weighted + passes.unweighted) * LANES, np.float32)
    return Memory(empty_tile(planes), np.empty(BYTES, np.int64), empty_search_memory(size),
                  empty_found(size), sums)


def shared_window_sums(inputs: WindowSumInputs, check: Callable[[], None]
                       ) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted and unweighted sums; see the facade."""
    wanted_rows, wanted_columns = inputs.shape
    inputs = inputs.grown(max(ROWS - wanted_rows, 0), max(LANES - wanted_columns, 0))
    (rows, columns), size = inputs.shape, inputs.weights.shape[0]
    planes, _, stride = inputs.similar.shape
    passes = passes_of(inputs)
    plan, memory = _plan(inputs, passes), _memory(planes, size, passes)
    windows, scales = windows_of(size), scales_of(inputs.similar)
    strip = min(rows, _STRIP_ROWS)
    codes = empty_codes(planes, strip, columns, size - 1)
    vectors = [similar_vectors(inputs), summed_vectors(inputs, passes)]
    similar, records = (empty_records(some, (strip + size - 1) * stride) for some in vectors)
    pixels = Pixels(codes.values, stride, similar, inputs.thresholds[lanes(planes)].ravel(),
                    (0,) * len(vectors[0]))
    out = tuple(np.empty((some.shape[0] * some.shape[1], rows, columns), np.float32)
                for some in (inputs.planes, inputs.unweighted))
    step = max(_PAIRS_PER_CALL // (strip * size * size) // COLUMNS, 1) * COLUMNS
    ready = 0
    for top in range(0, rows, strip):
        top = min(top, rows - strip)
        end = top + strip + size - 1
        encode_pixels(inputs.similar, scales, ready, end, codes)
        encode_centres(inputs.similar, inputs.thresholds, scales, top, codes)
        for some, kept in zip(vectors, (similar, records)):
            fill_records(some, ready, end, kept)
        ready = end
        for first in range(0, columns, step):
            check()
            _sum_strip(top, first, min(first + step, columns), pixels, codes, records, windows,
                       plan, memory, out)
    weighted, unweighted = (
        sums.reshape(*some.shape[:2], rows, columns)[..., :wanted_rows, :wanted_columns]
        for sums, some in zip(out, (inputs.planes, inputs.unweighted)))
    return weighted, unweighted
