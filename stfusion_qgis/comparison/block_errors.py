"""Errors of predictions, by blocks of pixels: what tells a difference of methods from chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..images.image import Image

_SMALLEST_SIDE = 16
_CELLS = 2  # coarse pixels a side of a block: errors within one hang together
_FEWEST_BLOCKS = 5  # along the shorter side, where there is room


@dataclass(frozen=True)
class BlockErrors:
    """Squared errors of the predictions of one date, summed over blocks.

    sums: float64 (predictions, blocks, bands), in squared units of the image.
    pixels: how many pixels each block has, (blocks,).
    """

    sums: np.ndarray
    pixels: np.ndarray

    @classmethod
    def of(cls, predictions: Sequence[Image], truth: Image, counted: np.ndarray,
           ratio: float | None) -> BlockErrors:
        """Measure predictions against the truth.

        counted: the pixels that count, valid in all images; bool (rows, columns).
        ratio: side of a coarse pixel in fine ones, if it is known.
        """
        blocks = _blocks(counted.shape, ratio)
        numbers = blocks[counted]
        count = int(blocks.max()) + 1
        pixels = np.bincount(numbers, minlength=count)
        sums = np.stack([np.stack([
            np.bincount(numbers, (mine[counted].astype(np.float64) - true[counted]) ** 2, count)
            for mine, true in zip(image.values, truth.values)], axis=-1) for image in predictions])
        return cls(sums[:, pixels > 0], pixels[pixels > 0])

    def mean_squares(self, weights: np.ndarray | None = None) -> np.ndarray:
        """Return the mean squared error of each prediction and band.

        weights: how often each block counts (..., blocks); once each if None.

        Returns:
            (..., predictions, bands).
        """
        if weights is None:
            weights = np.ones(len(self.pixels))
        total = np.einsum("...b,pbk->...pk", weights, self.sums, optimize=True)
        return total / (weights @ self.pixels)[..., None, None]


def _blocks(shape: tuple[int, ...], ratio: float | None) -> np.ndarray:
    """Return the number of the block of each pixel (rows, columns)."""
    side = max(_SMALLEST_SIDE, round(_CELLS * (ratio or 1)))
    side = max(1, min(side, min(shape) // _FEWEST_BLOCKS))
    rows, columns = (np.arange(size) // side for size in shape)
    return rows[:, None] * (columns[-1] + 1) + columns
