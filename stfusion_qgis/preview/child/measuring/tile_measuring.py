"""The measuring of the predictions of one request, tile by tile."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ....errors import Cancelled, InputError
from ....images.grid import Grid
from ....images.image import Image
from ....images.window import Window
from ....progress import Progress
from ....quality.assessment import Assessment
from ....quality.measured_share import SCENE, MeasuredShare
from ....quality.measurements import Measurements
from ....quality.metrics.block_sums import HALO
from ....quality.metrics.coarse_consistency import CoarseCellSums
from ....quality.metrics.metric import Need
from ....quality.metrics.moments import Moments
from ....threads import Relay, in_flight
from ....translation import tr
from ...measured import DeliverMeasured, Measured
from ...request import Entry, Request
from ..open_scenes import Ready
from ..preparations import Preparations
from .compared import Compared
from .tile_sums import TileSums, sums_of_tile

_PLOTTED = 60_000
"""Pixels that are plotted of all tiles together."""


@dataclass(frozen=True)
class Effort:
    """How long measuring may take.

    preparing: seconds in which a method has to be prepared and to predict its first tile.
    seconds: in which all threads should be done; what is begun beyond that is not.
    """

    preparing: float
    seconds: float


class Measuring:
    """The work on one request: all predictions on the same pixels, more and more of them."""

    def __init__(self, preparations: Preparations, request: Request, full: Grid,
                 share: MeasuredShare, deliver: DeliverMeasured, progress: Progress):
        """Begin.

        full: the fine grid. share: the area, of which nothing is measured yet.
        """
        self._preparations, self._request, self._full = preparations, request, full
        self._share, self._deliver, self._progress = share, deliver, progress
        self._relay = Relay(progress)
        self._ready: dict[str, Ready] = {}
        self._omitted: dict[str, str] = {}
        self._compared: Compared | None = None

    def run(self, tiles: list[Window], area: Window, effort: Effort | None = None,
            seen: Mapping[str, np.ndarray] | None = None) -> None:
        """Measure tiles in their order, and deliver what is found.

        tiles: of the fine grid. area: no pixel beyond it counts. effort: None for all that it
        takes. seen: predictions of the area that are there already, by key.

        Raises:
            Cancelled: through the progress.
        """
        try:
            self._measure(tiles, area, effort, seen or {})
        except InputError as error:
            self._deliver(Measured(omitted=self._omitted, problem=str(error), complete=True))
        finally:
            self._relay.stop()

    def _measure(self, tiles: list[Window], area: Window, effort: Effort | None,
                 seen: Mapping[str, np.ndarray]) -> None:
        predicting = _Predicting(self._preparations, self._full, area, seen, self._relay.check)
        for number, entry in enumerate(self._request.entries):
            self._prepare(number, entry, tiles[0], predicting, effort)
        if not self._ready:
            raise InputError(" ".join(self._omitted.values()) or tr("There is no prediction yet."))
        scene = next(iter(self._ready.values())).scene
        compared = self._compared = Compared.of(
            self._request.inputs, scene, self._full, self._preparations.statistics,
            self._relay.part(0.05, 0.15))
        total = _Total(self._ready, compared)
        cost, done = 0.0, 0
        for size in _rounds(len(tiles), effort is not None):
            for sums in self._sums_of(tiles[done:size], predicting, compared, total):
                total.add(sums)
                cost += sums.seconds
                done += 1
                self._progress.report(0.15 + 0.85 * done / len(tiles))
            following = min(4 * size, len(tiles))
            last = done == len(tiles) or (effort is not None and (
                cost / done * following > effort.seconds * self._preparations.threads))
            self._tell(total, last)
            if last:
                return

    def _prepare(self, number: int, entry: Entry, first: Window, predicting: _Predicting,
                 effort: Effort | None) -> None:
        """Prepare a method, and let it predict the first tile if there is not much time."""
        end = time.monotonic() + (effort.preparing if effort else float("inf"))
        limited = self._progress.until(lambda: time.monotonic() > end)
        relay, count = Relay(limited), len(self._request.entries)
        try:
            ready = self._preparations.ready(
                self._request, entry, self._full, 1, relay,
                Progress() if effort else relay.part(0.05 * number / count,
                                                     0.05 * (number + 1) / count))
            if effort is not None:
                future = self._preparations.pool.submit(
                    predicting.predicted, entry.key, ready, first.grow(HALO), limited.check)
                future.result()
            self._ready[entry.key] = ready
        except Cancelled:
            self._progress.check()
            self._preparations.stop_preparing(self._request, entry, 1)
            self._omitted[entry.key] = tr("It takes long to predict at full resolution. Zoom in, "
                                          "or measure the whole scene.")
        except InputError as error:
            self._omitted[entry.key] = str(error)
        finally:
            relay.stop()

    def _sums_of(self, tiles: list[Window], predicting: _Predicting, compared: Compared,
                 total: _Total) -> Iterator[TileSums]:
        keys = tuple((key, ready.key) for key, ready in self._ready.items())
        known = self._preparations.measured

        def measure(tile: Window) -> TileSums:
            wide = tile.grow(HALO)
            name = (keys, compared.key, tile, wide.overlap(predicting.area))
            sums = known.get(name)
            if sums is None:
                started = time.perf_counter()
                predicted = {key: predicting.predicted(key, ready, wide, self._relay.check)
                             for key, ready in self._ready.items()}
                sums = sums_of_tile(
                    compared.window_of(tile, self._full), predicted,
                    compared.read(wide, self._full), compared.setting, total.any_cells(), started)
                known.put(name, sums)
            return sums

        return in_flight(self._preparations.pool, measure, tiles,
                         self._preparations.threads + 1, self._relay, ordered=True)

    def _tell(self, total: _Total, last: bool) -> None:
        """Deliver what is measured so far; nothing if no pixel could be compared yet."""
        if not total.pixels:
            if last:
                raise InputError(self._nothing_valid())
            return
        share = MeasuredShare(self._share.area, total.seen, self._share.of)
        against = self._compared.role if self._compared else None
        self._deliver(Measured(total.assessments(self._bands()), share, against,
                               dict(self._omitted), total.plotted(), "", last))

    def _nothing_valid(self) -> str:
        if self._share.area == SCENE:
            return tr("No pixel of the scene is valid in all images that are compared.")
        if self._compared is not None and self._compared.coarse is None:
            return tr("No pixel in view is valid in all predictions and in the true image. Move to "
                      "another place.")
        return tr("No pixel in view could be predicted. Move to another place.")

    def _bands(self) -> list[str]:
        scene = next(iter(self._ready.values())).scene
        return [band.name for band in scene.lead.selected_bands]


class _Predicting:
    """Predictions of any window of the fine grid, in an area."""

    def __init__(self, preparations: Preparations, full: Grid, area: Window,
                 seen: Mapping[str, np.ndarray], check: Callable[[], None]):
        self._preparations, self._full, self.area = preparations, full, area
        self._seen, self._check = seen, check

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


class _Total:
    """The sums of all tiles, and the assessments that follow from them."""

    def __init__(self, ready: Mapping[str, Ready], compared: Compared):
        self._compared = compared
        self._sums = {key: Measurements(compared.setting) for key in ready}
        self._cells = {} if compared.cells is None else {
            key: CoarseCellSums(compared.cells, compared.setting.statistics.mean) for key in ready}
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
        return {name: pixels[:, ::max(1, pixels.shape[1] // _PLOTTED)]
                for name, pixels in joined.items()}


def _rounds(count: int, growing: bool) -> list[int]:
    """Return after how many tiles results are told: 4, 16, 64, ... if they are to grow."""
    sizes, size = [], 4
    while growing and size < count:
        sizes.append(size)
        size *= 4
    return [*sizes, count]
