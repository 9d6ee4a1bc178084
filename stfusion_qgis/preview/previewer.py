"""Makes previews: predicts what a view shows, tile by tile, and keeps what it has predicted."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import numpy as np

from ..errors import InputError
from ..images.alignment import Aligned
from ..images.bands import match_bands
from ..images.checks import fine_grid
from ..images.grid import Grid
from ..images.image import Window
from ..images.raster import Raster
from ..images.scene import Scene, open_source
from ..progress import Progress
from ..threads import Relay, completed, in_flight, make_pool
from ..translation import tr
from .caches import Latest
from .inputs import Entry, Request
from .preview import Preview
from .reduction import reduction_factor
from .scenes import OpenScenes, Ready

TILE = 128
"""Side of the tiles in pixels: a cancelled preview ends within one of them."""

KEPT_BYTES = 256 * 2**20
"""Memory for predicted tiles."""

_PATIENCE = 0.7  # seconds after which what is there is shown
_UNKNOWN_RATIO = 16.0

Deliver = Callable[[Preview], None]


class NothingToShow(InputError):
    """The view shows nothing of the images."""


class Previewer:
    """Makes one preview at a time; what it computed serves the following ones.

    threads: that predict; 0 for one a processor core.
    """

    def __init__(self, threads: int = 0):
        self._threads = max(2, threads or os.cpu_count() or 1)
        self._pool = make_pool(self._threads)
        self._scenes = OpenScenes()
        self._tiles = Latest(KEPT_BYTES, lambda tile: tile.nbytes)
        self._preparing: dict[tuple, tuple[_Stoppable, Future]] = {}

    def preview(self, request: Request, deliver: Deliver, progress: Progress) -> None:
        """Predict what the view shows; called from one thread at a time.

        deliver: gets the preview when it is complete, and before that, if it takes long, what
        there is. progress: of the whole preview.

        Raises:
            InputError: no image can be shown.
            Cancelled: through `progress`, within a fraction of a second.
        """
        _Making(self, request, deliver, progress).run()

    def close(self) -> None:
        """Stop all threads, and let go of all images."""
        self._stop_preparing(set())
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._scenes.close()
        self._tiles.clear()

    def _ready(self, request: Request, entry: Entry, lead: Grid, factor: int,
               relay: Relay) -> Ready:
        """Return the prepared scene of an entry.

        Preparing goes on when the request is cancelled, as the next one mostly needs the same.
        """
        key = (request.inputs, entry.method.id, entry.parameters, factor)
        if key not in self._preparing:
            stoppable = _Stoppable(relay)
            self._preparing[key] = stoppable, self._pool.submit(
                self._scenes.ready, request.inputs, entry, lead, factor, stoppable)
        stoppable, future = self._preparing[key]
        stoppable.listener = relay
        try:
            return next(completed({future}, relay)).result()
        finally:
            if future.done():
                del self._preparing[key]

    def _stop_preparing(self, wanted: set[tuple]) -> None:
        for key in [key for key in self._preparing if key not in wanted]:
            stoppable, future = self._preparing.pop(key)
            stoppable.stopped.set()
            future.cancel()


class _Stoppable(Progress):
    """Of a task that goes on from one request to the next, which listens to it then."""

    def __init__(self, listener: Progress):
        self.listener = listener
        self.stopped = threading.Event()

    def is_cancelled(self) -> bool:
        return self.stopped.is_set()

    def show(self, fraction: float, text: str) -> None:
        self.listener.show(fraction, text)

    def info(self, text: str) -> None:
        self.listener.info(text)

    def warn(self, text: str) -> None:
        self.listener.warn(text)


class _Making:
    """The making of one preview."""

    def __init__(self, previewer: Previewer, request: Request, deliver: Deliver,
                 progress: Progress):
        self._previewer, self._request, self._deliver = previewer, request, deliver
        self._progress, self._relay = progress, Relay(progress)
        self._started = self._delivered = time.monotonic()
        self._images: dict[str, np.ndarray] = {}
        self._dates: dict = {}
        self._problems: dict[str, str] = {}
        self._ratio: float | None = None

    def run(self) -> None:
        try:
            self._look()
            self._keep_preparing()
            for i, entry in enumerate(self._request.entries):
                self._progress.report(i / len(self._request.entries))
                try:
                    self._predict(i, entry)
                except InputError as error:
                    self._problems[entry.key] = str(error)
            self._show(complete=True)
        finally:
            self._relay.stop()

    def _look(self) -> None:
        """Find out which pixels of the fine grid are to be shown, at which resolution."""
        inputs, view = self._request.inputs, self._request.view
        prediction = inputs.get("coarse_prediction")
        if prediction is None:
            raise InputError(tr("Choose the coarse image of the prediction date."))
        self._lead, coarse = open_source(inputs.lead), open_source(prediction)
        fine = [self._lead] if inputs.get("fine_1") else []
        self._full = fine_grid(fine, [coarse], inputs.options.upscaling, Progress())
        if not view.wkt:  # a map without a CRS shows the images' own coordinates
            view = replace(view, wkt=self._full.wkt)
        self._factor = self._reduction(view, coarse)
        grid = self._full.coarsened(self._factor, 0, 0)
        footprint = view.footprint_in(grid)
        top, left, bottom, right = footprint or (0, 0, 0, 0)
        top, left = max(0, int(np.floor(top))), max(0, int(np.floor(left)))
        bottom = min(grid.rows, int(np.ceil(bottom)))
        right = min(grid.columns, int(np.ceil(right)))
        if bottom <= top or right <= left:
            raise NothingToShow(tr("The map does not show the images."))
        self._grid = grid.subgrid(Window(top, left, bottom - top, right - left))

    def _reduction(self, view: Grid, coarse: Raster) -> int:
        options = self._request.inputs.options
        side = self._full.pixel_side_in(coarse.grid)
        resampled = side is None or side > 1 / 1.2
        ratio = options.ratio or _UNKNOWN_RATIO if resampled else 1 / side
        factor = reduction_factor(view, self._full, ratio)
        while not self._request.inputs.get("fine_1") and options.upscaling % factor:
            factor //= 2  # the grid is made from the coarse image: whole pixels in each
        return factor

    def _keep_preparing(self) -> None:
        self._previewer._stop_preparing({
            (self._request.inputs, entry.method.id, entry.parameters, self._factor)
            for entry in self._request.entries})

    def _predict(self, number: int, entry: Entry) -> None:
        ready = self._previewer._ready(
            self._request, entry, self._full, self._factor, self._relay)
        if not self._images:
            self._read_inputs(ready.scene)
        target = np.full((ready.scene.bands, self._grid.rows, self._grid.columns), np.nan,
                         np.float32)
        self._images[entry.key] = target
        place = ready.scene.grid.window_of(self._grid)  # may reach beyond the scene
        tiles = _tiles_of(place, ready.scene.grid)
        missing = []
        for tile in tiles:
            known = self._previewer._tiles.get((ready.key, tile))
            if known is None:
                missing.append(tile)
            else:
                _paste(target, place, known, tile)

        def predict(tile: Window) -> tuple[Window, np.ndarray]:
            return tile, ready.predict(tile, self._relay.check)

        previewer, count = self._previewer, len(self._request.entries)
        flight = in_flight(previewer._pool, predict, missing, previewer._threads + 1, self._relay)
        for done, (tile, values) in enumerate(flight):
            previewer._tiles.put((ready.key, tile), values)
            _paste(target, place, values, tile)
            self._progress.report((number + (done + 1) / len(missing)) / count)
            if time.monotonic() - self._delivered > _PATIENCE:
                self._show()

    def _read_inputs(self, scene: Scene) -> None:
        """Read the images themselves, coarse ones so that their pixels show."""
        self._ratio = scene.ratio
        window = scene.grid.window_of(self._grid)
        inputs = [(f"fine_{k}", raster) for k, raster in enumerate(scene.fine, 1)]
        inputs.append(("coarse_prediction", scene.predictions[0]))
        for name, raster in inputs:
            self._images[name] = scene.aligned(raster, "nearest").read(window).masked()
            self._dates[name] = raster.date
            self._progress.check()
        try:
            self._read_reference(scene)
        except InputError as error:
            self._problems["reference"] = str(error)

    def _read_reference(self, scene: Scene) -> None:
        inputs = self._request.inputs
        source = inputs.get("reference")
        if source is None:
            return
        source = self._previewer._scenes.reduced(
            source, self._full, self._factor, self._relay)
        raster = open_source(source)
        raster.selection = match_bands(scene.lead, raster, inputs.options.band_matching)
        self._images["reference"] = Aligned(raster, self._grid, "bilinear").read(
            self._grid.whole()).masked()
        self._dates["reference"] = raster.date

    def _show(self, complete: bool = False) -> None:
        self._progress.check()
        if complete and not self._images and self._problems:
            raise InputError(next(iter(self._problems.values())))
        bands = [self._lead.bands[i] for i in self._lead.selection]
        copies = {name: image.copy() for name, image in self._images.items()}
        self._deliver(Preview(
            self._grid, self._factor, self._ratio, tuple(band.name for band in bands),
            tuple(band.wavelength for band in bands), copies, dict(self._dates),
            dict(self._problems), complete, time.monotonic() - self._started))
        self._delivered = time.monotonic()


def _tiles_of(window: Window, grid: Grid) -> list[Window]:
    """Return the tiles of a grid that a window touches, those in its middle first."""
    top, left = max(0, window.row), max(0, window.column)
    bottom = min(grid.rows, window.row + window.rows)
    right = min(grid.columns, window.column + window.columns)
    tiles = [Window(row, column, min(TILE, grid.rows - row), min(TILE, grid.columns - column))
             for row in range(top // TILE * TILE, bottom, TILE)
             for column in range(left // TILE * TILE, right, TILE)]
    row, column = window.row + window.rows / 2, window.column + window.columns / 2

    def distance(tile: Window) -> float:
        return max(abs(tile.row + tile.rows / 2 - row),
                   abs(tile.column + tile.columns / 2 - column))
    return sorted(tiles, key=distance)


def _paste(target: np.ndarray, place: Window, values: np.ndarray, tile: Window) -> None:
    """Copy the part of a tile that lies in the window `place`, which `target` shows."""
    top, left = max(tile.row, place.row), max(tile.column, place.column)
    bottom = min(tile.row + tile.rows, place.row + place.rows)
    right = min(tile.column + tile.columns, place.column + place.columns)
    target[:, top - place.row:bottom - place.row, left - place.column:right - place.column] = \
        values[:, top - tile.row:bottom - tile.row, left - tile.column:right - tile.column]
