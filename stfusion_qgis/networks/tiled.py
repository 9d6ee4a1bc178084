"""Running a network over a scene, tile by tile."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np

from ..errors import InputError
from ..images.window import Window
from ..progress import Progress
from ..translation import tr
from .network_inputs import NetworkInputs
from .prediction_steps import predicted
from .runtime import PROVIDERS
from .session import ProviderFailed, Session
from .tile_mosaic import Tile, TileMosaic
from .tiles import TileGrid


class TiledNetwork:
    """A network at work on a scene.

    Tiles lie on a fixed grid and each is computed as a whole, whatever part is asked for: so a
    pixel has the same value, to the last bit, in every window it is read in.
    """

    def __init__(self, session: Session, inputs: NetworkInputs, tiles: TileGrid, bands: int,
                 dates: int, cache_bytes: int, progress: Progress):
        """progress: gets a warning when the network gives values that are no numbers."""
        self.session, self.tiles, self.contract = session, tiles, inputs.contract
        self._inputs, self._bands, self._dates = inputs, bands, dates
        self._mosaic, self._progress = TileMosaic(tiles, cache_bytes), progress
        self._name = os.path.basename(session.path)
        self._warned = False

    def read(self, window: Window, check: Callable[[], None]
             ) -> tuple[np.ndarray, np.ndarray | None]:
        """Return the prediction in a window of the scene.

        check: raises `Cancelled` if the user has cancelled.

        Returns:
            values: float32 (dates, bands, rows, columns). deviations: likewise, or None.

        Raises:
            InputError: the network fails, or gives no numbers.
        """
        mosaic = self._mosaic.read(window, (self._dates, self._bands), self._make, check,
                                   deviations=bool(self.contract.uncertainty))
        return mosaic.values, mosaic.deviations

    def _make(self, place: tuple[int, int], check: Callable[[], None]) -> Tile:
        """Compute a tile."""
        seen, used = self.tiles.seen(place), self.tiles.used(place)
        tile = self._inputs.read(seen, used)
        shape = self._dates, self._bands, used.rows, used.columns
        values = np.empty(shape, np.float32)
        deviations = np.empty(shape, np.float32) if self.contract.uncertainty else None
        by_band = self.contract.bands == "any"
        for date in range(self._dates):
            for band in range(self._bands) if by_band else (None,):
                bands = slice(None) if band is None else slice(band, band + 1)
                scale = self._inputs.scale(date)
                scale = scale if band is None else scale.band(band)
                output, *spread = self._run(tile.tensors(date, band), seen, used, check)
                added = tile.added(date, band)
                undo = scale.undo_difference if self.contract.gives_difference else scale.undo_image
                values[date, bands] = undo(output) + added
                if deviations is not None:
                    deviations[date, bands] = np.abs(scale.undo_difference(spread[0]))
            self._check_numbers(values[date], tile.valid(date))
        return Tile(values, deviations)

    def _run(self, tensors: dict[str, np.ndarray], seen: Window, used: Window,
             check: Callable[[], None]) -> list[np.ndarray]:
        try:
            results = predicted(self.session, self.contract, tensors, seen.rows, seen.columns,
                                check)
        except ProviderFailed as error:
            raise InputError(tr("{file} fails on {provider} ({reason}). Let it run on the CPU."
                                ).format(file=self._name, reason=error,
                                         provider=tr(PROVIDERS[self.session.provider]))) from error
        return [result[(0, slice(None), *used.slices_in(seen))] for result in results]

    def _check_numbers(self, values: np.ndarray, valid: np.ndarray) -> None:
        """Raise `InputError` if no pixel has a number, and warn once if some have none."""
        numbers = np.isfinite(values).all(axis=0)
        if numbers[valid].all():
            return
        if not numbers[valid].any():
            raise InputError(tr(
                "{file} gives values that are no numbers. Check the scaling in its contract, and "
                "the network itself.").format(file=self._name))
        if not self._warned:
            self._warned = True
            self._progress.warn(tr("{file} gives no number for some pixels: they become nodata."
                                   ).format(file=self._name))
