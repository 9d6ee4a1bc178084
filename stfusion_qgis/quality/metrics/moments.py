"""First and second moments of the pixels of two images.

In the formulas over them x is the prediction, y the reference, n the number of valid pixels
and B the number of bands; sums go over the valid pixels of one band. All formulas return
one value a band unless they say otherwise; a band for which the formula is 0/0 gets NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .block_sums import CONSTANT, BlockSums, ImagePair, quotient


@dataclass
class Moments(BlockSums):
    """Sums over the pixels that are valid in both images.

    centre: float64 (bands,), a value near the mean of each band. It is subtracted
        before squaring, so that the sums do not lose digits.
    count: int (), number of pixels; all others float64 (bands,): x, y, xx, yy, xy of the
        centred values, and absolute |x - y| and squared (x - y)^2.
    """

    centre: np.ndarray = field(metadata=CONSTANT)
    count: np.ndarray
    x: np.ndarray
    y: np.ndarray
    xx: np.ndarray
    yy: np.ndarray
    xy: np.ndarray
    absolute: np.ndarray
    squared: np.ndarray

    @classmethod
    def of(cls, pair: ImagePair) -> Moments:
        """Return the sums over the pixels of one block."""
        return cls.of_pixels(*pair.core, pair.setting.statistics.mean)

    @classmethod
    def of_pixels(cls, x: np.ndarray, y: np.ndarray, valid: np.ndarray,
                  centre: np.ndarray) -> Moments:
        """Return the sums of x and y, (bands, rows, columns), where valid, (rows, columns)."""
        sums = []
        for x_band, y_band, c in zip(x, y, centre):
            u = x_band[valid].astype(np.float64) - c
            v = y_band[valid].astype(np.float64) - c
            d = u - v
            sums.append((u.sum(), v.sum(), u @ u, v @ v, u @ v, np.abs(d).sum(), d @ d))
        return cls(centre, np.array(np.count_nonzero(valid)), *np.array(sums).T.copy())

    def spread_x(self) -> np.ndarray:
        """Return the sum of (x - mean of x)^2, exactly 0 for a constant band."""
        return self._spread(self.x, self.xx)

    def spread_y(self) -> np.ndarray:
        """Return the sum of (y - mean of y)^2, exactly 0 for a constant band."""
        return self._spread(self.y, self.yy)

    def _spread(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        spread = second - quotient(first * first, self.count)
        # What remains below this is the rounding of the sums, not a variation of the pixels.
        return np.where(spread > 1e-12 * second, spread, 0.0)
