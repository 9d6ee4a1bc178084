"""Sums over the pixels of a block from which the statistics of an image follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..images.image import Image
from ..images.sampling import Statistics
from .metrics.grey_values import mean_x, standard_deviation_x
from .metrics.moments import Moments


@dataclass
class StatisticsSums:
    """The moments of the valid pixels of a block, and the least and greatest value of each band.

    minimum, maximum: float32 (bands,), infinite without a valid pixel.
    """

    moments: Moments
    minimum: np.ndarray
    maximum: np.ndarray

    @classmethod
    def of(cls, image: Image) -> StatisticsSums:
        """Return the sums over the valid pixels of a block."""
        zero = np.zeros(len(image.values))
        return cls(Moments.of_pixels(image.values, image.values, image.valid, zero),
                   np.min(image.values, axis=(1, 2), where=image.valid, initial=np.inf),
                   np.max(image.values, axis=(1, 2), where=image.valid, initial=-np.inf))

    @classmethod
    def nothing(cls, bands: int) -> StatisticsSums:
        """Return the sums over no pixel."""
        return cls.of(Image.empty(bands, 1, 1))

    def add(self, other: StatisticsSums) -> None:
        """Add the pixels of another block."""
        self.moments.add(other.moments)
        self.minimum = np.minimum(self.minimum, other.minimum)
        self.maximum = np.maximum(self.maximum, other.maximum)

    def statistics(self) -> Statistics:
        """Return the statistics of all pixels; zeros if there is none."""
        if not self.moments.count:
            zero = np.zeros(len(self.minimum))
            return Statistics(zero, zero, zero, zero)
        return Statistics(mean_x(self.moments), standard_deviation_x(self.moments),
                          self.minimum.astype(np.float64), self.maximum.astype(np.float64))
