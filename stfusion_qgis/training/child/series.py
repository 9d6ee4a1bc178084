"""The images of a scene in memory, as training needs them: all dates on the fine grid."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property

import numpy as np

from ...errors import InputError
from ...images.inputs import Inputs
from ...images.raster import Raster
from ...images.scene import Scene
from ...images.scene_opening import open_scene
from ...images.window import Window, tiles
from ...progress import Progress
from ...translation import tr
from ..config import SceneFiles
from .sensor_differences import SensorDifferences, differences_on_fine_grid
from .series_guide import SeriesGuide

REGION = 512
"""Side of the pieces that are drawn from a scene too large for the memory, in fine pixels."""

SMALLEST = 32
"""Rows and columns that a scene must have to be trained on."""

_VALUE_BYTES = 4


@dataclass(frozen=True)
class Stack:
    """Images of several dates on the fine grid.

    values: float32 (dates, bands, rows, columns), gaps filled with the nearest valid pixel.
    valid: bool (dates, rows, columns): valid and in the area to train on.
    """

    values: np.ndarray
    valid: np.ndarray


@dataclass(frozen=True)
class Region:
    """A rectangle of a scene on all dates; `coarse` has none if they are to be simulated.

    difference: between the sensors, float32 (dates, bands, rows, columns), where it is wanted.
    guide: features, float32 (1 or dates, features, rows, columns), 0 in gaps; None without.
    """

    fine: Stack
    coarse: Stack
    difference: np.ndarray | None = None
    guide: np.ndarray | None = None

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return self.fine.values.shape[2]

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return self.fine.values.shape[3]


@dataclass(frozen=True)
class SeriesStatistics:
    """Mean and standard deviation of the valid pixels of each date, float32 (dates, bands).

    The deviation of a constant band is 1.
    """

    mean: np.ndarray
    deviation: np.ndarray


@dataclass(frozen=True)
class Series:
    """Regions of a scene and the statistics that scale them.

    dates: of the images, None where unknown; in order of time if all are known.
    fine, coarse: statistics; `coarse` has no date if the coarse images are to be simulated.
    ratio: side of a coarse pixel in fine pixels, or None where it is unknown.
    differences: between the sensors, where they are wanted and known.
    """

    regions: list[Region]
    dates: list[datetime.date | None]
    fine: SeriesStatistics
    coarse: SeriesStatistics
    ratio: float | None
    band_names: list[str]
    differences: SensorDifferences | None = None

    @property
    def bands(self) -> int:
        """Return the number of bands."""
        return self.fine.mean.shape[1]

    @property
    def largest(self) -> Region:
        """Return the region with the most pixels."""
        return max(self.regions, key=lambda region: region.rows * region.columns)

    @property
    def shortest_side(self) -> int:
        """Return the shortest side of all regions, in pixels."""
        return min(min(region.rows, region.columns) for region in self.regions)

    @property
    def simulated(self) -> bool:
        """Return whether its coarse images are to be simulated."""
        return not len(self.coarse.mean)

    @cached_property
    def deviations_of_means(self) -> dict[int, np.ndarray]:
        """Return the deviations of means over 1 x 1, 2 x 2, 4 x 4, ... fine pixels.

        Float32 (dates, bands) by the side of the squares, in rising order.
        """
        values, side = self.largest.fine.values, 1
        found = {1: self.fine.deviation}
        while min(values.shape[2:]) >= 8:
            rows, columns = values.shape[2] // 2 * 2, values.shape[3] // 2 * 2
            values = values[:, :, :rows, :columns].reshape(
                *values.shape[:2], rows // 2, 2, columns // 2, 2).mean(axis=(3, 5))
            side *= 2
            deviation = values.std(axis=(2, 3))
            found[side] = np.where(deviation > 0, deviation, self.fine.deviation)
        return found

    def name_of(self, date: int) -> str:
        """Return the date of an image, or its number where that is unknown."""
        known = self.dates[date]
        return str(known) if known else tr("image {number}").format(number=date + 1)


def open_series(files: SceneFiles, progress: Progress) -> Scene:
    """Open the images of a scene, in order of time.

    Raises:
        InputError: they do not fit, or only some dates have a coarse image.
    """
    lacking = [pair for pair in files.pairs if not pair.coarse]
    if 0 < len(lacking) < len(files.pairs):
        raise InputError(tr("{layer} has no coarse image, but other dates have one. Give one to "
                            "each date, or to none to have them simulated.").format(
                                layer=lacking[0].fine_source().path))
    scene = open_scene(Inputs.of(
        [pair.fine_source() for pair in files.pairs],
        [pair.coarse_source() for pair in files.pairs if pair.coarse],
        area=files.area, **asdict(files.options)), progress)
    part = scene.wanted.window
    if min(part.rows, part.columns) < SMALLEST <= min(scene.grid.rows, scene.grid.columns):
        raise InputError(tr("The area has {rows} x {columns} pixels, which is too small to train "
                            "on: it must have {size} rows and columns at least.").format(
                                rows=part.rows, columns=part.columns, size=SMALLEST))
    if min(part.rows, part.columns) < SMALLEST:
        raise InputError(tr("{layer} is too small to train on: it must have {size} rows and "
                            "columns at least.").format(layer=scene.lead.name, size=SMALLEST))
    return _in_order_of_time(scene)


def _in_order_of_time(scene: Scene) -> Scene:
    """Return the scene with its pairs in order of time, if all dates are known."""
    dates = [raster.date for raster in scene.fine if raster.date]
    if len(dates) < len(scene.fine):
        return scene
    order = sorted(range(len(dates)), key=lambda pair: dates[pair])
    return replace(scene, fine=tuple(scene.fine[pair] for pair in order),
                   coarse=tuple(scene.coarse[pair] for pair in order) if scene.coarse else ())


def load_series(scene: Scene, windows: Sequence[Window], progress: Progress,
                with_differences: bool = False, guide: SeriesGuide | None = None) -> Series:
    """Read windows of a scene; with_differences: between its sensors. guide: None for none.

    Raises:
        InputError: a fine image has no valid pixel in them.
        Cancelled: through `progress`.
    """
    regions = []
    differences = SensorDifferences.of(scene, progress) if with_differences else None
    for window in windows:
        progress.check()
        regions.append(Region(
            _stack(scene, scene.fine, window), _stack(scene, scene.coarse, window),
            None if differences is None else differences_on_fine_grid(scene, differences, window),
            None if guide is None else guide.read(window)))
    return Series(regions, [raster.date for raster in scene.fine],
                  _statistics(scene.fine, [region.fine for region in regions]),
                  _statistics(scene.coarse, [region.coarse for region in regions]),
                  scene.ratio, scene.lead.band_names, differences)


def windows_within(scene: Scene, area: Window, seed: int, memory: int) -> list[Window]:
    """Return the windows of `area` that fit into `memory` bytes: all of it, or a fixed sample."""
    images = len(scene.fine) + len(scene.coarse)
    pixel = images * (scene.bands * _VALUE_BYTES + 1)
    if area.rows * area.columns * pixel <= memory:
        return [area]
    pieces = [Window(area.row + piece.row, area.column + piece.column, piece.rows, piece.columns)
              for piece in tiles(area.rows, area.columns, REGION)
              if min(piece.rows, piece.columns) >= min(REGION, area.rows, area.columns) // 2]
    count = max(1, int(memory / (REGION ** 2 * pixel)))
    order = np.random.default_rng(seed).permutation(len(pieces))
    return [pieces[i] for i in sorted(order[:count])]


def _stack(scene: Scene, rasters: Sequence[Raster], window: Window) -> Stack:
    values = np.empty((len(rasters), scene.bands, window.rows, window.columns), np.float32)
    valid = np.empty((len(rasters), window.rows, window.columns), bool)
    inside = scene.wanted.inside(window)
    for i, raster in enumerate(rasters):
        image = scene.aligned(raster, "cubic").read(window)
        values[i], valid[i] = image.filled(), image.valid & inside
    return Stack(values, valid)


def _statistics(rasters: Sequence[Raster], parts: list[Stack]) -> SeriesStatistics:
    """Return the statistics of the pixels of all parts."""
    means, deviations = [], []
    for date, raster in enumerate(rasters):
        pixels = np.concatenate([part.values[date][:, part.valid[date]] for part in parts], axis=1)
        if not pixels.shape[1]:
            raise InputError(tr("{layer} has no valid pixel in the area to train on. Check its "
                                "nodata value and its mask.").format(layer=raster.name))
        means.append(pixels.mean(axis=1, dtype=np.float64))
        deviations.append(pixels.std(axis=1, dtype=np.float64))
    deviation = np.array(deviations)
    deviation[deviation == 0] = 1
    return SeriesStatistics(np.array(means, np.float32), deviation.astype(np.float32))
