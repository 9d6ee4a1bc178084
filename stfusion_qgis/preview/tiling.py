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


def paste(target: np.ndarray, place: Window, values: np.ndarray, tile: Window) -> None:
    """Copy the part of a tile that lies in the window `place`, which `target` shows."""
    top, left = max(tile.row, place.row), max(tile.column, place.column)
    bottom = min(tile.row + tile.rows, place.row + place.rows)
    right = min(tile.column + tile.columns, place.column + place.columns)
    target[:, top - place.row:bottom - place.row, left - place.column:right - place.column] = \
        values[:, top - tile.row:bottom - tile.row, left - tile.column:right - tile.column]
