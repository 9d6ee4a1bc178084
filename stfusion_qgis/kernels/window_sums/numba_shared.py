"""Masked window sums over pixels similar in planes that all groups share, compiled.

Centres are taken a *tile* at a time. The pixels that some of them take are searched for (see
`similarity_search`), each with a word of bits of the centres that take it. Words of pixels are
turned into words of centres, and the planes of each centre's pixels are summed, all planes of a
pixel at a time: they lie side by side in its record (see `records`), each a lane of a vector,
whatever its group. So nothing is done for pixels that no centre takes, and little for those that
few take.

Where lanes differ in what is alike, that is told once for all passes which have the same lanes.

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
    cycle,
    load_masks_of_word,
    load_row,
    masks_of_sides,
    multiply_add_where_each,
    multiply_pairs,
    point_each,
    point_rows,
    prefetch_row,
    repeat,
    repeat_each,
    splat_each,
    store_row,
    store_word,
    within_each,
    word_of_masks,
)
from ..simd.vectors import keep_rolled, splat
from .records import Layout, empty_records, fill_records, lanes_of_planes
from .similarity_search import empty_search, fill_search, search_similar
from .sum_inputs import WindowSumInputs
from .tile_windows import COLUMNS, ROWS, Found, empty_found, windows_of

# Rows of centres. What is known of pixels is kept for the windows of so many rows.
_STRIP_ROWS = 32
_PAIRS_PER_CALL = 1 << 26
_NO_BITS = np.uint64(0)
_ONE = np.float32(1)


class Plan(NamedTuple):
    """The plan of the sums, the same for all tiles; see `Passes`.

    passes: how many there are. step, bounds_step: from one to the next, in floats.
    weighted, unweighted, limits, bounds, common_weighted, common_unweighted, common_limits: tuples
    of zeros, one for each such vector or plane of a pass.
    weighted_sums, unweighted_sums: likewise, for each vector of sums.
    below, masks: for each group of limits, and for each side of these.
    halves: for each vector that a plane is common to.
    common: where a pass has the planes that are the same in all lanes. read: zeros, one for each of
    its vectors.
    weights: of the places of a window, (size * size,).
    own: zeros, one for each vector of planes in which a pixel must be alike in each lane by itself;
    own_starts: where those of each pass begin. own_planes: zeros, one for each such plane;
    thresholds: by how much these may differ.
    shifts: from a pixel's place in a centre's window to that in the windows of the tile, (BYTES,).
    weighted_places, unweighted_places: see `Layout`.
    """

    passes: int
    step: int
    bounds_step: int
    weighted: tuple
    unweighted: tuple
    limits: tuple
    bounds: tuple
    common_weighted: tuple
    common_unweighted: tuple
    common_limits: tuple
    weighted_sums: tuple
    unweighted_sums: tuple
    below: tuple
    masks: tuple
    halves: tuple
    common: int
    read: tuple
    weights: np.ndarray
    own: tuple
    own_starts: np.ndarray
    own_planes: tuple
    thresholds: np.ndarray
    shifts: np.ndarray
    weighted_places: np.ndarray
    unweighted_places: np.ndarray


class Memory(NamedTuple):
    """Memory that is used for each tile anew.

    centres: where they are among the pixels kept, (BYTES,). sums: those of a pass, one centre
    after the other. alike: bits of the lanes in which a centre and a pixel that it takes are
    alike, by words, centres and pixels; None where they are so in all lanes.
    """

    centres: np.ndarray
    found: Found
    sums: np.ndarray
    alike: np.ndarray | None


@kernel
def _tell_alike(number, plan, alike, memory, count):
    """Tell in which lanes a tile's centres and the pixels they take are alike, for a pass.

    alike: the records of `plan.own`.
    """
    part, told = plan.own_starts[number], 0
    thresholds = splat_each(point_rows(plan.thresholds, 0, 1, plan.own_planes), 0)
    for first in range(0, count, WORD):
        pixels = memory.found.pixels[first:first + WORD]
        words = memory.found.words[first:first + WORD]
        for n in range(min(WORD, count - first)):
            prefetch_row(alike.values, part + pixels[n] * alike.size, plan.own)
        for centre in range(BYTES):
            word = words[centre]
            own = load_row(alike.values, part + memory.centres[centre] * alike.size, plan.own)
            while word != _NO_BITS:
                keep_rolled()
                n = lowest_bit(word)
                word = without_lowest_bit(word)
                pixel = load_row(alike.values, part + pixels[n] * alike.size, plan.own)
                masks = within_each(pixel, own, thresholds, plan.halves)
                store_word(memory.alike, told, word_of_masks(masks))
                told += 1


@kernel
def _add_pixels(word, pixels, places, plan, shift, record_part, bounds, records, alike, told, sums):
    """Return a centre's sums with those pixels added whose bit is set, and where the next begin.

    record_part: where a record has what belongs to a pass. alike, told: see `Memory`, and where
    that of the pixels begins.
    """
    weights = point_each(plan.weights, -shift, (0,))
    ones = repeat(splat(_ONE), plan.unweighted_sums)
    while word != _NO_BITS:
        keep_rolled()
        n = lowest_bit(word)
        word = without_lowest_bit(word)
        record = record_part + pixels[n] * records.size
        similar = load_masks_of_word(alike, told, plan.halves)
        told += 1
        below = below_each(_limits(record, plan, records), bounds, plan.below)
        factors = repeat(splat_each(weights, places[n])[0], plan.weighted_sums) + ones
        sums = multiply_add_where_each(cycle(masks_of_sides(below, similar, plan.masks), sums),
                                       factors, _summed(record, plan, records), sums)
    return sums, told


@kernel
def _summed(record, plan, records):
    """Return what of a record is summed: weighted planes, then unweighted ones."""
    common = record + plan.common
    unweighted = common + len(plan.common_weighted)
    return (repeat_each(splat_each(point_rows(records.values, common, 1, plan.common_weighted), 0),
                        plan.halves)
            + load_row(records.values, record, plan.weighted)
            + repeat_each(splat_each(point_rows(records.values, unweighted, 1,
                                                plan.common_unweighted), 0), plan.halves)
            + load_row(records.values, record + len(plan.weighted) * LANES, plan.unweighted))


@kernel
def _limits(record, plan, records):
    """Return the limits of a record."""
    common = record + plan.common + len(plan.common_weighted) + len(plan.common_unweighted)
    vectors = record + (len(plan.weighted) + len(plan.unweighted)) * LANES
    return (repeat_each(splat_each(point_rows(records.values, common, 1, plan.common_limits), 0),
                        plan.halves)
            + load_row(records.values, vectors, plan.limits))


@kernel
def _sum_pass(number, plan, records, bounds, memory, count):
    """Sum the planes of a pass for the centres of a tile, which take `count` pixels."""
    told = 0
    summed = plan.weighted_sums + plan.unweighted_sums
    width = len(summed) * LANES
    record_part, bounds_part = number * plan.step, number * plan.bounds_step
    weight = splat(plan.weights[plan.weights.size // 2])
    factors = repeat(weight, plan.weighted_sums) + repeat(splat(_ONE), plan.unweighted_sums)
    for centre in range(BYTES):
        own = _summed(record_part + memory.centres[centre] * records.size, plan, records)
        store_row(memory.sums, centre * width, multiply_pairs(factors, own))
    for first in range(0, count, WORD):
        pixels = memory.found.pixels[first:first + WORD]
        places = memory.found.places[first:first + WORD]
        words = memory.found.words[first:first + WORD]
        for n in range(min(WORD, count - first)):
            prefetch_row(records.values, record_part + pixels[n] * records.size, plan.read)
        for centre in range(BYTES):
            if words[centre] == _NO_BITS:
                continue
            own_bounds = load_row(
                bounds.values, bounds_part + memory.centres[centre] * bounds.size, plan.bounds)
            sums = load_row(memory.sums, centre * width, summed)
            sums, told = _add_pixels(words[centre], pixels, places, plan, plan.shifts[centre],
                                     record_part, own_bounds, records, memory.alike, told, sums)
            store_row(memory.sums, centre * width, sums)


@kernel
def _write(sums, width, places, row, column, out):
    """Write the sums of a tile to planes (planes, rows, columns).

    sums: of vectors of a pass, every `width` floats a centre. places: (vectors, 2), the plane of
    the first lane, and how many lanes count. row, column: of the first centre.
    """
    for vector in range(places.shape[0]):
        plane = places[vector, 0]
        for lane in range(places[vector, 1]):
            at = vector * LANES + lane
            for y in range(ROWS):
                for x in range(COLUMNS):
                    out[plane + lane, row + y, column + x] = sums[(y * COLUMNS + x) * width + at]


@kernel
def _sum_strip(top, bottom, first, last, searched, records, bounds, alike, windows, plan, memory,
               out):
    """Sum for the centres of a strip in the columns from `first` to before `last`.

    The strip has the rows from `top` to before `bottom`. searched: a `Search`. out: planes
    of weighted and of unweighted sums.
    Tiles below each other follow each other: what their windows share stays in the cache.
    """
    columns = out[0].shape[2]
    stride = columns + windows.size - 1
    kept_rows = records.values.size // (records.size * stride)
    weighted = len(plan.weighted_sums)
    width = (weighted + len(plan.unweighted_sums)) * LANES
    radius = windows.size // 2
    words = memory.found.words
    for column in range(first, last, COLUMNS):
        column = min(column, columns - COLUMNS)
        for row in range(top, bottom, ROWS):
            row = min(row, bottom - ROWS)
            for centre in range(BYTES):
                y, x = row + radius + centre // COLUMNS, column + radius + centre % COLUMNS
                memory.centres[centre] = y % kept_rows * stride + x
            count = search_similar(searched, row - top, row, column, memory.centres, windows,
                                   memory.found)
            words[count:-(-count // WORD) * WORD] = _NO_BITS
            for n in range(0, count, WORD):
                transpose_bits(words[n:n + WORD])
            for number in range(plan.passes):
                if number == 0 or plan.own_starts[number] != plan.own_starts[number - 1]:
                    _tell_alike(number, plan, alike, memory, count)
                _sum_pass(number, plan, records, bounds, memory, count)
                _write(memory.sums, width, plan.weighted_places[number], row, column, out[0])
                _write(memory.sums[weighted * LANES:], width, plan.unweighted_places[number],
                       row, column, out[1])


def _plan(weights: np.ndarray, layout: Layout) -> Plan:
    size, passes = weights.shape[0], layout.passes
    y, x = np.divmod(np.arange(BYTES), COLUMNS)

    def zeros(vectors: int) -> tuple[int, ...]:
        return (0,) * vectors

    read = len(layout.summed) // passes.number
    weighted_sums, unweighted_sums = passes.sums
    return Plan(
        passes.number, read * LANES, passes.bounds * LANES, zeros(passes.weighted),
        zeros(passes.unweighted), zeros(passes.limits), zeros(passes.bounds),
        zeros(passes.common_weighted), zeros(passes.common_unweighted),
        zeros(passes.common_limits), zeros(weighted_sums), zeros(unweighted_sums),
        zeros(passes.groups),
        zeros(passes.groups * passes.sides), zeros(passes.halves),
        passes.vectors * LANES, zeros(read), weights.ravel(),
        zeros(len(layout.own[0])), layout.own_parts * len(layout.own[0]) * LANES,
        zeros(len(layout.thresholds)), layout.thresholds, y * size + x, layout.weighted,
        layout.unweighted)


def _memory(size: int, layout: Layout) -> Memory:
    passes = layout.passes
    sums = np.empty(BYTES * sum(passes.sums) * LANES, np.float32)
    alike = np.empty(BYTES * size * size, np.uint32) if layout.own[0] else None
    return Memory(np.empty(BYTES, np.int64), empty_found(size), sums, alike)


def shared_window_sums(inputs: WindowSumInputs, check: Callable[[], None]
                       ) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted and unweighted sums; see the facade."""
    wanted_rows, wanted_columns = inputs.shape
    inputs = inputs.grown(*smallest_growth(wanted_rows, wanted_columns))
    out = sums_of_layout(inputs.without_limits(), lanes_of_planes(inputs), check)
    weighted, unweighted = (
        sums.reshape(*some.shape[:2], *sums.shape[1:])[..., :wanted_rows, :wanted_columns]
        for sums, some in zip(out, (inputs.planes, inputs.unweighted)))
    return weighted, unweighted


