"""The measuring of the predictions of one request, tile by tile."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ....errors import Cancelled, InputError
from ....images.grid import Grid
from ....images.window import Window
from ....progress import Progress
from ....quality.measured_share import SCENE, MeasuredShare
from ....quality.metrics.block_sums import HALO
from ....threads import Relay, in_flight
from ....translation import tr
from ...measured import DeliverMeasured, Measured
from ...request import Entry, Request
from ..open_scenes import Ready
from ..preparations import Preparations
from .compared import Compared
from .predicted_windows import PredictedWindows
from .tile_sums import TileSums, sums_of_tile
from .total import Total


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
        predicting = PredictedWindows(self._preparations, self._full, area, seen)
        for number, entry in enumerate(self._request.entries):
            self._prepare(number, entry, tiles[0], predicting, effort)
        if not self._ready:
            raise InputError(" ".join(self._omitted.values()) or tr("There is no prediction yet."))
        scene = next(iter(self._ready.values())).scene
        compared = self._compared = Compared.of(
            self._request.inputs, scene, self._full, self._preparations.statistics,
            self._progress.part(0.05, 0.15))
        total = Total(self._ready, compared)
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

    def _prepare(self, number: int, entry: Entry, first: Window, predicting: PredictedWindows,
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

    def _sums_of(self, tiles: list[Window], predicting: PredictedWindows, compared: Compared,
                 total: Total) -> Iterator[TileSums]:
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

    def _tell(self, total: Total, last: bool) -> None:
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


def _rounds(count: int, growing: bool) -> list[int]:
    """Return after how many tiles results are told: 4, 16, 64, ... if they are to grow."""
    sizes, size = [], 4
    while growing and size < count:
        sizes.append(size)
        size *= 4
    return [*sizes, count]
