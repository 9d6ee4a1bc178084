"""What pixels are compared by when similar ones are looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...images.image import Image
from ...images.window import Window
from .guide_features import GuideFeatures
from .patch_means import MARGIN, RADII, surrounding_means


@dataclass(frozen=True)
class Similarity:
    """What makes pixels similar: the bands of a fine image, and what a user wants besides.

    surroundings: whether means of the surroundings count as the bands do. guide: None for none.
    unit: how far apart pixels of the guide lie that are told apart by it alone, in the unit of the
    bands: the root of the sum of the bands' variances, times the weight of the guide.
    weight: of the guide.
    """

    surroundings: bool = False
    guide: GuideFeatures | None = None
    unit: float = 0.0
    weight: float = 0.0

    @property
    def margin(self) -> int:
        """Return the pixels around a window on which its features depend."""
        return similarity_margin(self.surroundings)

    def guided(self, guide: GuideFeatures, weight: float, variance: float) -> Similarity:
        """Return the same similarity with a guide.

        weight: of the guide, 1 for as much as the image; none counts at 0. variance: of the bands
        of the image, their sum.
        """
        features = 1 + len(RADII) * self.surroundings
        return self if not weight else replace(
            self, guide=guide, weight=weight,
            unit=float(weight * np.sqrt(variance * features)))

    def features(self, fine: Image, window: Window) -> Image:
        """Return the image in which `most_similar_means` finds similar pixels.

        fine: of `window` and `margin` pixels around it; its bands have one unit.

        Returns:
            the features of `window`; the bands themselves come first.
        """
        if not self.surroundings and self.guide is None:
            return fine
        inner = fine.cropped(self.margin)
        parts = [inner.values]
        if self.surroundings:
            parts.append(Image(surrounding_means(fine), fine.valid).cropped(self.margin).values)
        if self.guide is not None:
            parts.append(self.guide.at(window) * np.float32(self.unit))
        return Image(np.concatenate(parts), inner.valid)


def similarity_margin(surroundings: bool) -> int:
    """Return the pixels around a window on which its features depend."""
    return MARGIN if surroundings else 0
