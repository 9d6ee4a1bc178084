"""The images that a training has held out, as a date to predict whose truth is known."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from osgeo import gdal

from ...comparison.known_date import KnownDate
from ...errors import InputError
from ...images.alignment import Aligned
from ...images.gdal_tools import GdalError, gdal_errors
from ...images.grid import Grid
from ...images.image import Image
from ...images.image_options import ImageOptions
from ...images.inputs import Inputs
from ...images.raster import Raster
from ...images.roles import COARSE_PREDICTION, FINE_1, Role, roles_of_pairs
from ...images.scene import Scene
from ...images.scene_opening import open_scene
from ...images.source import Source
from ...images.window import Window
from ...images.writer import Writer
from ...progress import Progress
from ...simulation.sensors import CoarseSensor
from ...translation import tr
from ..config import Config, Pair, Sensor
from .holding_out import HeldOut, hold_out, references_of
from .series import open_series

SIDE = 1000
"""Greatest number of rows and columns that are predicted, in fine pixels."""

_ENOUGH_VALID = 0.9  # of a window, to look no further


@dataclass(frozen=True)
class HeldOutDate(KnownDate):
    """A date of a training that it has not seen, and the dates to predict it from.

    scene: the first one of a training, with all its images in order of time. pairs: their files.
    target: index of the date to predict. references: indices of the other dates, the best first:
    the nearest, the nearest on the other side of the target, then the others.
    window: what is predicted; measured: the part of it that training has not seen; both on the
    grid of the scene. spatial: whether training has seen the date in the rest of the scene.
    sensor: of the simulated coarse images, None where they are real. folder: for files.
    """

    scene: Scene
    pairs: Sequence[Pair]
    target: int
    references: Sequence[int]
    window: Window
    measured: Window
    spatial: bool
    options: ImageOptions
    sensor: Sensor | None
    seed: int
    folder: str

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
        measured = _most_valid(scene, held.measured, [target, references[0]])
        by_path = {pair.fine: pair for pair in files.pairs}
        return cls(
            scene, [by_path[raster.source] for raster in scene.fine], target, references,
            _grown(measured, scene.grid.whole()), measured, held.date is None,
            files.options,
            None if scene.coarse else files.simulate or config.simulate, config.seed, folder)

    @property
    def available(self) -> int:
        """Return the number of dates that it can be predicted from."""
        return len(self.references)

    @property
    def values(self) -> int:
        """Return the number of predicted values: pixels times bands."""
        return self.window.rows * self.window.columns * self.scene.bands

    @property
    def grid(self) -> Grid:
        """Return the grid of what is predicted."""
        return self.scene.grid.subgrid(self.window)

    @property
    def unit(self) -> float:
        """Return the factor that brings predictions to the unit of the truth."""
        return self.scene.fine[self.references[0]].scale

    @property
    def ratio(self) -> float | None:
        """Return the side of a coarse pixel in fine ones; None where that is unknown.

        Of the sensors that are simulated it is that of the middle one.
        """
        if self.sensor is None:
            return self.scene.ratio
        return float(_middle_ratio(self.sensor))

    def name_of(self, date: int) -> str:
        """Return the date of an image, or its name where that is unknown."""
        raster = self.scene.fine[date]
        return raster.date.isoformat() if raster.date else raster.name

    def scene_of(self, roles: Collection[Role]) -> Scene:
        """Return the scene from which the target is predicted.

        roles: images of references, such as "fine_1" and "coarse_1" for the nearest one.
        """
        images = [(role, (self._fine_source if role.is_fine else self._coarse_source)(date))
                  for k, date in enumerate(self.references, 1) for role in roles_of_pairs(k, k)
                  if role in roles]
        images.append((COARSE_PREDICTION, self._coarse_source(self.target)))
        upscaling = None if FINE_1 in roles else round(self.scene_of([FINE_1]).ratio or 1)
        return open_scene(Inputs(tuple(images),
                                 options=replace(self.options, upscaling=upscaling)))

    def truth(self) -> Image:
        """Return the true fine image, on `grid`."""
        return self.fine(self.target)

    def fine(self, date: int) -> Image:
        """Return the fine image of a date, on `grid`."""
        return self.scene.aligned(self.scene.fine[date], "bilinear").read(self.window)

    def coarse(self, date: int) -> Image:
        """Return the coarse image of a date, interpolated onto `grid`."""
        source = self._coarse_source(date)
        raster = Raster(source.path)
        if self.sensor is None:
            raster = raster.with_bands(self.scene.coarse[date].selection)
        return Aligned(raster, self.grid, "nearest").read(self.grid.whole())

    def unseen(self) -> np.ndarray:
        """Return the mask of the pixels of `grid` that training has not seen.

        bool (rows, columns).
        """
        mask = np.zeros((self.window.rows, self.window.columns), bool)
        mask[self.measured.slices_in(self.window)] = True
        return mask

    def read(self, path: str) -> Image:
        """Return a prediction that was written to a file, on `grid` and in the truth's unit."""
        image = Aligned(Raster(path), self.grid, "bilinear").read(self.grid.whole())
        image.values *= np.float32(self.unit)
        return image

    def _fine_source(self, date: int) -> Source:
        raster, pair = self.scene.fine[date], self.pairs[date]
        path = os.path.join(self.folder, f"fine_{date}.vrt")
        if not os.path.exists(path):
            _cut(raster, self.grid, path)
        return Source(path, raster.name, pair.fine_mask, raster.date)

    def _coarse_source(self, date: int) -> Source:
        if self.sensor is None:
            raster, pair = self.scene.coarse[date], self.pairs[date]
            return Source(raster.source, raster.name, pair.coarse_mask, raster.date)
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
        with Writer(path, grid, self.scene.lead.selected_bands) as writer:
            writer.write(grid.whole(), cells.astype(np.float32), share >= 0.5)
            writer.finish()