def smallest_growth(rows: int, columns: int) -> tuple[int, int]:
    """Return by how many rows and columns of centres `sums_of_layout` needs more."""
    return max(ROWS - rows, 0), max(COLUMNS - columns, LANES - columns, 0)


def sums_of_layout(inputs: WindowSumInputs, layout: Layout, check: Callable[[], None]
                   ) -> tuple[np.ndarray, ...]:
    """Return the planes of weighted and of unweighted sums (planes, rows, columns).

    inputs: the similar planes, the weights and, only with one similar plane, limits that all lanes
    share, as those of the first group; nothing else of it counts. Planes are in the order of the
    lanes that count.
    """
    (rows, columns), size = inputs.shape, inputs.weights.shape[0]
    plan, memory, windows = _plan(inputs.weights, layout), _memory(size, layout), windows_of(size)
    strip = min(rows, _STRIP_ROWS)
    kept_rows = strip + size - 1
    searched = empty_search(inputs, strip)
    vectors = [layout.summed, layout.bounds, [each for part in layout.own for each in part]]
    kept = [empty_records(some, kept_rows * inputs.similar.shape[2]) for some in vectors]
    out = tuple(np.empty((count, rows, columns), np.float32) for count in layout.planes)
    step = max(_PAIRS_PER_CALL // (strip * size * size) // COLUMNS, 1) * COLUMNS
    ready = 0
    for top in range(0, rows, strip):
        top = min(top, rows - strip)
        end = top + kept_rows
        fill_search(inputs, ready, end, top, searched)
        for some, those in zip(vectors, kept):
            fill_records(some, ready, end, those)
        ready = end
        for first in range(0, columns, step):
            check()
            _sum_strip(top, top + strip, first, min(first + step, columns), searched, *kept,
                       windows, plan, memory, out)
    return out
