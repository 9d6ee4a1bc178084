"""The images that a training has held out, as a date to predict whose truth is known."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace

import numpy as np

from ...comparison.left_out_date import LeftOutDate, most_valid_window, references_of
from ...images.scene import Scene
from ...images.source import Source
from ...images.window import Window
from ...images.writer import Writer
from ...progress import Progress
from ...simulation.sensors import CoarseSensor
from ...translation import tr
from ..config import Config, Sensor
from .holding_out import HeldOut, hold_out
from .series import open_series
from .series_guide import guide_sources

SIDE = 1000
"""Greatest number of rows and columns that are predicted, in fine pixels."""


@dataclass(frozen=True)
class HeldOutDate(LeftOutDate):
    """A date of a training that it has not seen, and the dates to predict it from.

    scene: the first one of a training, with all its images in order of time.
    measured: the part of the window that training has not seen, on the grid of the scene.
    spatial: whether training has seen the date in the rest of the scene.
    sensor: of the simulated coarse images, None where they are real.
    """

    measured: Window
    spatial: bool
    sensor: Sensor | None
    seed: int

    @classmethod
    def of(cls, config: Config, held_out: str, folder: str, progress: Progress) -> HeldOutDate:
        """Open the images that a training has held out.

        held_out: as the training has announced it: "spatial", a date, or the name of an image
        without date.

        Raises:
            InputError: an image cannot be used.
            Cancelled: through `progress`.
        """
        files = config.scenes[0]
        scene = open_series(files, progress)
        held = _held_out(scene, held_out)
        target = len(scene.fine) - 1 if held.date is None else held.date
        references = references_of(scene, target)
        measured = most_valid_window(scene, held.measured, [target, references[0]], SIDE)
        by_path = {pair.fine_source().path: pair for pair in files.pairs}
        sources = [by_path[raster.source] for raster in scene.fine]
        sensor = None if scene.coarse else files.simulate or config.simulate
        options, guides = files.options, guide_sources(files, scene)
        if sensor is not None:  # simulated images have no other bands
            options = replace(options, coarse_bands="")
        return cls(
            scene, [(pair.fine_source(), pair.coarse_source() if pair.coarse else None)
                    for pair in sources],
            target, references, _grown(measured, scene.grid.whole()), options, folder, (),
            guides[references[0] if len(guides) > 1 else 0] if guides else None, measured,
            held.date is None, sensor, config.seed)

    @property
    def ratio(self) -> float | None:
        """Return the side of a coarse pixel in fine ones; None where that is unknown.

        Of the sensors that are simulated it is that of the middle one.
        """
        return super().ratio if self.sensor is None else float(_middle_ratio(self.sensor))

    def unseen(self) -> np.ndarray:
        """Return the mask of the pixels of `grid`, in the area, that training has not seen.

        bool (rows, columns).
        """
        mask = np.zeros((self.window.rows, self.window.columns), bool)
        mask[self.measured.slices_in(self.window)] = True
        return mask & self.scene.wanted.inside(self.window)

    def coarse_source(self, date: int) -> Source:
        """Return the coarse image of a date, which is simulated where there is none."""
        if self.sensor is None:
            return super().coarse_source(date)
        path = os.path.join(self.folder, f"coarse_{date}.tif")
        if not os.path.exists(path):
            self._simulate(self.sensor, date, path)
        return Source(path, date=self.scene.fine[date].date)

    def _simulate(self, sensor: Sensor, date: int, path: str) -> None:
        """Write the coarse image of a sensor in the middle of the simulated ones."""
        ratio = _middle_ratio(sensor)
        image = self.fine(date)
        coarse = CoarseSensor(self.window.rows, self.window.columns, ratio,
                              float(np.mean(sensor.psf)), 0.0)
        cells = coarse.image(coarse.part(image.filled().astype(np.float64), 0, 0)[0])
        share = coarse.image(coarse.part(image.valid.astype(np.float64), 0, 0)[0])
        deviation = image.values[:, image.valid].std(axis=1) * float(np.mean(sensor.noise))
        random = np.random.default_rng([self.seed, 3, date])
        cells += random.normal(size=cells.shape) * deviation[:, None, None]
        grid = self.grid.coarsened(ratio, 0, 0)
        lead = self.scene.lead
        with Writer(path, grid, lead.selected_bands,
                    calibration=lead.calibration.of(lead.selection)) as writer:
            writer.write(grid.whole(), cells.astype(np.float32), share >= 0.5)
            writer.finish()


def _middle_ratio(sensor: Sensor) -> int:
    return max(2, round(math.sqrt(sensor.ratio[0] * sensor.ratio[1])))


def _held_out(scene: Scene, name: str) -> HeldOut:
    """Return the held-out part by the name that the training has given to it."""
    whole = scene.wanted.window
    for date, raster in enumerate(scene.fine):
        if name in (str(raster.date), tr("image {number}").format(number=date + 1)):
            return HeldOut(date, whole, whole)
    return hold_out(scene, name, len(scene.fine))


def _grown(window: Window, whole: Window) -> Window:
    """Return the window with what is around it, as far as `SIDE` allows."""
    rows, columns = (min(SIDE, size) for size in (whole.rows, whole.columns))
    row = min(max(window.row - (rows - window.rows) // 2, 0), whole.rows - rows)
    column = min(max(window.column - (columns - window.columns) // 2, 0), whole.columns - columns)
    return Window(row, column, rows, columns)