def _middle_ratio(sensor: Sensor) -> int:
    return max(2, round(math.sqrt(sensor.ratio[0] * sensor.ratio[1])))


def _held_out(scene: Scene, name: str) -> HeldOut:
    """Return the held-out part by the name that the training has given to it."""
    whole = scene.grid.whole()
    for date, raster in enumerate(scene.fine):
        if name in (str(raster.date), tr("image {number}").format(number=date + 1)):
            return HeldOut(date, whole, whole)
    return hold_out(scene, name, len(scene.fine))


def _most_valid(scene: Scene, area: Window, dates: list[int]) -> Window:
    """Return a window of at most `SIDE` in an area: the middle, or another with fewer gaps."""
    rows, columns = min(SIDE, area.rows), min(SIDE, area.columns)
    best, most = area, -1.0
    for down, right in [(1, 1), *((i, j) for i in range(3) for j in range(3) if (i, j) != (1, 1))]:
        window = Window(area.row + (area.rows - rows) * down // 2,
                        area.column + (area.columns - columns) * right // 2, rows, columns)
        valid = [scene.aligned(scene.fine[date], "bilinear").read(window).valid for date in dates]
        share = float(np.logical_and.reduce(valid).mean())
        if share > most:
            best, most = window, share
        if share >= _ENOUGH_VALID:
            break
    return best


def _grown(window: Window, whole: Window) -> Window:
    """Return the window with what is around it, as far as `SIDE` allows."""
    rows, columns = (min(SIDE, size) for size in (whole.rows, whole.columns))
    row = min(max(window.row - (rows - window.rows) // 2, 0), whole.rows - rows)
    column = min(max(window.column - (columns - window.columns) // 2, 0), whole.columns - columns)
    return Window(row, column, rows, columns)


def _cut(raster: Raster, grid: Grid, path: str) -> None:
    """Write the part of a raster that covers a grid, as a reference to its file."""
    whole = 0, 0, raster.grid.rows, raster.grid.columns
    top, left, bottom, right = grid.footprint_in(raster.grid) or whole
    row, column = max(0, round(top)), max(0, round(left))
    size = [min(round(right), raster.grid.columns) - column,
            min(round(bottom), raster.grid.rows) - row]
    try:
        with gdal_errors():
            gdal.Translate(path, raster.source, format="VRT", srcWin=[column, row, *size])
    except GdalError as error:
        raise InputError(tr(
            "{layer} cannot be read ({reason}). The file may be damaged or incomplete: copy or "
            "download it again.").format(layer=raster.name, reason=error)) from error
