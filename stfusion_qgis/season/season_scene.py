"""All images of a season on one grid: fine ones of some dates, coarse ones of more dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from ..errors import InputError
from ..images.alignment import Aligned
from ..images.area import Area
from ..images.cells import Cells
from ..images.grid import Grid
from ..images.image import Image
from ..images.image_options import ImageOptions
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.sampling import sample_windows
from ..images.scene import Scene
from ..images.scene_opening import open_scene, open_source
from ..images.source import Source
from ..images.window import Window, tiles
from ..progress import Progress
from ..translation import tr
from .common_scale import less_bias, on_one_scale
from .image_sensors import reference_sensor, sensor_of
from .smoothing.block_series import BlockSeries, cloud_distance
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.season_smoother import HALO, CoarseDay
from .smoothing.sensor_bias import SensorBias

_MOST_CELLS = 1_500_000  # of coarse images on the fine grid whose ratio nobody knows
_SAMPLE_SIDE = 128
_READ_SIDE = 1024
_SAMPLE_VALUES = 4_000_000  # of fine images in a sample


class BrokenImage(InputError):
    """An image of a season that cannot be read, though it could be opened.

    source: as it was given.
    """

    def __init__(self, error: InputError, source: Source):
        super().__init__(str(error), error.image, error.remedy)
        self.source = source

    def __reduce__(self) -> tuple[Any, ...]:
        return BrokenImage, (InputError(str(self), self.image, self.remedy), self.source)


@dataclass(frozen=True, eq=False)
class SeasonScene:
    """The images of a season, each kind in the order of time.

    scene: fine images as those of pairs, all coarse ones as those of prediction dates.
    fine, coarse: as they were given, in the same order, with their sensors. reference: the fine
    sensor that the predictions are of. bias: of the fine images, None as long as nobody knows.
    """

    scene: Scene
    fine: tuple[Source, ...]
    coarse: tuple[Source, ...]
    reference: str = ""
    bias: SensorBias | None = None

    @classmethod
    def of(cls, fine: Sequence[Source], coarse: Sequence[Source], options: ImageOptions,
           area: Area, progress: Progress, reference: str = "") -> SeasonScene:
        """Open the images of a season; those that cannot be opened are left out, and named.

        reference: sensor that the predictions are of, or a part of its name; "" for that of most
        dates.

        Raises:
            InputError: no fine image is left, or images do not fit together.
            Cancelled: through `progress`.
        """
        fine_usable, coarse_usable = (
            _in_time(_usable(sources, progress)) for sources in (fine, coarse))
        try:
            scene = _opened(fine_usable, coarse_usable, options, area)
        except InputError:
            clear = {source: _clear_pixels(source, progress)
                     for source in (*fine_usable, *coarse_usable)}
            for source in (source for source, pixels in clear.items() if not pixels):
                progress.info(tr("{layer} is left out: it has no clear pixel").format(
                    layer=source.name))
            fine_usable, coarse_usable = (
                [source for source in sources if clear[source]]
                for sources in (fine_usable, coarse_usable))
            # The clearest first: it is what the units of others are compared with.
            clearest = sorted(fine_usable, key=lambda source: -clear[source])
            scene = _opened(clearest, coarse_usable, options, area)
            scene = replace(scene, fine=tuple(
                scene.fine[clearest.index(source)] for source in fine_usable))
        return cls(scene, tuple(fine_usable), tuple(coarse_usable),
                   reference_sensor(fine_usable, reference))

    @property
    def days(self) -> tuple[int, ...]:
        """Return the days of the fine images, as ordinals."""
        return tuple(_day(raster) for raster in self.scene.fine)

    @property
    def coarse_days(self) -> tuple[int, ...]:
        """Return the days of the coarse images, as ordinals."""
        return tuple(_day(raster) for raster in self.scene.coarse_predictions)

    @property
    def sensors(self) -> tuple[str, ...]:
        """Return the sensors of the fine images."""
        return tuple(source.sensor for source in self.fine)

    @property
    def bands(self) -> int:
        """Return the number of bands."""
        return self.scene.bands

    def curve(self, wanted: Iterable[int], progress: Progress) -> CoarseCurve:
        """Return the coarse curve on some days; without any field if there are no coarse images.

        Raises:
            BrokenImage: a coarse image cannot be read.
        """
        rasters = self.scene.coarse_predictions
        if not rasters:
            return CoarseCurve(walk=np.zeros(self.bands), first=self.days[0])
        cells = []
        for number, raster in enumerate(rasters):
            progress.report(0.5 * number / len(rasters))
            cells.append(_reading(self.coarse[number], self._cells, raster))
        cells = on_one_scale(cells, self.coarse_days, [source.sensor for source in self.coarse],
                             self._coarse_reference)
        return CoarseCurve.of(cells, self.coarse_days, wanted, self._cell_grid,
                              self.scene.coarse_grid, progress.part(0.5, 1),
                              first=self.days[0])

    @cached_property
    def _has_cells(self) -> bool:
        ratio, grid = self.scene.ratio, self.scene.grid
        resampled = ratio is None or round(ratio) < 2
        return not resampled or grid.rows * grid.columns > _MOST_CELLS  # which tells what is wrong

    @property
    def _coarse_reference(self) -> str:
        return reference_sensor(self.coarse)

    @cached_property
    def cells(self) -> Cells | None:
        """Return the cells, which are those of the coarse sensor of most dates.

        None without coarse images, or if they come on the fine grid.
        """
        scene = self.scene
        if not scene.coarse_predictions or not self._has_cells:
            return None
        if len({source.sensor for source in self.coarse}) < 2:
            return scene.cells
        lead = next(raster for raster, source in zip(scene.coarse_predictions, self.coarse)
                    if source.sensor == self._coarse_reference)
        ratio = 1 / (scene.grid.pixel_side_in(lead.grid) or 1.0)
        return Cells.of(scene.coarse_grid, lead.grid, round(ratio))

    @property
    def _cell_grid(self) -> Grid:
        grid = self.scene.coarse_grid
        return grid if self.cells is None else self.cells.grid(grid)

    def _cells(self, raster: Raster) -> Image:
        if self._has_cells:
            grid = self._cell_grid
            return Aligned(raster, grid, "average").read(grid.whole())
        return self.scene.aligned(raster, "bilinear").read(self.scene.grid.whole())

    def series(self, window: Window, curve: CoarseCurve, halo: int = HALO,
               known: Mapping[int, CoarseDay] | None = None) -> BlockSeries:
        """Return the fine images in a window, with a halo, and the curve on their days.

        known: the curve on some days there, which need not be read again.

        Raises:
            BrokenImage: one cannot be read.
        """
        wide = window.grow(halo)
        fine = np.empty((len(self.days), self.bands, wide.rows, wide.columns), np.float32)
        away = np.empty((len(self.days), wide.rows, wide.columns), np.float32)
        for number in range(len(self.days)):
            image = self._fine(number, wide)
            fine[number] = image.masked()
            beyond = np.ones(image.valid.shape, bool)  # the end of the scene is no cloud
            beyond[wide.overlap(self.scene.grid.whole()).slices_in(wide)] = False
            away[number] = cloud_distance(image.valid | beyond)
        known = known or {}
        coarse = [known[day] if day in known else self.coarse_day(day, window, curve, halo)
                  for day in self.days]
        found = BlockSeries(self.days, fine, np.stack([day.values for day in coarse]),
                            np.stack([day.clock for day in coarse]), away,
                            np.zeros((len(self.days), self.bands), np.float32))
        return found if self.bias is None else less_bias(found, self.bias)

    def coarse_day(self, day: int, window: Window, curve: CoarseCurve, halo: int = HALO,
                   ) -> CoarseDay:
        """Return the coarse curve on a day in a window, with a halo."""
        return curve.read(day, window.grow(halo), self.bands)

    def sample(self, within: Window | None = None) -> list[Window]:
        """Return windows of a part of the grid that stand for it, None for all: always the same."""
        within = within or self.scene.grid.whole()
        whole = sample_windows(within.rows, within.columns)
        order = np.random.default_rng(0).permutation(len(whole))
        left = max(_SAMPLE_VALUES // (len(self.days) * self.bands), _SAMPLE_SIDE ** 2)
        found: list[Window] = []
        for window in (whole[i] for i in order):
            part = _middle(window).moved(within.row, within.column)
            if left <= 0:
                break
            if not found or self._shows_anything(part):
                found.append(part)
                left -= part.rows * part.columns
        return sorted(found)

    def _shows_anything(self, window: Window) -> bool:
        return bool(self.clear(len(self.days) // 2, window).any())

    def clear(self, number: int, window: Window) -> np.ndarray:
        """Return where a fine image is clear in a window (rows, columns).

        Raises:
            BrokenImage: it cannot be read.
        """
        return self._fine(number, window).valid

    def fine_values(self, window: Window, images: Sequence[int]) -> np.ndarray:
        """Return some of the fine images in a window, less the bias of their sensors.

        Returns:
            float32 (images, bands, rows, columns), NaN where not clear.

        Raises:
            BrokenImage: one cannot be read.
        """
        found = np.empty((len(images), self.bands, window.rows, window.columns), np.float32)
        for place, number in enumerate(images):
            found[place] = self._fine(number, window).masked()
            if self.bias is not None:
                found[place] -= self.bias.offset[number][:, None, None]
        return found

    def _fine(self, number: int, window: Window) -> Image:
        aligned = self.scene.aligned(self.scene.fine[number], "bilinear")
        return _reading(self.fine[number], aligned.read, window)


def _reading(source: Source, read: Callable[[Any], Image], what: Any) -> Image:
    try:
        return read(what)
    except InputError as error:
        raise BrokenImage(error, source) from error


def _usable(sources: Sequence[Source], progress: Progress) -> list[Source]:
    """Return the sources that can be opened and have a date, with it; tell of the others."""
    found = []
    for source in sources:
        progress.check()
        try:
            raster = open_source(source)
        except InputError as error:
            progress.warn(tr("{layer} is left out: {reason}").format(
                layer=source.name or source.path, reason=error))
            continue
        if raster.date is None:
            progress.warn(tr("{layer} is left out, as its date is unknown. Write it into the "
                             "file's name as YYYY-MM-DD, or give the layer a fixed time range "
                             "(Properties > Temporal).").format(layer=raster.name))
            continue
        found.append(replace(source, name=raster.name, date=raster.date,
                             sensor=sensor_of(source)))
    return found


def _opened(fine: Sequence[Source], coarse: Sequence[Source], options: ImageOptions, area: Area,
            ) -> Scene:
    if not fine:
        raise InputError(tr("A season needs one fine image at least whose date is known."))
    return open_scene(replace(Inputs.of(fine, [], coarse, area=area), options=options))


def _clear_pixels(source: Source, progress: Progress) -> int:
    """Return how many pixels of an image are clear; `BrokenImage` if a part cannot be read."""
    raster, count = open_source(source), 0
    for window in tiles(raster.grid.rows, raster.grid.columns, _READ_SIDE):
        progress.check()
        count += int(_reading(source, raster.read, window).valid.sum())
    return count


def _in_time(sources: Sequence[Source]) -> list[Source]:
    """Return sources in the order of time, whichever way they were given."""
    return sorted(sources, key=lambda source: (source.date, source.path))


def _day(raster: Raster) -> int:
    if raster.date is None:
        raise ValueError("an image of a season without a date")
    return raster.date.toordinal()


def _middle(window: Window) -> Window:
    """Return the middle of a window, of the side of a sample's windows at most."""
    rows, columns = min(window.rows, _SAMPLE_SIDE), min(window.columns, _SAMPLE_SIDE)
    return Window(window.row + (window.rows - rows) // 2,
                  window.column + (window.columns - columns) // 2, rows, columns)
