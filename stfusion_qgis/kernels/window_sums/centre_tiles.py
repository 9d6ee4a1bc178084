"""Tiles of centre pixels side by side, for kernels where each group has its own similar pixels.

A *tile* is `LANES` centres in each of some rows. Their windows overlap almost wholly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiling import kernel
from ..simd.tuples import point_each


class Weights(NamedTuple):
    """Weights by distance, in a table with rows of zeros above and below the window.

    table: its rows are as long as those of planes: a neighbour's offset is that of its weight, too.
    starts: where the weights seen from each row begin.
    centre: the weight of the centre itself; in the table it is 0.
    """

    table: np.ndarray
    starts: tuple
    centre: np.float32


class Planes(NamedTuple):
    """Planes of all groups, one behind the other.

    group: from one group to the next.
    starts: of the planes of a group, from the group's first pixel.
    centres: of the centres of each row of a tile in each plane, from its window's corner.
    """

    values: np.ndarray
    group: int
    starts: tuple
    centres: tuple


@kernel
def planes_at(planes, g, corner):
    """Return pointers to the planes of group g, at the corner of a tile's window."""
    return point_each(planes.values, g * planes.group + corner, planes.starts)


@kernel
def centres_at(planes, g, corner):
    """Return pointers to the centres of each row of a tile in the planes of group g."""
    return point_each(planes.values, g * planes.group + corner, planes.centres)


def offsets_of(size: int, stride: int, tile_rows: int) -> np.ndarray:
    """Return where the neighbours of a tile lie, from the corner of its window, in their order.

    size: of a window, in pixels a side. stride: from one row of pixels to the next.
    """
    rows, columns = np.mgrid[:size + tile_rows - 1, :size]
    return (rows * stride + columns).astype(np.int32).ravel()


def weight_table(weights: np.ndarray, stride: int, tile_rows: int) -> Weights:
    """Return the weights of a window; stride: from one row of pixels to the next."""
    size, beyond = weights.shape[0], tile_rows - 1
    table = np.zeros((size + 2 * beyond, stride), np.float32)
    inside = table[beyond:beyond + size, :size]
    inside[:] = weights
    inside[size // 2, size // 2] = 0
    return Weights(table.ravel(), tuple((beyond - row) * stride for row in range(tile_rows)),
                   weights[size // 2, size // 2])


def flat_planes(planes: np.ndarray, radius: int, tile_rows: int) -> Planes:
    """Return planes (groups, planes, rows, columns), whose halo is `radius` wide."""
    rows, columns = planes.shape[2:]
    starts = [rows * columns * i for i in range(planes.shape[1])]
    centres = [start + (row + radius) * columns + radius for row in range(tile_rows)
               for start in starts]
    return Planes(planes.reshape(-1), rows * columns * len(starts), tuple(starts), tuple(centres))
