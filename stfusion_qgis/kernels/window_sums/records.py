"""Planes turned into records, in which all that belongs to a pixel lies side by side.

There are records of the similar planes and records of the planes that are summed. The latter have
as many *passes* as the registers ask for. A pass has vectors of weighted planes, then of
unweighted ones; then, for each limit, what a neighbour has in the lanes of the masks; then, for
each limit, the bounds that a centre sets; last, planes that are the same in all lanes, one number
each. A pass has a mask for each of its vectors, or fewer, which the vectors take in turn. Lanes
that are left over repeat the last plane.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.llvm import LANES, LINE
from ..simd.tuples import load_each, point_each, store_each, transpose
from .sum_inputs import WindowSumInputs

# Vectors of sums and of bounds that the registers hold, beside what else is needed.
MOST_VECTORS = 16 if LANES == 16 else 8


class Vector(NamedTuple):
    """The lanes of a vector: planes (planes, rows, columns), and LANES indices of them."""

    planes: np.ndarray
    indices: np.ndarray


class Records(NamedTuple):
    """The records of some rows of pixels; row y is kept at y modulo their number.

    values: one record after the other. size: of one, in floats.
    """

    values: np.ndarray
    size: int


class Passes(NamedTuple):
    """The passes in which planes are summed.

    number: of passes. weighted, unweighted, limits: vectors of such planes in each. groups: of
    vectors that have different limits, which the vectors take in turn.
    common_weighted, common_unweighted, common_limits: planes that are the same in all lanes of
    `halves` vectors, one after the other. sides: 2 where planes are summed that are not below the
    limits, too: those follow the others of the same place.
    """

    number: int
    weighted: int
    unweighted: int
    limits: int
    groups: int
    common_weighted: int = 0
    common_unweighted: int = 0
    common_limits: int = 0
    halves: int = 1
    sides: int = 1

    @property
    def vectors(self) -> int:
        """Return how many vectors a pass has before what is the same in all lanes."""
        return self.weighted + self.unweighted + self.limits

    @property
    def bounds(self) -> int:
        """Return how many vectors of bounds a pass has."""
        return self.common_limits * self.halves + self.limits

    @property
    def sums(self) -> tuple[int, int]:
        """Return how many vectors of weighted and of unweighted sums a pass has."""
        return (self.common_weighted * self.halves + self.weighted,
                self.common_unweighted * self.halves + self.unweighted)


class Layout(NamedTuple):
    """The layout of the planes that are summed.

    summed, bounds: the vectors of all passes. own: those of planes in which a pixel must be alike
    in each lane by itself, of one part or more; own_parts: the part of each pass, (passes,).
    thresholds: by how much these may differ.
    weighted, unweighted: where the sums belong, (passes, vectors, 2): the plane of the first lane,
    and how many lanes count. planes: how many weighted and unweighted planes of sums there are.
    """

    passes: Passes
    summed: list[Vector]
    bounds: list[Vector]
    own: list[list[Vector]]
    own_parts: np.ndarray
    thresholds: np.ndarray
    weighted: np.ndarray
    unweighted: np.ndarray
    planes: tuple[int, int]


def passes_of(inputs: WindowSumInputs) -> Passes:
    """Return the passes in which all planes are summed."""
    weighted, unweighted = (
        len(lanes(planes.shape[0] * planes.shape[1]))
        for planes in (inputs.planes, inputs.unweighted))
    limits = inputs.limits.shape[1]
    count = -(-(weighted + unweighted) * (1 + limits) // MOST_VECTORS)
    count = max(min(count, weighted + unweighted), 1)
    weighted, unweighted = -(-weighted // count), -(-unweighted // count)
    vectors = weighted + unweighted
    return Passes(count, weighted, unweighted, vectors * limits, vectors)


def lanes_of_planes(inputs: WindowSumInputs) -> Layout:
    """Return the layout of planes that lie in the lanes one after the other."""
    passes = passes_of(inputs)
    of_weighted, of_unweighted = (some.shape[0] * some.shape[1]
                                  for some in (inputs.planes, inputs.unweighted))
    weighted, unweighted = (
        _one_after_the_other(count, passes.number, vectors)
        for count, vectors in zip((of_weighted, of_unweighted), passes.sums))
    summed, bounds = summed_vectors(inputs, passes)
    return Layout(passes, summed, bounds, [[]], np.zeros(passes.number, int),
                  np.empty(0, np.float32), weighted, unweighted,
                  (of_weighted, of_unweighted))


def _one_after_the_other(planes: int, passes: int, vectors: int) -> np.ndarray:
    first = np.arange(passes * vectors) * LANES
    counts = (planes - first).clip(0, LANES)
    return np.stack([first, counts], axis=1).reshape(passes, vectors, 2)


def similar_vectors(inputs: WindowSumInputs) -> list[Vector]:
    """Return the vectors of the similar planes."""
    return [Vector(inputs.similar, indices) for indices in lanes(len(inputs.similar))]


def summed_vectors(inputs: WindowSumInputs, passes: Passes) -> tuple[list[Vector], list[Vector]]:
    """Return the vectors of the planes that are summed and of their limits, and of the bounds."""
    parts = []
    for planes, vectors in ((inputs.planes, passes.weighted),
                            (inputs.unweighted, passes.unweighted)):
        groups, of_group = planes.shape[:2]
        indices = lanes(groups * of_group, passes.number * vectors)
        parts.append((flat(planes), indices.reshape(passes.number, vectors, LANES), of_group))

    def with_limits(limits: np.ndarray, number: int) -> list[Vector]:
        return [Vector(flat(limits), one // of_group * limits.shape[1] + limit)
                for limit in range(limits.shape[1])
                for _, indices, of_group in parts for one in indices[number]]

    summed, bounds = [], []
    for number in range(passes.number):
        summed += [Vector(planes, one) for planes, indices, _ in parts for one in indices[number]]
        summed += with_limits(inputs.limits, number)
        bounds += with_limits(inputs.bounds, number)
    return summed, bounds


def lanes(planes: int, vectors: int | None = None) -> np.ndarray:
    """Return the planes in the lanes of vectors, (vectors, LANES); as few as hold all planes."""
    if vectors is None:
        vectors = -(-planes // LANES)
    return np.minimum(np.arange(vectors * LANES).reshape(vectors, LANES), planes - 1)


def flat(planes: np.ndarray) -> np.ndarray:
    """Return planes (groups, planes, ...) as (groups * planes, ...)."""
    return planes.reshape(planes.shape[0] * planes.shape[1], *planes.shape[2:])


def empty_records(vectors: list[Vector], pixels: int) -> Records:
    """Return memory for the records of so many pixels.

    It begins with a line of the processor's cache, so that no vector lies in two of them.
    """
    size = len(vectors) * LANES
    memory = np.empty(pixels * size + LINE, np.float32)
    first = -(memory.ctypes.data // 4) % LINE
    return Records(memory[first:first + pixels * size], size)


def fill_records(vectors: Iterable[Vector], first: int, last: int, records: Records) -> None:
    """Fill the records of the rows from `first` to before `last`."""
    pixels = tuple(pixel * records.size for pixel in range(LANES))
    for i, (planes, indices) in enumerate(vectors):
        _, rows, columns = planes.shape
        starts = tuple(int(index) * rows * columns for index in indices)
        _fill(planes.reshape(-1), starts, i * LANES, first, last, columns, records, pixels)


@kernel
def _fill(planes, starts, at, first, last, columns, records, pixels):
    """Fill the vector at float `at` of the records of the rows from `first` to before `last`.

    starts: where the planes of its lanes begin. pixels: where LANES records do.
    """
    rows = records.values.size // (records.size * columns)
    for row in range(first, last):
        for column in range(0, columns, LANES):
            column = min(column, columns - LANES)
            record = (row % rows * columns + column) * records.size + at
            values = load_each(point_each(planes, row * columns + column, starts), 0)
            store_each(point_each(records.values, record, pixels), 0, transpose(values))
