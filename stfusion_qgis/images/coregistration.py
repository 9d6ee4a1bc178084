"""The shift of coarse images against the fine ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from .image import Image

# The point spread of a coarse sensor is about as wide as its pixel.
_SPREAD = 0.5

# Coarse pixels in which a shift is looked for; more would be another place.
_REACH = 2.0


class Shift(NamedTuple):
    """The shift of a coarse image against a fine one.

    rows, columns: fine pixels by which the coarse image lies too far down and right.
    correlation, corrected: of both images at the coarse resolution, before and after moving it.
    """

    rows: float
    columns: float
    correlation: float
    corrected: float


def find_shift(fine: Image, coarse: Image, ratio: float) -> Shift:
    """Return the shift of `coarse` against `fine` at which they correlate best.

    fine: a fine image, or a part of it. coarse: of the same date, interpolated to the same
    pixels. ratio: side of a coarse pixel in fine pixels; shifts of up to two coarse pixels
    are found, with a resolution of a tenth of a coarse pixel.

    The fine image is blurred to the coarse resolution; the correlation is the mean over the
    bands (as in the co-registration before STARFM in Gao et al. 2006, section IV).
    """
    spacing = max(1, round(ratio / 2))  # what is blurred to coarse pixels need not be seen whole
    points = np.mgrid[0:fine.valid.shape[0]:spacing, 0:fine.valid.shape[1]:spacing]
    blurred = np.stack([_blurred(band, fine.valid, ratio * _SPREAD)[points[0], points[1]]
                        for band in fine.values])
    valid = fine.valid[points[0], points[1]]
    coarse_valid = coarse.valid.astype(np.float32)

    def correlation(rows: float, columns: float) -> float:
        moved = points + np.array([rows, columns])[:, None, None]
        covered = map_coordinates(coarse_valid, moved, order=1) > 0.99
        return _correlation(blurred, coarse.values, valid & covered, moved)

    step = max(1.0, ratio / 2)
    reach = int(np.ceil(_REACH * ratio / step))
    best = 0.0, 0.0
    score = first = correlation(*best)
    while True:
        candidates = [(best[0] + i * step, best[1] + j * step)
                      for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)]
        scores = [correlation(*candidate) for candidate in candidates]
        winner = int(np.argmax(scores))
        if scores[winner] > score:
            best, score = candidates[winner], scores[winner]
        if step <= ratio / 10:
            return Shift(best[0], best[1], first, score)
        step, reach = step / 2, 1


def _blurred(band: np.ndarray, valid: np.ndarray, sigma: float) -> np.ndarray:
    weights = gaussian_filter(valid.astype(np.float32), sigma, mode="nearest")
    sums = gaussian_filter(band, sigma, mode="nearest")
    return np.divide(sums, weights, out=np.zeros_like(sums), where=weights > 0.01)


def _correlation(fine: np.ndarray, coarse: np.ndarray, both: np.ndarray,
                 points: np.ndarray) -> float:
    """Return the mean correlation over the bands of `fine` with `coarse` at `points`.

    both: where the points of `fine` and the places of `coarse` are valid.
    """
    if both.sum() < 100:
        return -1.0
    values = []
    for a, b in zip(fine, coarse):
        x, y = a[both], map_coordinates(b, points[:, both], order=1)
        x, y = x - x.mean(dtype=np.float64), y - y.mean(dtype=np.float64)
        size = np.sqrt((x * x).sum() * (y * y).sum())
        values.append((x * y).sum() / size if size > 0 else 0.0)
    return float(np.mean(values))
