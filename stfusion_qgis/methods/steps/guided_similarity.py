"""Similarity with the guide of a scene, as far as it proves something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from ...images.image import Image
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from .guide_features import guide_features
from .guide_test import held_out_errors
from .similarity import Similarity


class SimilarityWishes(Protocol):
    """What the parameters of a method say of similar pixels."""

    @property
    def surroundings(self) -> bool:
        """Say whether the surroundings of pixels are compared, too."""

    @property
    def window_size(self) -> int:
        """Return the side of the window in fine pixels."""

    @property
    def similar_pixels(self) -> int:
        """Return how many similar pixels are averaged."""

    @property
    def guide_weight(self) -> float | None:
        """Return the weight of the guide, None to find it."""

    @property
    def guide_kind(self) -> str:
        """Return what the numbers of the guide are."""


def chosen_similarity(scene: Scene, wishes: SimilarityWishes, variance: float,
                      features: Callable[[Similarity, Window], Image],
                      changes: Sequence[Image], progress: Progress) -> Similarity:
    """Return what makes the pixels of a scene similar, and tell how much its guide counts.

    variance: of the bands of the fine image, their sum, in the unit in which they are compared.
    features: of the fine image in a window, by a similarity. changes: of the coarse cells, one a
    prediction date, by which the weight of the guide is found where nobody gives it.
    """
    similarity = Similarity(wishes.surroundings)
    weight = wishes.guide_weight
    if scene.guide is None or weight == 0:
        return similarity
    guide = guide_features(scene, wishes.guide_kind, progress)
    if guide is None:
        return similarity
    if weight is None:
        unit = similarity.guided(guide, 1.0, variance).unit
        test = held_out_errors(
            scene, guide, unit, lambda window: features(similarity, window), changes,
            wishes.window_size // 2, wishes.similar_pixels, progress)
        weight = test.weight
        progress.info((tr(
            "The guide {layer} counts with a weight of {weight:g}: the change of held-out coarse "
            "pixels is predicted with an error of {with_guide:.3f} instead of {without:.3f}.")
            if weight else tr(
            "The guide {layer} does not count: it does not surely help to predict the change of "
            "held-out coarse pixels.")).format(
                layer=scene.guide.name, weight=weight, with_guide=test.error(weight),
                without=test.error(0.0)))
    return similarity.guided(guide, weight, variance)


def fine_features(scene: Scene, similarity: Similarity, window: Window) -> Image:
    """Return the features of fine 1 in a window."""
    fine = scene.aligned(scene.fine[0], "bilinear").read(window.grow(similarity.margin))
    return similarity.features(fine, window)


def variance_of_bands(scene: Scene) -> float:
    """Return the sum of the variances of the bands of fine 1."""
    return float((np.square(scene.statistics(scene.fine[0]).deviation)).sum())
