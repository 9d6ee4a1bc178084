"""Classes with the guide of a scene, as far as it proves something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from ...images.image import Image
from ...images.raster import Raster
from ...images.scene import Scene
from ...progress import Progress
from ...translation import tr
from .classification import Classes, abundances, find_classes
from .guide_features import GuideFeatures, guide_features
from .guide_test import WEIGHTS, WeightTest

Unmixing = Callable[[np.ndarray, np.ndarray, Image], np.ndarray]
"""Of the fractions of classes, the weights of cells and their values: the values of the classes,
(classes, bands, rows, columns) or, where they are the same in all cells, (classes, bands, 1, 1)."""


class ClassWishes(Protocol):
    """What the parameters of a method say of classes."""

    @property
    def classes(self) -> int:
        """Return the number of classes."""

    @property
    def guide_weight(self) -> float | None:
        """Return the weight of the guide, None to find it."""

    @property
    def guide_kind(self) -> str:
        """Return what the numbers of the guide are."""


@dataclass(frozen=True)
class FoundClasses:
    """Classes of a scene, and their abundances, as of `classification.abundances`."""

    classes: Classes
    fractions: np.ndarray
    share: np.ndarray


def chosen_classes(scene: Scene, rasters: Sequence[Raster], wishes: ClassWishes, unmix: Unmixing,
                   targets: Sequence[Image], progress: Progress) -> FoundClasses:
    """Return the classes of a scene, and tell how much its guide counts for them.

    unmix: as the method does. targets: what it unmixes, values of the cells, one or more a
    prediction date: where nobody gives the weight of the guide, it is the one with whose classes
    held-out cells are explained best by those around, if that is surely better than none, and
    than the same guide upside down.
    """
    weight, guide = wishes.guide_weight, None
    if scene.guide is not None and weight != 0:
        guide = guide_features(scene, wishes.guide_kind, progress)
    if scene.guide is None or guide is None:
        return _found(scene, rasters, wishes, None, 0.0, progress)
    if weight is not None:
        return _found(scene, rasters, wishes, guide, weight, progress)
    found, errors = [], []
    for number, tried in enumerate(WEIGHTS):
        part = progress.part(number / len(WEIGHTS), (number + 1) / len(WEIGHTS))
        found.append(_found(scene, rasters, wishes, guide, tried, part))
        errors.append(_errors(found[-1], unmix, targets))
    test = WeightTest(np.stack(errors, axis=1))
    if test.weight:
        # Classes of chance may explain more than wrong ones do: what helps has to be the guide of
        # this very place.
        turned = _found(scene, rasters, wishes, replace(guide, turned=True), test.weight,
                        progress.part(1, 1))
        test = WeightTest(test.errors, _errors(turned, unmix, targets))
    progress.info((tr(
        "The guide {layer} counts for the classes with a weight of {weight:g}: held-out coarse "
        "pixels are explained with an error of {with_guide:.3f} instead of {without:.3f}.")
        if test.weight else tr(
        "The guide {layer} does not count for the classes: it does not surely help to explain "
        "held-out coarse pixels.")).format(
            layer=scene.guide.name, weight=test.weight, with_guide=test.error(test.weight),
            without=test.error(0.0)))
    return found[WEIGHTS.index(test.weight)]


def _found(scene: Scene, rasters: Sequence[Raster], wishes: ClassWishes,
           guide: GuideFeatures | None, weight: float, progress: Progress) -> FoundClasses:
    classes = find_classes(scene, rasters, wishes.classes, progress.part(0, 0.25),
                           guide, weight)
    return FoundClasses(classes, *abundances(scene, classes, rasters, progress.part(0.25, 1)))


def _errors(found: FoundClasses, unmix: Unmixing, targets: Sequence[Image]) -> np.ndarray:
    """Return the squared error of each cell (cells,), predicted without it, over all targets.

    In deviations of each band; cells that are not known in all targets are left out.
    """
    known = np.logical_and.reduce([target.valid for target in targets]) & (found.share > 0.5)
    total = np.zeros(int(known.sum()))
    for target in targets:
        deviation = target.values[:, known].std(axis=1) if known.any() else np.zeros(1)
        scale = 1 / np.where(deviation > 0, deviation, np.inf)
        for held_out in _folds(known):
            values = unmix(found.fractions, found.share * (known & ~held_out), target)
            explained = (values * found.fractions[:, None]).sum(axis=0)
            error = (((explained - target.values) * scale[:, None, None]) ** 2).mean(axis=0)
            total[held_out[known]] += error[held_out]
    return total / len(targets)


def _folds(known: np.ndarray) -> Iterator[np.ndarray]:
    """Yield parts of the known cells, as the fields of a chess board; each cell is in one."""
    rows, columns = np.indices(known.shape)
    for field in (0, 1):
        yield known & ((rows + columns) % 2 == field)
