"""Tiles of what networks give, kept for a while, put together and blended."""

from __future__ import annotations

import functools
import itertools
import weakref
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..caches import Latest
from ..images.window import Window
from .tiles import TileGrid

Place = tuple[int, int]
"""Row and column of a tile in its grid."""

Check = Callable[[], None]

_numbers = itertools.count()


@dataclass(frozen=True)
class Tile:
    """The output of a network for the used part of a tile.

    values: float32 (..., rows, columns), such as one image a date and band. deviations: likewise,
    or None.
    """

    values: np.ndarray
    deviations: np.ndarray | None = None

    @property
    def nbytes(self) -> int:
        """Return the memory that it takes."""
        return self.values.nbytes + (0 if self.deviations is None else self.deviations.nbytes)


# The latest tiles of all networks at work, so that together they are bounded. Keys are the number
# of a mosaic and the place of a tile.
_TILES: Latest[tuple[int, Place], Tile] = Latest(0, lambda tile: tile.nbytes)


def _forget(number: int) -> None:
    """Let go of the tiles of a mosaic."""
    _TILES.discard_where(lambda key: key[0] == number)


class TileMosaic:
    """The tiles of one network at work.

    Tiles lie on a fixed grid and each is made as a whole, whatever part is asked for: so a pixel
    has the same value, to the last bit, in every window it is read in.
    """

    def __init__(self, tiles: TileGrid, cache_bytes: int):
        """cache_bytes: that the tiles of all networks may take together."""
        self.tiles = tiles
        self._cache_bytes = cache_bytes
        self._number = next(_numbers)
        weakref.finalize(self, _forget, self._number)

    def read(self, window: Window, planes: tuple[int, ...],
             make: Callable[[Place, Check], Tile], check: Check, deviations: bool = False) -> Tile:
        """Return a window of the grid.

        planes: shape of what a tile holds for each pixel. make: makes a tile. check: raises
        `Cancelled`. deviations: whether tiles have them.
        """
        shape = *planes, window.rows, window.columns
        mosaic = Tile(np.zeros(shape, np.float32),
                      np.zeros(shape, np.float32) if deviations else None)
        for place in self.tiles.touching(window):
            check()
            _TILES.most = self._cache_bytes
            tile = _TILES.get_or_make(
                (self._number, place), functools.partial(make, place, check), check)
            used = self.tiles.used(place)
            shared = window.overlap(used)
            here, there = shared.slices_in(window), shared.slices_in(used)
            weights = self.tiles.weights(place, shared) if self.tiles.blended else np.float32(1)
            mosaic.values[(..., *here)] += weights * tile.values[(..., *there)]
            if mosaic.deviations is not None and tile.deviations is not None:
                mosaic.deviations[(..., *here)] += weights * tile.deviations[(..., *there)]
        return mosaic
