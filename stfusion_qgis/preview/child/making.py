"""The making of one preview."""

from __future__ import annotations

import datetime
import time

import numpy as np

from ...errors import InputError
from ...images.alignment import Aligned
from ...images.roles import COARSE_PREDICTION, REFERENCE
from ...images.scene import Scene
from ...images.scene_opening import open_beside
from ...images.window import Window
from ...progress import Progress
from ...remedies import Remedy
from ...threads import Relay, in_flight
from ..request import Entry, Request
from ..result import Deliver, Preview
from .place import place_of
from .preparations import Preparations
from .preview_tiles import paste, tiles_of

_PATIENCE = 0.7  # seconds after which what is there is shown
_PREPARING = 0.3  # of the progress of a prediction


class Making:
    """The work on one request; see `previewer.Previewer.preview`.

    place: what is shown, once it is known. scenes: that were used.
    """

    def __init__(self, preparations: Preparations, request: Request, deliver: Deliver,
                 progress: Progress):
        self._preparations, self._request, self._deliver = preparations, request, deliver
        self._progress, self._relay = progress, Relay(progress)
        self._started = self._delivered = time.monotonic()
        self._images: dict[str, np.ndarray] = {}
        self._dates: dict[str, datetime.date | None] = {}
        self._problems: dict[str, str] = {}
        self._blamed: dict[str, str] = {}
        self._warnings: dict[str, None] = {}  # in the order in which they came, each once
        self._remedies: dict[str, Remedy] = {}
        self.scenes: list[Scene] = []
        self._ratio: float | None = None
        self._error: InputError | None = None

    def run(self) -> None:
        """Make it, and deliver it."""
        try:
            self.place = place_of(self._request.inputs, self._request.view)
            self._factor, self._grid = self.place.factor, self.place.grid
            self._preparations.stop_preparing_but(self._request, self._factor)
            for i, entry in enumerate(self._request.entries):
                self._progress.report(i / len(self._request.entries))
                try:
                    self._predict(i, entry)
                except InputError as error:
                    self._fail(entry.key, error)
            self._show(complete=True)
            self._preparations.scenes.rest(self.scenes)
        finally:
            self._relay.stop()

    def predictions(self) -> dict[str, np.ndarray]:
        """Return the predictions by the keys of their entries."""
        return {entry.key: self._images[entry.key] for entry in self._request.entries
                if entry.key in self._images}

    def _fail(self, key: str, error: InputError) -> None:
        self._problems[key] = str(error)
        self._error = error
        if error.image:
            self._blamed[error.image] = str(error)
        if error.remedy is not None:
            self._remedies[str(error)] = error.remedy

    def _predict(self, number: int, entry: Entry) -> None:
        preparations, count = self._preparations, len(self._request.entries)
        preparing = self._relay.part(number / count, (number + _PREPARING) / count)
        ready = preparations.ready(
            self._request, entry, self.place.full, self._factor, self._relay, preparing)
        self.scenes.append(ready.scene)
        self._warnings.update(dict.fromkeys(ready.warnings))
        self._remedies.update(ready.remedies)
        self._read_inputs(ready.scene)
        target = np.full((ready.scene.bands, self._grid.rows, self._grid.columns), np.nan,
                         np.float32)
        self._images[entry.key] = target
        place = ready.scene.grid.window_of(self._grid)  # may reach beyond the scene
        tiles = tiles_of(place, ready.scene.grid)
        missing = []
        for tile in tiles:
            seen = tile.overlap(place)  # of a tile at the edge no more is predicted than is seen
            for part in (tile, seen):
                known = preparations.tiles.get((ready.key, part))
                if known is not None:
                    paste(target, place, known, part)
                    break
            else:
                missing.append(seen)

        def predict(tile: Window) -> tuple[Window, np.ndarray]:
            return tile, ready.predict(tile, self._relay.check)

        flight = in_flight(
            preparations.pool, predict, missing, preparations.threads + 1, self._relay)
        for done, (tile, values) in enumerate(flight):
            preparations.tiles.put((ready.key, tile), values)
            paste(target, place, values, tile)
            share = _PREPARING + (1 - _PREPARING) * (done + 1) / len(missing)
            self._progress.report((number + share) / count)
            if time.monotonic() - self._delivered > _PATIENCE:
                self._show()

    def _read_inputs(self, scene: Scene) -> None:
        """Read the images themselves, coarse ones so that their pixels show."""
        self._ratio = self._ratio or scene.ratio
        window = scene.grid.window_of(self._grid)
        roles = [role for role in scene.references if role.is_fine]
        for name in (*roles, COARSE_PREDICTION):
            raster = scene.raster(name)
            if name in self._images:  # of another scene, with more or fewer pairs
                continue
            self._images[name] = scene.aligned(raster, "nearest").read(window).masked()
            self._dates[name] = raster.date
            self._progress.check()
        try:
            self._read_reference(scene)
        except InputError as error:
            self._fail(REFERENCE, error)

    def _read_reference(self, scene: Scene) -> None:
        source = self._request.inputs.get(REFERENCE)
        if source is None or REFERENCE in self._images:
            return
        source = self._preparations.scenes.reduced(
            source, self.place.full, self._factor, self._relay)
        raster = open_beside(scene, source, self._relay)
        self._images[REFERENCE] = Aligned(raster, self._grid, "bilinear").read(
            self._grid.whole()).masked()
        self._dates[REFERENCE] = raster.date

    def _show(self, complete: bool = False) -> None:
        self._progress.check()
        if complete and not self._images and self._error is not None:
            raise self._error
        bands = self.place.lead.selected_bands
        copies = {name: image.copy() for name, image in self._images.items()}
        self._deliver(Preview(
            self._grid, self._factor, self._ratio, tuple(band.name for band in bands),
            tuple(band.wavelength for band in bands), copies, dict(self._dates),
            dict(self._problems), dict(self._blamed), tuple(self._warnings),
            dict(self._remedies), complete,
            time.monotonic() - self._started))
        self._delivered = time.monotonic()
