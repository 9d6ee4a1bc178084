"""Overlapping tiles of cells whose results are faded into each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ....images.window import Window


@dataclass(frozen=True)
class FadedTiles:
    """Tiles that cover some cells; the weights of the tiles at a cell have the sum 1.

    windows: of cells. weights: of each, float64 (rows, columns).
    """

    windows: list[Window]
    weights: list[np.ndarray]

    @classmethod
    def of(cls, rows: int, columns: int, side: int, overlap: int) -> FadedTiles:
        """Return tiles of `side` cells, or all where there are fewer, that overlap at least so."""
        down, right = _fading(rows, side, overlap), _fading(columns, side, overlap)
        pairs = [(one, other) for one in down for other in right]
        return cls([Window(top, left, len(fade), len(other))
                    for (top, fade), (left, other) in pairs],
                   [np.outer(fade, other) for (_, fade), (_, other) in pairs])


def _fading(cells: int, side: int, overlap: int) -> list[tuple[int, np.ndarray]]:
    """Return the first cell of each tile along an axis, and the weights of its cells."""
    if cells <= side:
        return [(0, np.ones(cells))]
    count = math.ceil((cells - overlap) / (side - overlap))
    last = cells - side
    # Rounded alike from both ends, so that a mirrored image has mirrored tiles.
    half = [round(i * last / (count - 1)) for i in range((count + 1) // 2)]
    starts = half + [last - start for start in half[:count // 2][::-1]]
    ramp = (np.arange(overlap) + 0.5) / overlap
    total, fades = np.zeros(cells), []
    for start in starts:
        fade = np.ones(side)
        if start > 0:
            fade[:overlap] = ramp
        if start < last:
            fade[-overlap:] = ramp[::-1]
        total[start:start + side] += fade
        fades.append(fade)
    return [(start, fade / total[start:start + side]) for start, fade in zip(starts, fades)]
