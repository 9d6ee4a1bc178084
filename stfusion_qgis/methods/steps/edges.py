"""Boundaries between fields in the fine image."""

from __future__ import annotations

import numpy as np

from ...images.image import Image
from ...images.raster import Raster
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress


def edge_strength(image: Image, scale: np.ndarray) -> np.ndarray:
    """Return the strength of the edge at each corner of four pixels, by Roberts' cross.

    The differences across both diagonals of the four pixels, in standard deviations, are added up
    over the bands. scale: of the bands, 1 / standard deviation.

    Returns:
        float32 (rows - 1, columns - 1), NaN where one of the four pixels is invalid.
    """
    values = image.masked() * scale[:, None, None]
    falling = np.abs(values[:, :-1, :-1] - values[:, 1:, 1:])
    rising = np.abs(values[:, 1:, :-1] - values[:, :-1, 1:])
    return (falling + rising).sum(axis=0)


def edge_strength_of_cells(scene: Scene, raster: Raster, scale: np.ndarray,
                           progress: Progress) -> np.ndarray:
    """Return the mean strength of the edges in each coarse cell, in one streaming pass.

    Corners on the border of cells count for neither. scale: of the bands, 1 / standard deviation.

    Returns:
        float64 (cell rows, cell columns); 0 where a cell has no valid corner.
    """
    cells, aligned = scene.cells, scene.aligned(raster, "bilinear")
    result = np.zeros((cells.rows, cells.columns))
    strip = max(1, 256 // cells.ratio)
    for row in range(0, cells.rows, strip):
        progress.report(row / cells.rows)
        rows = min(strip, cells.rows - row)
        window = cells.fine_window(Window(row, 0, rows, cells.columns))
        strength = edge_strength(aligned.read(window), scale)
        corners = np.full((window.rows, window.columns), np.nan, np.float32)
        corners[:-1, :-1] = strength
        tiles = corners.reshape(rows, cells.ratio, cells.columns, cells.ratio)[:, :-1, :, :-1]
        known = np.isfinite(tiles)
        sums = np.where(known, tiles, 0).sum(axis=(1, 3), dtype=np.float64)
        result[row:row + rows] = sums / np.maximum(known.sum(axis=(1, 3)), 1)
    return result
