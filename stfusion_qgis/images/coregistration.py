"""The shift of coarse images against the fine ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from .cells import aggregate
from .image import Image

# The point spread of a coarse sensor is about as wide as its pixel.
_SPREAD = 0.5

# Standard deviation of a square, in its sides: what smooths coarse pixels that were repeated.
_SQUARE = 0.29

# Coarse pixels in which a shift is looked for; more would be another place.
_REACH = 2.0

# Fine pixels are averaged to this many a coarse pixel before they are blurred.
_FINE_ENOUGH = 8

# Share of valid pixels around a point that the coarse image sees: the mean of less may lie beside
# its middle, as beside the stripes of Landsat 7.
_LEAST_SHARE = 0.8

_NOTABLE_GAIN = 0.005  # of the correlation: less is chance
_LEAST_CORRELATION = 0.5  # once moved: less is no picture of the same land
_LEAST_POINTS = 100  # of a correlation
_POINTS_OF_QUARTER = 25


class Shift(NamedTuple):
    """The shift of a coarse image against a fine one.

    rows, columns: fine pixels by which the coarse image lies too far down and right.
    correlation, corrected: of both images at the coarse resolution, before and after moving it.
    believable: whether the quarters of the images show the same shift, and all of it a clear one.
    """

    rows: float
    columns: float
    correlation: float
    corrected: float
    believable: bool = True


def find_shift(fine: Image, coarse: Image, ratio: float, repeated: bool = False,
               check: Callable[[], None] = lambda: None) -> Shift:
    """Return the shift of `coarse` against `fine` at which they correlate best.

    fine: a fine image, or a part of it. coarse: of the same date, interpolated to the same
    pixels. ratio: side of a coarse pixel in fine pixels; shifts of up to two coarse pixels
    are found, with a resolution of a tenth of a coarse pixel. repeated: whether the coarse image
    came on the fine grid, where each pixel may be repeated. check: raises `Cancelled`.

    The fine image is blurred to the coarse resolution; the correlation is the mean over the
    bands (as in the co-registration before STARFM in Gao et al. 2006, section IV).
    """
    search = _Search(fine, coarse, ratio, repeated, check)
    step = max(1.0, ratio / 2)
    reach = int(np.ceil(_REACH * ratio / step))
    best = 0.0, 0.0
    score = first = search.correlation(best)
    while True:
        candidates = [(best[0] + i * step, best[1] + j * step)
                      for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)]
        scores = [search.correlation(candidate) for candidate in candidates]
        winner = int(np.argmax(scores))
        if scores[winner] > score:
            best, score = candidates[winner], scores[winner]
        if step <= ratio / 10:
            break
        step, reach = step / 2, 1
    farthest = max(map(abs, best))
    inside = ratio / 10 <= farthest < _REACH * ratio
    clear = score >= _LEAST_CORRELATION and score - first > _NOTABLE_GAIN
    return Shift(*best, first, score, inside and clear and search.quarters_agree(best))


class _Search:
    """Two images of the same land, and how they correlate if one is moved."""

    def __init__(self, fine: Image, coarse: Image, ratio: float, repeated: bool,
                 check: Callable[[], None]):
        self._check, self._ratio = check, ratio
        side = max(1, int(ratio // _FINE_ENOUGH))
        fine = _averaged(fine, side)
        spacing = max(1, round(ratio / 2 / side))  # blurred images need not be seen whole
        places = np.mgrid[0:fine.valid.shape[0]:spacing, 0:fine.valid.shape[1]:spacing]
        blurred, sigma = [], ratio * _SPREAD / side
        for band in fine.values:
            check()
            blurred.append(_blurred(band, fine.valid, sigma)[tuple(places)])
        share = gaussian_filter(fine.valid.astype(np.float32), sigma, mode="nearest")
        self._fine = np.stack(blurred)
        self._valid = (fine.valid & (share >= _LEAST_SHARE))[tuple(places)]
        self._points = places * side + (side - 1) / 2
        self._coarse = coarse.values
        if repeated:
            self._coarse = np.stack([_blurred(band, coarse.valid, ratio * _SQUARE)
                                     for band in coarse.values])
        self._coarse_valid = coarse.valid.astype(np.float32)
        rows, columns = self._valid.shape
        down, right = np.mgrid[0:rows, 0:columns]
        self._quarter = 2 * (down >= rows / 2) + (right >= columns / 2)
        self._of_quarters: dict[tuple[float, float], list[float]] = {}

    def correlation(self, shift: tuple[float, float]) -> float:
        """Return the mean correlation over the bands; -1 where the images share too little."""
        self._check()
        moved = self._points + np.array(shift)[:, None, None]
        both = self._valid & (map_coordinates(self._coarse_valid, moved, order=1) > 0.99)
        self._of_quarters[shift] = [-1.0] * 4
        if both.sum() < _LEAST_POINTS:
            return -1.0
        quarter = self._quarter[both]
        found, parts = [], []
        for fine, coarse in zip(self._fine, self._coarse):
            x, y = fine[both], map_coordinates(coarse, moved[:, both], order=1)
            found.append(_correlation(x, y))
            parts.append([_correlation(x[quarter == k], y[quarter == k])
                          if (quarter == k).sum() >= _POINTS_OF_QUARTER else -1.0
                          for k in range(4)])
        self._of_quarters[shift] = list(np.mean(parts, axis=0))
        return float(np.mean(found))

    def quarters_agree(self, shift: tuple[float, float]) -> bool:
        """Say whether the quarters of the images by themselves show about the same shift."""
        agreeing, others = 0, 0
        for k in range(4):
            scores = {place: parts[k] for place, parts in self._of_quarters.items()
                      if parts[k] > -1}
            if not scores:
                continue
            best = max(scores, key=lambda place: scores[place])
            near = max(abs(best[0] - shift[0]), abs(best[1] - shift[1])) <= 0.75 * self._ratio
            agreeing, others = agreeing + near, others + (not near)
        return agreeing >= 2 and agreeing >= 3 * others


def _averaged(image: Image, side: int) -> Image:
    """Return the means of squares of pixels; those at the far edges that are not whole are cut."""
    if side == 1:
        return image
    rows, columns = (size // side * side for size in image.valid.shape)
    part = Image(image.values[:, :rows, :columns], image.valid[:rows, :columns])
    means, count = aggregate(part, side)
    return Image(means.astype(np.float32), 2 * count >= side ** 2)


def _blurred(band: np.ndarray, valid: np.ndarray, sigma: float) -> np.ndarray:
    weights = gaussian_filter(valid.astype(np.float32), sigma, mode="nearest")
    sums = gaussian_filter(np.where(valid, band, 0), sigma, mode="nearest")
    return np.divide(sums, weights, out=np.zeros_like(sums), where=weights > 0.01)


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    x, y = x - x.mean(dtype=np.float64), y - y.mean(dtype=np.float64)
    size = np.sqrt((x * x).sum() * (y * y).sum())
    return float((x * y).sum() / size) if size > 0 else 0.0
