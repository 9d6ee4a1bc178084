"""Tiles: the parts in which a prediction is made and kept."""

from __future__ import annotations

import numpy as np

from ...images.grid import Grid
from ...images.window import Window

TILE = 128
"""Side of the tiles in pixels: a cancelled preview ends within one of them."""


def tiles_of(window: Window, grid: Grid) -> list[Window]:
    """Return the tiles of a grid that a window touches, those in its middle first."""
    seen = window.overlap(grid.whole())
    if seen.is_empty:
        return []
    tiles = [Window(row, column, min(TILE, grid.rows - row), min(TILE, grid.columns - column))
             for row in range(seen.row // TILE * TILE, seen.last_row, TILE)
             for column in range(seen.column // TILE * TILE, seen.last_column, TILE)]
    row, column = window.row + window.rows / 2, window.column + window.columns / 2

    def distance(tile: Window) -> float:
        return max(abs(tile.row + tile.rows / 2 - row),
                   abs(tile.column + tile.columns / 2 - column))
    return sorted(tiles, key=distance)


def paste(target: np.ndarray, place: Window, values: np.ndarray, tile: Window) -> None:
    """Copy the part of a tile that lies in the window `place`, which `target` shows."""
    shared = tile.overlap(place)
    here, there = shared.slices_in(place), shared.slices_in(tile)
    target[(slice(None), *here)] = values[(slice(None), *there)]
