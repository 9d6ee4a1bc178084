"""The sums over all tiles that were measured, and the assessments that follow from them."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import numpy as np

from ....quality.assessment import Assessment
from ....quality.measurements import Measurements
from ....quality.metrics.coarse_consistency import CoarseCellSums
from ....quality.metrics.metric import Need
from ....quality.metrics.moments import Moments
from .compared import Compared
from .tile_sums import TileSums

_PLOTTED = 60_000
"""Pixels that are plotted of all tiles together."""


class Total:
    """The sums over tiles.

    seen: number of pixels in these tiles, valid or not.
    """

    def __init__(self, keys: Iterable[str], compared: Compared):
        """Begin without any tile; keys: of the predictions."""
        keys = list(keys)
        self._compared = compared
        self._sums = {key: Measurements(compared.setting) for key in keys}
        self._cells = {} if compared.cells is None else {
            key: CoarseCellSums(compared.cells, compared.setting.statistics.mean) for key in keys}
        self._plotted: list[dict[str, np.ndarray]] = []
        self.seen = 0

    @property
    def pixels(self) -> int:
        """Return the number of pixels that were compared."""
        return next(iter(self._sums.values())).pixels if self.seen else 0

    def any_cells(self) -> CoarseCellSums | None:
        """Return the gatherer of the cells of coarse pixels, whichever; None without them."""
        return next(iter(self._cells.values()), None)

    def add(self, tile: TileSums) -> None:
        """Add a tile."""
        self.seen += tile.pixels
        for key, sums in tile.sums.items():
            self._sums[key].add(copy.deepcopy(sums))  # the tile is kept for other views
        for key, cells in tile.cells.items():
            self._cells[key].add(cells)
        self._plotted.append(tile.plotted)

    def assessments(self, bands: list[str]) -> dict[str, Assessment]:
        """Return what follows so far, by key."""
        for key, cells in self._cells.items():
            if self._compared.coarse is not None:
                self._sums[key].sums[Need.COARSE] = {
                    Moments: cells.moments(self._compared.coarse)}
        found = {key: Assessment.of(key, bands, sums) for key, sums in self._sums.items()}
        for sums in self._sums.values():
            sums.sums.pop(Need.COARSE, None)
        return found

    def plotted(self) -> dict[str, np.ndarray]:
        """Return a sample of the pixels: float32 (bands, n) by name."""
        names = self._plotted[0] if self._plotted else ()
        joined = {name: np.concatenate([part[name] for part in self._plotted], axis=1)
                  for name in names}
        return {name: pixels[:, ::max(1, -(-pixels.shape[1] // _PLOTTED))]
                for name, pixels in joined.items()}
