"""The order in which the tiles of an area are measured: any first few are spread over it."""

from __future__ import annotations

from ....images.window import Window

TILE = 128
"""Side of a tile in pixels: whole blocks of all metrics, so that tiles add up to the scene."""

_LEVELS = 16


def tiles_in_order(area: Window, side: int = TILE) -> list[Window]:
    """Return the tiles of the fine grid that an area touches, cut to it, spread ones first.

    The first 4, 16, 64, ... tiles are about evenly spaced, wherever the area lies: each has its
    rank in the fine grid (ordered dithering, Bayer 1973), so that neighbouring areas share tiles.
    """
    rows = range(area.row // side, -(-area.last_row // side))
    columns = range(area.column // side, -(-area.last_column // side))
    places = sorted(((i, j) for i in rows for j in columns), key=_rank)
    return [Window(i * side, j * side, side, side).overlap(area) for i, j in places]


def _rank(place: tuple[int, int]) -> int:
    """Return the threshold of a place in Bayer's matrix of 2^16 rows."""
    row, column = place
    rank = 0
    for _ in range(_LEVELS):
        rank = 4 * rank + 2 * ((row ^ column) & 1) + (row & 1)
        row, column = row >> 1, column >> 1
    return rank
