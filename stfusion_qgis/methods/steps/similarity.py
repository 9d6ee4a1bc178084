"""What pixels are compared by when similar ones are looked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...images.image import Image
from .patch_means import MARGIN, patch_means


@dataclass(frozen=True)
class Similarity:
    """What makes pixels similar: the bands of a fine image, and what a user wants besides.

    surroundings: whether means of the surroundings count as the bands do.
    """

    surroundings: bool = False

    @property
    def margin(self) -> int:
        """Return the pixels around a window on which its features depend."""
        return MARGIN if self.surroundings else 0

    def features(self, fine: Image) -> Image:
        """Return the image in which `most_similar_means` finds similar pixels.

        fine: of a window and `margin` pixels around it; its bands have one unit.

        Returns:
            the features of the window; the bands themselves come first.
        """
        if not self.surroundings:
            return fine
        inner = fine.cropped(self.margin)
        means = Image(patch_means(fine), fine.valid).cropped(self.margin)
        return Image(np.concatenate([inner.values, means.values]), inner.valid)
