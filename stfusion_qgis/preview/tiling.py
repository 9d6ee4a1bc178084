"""Tiles: the parts in which a prediction is made and kept."""

from __future__ import annotations

import numpy as np

from ..images.grid import Grid
from ..images.image import Window

TILE = 128
"""Side of the tiles in pixels: a cancelled preview ends within one of them."""


def tiles_of(window: Window, grid: Grid) -> list[Window]:
    """Return the tiles of a grid that a window touches, those in its middle first."""
    top, left = max(0, window.row), max(0, window.column)
    bottom = min(grid.rows, window.row + window.rows)
    right = min(grid.columns, window.column + window.columns)
    tiles = [Window(row, column, min(TILE, grid.rows - row), min(TILE, grid.columns - column))
             for row in range(top // TILE * TILE, bottom, TILE)
             for column in range(left // TILE * TILE, right, TILE)]
    row, column = window.row + window.rows / 2, window.column + window.columns / 2

    def distance(tile: Window) -> float:
        return max(abs(tile.row + tile.rows / 2 - row),
                   abs(tile.column + tile.columns / 2 - column))
    return sorted(tiles, key=distance)


def common(one: Window, other: Window) -> Window:
    """Return the part that two windows share; they overlap."""
    top, left = max(one.row, other.row), max(one.column, other.column)
    bottom = min(one.row + one.rows, other.row + other.rows)
    right = min(one.column + one.columns, other.column + other.columns)
    return Window(top, left, bottom - top, right - left)


def paste(target: np.ndarray, place: Window, values: np.ndarray, tile: Window) -> None:
    """Copy the part of a tile that lies in the window `place`, which `target` shows."""
    part = common(tile, place)
    target[(slice(None), *_slices(part, place))] = values[(slice(None), *_slices(part, tile))]


def _slices(part: Window, whole: Window) -> tuple[slice, slice]:
    row, column = part.row - whole.row, part.column - whole.column
    return slice(row, row + part.rows), slice(column, column + part.columns)
