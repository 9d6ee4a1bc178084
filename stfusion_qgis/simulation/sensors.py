"""The two sensors that see the land, and the clouds before them."""

from __future__ import annotations

import math

import numpy as np
from scipy import ndimage, special

from ..matrix_products import matmul
from .noise import LandFrame

FINE_REACH = 2  # fine pixels that the fine sensor sees around each of its own
_FINE_SIGMA = 0.42  # of its point spread function, in fine pixels: about that of Landsat
TO_SIGMA = 1 / math.sqrt(8 * math.log(2))  # of a full width at half maximum


def seen_by_fine_sensor(ground: np.ndarray) -> np.ndarray:
    """Return (bands, rows, columns) blurred by the fine sensor, `FINE_REACH` less on all sides."""
    weights = np.exp(-0.5 * (np.arange(-FINE_REACH, FINE_REACH + 1) / _FINE_SIGMA)**2)
    weights /= weights.sum()
    blurred = ndimage.correlate1d(ndimage.correlate1d(ground, weights, -1), weights, -2)
    return blurred[..., FINE_REACH:-FINE_REACH, FINE_REACH:-FINE_REACH]


class CoarseSensor:
    """Gathers coarse images from pieces of fine ones, in any order of pieces.

    Each coarse pixel is the mean of the land under its area, blurred by a Gaussian point
    spread function. The land ends where the fine image ends: pixels at the margin are the
    mean of what is there.

    rows, columns: of the fine image; ratio: fine pixels a coarse one, on each side.
    psf: full width at half maximum in coarse pixels.
    shift: coarse pixels by which the land is seen from farther right and below.
    """

    def __init__(self, rows: int, columns: int, ratio: int, psf: float, shift: float):
        self.rows, self.columns = -(-rows // ratio), -(-columns // ratio)
        self._ratio, self._sigma, self._shift = ratio, psf * TO_SIGMA, shift
        self._whole = np.outer(self._weight_sums(rows, self.rows),
                               self._weight_sums(columns, self.columns))

    def part(self, piece: np.ndarray, row: int, column: int) -> tuple[np.ndarray, int, int]:
        """Return the share of a piece of a fine image in the coarse one, and its row and column.

        piece: (..., rows, columns), whose upper left pixel is at `row`, `column`.
        Returns a coarse array (..., rows, columns), its first row and first column.
        """
        down, first_row = self._weights(row, piece.shape[-2], self.rows)
        right, first_column = self._weights(column, piece.shape[-1], self.columns)
        return matmul(matmul(down.T, piece), right), first_row, first_column

    def image(self, parts: np.ndarray) -> np.ndarray:
        """Return the coarse image, given the sum of all parts (..., rows, columns)."""
        return parts / self._whole

    def _weight_sums(self, fine: int, coarse: int) -> np.ndarray:
        sums = np.zeros(coarse)
        for first in range(0, fine, 1024):
            weights, start = self._weights(first, min(1024, fine - first), coarse)
            sums[start:start + weights.shape[1]] += weights.sum(axis=0)
        return sums

    def _weights(self, first: int, count: int, coarse: int) -> tuple[np.ndarray, int]:
        """Return the weights, (count, coarse pixels), of fine pixels, and the first coarse pixel.

        A weight is the integral over the fine pixel of the coarse pixel's box convolved
        with the Gaussian: the second difference of the Gaussian's twofold integral.
        """
        edges = (first + np.arange(count + 1)) / self._ratio - self._shift
        reach = 5 * self._sigma
        start = int(np.clip(math.floor(edges[0] - reach), 0, coarse - 1))
        stop = int(np.clip(math.ceil(edges[-1] + reach), start + 1, coarse))
        return seen_shares(edges, start, stop, self._sigma), start


def seen_shares(edges: np.ndarray, start: int, stop: int, sigma: float) -> np.ndarray:
    """Return the weights of the fine pixels in each coarse one from `start` to `stop`.

    edges: of the fine pixels, (n + 1,), in coarse pixels. sigma: of the point spread function, in
    coarse pixels. The shares, (n, stop - start), of a coarse pixel whose surroundings are all among
    the fine ones add up to 1.
    """
    t = edges[:, None] - np.arange(start, stop)
    rise = _twofold_integral(t, sigma) - _twofold_integral(t - 1, sigma)
    return np.diff(rise, axis=0)


def _twofold_integral(t: np.ndarray, sigma: float) -> np.ndarray:
    """Return the integral of the integral of a Gaussian of mean 0, from minus infinity to t."""
    if sigma == 0:
        return np.maximum(t, 0)
    z = t / sigma
    return t * special.ndtr(z) + sigma / math.sqrt(2 * math.pi) * np.exp(-z**2 / 2)


class Clouds:
    """Clouds and their shadows on one date, which together hide a given share of the scene."""

    _SHADOW = (700, 900)  # metres from a cloud up and left to its shadow

    def __init__(self, seed: int, number: int, share: float, whole: LandFrame):
        """share: of the pixels of the frame `whole`, 0 to 1. number: of the date."""
        self._any = share > 0
        self._name = f"clouds/{number}"
        self._size = min(max(whole.rows, whole.columns) * whole.pixel / 4, 7000)
        step = max(1, max(whole.rows, whole.columns) // 400)
        sample = LandFrame(seed, whole.pixel, whole.row, whole.column,
                       -(-whole.rows // step), -(-whole.columns // step), step)
        self._threshold = np.quantile(self._thickness(sample), 1 - share) if self._any else 0

    def clear(self, frame: LandFrame) -> np.ndarray:
        """Return the mask of the clear pixels, bool (rows, columns)."""
        if not self._any:
            return np.ones((frame.rows, frame.columns), bool)
        return self._thickness(frame) <= self._threshold

    def _thickness(self, frame: LandFrame) -> np.ndarray:
        down, right = (round(metres / frame.pixel) for metres in self._SHADOW)
        above = LandFrame(frame.seed, frame.pixel, frame.row + down, frame.column + right,
                      frame.rows, frame.columns, frame.step)
        return np.maximum(frame.fractal(self._name, self._size, 7, 0.55),
                          above.fractal(self._name, self._size, 7, 0.55))
