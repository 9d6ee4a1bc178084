"""The images of a scene in memory, as training needs them: all dates on the fine grid."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

import numpy as np

from ..errors import InputError
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.scene import Scene
from ..images.scene_opening import open_scene
from ..images.window import Window, tiles
from ..progress import Progress
from ..translation import tr
from .config import SceneFiles

REGION = 512
"""Side of the pieces that are drawn from a scene too large for the memory, in fine pixels."""

SMALLEST = 32
"""Rows and columns that a scene must have to be trained on."""

_VALUE_BYTES = 4


@dataclass
class Region:
    """A rectangle of a scene on all dates.

    fine: float32 (dates, bands, rows, columns), gaps filled with the nearest valid pixel.
    fine_valid: bool (dates, rows, columns). coarse, coarse_valid: likewise, interpolated onto the
    fine grid; None where they are to be simulated.
    """

    fine: np.ndarray
    fine_valid: np.ndarray
    coarse: np.ndarray | None
    coarse_valid: np.ndarray | None

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return self.fine.shape[2]

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return self.fine.shape[3]


@dataclass
class Series:
    """Regions of a scene and the statistics that scale them.

    dates: of the images, None where unknown; in order of time if all are known.
    mean, deviation: of the valid fine pixels of each date, float32 (dates, bands).
    coarse_mean, coarse_deviation: of the coarse pixels, or None where these are simulated.
    ratio: side of a coarse pixel in fine pixels, or None where it is unknown.
    """

    regions: list[Region]
    dates: list[datetime.date | None]
    mean: np.ndarray
    deviation: np.ndarray
    coarse_mean: np.ndarray | None
    coarse_deviation: np.ndarray | None
    ratio: float | None
    band_names: list[str]
    simulated_deviations: dict[int, np.ndarray] = field(default_factory=dict)

    @property
    def bands(self) -> int:
        """Return the number of bands."""
        return self.mean.shape[1]

    @property
    def smallest(self) -> int:
        """Return the shortest side of a region, in pixels."""
        return min(min(region.rows, region.columns) for region in self.regions)

    @property
    def simulated(self) -> bool:
        """Say whether its coarse images are to be simulated."""
        return self.regions[0].coarse is None

    def name_of(self, date: int) -> str:
        """Return how an image is called: its date, or its number."""
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
                                layer=lacking[0].fine))
    scene = open_scene(Inputs.of(
        [pair.fine_source() for pair in files.pairs],
        [pair.coarse_source() for pair in files.pairs if pair.coarse],
        **asdict(files.options)), progress)
    if min(scene.grid.rows, scene.grid.columns) < SMALLEST:
        raise InputError(tr("{layer} is too small to train on: it must have {size} rows and "
                            "columns at least.").format(layer=scene.lead.name, size=SMALLEST))
    return _in_order_of_time(scene)


def _in_order_of_time(scene: Scene) -> Scene:
    """Return the scene with its pairs in order of time, if all dates are known."""
    dates = [raster.date for raster in scene.fine]
    if None in dates:
        return scene
    order = sorted(range(len(dates)), key=lambda pair: dates[pair])
    return replace(scene, fine=tuple(scene.fine[pair] for pair in order),
                   coarse=tuple(scene.coarse[pair] for pair in order) if scene.coarse else ())


def load(scene: Scene, windows: Sequence[Window], progress: Progress) -> Series:
    """Read windows of a scene.

    Raises:
        InputError: a fine image has no valid pixel in them.
        Cancelled: through `progress`.
    """
    regions = []
    for window in windows:
        progress.check()
        fine, fine_valid = _stack(scene, scene.fine, window)
        coarse, coarse_valid = _stack(scene, scene.coarse, window) if scene.coarse else (None, None)
        regions.append(Region(fine, fine_valid, coarse, coarse_valid))
    fine_statistics = _statistics(scene.fine, [(r.fine, r.fine_valid) for r in regions])
    coarse_statistics = _statistics(
        scene.coarse, [(r.coarse, r.coarse_valid) for r in regions]) if scene.coarse else (None,
                                                                                            None)
    return Series(regions, [raster.date for raster in scene.fine], *fine_statistics,
                  *coarse_statistics, scene.ratio, scene.lead.band_names)


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


def _stack(scene: Scene, rasters: Sequence[Raster], window: Window
           ) -> tuple[np.ndarray, np.ndarray]:
    values = np.empty((len(rasters), scene.bands, window.rows, window.columns), np.float32)
    valid = np.empty((len(rasters), window.rows, window.columns), bool)
    for i, raster in enumerate(rasters):
        image = scene.aligned(raster, "cubic").read(window)
        values[i], valid[i] = image.filled(), image.valid
    return values, valid


def _statistics(rasters: Sequence[Raster], parts: list[tuple[np.ndarray, np.ndarray]]
                ) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and deviation, float32 (dates, bands), of the valid pixels of all parts."""
    means, deviations = [], []
    for date, raster in enumerate(rasters):
        pixels = np.concatenate([values[date][:, valid[date]] for values, valid in parts], axis=1)
        if not pixels.shape[1]:
            raise InputError(tr("{layer} has no valid pixel in the area to train on. Check its "
                                "nodata value and its mask.").format(layer=raster.name))
        means.append(pixels.mean(axis=1, dtype=np.float64))
        deviations.append(pixels.std(axis=1, dtype=np.float64))
    deviation = np.array(deviations)
    deviation[deviation == 0] = 1  # a constant band
    return np.array(means, np.float32), deviation.astype(np.float32)
