"""From the values of images to those that a network was trained on, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..images.calibration import Calibration
from .contract import Scaling

_QUANTILES = 0.001, 0.999  # the scene's own range of a band
_LEAST_SPREAD = 1e-6  # of the values' size: less is the rounding of a constant band


@dataclass(frozen=True)
class Scale:
    """A linear scaling of each band: (value - centre) * factor + shift.

    centre, factor, shift: float32 (bands,).
    """

    centre: np.ndarray
    factor: np.ndarray
    shift: np.ndarray

    @classmethod
    def of(cls, scaling: Scaling, pixels: np.ndarray,
           calibration: Calibration | None = None) -> Scale:
        """Return the scale of a scene.

        pixels: (bands, n), a sample of the lead image's valid pixels; n may be 0.
        calibration: by which numbers of the scaling's range become values of the pixels.
        """
        bands = len(pixels)
        if scaling.kind == "scene":
            centre, spread = np.zeros(bands), np.zeros(bands)
            if pixels.shape[1]:
                centre = pixels.mean(axis=1, dtype=np.float64)
                spread = pixels.std(axis=1, dtype=np.float64)
            return cls._from(centre, spread, 0.0, 1.0)
        if scaling.source is not None:
            low, high = (np.full(bands, bound) for bound in scaling.source)
            if calibration is not None:
                low, high = calibration.values(low), calibration.values(high)
        elif pixels.shape[1]:
            low, high = np.quantile(pixels.astype(np.float64), _QUANTILES, axis=1)
        else:
            low = high = np.zeros(bands)
        return cls._from(low, high - low, *scaling.target)

    @classmethod
    def _from(cls, centre: np.ndarray, spread: np.ndarray, low: float, high: float) -> Scale:
        """Scale `centre` to `low` and `centre + spread` to `high`.

        A band without any spread is scaled by its size, which keeps the unit out, too.
        """
        size = np.where(np.abs(centre) < np.finfo(np.float32).tiny, 1.0, np.abs(centre))
        spread = np.where(spread > _LEAST_SPREAD * size, spread, size)
        arrays = centre, (high - low) / spread, np.full(len(centre), low)
        return cls(*(array.astype(np.float32) for array in arrays))

    def image(self, values: np.ndarray) -> np.ndarray:
        """Scale an image (bands, rows, columns)."""
        return (values - self._column(self.centre)) * self._column(self.factor) + self._column(
            self.shift)

    def difference(self, values: np.ndarray) -> np.ndarray:
        """Scale a difference of two images (bands, rows, columns)."""
        return values * self._column(self.factor)

    def undo_image(self, values: np.ndarray) -> np.ndarray:
        """Bring a scaled image back to the unit of the images."""
        return (values - self._column(self.shift)) / self._column(self.factor) + self._column(
            self.centre)

    def undo_difference(self, values: np.ndarray) -> np.ndarray:
        """Bring a scaled difference, or a deviation, back to the unit of the images."""
        return values / self._column(self.factor)

    def band(self, index: int) -> Scale:
        """Return the scale of one band."""
        part = slice(index, index + 1)
        return Scale(self.centre[part], self.factor[part], self.shift[part])

    @staticmethod
    def _column(values: np.ndarray) -> np.ndarray:
        return values[:, None, None]
