"""Predictions of windows of the fine grid: those at hand, those kept, or made now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ....images.grid import Grid
from ....images.image import Image
from ....images.window import Window
from ..open_scenes import Ready
from ..preparations import Preparations


class PredictedWindows:
    """Predictions of any window of the fine grid, in an area of it.

    area: beyond it nothing is predicted.
    """

    def __init__(self, preparations: Preparations, full: Grid, area: Window,
                 seen: Mapping[str, np.ndarray]):
        """full: the fine grid. seen: predictions of the whole area that are at hand, by key."""
        self._preparations, self._full, self.area = preparations, full, area
        self._seen = seen

    def predicted(self, key: str, ready: Ready, window: Window, check: Callable[[], None]
                  ) -> Image:
        """Return the prediction in a window, which may reach beyond the area: invalid there."""
        wanted = window.overlap(self.area)
        if key in self._seen:
            values = self._seen[key][(slice(None), *wanted.slices_in(self.area))]
        else:
            place = ready.scene.grid.window_of(self._full.subgrid(wanted))
            inside = place.overlap(ready.scene.grid.whole())
            wanted = Window(wanted.row + inside.row - place.row,
                            wanted.column + inside.column - place.column,
                            inside.rows, inside.columns)
            values = self._values(ready, inside, check)
        image = Image.empty(len(values), window.rows, window.columns)
        if wanted.is_empty:
            return image
        here = wanted.slices_in(window)
        valid = np.isfinite(values).all(axis=0)
        image.values[(slice(None), *here)] = np.where(valid, values, np.float32(0))
        image.valid[here] = valid
        return image

    def _values(self, ready: Ready, window: Window, check: Callable[[], None]) -> np.ndarray:
        if window.is_empty:
            return np.empty((ready.scene.bands, 0, 0), np.float32)
        tiles = self._preparations.tiles
        values = tiles.get((ready.key, window))
        if values is None:
            values = ready.predict(window, check)
            tiles.put((ready.key, window), values)
        return values
