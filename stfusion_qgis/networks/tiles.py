"""The grid of a scene's tiles: fixed, whatever part of the scene is asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..images.window import Window

_FEW = 4
"""Tiles along an axis up to which they share it evenly. More are as asked for: these begin where
blocks of the engine do, so that they need not be kept for the next block."""


class Span(NamedTuple):
    """Rows, or columns, from `start` up to `stop`."""

    start: int
    stop: int

    @property
    def size(self) -> int:
        """Return the number of rows or columns."""
        return self.stop - self.start


@dataclass(frozen=True)
class Axis:
    """The tiles along the rows, or the columns, of a scene.

    size: of the scene in fine pixels. origin: where the first tile begins, 0 or less. step: tiles
    begin and end at multiples of it from `origin`.
    tile: side of a tile. overlap: by how much a tile reaches into its neighbours, to be blended.
    halo: what the network gets around it besides. All are multiples of `step`.
    within: the network gets nothing from beyond the scene.

    The network gets all tiles in one size: some take long, and memory, for every new one.
    """

    size: int
    origin: int
    step: int
    tile: int
    overlap: int
    halo: int
    within: bool = False

    @classmethod
    def of(cls, size: int, offset: int, step: int, side: int, halo: int, blended: bool) -> Axis:
        """Return tiles of about `side` pixels, or less where they would reach far beyond the scene.

        offset: how far before the scene a step begins. blended: see `within`; neighbours overlap.
        """
        count = -(-(size + offset) // side)
        if count <= _FEW:
            side = -(-(size + offset) // count)
        tile = round_up(side, step)
        overlap = round_up(tile // 8, step) if blended else 0
        if 2 * overlap > tile:  # steps as large as tiles
            overlap = 0
        return cls(size, -offset, step, tile, overlap, round_up(halo, step), blended)

    @classmethod
    def of_overlapping(cls, size: int, tile: int, halo: float, overlap: float) -> Axis:
        """Return the tiles of a network of one size: one where the image is no larger.

        tile: side that the network gets. halo: the share of it that does not count. overlap: that
        is blended.
        """
        if size <= tile:
            return cls(size, 0, 1, tile, 0, 0, within=True)
        margin, blended = int(tile * halo), int(tile * overlap)
        return cls(size, 0, 1, tile - 2 * (margin + blended), blended, margin, within=True)

    @property
    def end(self) -> int:
        """Return the end of the last step, at or beyond the end of the scene."""
        return self.origin + round_up(self.size - self.origin, self.step)

    @property
    def count(self) -> int:
        """Return the number of tiles."""
        return -(-(self.size - self.origin) // self.tile)

    def touching(self, span: Span) -> range:
        """Return the tiles of which a part of the scene is made."""
        first = (span.start - self.overlap - self.origin) // self.tile
        last = (span.stop - 1 + self.overlap - self.origin) // self.tile
        return range(max(first, 0), min(last, self.count - 1) + 1)

    def used(self, tile: int) -> Span:
        """Return the part of the scene for which a tile's result counts."""
        start = self.origin + tile * self.tile
        stop = min(start + self.tile, self.end)
        before = self.overlap if tile > 0 else 0
        behind = self.overlap if tile < self.count - 1 else 0
        return Span(max(start - before, self.origin), min(stop + behind, self.end))

    def seen(self, tile: int) -> Span:
        """Return the window that the network gets for a tile; it may reach beyond the scene."""
        used = self.used(tile)
        start = used.start - self.halo
        if not self.within:
            return Span(start, start + self.full_size)
        stop = min(max(start, self.origin) + self.full_size, self.end)
        return Span(stop - self.full_size, stop)

    @property
    def full_size(self) -> int:
        """Return the size that the network gets."""
        size = self.tile + 2 * self.halo + (2 * self.overlap if self.count > 1 else 0)
        return min(size, self.end - self.origin) if self.within else size

    def weights(self, tile: int, span: Span) -> np.ndarray:
        """Return the weight of a tile at each row of `span`: float32, 1 over all tiles.

        It falls smoothly to 0 over the overlap with a neighbour.
        """
        start = self.origin + tile * self.tile
        place = np.arange(span.start, span.stop) + 0.5
        weights = np.ones(len(place))
        if tile > 0:
            weights *= self._rise(place - start)
        if tile < self.count - 1:
            weights *= 1 - self._rise(place - start - self.tile)
        return weights.astype(np.float32)

    def _rise(self, distance: np.ndarray) -> np.ndarray:
        """Return 0 to 1 across a border, by the distance from it."""
        if not self.overlap:
            return (distance > 0).astype(float)
        t = (distance / (2 * self.overlap) + 0.5).clip(0, 1)
        return t * t * (3 - 2 * t)


@dataclass(frozen=True)
class TileGrid:
    """The tiles of a scene: rows and columns of them."""

    rows: Axis
    columns: Axis

    def touching(self, window: Window) -> list[tuple[int, int]]:
        """Return the tiles of which a window is made, in a fixed order."""
        return [(i, j) for i in self.rows.touching(rows_of(window))
                for j in self.columns.touching(columns_of(window))]

    def used(self, tile: tuple[int, int]) -> Window:
        """Return the window for which a tile's result counts."""
        return _window(self.rows.used(tile[0]), self.columns.used(tile[1]))

    def seen(self, tile: tuple[int, int]) -> Window:
        """Return the window that the network gets for a tile."""
        return _window(self.rows.seen(tile[0]), self.columns.seen(tile[1]))

    @property
    def full_size(self) -> tuple[int, int]:
        """Return the rows and columns that the network gets."""
        return self.rows.full_size, self.columns.full_size

    @property
    def blended(self) -> bool:
        """Say whether tiles overlap."""
        return bool(self.rows.overlap or self.columns.overlap)

    def weights(self, tile: tuple[int, int], window: Window) -> np.ndarray:
        """Return the weight of a tile at the pixels of a window: float32 (rows, columns)."""
        return self.rows.weights(tile[0], rows_of(window))[:, None] * self.columns.weights(
            tile[1], columns_of(window))


def rows_of(window: Window) -> Span:
    """Return the rows of a window."""
    return Span(window.row, window.row + window.rows)


def columns_of(window: Window) -> Span:
    """Return the columns of a window."""
    return Span(window.column, window.column + window.columns)


def round_up(value: int, step: int) -> int:
    """Return the next multiple of `step`."""
    return -(-value // step) * step


def common_step(*steps: int) -> int:
    """Return the least common multiple."""
    result = 1
    for step in steps:
        result = result * step // math.gcd(result, step)
    return result


def _window(rows: Span, columns: Span) -> Window:
    return Window(rows.start, columns.start, rows.size, columns.size)
