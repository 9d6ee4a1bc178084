"""The test by which a scene finds out how much its guide should count for similar pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...images.image import Image
from ...images.scene import Scene
from ...images.window import Window
from ...kernels.similar_pixels import inverse_distance_weights
from ...progress import Progress
from .guide_features import GuideFeatures

WEIGHTS = (0.0, 0.25, 0.5, 1.0, 2.0)
"""Weights that are tried."""

_WINDOWS = 8  # in which coarse pixels are held out
_CELLS = 300  # that are held out, one by one
_PIXELS = 12  # that are predicted in each of them
_SURE = 2.0  # standard errors by which a weight has to be better than none


@dataclass(frozen=True)
class WeightTest:
    """The outcome: errors (cells, weights) of the change of held-out cells, squared.

    turned: errors (cells,) with the best weight and the guide of the place that lies opposite,
    which has to be worse, too; None where that was not asked.
    """

    errors: np.ndarray
    turned: np.ndarray | None = None

    @property
    def weight(self) -> float:
        """Return the weight that counts: the best one if it is surely better than none."""
        if len(self.errors) < 2:
            return 0.0
        best = int(self.errors.mean(axis=0).argmin())
        beaten = [self.errors[:, 0], *([] if self.turned is None else [self.turned])]
        gains = [errors - self.errors[:, best] for errors in beaten]
        sure = all(gain.mean() > _SURE * gain.std(ddof=1) / np.sqrt(len(gain)) for gain in gains)
        return WEIGHTS[best] if sure else 0.0

    def error(self, weight: float) -> float:
        """Return the error of a weight that was tried, in deviations of the change."""
        if not len(self.errors):
            return 0.0
        return float(np.sqrt(self.errors[:, WEIGHTS.index(weight)].mean()))


def held_out_errors(scene: Scene, guide: GuideFeatures, unit: float,
                    features: Callable[[Window], Image], changes: Sequence[Image], radius: int,
                    count: int, progress: Progress) -> WeightTest:
    """Hold out coarse cells, and predict their change from similar pixels in those around.

    The guide upside down is tried on the same pixels: any smooth guide prefers near pixels to far
    ones, and helps by that whatever it shows.

    A pixel of a cell gets the mean change of the cells in which its similar pixels lie, weighted as
    `most_similar_means` does; over pixels of a cell these should have the change of the cell.

    unit: of the guide at a weight of 1. features: of the fine image in a window, without the guide.
    changes: of the cells, one a prediction date. radius: of the window of similar pixels; it is
    made large enough to reach other cells. count: of the similar pixels.
    """
    ratio = scene.cells.ratio
    radius = max(radius, ratio + ratio // 2)
    distance = inverse_distance_weights(radius).ravel()
    deviations = [change.values[:, change.valid].std(axis=1) if change.valid.any()
                  else np.zeros(len(change.values)) for change in changes]
    scale = np.concatenate([1 / np.where(one > 0, one, np.inf) for one in deviations])
    known = np.logical_and.reduce([change.valid for change in changes])
    change = np.concatenate([one.values for one in changes]) * scale[:, None, None]
    random = np.random.default_rng(0)
    opposite = replace(guide, turned=True)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    windows = scene.sample_windows(scene.fine[:1])[:_WINDOWS]
    for number, window in enumerate(windows):
        progress.report(number / len(windows))
        wide = window.grow(radius)
        image = features(wide)
        guides = [each.at(wide) * np.float32(unit) for each in (guide, opposite)]
        rows, columns = scene.cells.indices(wide)
        numbers = rows[:, None] * scene.cells.columns + columns
        usable = image.valid & known[rows[:, None], columns]
        for y, x in _pixels(numbers, usable, radius, -(-_CELLS // len(windows)), random):
            progress.check()
            cell = [_errors(image.values, guided, usable, numbers, change, (y, x), radius, count,
                            distance) for guided in guides]
            if cell[0] is not None and cell[1] is not None:
                found.append((cell[0], cell[1]))
    errors, turned = (np.array(part).reshape(-1, len(WEIGHTS))
                      for part in (zip(*found) if found else ((), ())))
    best = errors.mean(axis=0).argmin() if len(errors) else 0
    return WeightTest(errors, turned[:, best])


def _pixels(numbers: np.ndarray, usable: np.ndarray, radius: int, cells: int,
            random: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield rows and columns of pixels of some cells, chosen at random; without the margin."""
    core = np.zeros(usable.shape, bool)
    core[radius:-radius, radius:-radius] = True
    rows, columns = np.nonzero(usable & core)
    own = numbers[rows, columns]
    for number in random.permutation(np.unique(own))[:cells]:
        inside = np.flatnonzero(own == number)
        chosen = random.permutation(inside)[:_PIXELS]
        yield rows[chosen], columns[chosen]


def _errors(image: np.ndarray, guided: np.ndarray, usable: np.ndarray, numbers: np.ndarray,
            change: np.ndarray, place: tuple[np.ndarray, np.ndarray], radius: int, count: int,
            distance: np.ndarray) -> np.ndarray | None:
    """Return the squared error of a cell's change with each weight; None without neighbours."""
    rows, columns = place
    cell = numbers[rows[0], columns[0]]
    offsets = np.arange(-radius, radius + 1)
    near_rows = (rows[:, None, None] + offsets[:, None]).repeat(len(offsets), 2)
    near_columns = (columns[:, None, None] + offsets).repeat(len(offsets), 1)
    near = near_rows.reshape(len(rows), -1), near_columns.reshape(len(rows), -1)
    spectral, beside = (_squared(planes, place, near) for planes in (image, guided))
    excluded = ~usable[near] | (numbers[near] == cell)
    if (~excluded).sum(axis=1).min() < count:
        return None
    spectral[excluded] = np.inf
    flat = change.reshape(len(change), -1)
    errors = np.empty(len(WEIGHTS))
    for k, weight in enumerate(WEIGHTS):
        similar = np.argpartition(spectral + np.float32(weight ** 2) * beside, count - 1,
                                  axis=1)[:, :count]
        weights = distance[similar]
        values = flat[:, np.take_along_axis(numbers[near], similar, 1)]
        means = (values * weights).sum(axis=2) / weights.sum(axis=1)
        errors[k] = ((means.mean(axis=1) - flat[:, cell]) ** 2).mean()
    return errors


def _squared(planes: np.ndarray, place: tuple[np.ndarray, np.ndarray],
             near: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return the squared differences of pixels (n,) and those near them (n, m), summed up."""
    result = np.zeros(near[0].shape, np.float32)
    for plane in planes:
        result += (plane[near] - plane[place][:, None]) ** 2
    return result
